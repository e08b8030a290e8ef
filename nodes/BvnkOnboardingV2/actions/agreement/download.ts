// Fetches the text of an agreement as a file.

import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import {
	downloaded,
	maxFileSizeField,
	outputBinaryField,
} from '../../../BvnkOnboarding/actions/download';
import { v2 } from '../../api/v2';
import { agreementLocator } from './fields';

export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download agreement',
	description: 'Fetch the text of an agreement as a file',
	kind: 'read',
	fields: [agreementLocator, outputBinaryField],
	options: [maxFileSizeField],
	async execute(item) {
		const id = setting(item, agreementLocator);
		const { value } = await item.client.call(v2.agreementContent(id));
		const from = {
			address: value.downloadUrl,
			thing: 'text of the agreement',
			...(value.filename ? { fileName: value.filename } : {}),
			fallback: `agreement-${id}`,
		};
		return [await downloaded(item, from, { id })];
	},
};
