// Reads one agreement: whether it was answered, and until when it can be.

import type { IDataObject } from 'n8n-workflow';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { firstOf } from '../reference';
import { agreementLocator } from './fields';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get agreement',
	description: 'Read whether an agreement was answered, and until when it can be',
	kind: 'read',
	fields: [agreementLocator],
	async execute(item) {
		const { value } = await item.client.call(v2.agreement(setting(item, agreementLocator)));
		const { id, status = null, name = null, expiresAt = null } = value;
		return [firstOf({ id, status, name, expiresAt }, value as IDataObject)];
	},
};
