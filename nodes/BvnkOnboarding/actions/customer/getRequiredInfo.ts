// Asks what a customer still has to give before BVNK can verify it.

import type { IDataObject } from 'n8n-workflow';
import { requiredInfoAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { readRequiredInfo } from '../../output/requiredInfo';
import { customerReferenceField, optionsField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import type { Operation } from '../../../shared/node/operation';
import { customerReference } from './customerReference';

export const getRequiredInfo: Operation = {
	value: 'getRequiredInfo',
	name: 'Get Required Info',
	action: 'Get required info of customer',
	description: 'List the documents, questionnaires and data that BVNK still asks for',
	fields: [customerReferenceField, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const reference = await customerReference(call);
		const request = { method: 'GET' as const, path: endpoints.requiredInfo(reference) };
		const answer = await call.client.send(request);
		const info = expectAnswer(call.client, request, answer, requiredInfoAnswer, 'what is required');
		const lists = readRequiredInfo(info);
		// before BVNK's own answer, because tables show fields in their order; and over it
		return [{ customerReference: reference, ...lists, ...(answer.body as IDataObject), ...lists }];
	},
};
