// One list of all that is left to do for a customer.

import type { IDataObject } from 'n8n-workflow';
import { choiceField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { toDosOf } from '../../output/outstanding';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

const outputField = choiceField({
	displayName: 'Output',
	name: 'output',
	options: [
		{ name: 'One Item per To-Do', value: 'toDos', description: 'No item where nothing is left' },
		{ name: 'One Item with All', value: 'customer', description: 'Also where nothing is left' },
	],
	default: 'toDos',
	description: 'What each output item holds',
});

export const getOutstanding: Operation = {
	value: 'getOutstanding',
	name: 'Get Outstanding',
	action: 'Get outstanding requirements of customer',
	description: 'List what is left to do, for the customer and for each associate',
	kind: 'read',
	fields: [customerLocator, outputField],
	async execute(item) {
		const reference = await customerOf(item);
		const output = setting(item, outputField);
		const { value: customer } = await item.client.call(v1.customer(reference));
		const { value: info } = await item.client.call(v1.requiredInfo(reference));
		// What is required was asked for last, so its status is the newer one.
		const { type, name, status, statusGroup } = simpleCustomer({
			...customer,
			status: info.status ?? customer.status,
		});
		const whose = { customerReference: reference, customerName: name };
		const toDos = toDosOf(customer, info);
		return output === 'customer'
			? [{ ...whose, type, status, statusGroup, outstanding: toDos.length, toDos }]
			: toDos.map((toDo): IDataObject => ({ ...whose, ...toDo, status, statusGroup }));
	},
};
