// Reads one customer.

import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../shared/node/operation';
import { outputFields } from '../../../shared/node/toolOutput';
import { v2 } from '../../api/v2';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';
import { outputFor } from '../output';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Read one customer with its status and how much is left to do',
	kind: 'read',
	fields: [customerLocator, ...outputFields],
	async execute(item) {
		const { value, body } = await item.client.call(v2.customer(await customerOf(item)));
		return [outputFor(item)({ ...simpleCustomer(value) }, body as IDataObject)];
	},
};
