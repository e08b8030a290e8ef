// Reads one associate.

import type { IDataObject } from 'n8n-workflow';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { outputFields } from '../../../shared/node/toolOutput';
import { v2 } from '../../api/v2';
import { simpleAssociate } from '../../output/associates';
import { customerLocator, customerOf } from '../customerLocator';
import { outputFor } from '../output';
import { associateLocator, sentAssociate } from './fields';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get associate',
	description: 'Read one associate: its roles, and whether something of it is missing',
	kind: 'read',
	fields: [customerLocator, associateLocator, ...outputFields],
	async execute(item) {
		const customer = await customerOf(item);
		const id = setting(item, associateLocator);
		const { value, body } = await item.client.call(v2.associate(customer, id));
		const simple = sentAssociate(customer, simpleAssociate(value));
		return [outputFor(item)(simple, body as IDataObject)];
	},
};
