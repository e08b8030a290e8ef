// Removes a document.

import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { documentReferenceField } from '../../fields/reference';
import { givenReference } from '../input';
import type { Operation } from '../operation';

export const deleteDocument: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete document',
	description: 'Remove a document from its customer',
	fields: [documentReferenceField, optionsField({ concurrency: 1 })],
	concurrency: 1,
	async execute(call) {
		const reference = givenReference(call, 'documentReference');
		await call.client.send({ method: 'DELETE', path: endpoints.document(reference) });
		return [{ documentReference: reference, deleted: true }];
	},
};
