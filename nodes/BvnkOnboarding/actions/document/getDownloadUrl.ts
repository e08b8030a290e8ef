// Asks for a temporary address from which a document can be downloaded.

import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { documentLocator } from './document';

export const getDownloadUrl: Operation = {
	value: 'getDownloadUrl',
	name: 'Get Download URL',
	action: 'Get download URL of document',
	description: 'Get a temporary address of a document',
	kind: 'read',
	fields: [documentLocator],
	async execute(item) {
		const documentReference = setting(item, documentLocator);
		const { value } = await item.client.call(v1.documentUrl(documentReference));
		const own = { documentReference };
		// before BVNK's own answer, because tables show fields in their order; and over it
		return [{ ...own, ...value, ...own }];
	},
};
