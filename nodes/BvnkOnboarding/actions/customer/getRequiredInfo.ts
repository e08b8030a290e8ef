// Asks what a customer still has to give before BVNK can verify it.

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
		{ name: 'As BVNK Answers', value: 'raw', description: "Beside the customer's reference" },
		{ name: 'One Item per To-Do', value: 'toDos', description: 'No item where nothing is left' },
		{ name: 'One Item with All', value: 'customer', description: 'Also where nothing is left' },
	],
	default: 'toDos',
	description: 'What each output item holds',
});

export const getRequiredInfo: Operation = {
	value: 'getRequiredInfo',
	name: 'Get Required Info',
	action: 'Get required info of customer',
	description:
		'List what is left to do, for the customer and for each associate: documents, questionnaires, data, links to open',
	builderHint:
		'Gives kind (document, questionnaire, data, failure, verification): put a Switch on it, with Document Upload, Questionnaire Submit, and a mail with url behind it.',
	kind: 'read',
	fields: [customerLocator, outputField],
	async execute(item) {
		const reference = await customerOf(item);
		const output = setting(item, outputField);
		if (output === 'raw') {
			const whose = { customerReference: reference };
			const { body } = await item.client.call(v1.requiredInfo(reference));
			return [{ ...whose, ...(body as IDataObject), ...whose }];
		}
		const { value: customer } = await item.client.call(v1.customer(reference));
		const { value: info } = await item.client.call(v1.requiredInfo(reference));
		// What is required was asked for last, so its status is the newer one.
		const { type, name, status, statusGroup } = simpleCustomer({
			...customer,
			status: info.status ?? customer.status,
		});
		const toDos = toDosOf(customer, info);
		// who, in what state, what to do: tables show fields in their order
		const first = { customerName: name, status };
		const others = { statusGroup, customerReference: reference };
		return output === 'customer'
			? [{ ...first, outstanding: toDos.length, toDos, type, ...others }]
			: toDos.map((toDo): IDataObject => ({ ...first, ...toDo, ...others }));
	},
};
