// Removes a document.

import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { documentReferenceField } from '../../fields/reference';
import { givenReference } from '../../../shared/form/read';
import { answerError } from '../../../shared/http/errors';
import type { Operation } from '../../../shared/node/operation';

export const deleteDocument: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete document',
	description: 'Remove a document from its customer',
	fields: [documentReferenceField, optionsField({ concurrency: 1 })],
	concurrency: 1,
	async execute(call) {
		const reference = givenReference(call, 'documentReference');
		const request = { method: 'DELETE' as const, path: endpoints.document(reference) };
		const answer = await call.client.send({ ...request, allow: [404] });
		// Unknown at a second try: the first one removed it, and its answer was lost.
		if (answer.status === 404 && answer.tries === 1) {
			throw answerError(call.context, request, call.client.settings, answer, answer.tries);
		}
		return [{ documentReference: reference, deleted: true }];
	},
};
