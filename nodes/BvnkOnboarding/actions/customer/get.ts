// Reads one customer.

import type { IDataObject } from 'n8n-workflow';
import { customerAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { simpleCustomer } from '../../output/simplify';
import { customerReferenceField, optionsField, simplifyField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import { parameter } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { customerReference } from './customerReference';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Read one customer with its status and verification link',
	fields: [customerReferenceField, simplifyField, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const request = {
			method: 'GET' as const,
			path: endpoints.customer(await customerReference(call)),
		};
		const answer = await call.client.send(request);
		const customer = expectAnswer(call.client, request, answer, customerAnswer, 'a customer');
		return parameter(call, 'simplify', true)
			? [{ ...simpleCustomer(customer) }]
			: [answer.body as IDataObject];
	},
};
