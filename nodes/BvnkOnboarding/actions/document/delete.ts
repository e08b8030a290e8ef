// Removes a document.

import { setting } from '../../../shared/form/read';
import { writing } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { documentLocator } from './document';

export const deleteDocument = writing({
	value: 'delete',
	name: 'Delete',
	action: 'Delete document',
	description: 'Remove a document from its customer',
	kind: 'write',
	fields: [documentLocator],
	prepare: (item) => setting(item, documentLocator),
	async send({ client }, documentReference) {
		const answered = await client.call(v1.deleteDocument(documentReference), { allow: [404] });
		// Unknown after a try that may have reached BVNK: that one removed it, and its answer was lost.
		if (answered.refusal && !answered.mayHaveActedBefore) throw answered.refusal;
		return [{ documentReference, deleted: true }];
	},
});
