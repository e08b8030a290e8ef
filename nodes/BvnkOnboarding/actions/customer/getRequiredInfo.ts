// Asks what a customer still has to give before BVNK can verify it.

import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { readRequiredInfo } from '../../output/requiredInfo';
import { customerLocator, customerOf } from '../customerLocator';

export const getRequiredInfo: Operation = {
	value: 'getRequiredInfo',
	name: 'Get Required Info',
	action: 'Get required info of customer',
	description: 'List the documents, questionnaires and data that BVNK still asks for',
	kind: 'read',
	fields: [customerLocator],
	async execute(item) {
		const reference = await customerOf(item);
		const { value, body } = await item.client.call(v1.requiredInfo(reference));
		const lists = { customerReference: reference, ...readRequiredInfo(value) };
		// before BVNK's own answer, because tables show fields in their order; and over it
		return [{ ...lists, ...(body as IDataObject), ...lists }];
	},
};
