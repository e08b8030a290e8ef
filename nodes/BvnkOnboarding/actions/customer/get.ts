// Reads one customer.

import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../shared/node/operation';
import { outputFields, outputOf, selected } from '../../../shared/node/toolOutput';
import { v1 } from '../../api/v1';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Read one customer with its status and verification link',
	kind: 'read',
	fields: [customerLocator, ...outputFields],
	async execute(item) {
		const { value, body } = await item.client.call(v1.customer(await customerOf(item)));
		const output = outputOf(item);
		if (output === 'raw') return [body as IDataObject];
		const simple = { ...simpleCustomer(value) };
		return [output === 'simplified' ? simple : selected({ ...value, ...simple }, output)];
	},
};
