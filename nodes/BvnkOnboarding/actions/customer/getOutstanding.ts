// One list of all that is left to do for a customer.

import type { IDataObject } from 'n8n-workflow';
import { customerAnswer, requiredInfoAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { toDosOf } from '../../output/outstanding';
import { simpleCustomer } from '../../output/simplify';
import { customerReferenceField, optionsField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import { parameter } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { customerReference } from './customerReference';

export const getOutstanding: Operation = {
	value: 'getOutstanding',
	name: 'Get Outstanding',
	action: 'Get outstanding requirements of customer',
	description: 'List what is left to do, for the customer and for each associate',
	fields: [
		customerReferenceField,
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{
					name: 'One Item per To-Do',
					value: 'toDos',
					description: 'No item where nothing is left',
				},
				{ name: 'One Item with All', value: 'customer', description: 'Also where nothing is left' },
			],
			default: 'toDos',
			description: 'What each output item holds',
		},
		optionsField({ concurrency: 4 }),
	],
	concurrency: 4,
	async execute(call) {
		const reference = await customerReference(call);
		const read = { method: 'GET' as const, path: endpoints.customer(reference) };
		const ask = { method: 'GET' as const, path: endpoints.requiredInfo(reference) };
		const answer = await call.client.send(read);
		const customer = expectAnswer(call.client, read, answer, customerAnswer, 'a customer');
		const info = expectAnswer(
			call.client,
			ask,
			await call.client.send(ask),
			requiredInfoAnswer,
			'what is required',
		);
		// What is required was asked for last, so its status is the newer one.
		const { type, name, status, statusGroup } = simpleCustomer({
			...customer,
			status: info.status ?? customer.status,
		});
		const whose = { customerReference: reference, customerName: name };
		const toDos = toDosOf(customer, info);
		return parameter<string>(call, 'output', 'toDos') === 'customer'
			? [{ ...whose, type, status, statusGroup, outstanding: toDos.length, toDos }]
			: toDos.map((toDo): IDataObject => ({ ...whose, ...toDo, status, statusGroup }));
	},
};
