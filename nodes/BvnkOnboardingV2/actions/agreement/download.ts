// Fetches the text of an agreement as a file. Its address is BVNK's own, good for a short time and for whoever
// has it, so no signature goes with it.

import { number } from '../../../shared/check/checks';
import { field } from '../../../shared/form/field';
import { textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import { fetchFile } from '../../../shared/http/download';
import { WithFiles, type Operation } from '../../../shared/node/operation';
import { OPTIONS } from '../../../shared/node/options';
import { v2 } from '../../api/v2';
import { agreementLocator } from './fields';

const BYTES_A_MEGABYTE = 1_000_000;

const outputBinaryField = textField({
	displayName: 'Output Binary Field',
	name: 'binaryField',
	default: 'data',
	placeholder: 'e.g. data',
	description: 'Name of the binary field of the output item that gets the file',
	personal: false,
});

const maxFileSizeField = field({
	displayName: 'Max File Size',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 20,
	description: 'In megabytes. A larger file is not read to its end.',
	check: number(0),
	personal: false,
});

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
		const binaryField = setting(item, outputBinaryField);
		const megabytes = setting(item, maxFileSizeField, OPTIONS);
		const { value } = await item.client.call(v2.agreementContent(id));
		const { content, contentType, fileName } = await fetchFile(item.client, value.downloadUrl, {
			thing: 'text of the agreement',
			maxBytes: megabytes * BYTES_A_MEGABYTE,
			tooLarge: `It has more than ${megabytes} MB. Raise 'Max File Size' under Options.`,
		});
		const name = value.filename ?? fileName ?? `agreement-${id}`;
		const file = await item.context.helpers.prepareBinaryData(content, name, contentType);
		const json = {
			id,
			fileName: file.fileName ?? name,
			mimeType: file.mimeType,
			bytes: content.length,
		};
		return [new WithFiles(json, { [binaryField]: file })];
	},
};
