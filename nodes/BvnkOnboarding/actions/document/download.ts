// Fetches a document that a customer has handed in, as a file.

import { givenError } from '../../../shared/check/findings';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { downloaded, maxFileSizeField, outputBinaryField } from '../download';
import { documentLocator } from './document';

export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download document',
	description: 'Fetch a document as a file',
	kind: 'read',
	fields: [documentLocator, outputBinaryField],
	options: [maxFileSizeField],
	async execute(item) {
		const documentReference = setting(item, documentLocator);
		const { value } = await item.client.call(v1.documentUrl(documentReference));
		if (value.url === null) {
			throw givenError(
				item,
				'BVNK gave no address of the document',
				'Get Download URL shows what BVNK answered. It may still be checking the document: run the item again later.',
			);
		}
		const from = {
			address: value.url,
			thing: 'document',
			fallback: `document-${documentReference}`,
		};
		return [await downloaded(item, from, { documentReference })];
	},
};
