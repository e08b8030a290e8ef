// A file of BVNK's as a binary field of the output. Its address is BVNK's own, good for a short time and for
// whoever has it, so no signature goes with it.

import { number } from '../../shared/check/checks';
import { field } from '../../shared/form/field';
import { textField } from '../../shared/form/fields';
import { setting } from '../../shared/form/read';
import { fetchFile } from '../../shared/http/download';
import { WithFiles, type Item } from '../../shared/node/operation';
import { OPTIONS } from '../../shared/node/options';

const BYTES_A_MEGABYTE = 1_000_000;

/** Where the file goes. */
export const outputBinaryField = textField({
	displayName: 'Output Binary Field',
	name: 'binaryField',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	description: 'Name of the binary field of the output item that gets the file',
	personal: false,
});

/** An option of each operation that fetches a file. */
export const maxFileSizeField = field({
	displayName: 'Max File Size',
	name: 'maxFileSize',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 20,
	description: 'In megabytes. A larger file is not read to its end.',
	check: number(0),
	personal: false,
});

/**
 * Fetches a file, and gives an output item that has it.
 *
 * @param from.thing what the file is, in words that follow "the"
 * @param from.fileName BVNK's name of it; undefined where it tells none
 * @param from.fallback its name where nobody tells one
 * @param own the first fields of the output: whose file it is
 * @throws NodeOperationError or NodeApiError where it cannot be fetched, or is too large
 */
export async function downloaded(
	item: Item,
	from: { address: string; thing: string; fileName?: string; fallback: string },
	own: Record<string, string>,
): Promise<WithFiles> {
	const binaryField = setting(item, outputBinaryField);
	const megabytes = setting(item, maxFileSizeField, OPTIONS);
	const { content, contentType, fileName } = await fetchFile(item.client, from.address, {
		thing: from.thing,
		maxBytes: megabytes * BYTES_A_MEGABYTE,
		tooLarge: `It has more than ${megabytes} MB. Raise 'Max File Size' under Options.`,
	});
	const name = from.fileName ?? fileName ?? from.fallback;
	const file = await item.context.helpers.prepareBinaryData(content, name, contentType);
	const json = {
		...own,
		fileName: file.fileName ?? name,
		mimeType: file.mimeType,
		bytes: content.length,
	};
	return new WithFiles(json, { [binaryField]: file });
}
