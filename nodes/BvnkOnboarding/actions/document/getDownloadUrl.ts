// Asks for a temporary address from which a document can be downloaded.

import type { IDataObject } from 'n8n-workflow';
import { documentUrlAnswer } from '../../api/documents';
import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { documentReferenceField } from '../../fields/reference';
import { expectAnswer } from '../../../shared/http/expect';
import { givenReference } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';

export const getDownloadUrl: Operation = {
	value: 'getDownloadUrl',
	name: 'Get Download URL',
	action: 'Get download URL of document',
	description: 'Get a temporary address of a document',
	fields: [documentReferenceField, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const reference = givenReference(call, 'documentReference');
		const request = { method: 'GET' as const, path: endpoints.documentUrl(reference) };
		const answer = await call.client.send(request);
		const found = expectAnswer(call.client, request, answer, documentUrlAnswer, 'an address');
		return [{ documentReference: reference, ...(found as IDataObject) }];
	},
};
