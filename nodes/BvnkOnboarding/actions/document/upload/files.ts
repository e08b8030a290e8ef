// The files of an item: found by their binary field, refused by their size, read when their turn comes.

import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../shared/body/body';
import { givenError, inputError } from '../../../../shared/check/findings';
import { setting, valuesOf } from '../../../../shared/form/read';
import type { Item } from '../../../../shared/node/operation';
import { OPTIONS } from '../../../../shared/node/options';
import type { GroupField } from '../../../../shared/form/field';
import { maxFileSizeField } from './options';
import { bytesOf } from './parts';

/** A document as it is sent, without its file's content. */
export interface GivenDocument {
	document: IDataObject;
	/** Name of the binary field, or the file itself from an expression. */
	file: string;
	/** As n8n's store has it. What the item says of it is not trusted. */
	bytes: number;
	/** What the item says of the file's kind. */
	mimeType: string;
}

/**
 * The documents of the item, checked as a whole before a file is read or anything is sent.
 *
 * @param documents the list in the form
 */
export async function givenDocuments(item: Item, documents: GroupField): Promise<GivenDocument[]> {
	const { documents: entries = [] } = valuesOf(item, [documents]) as { documents?: IDataObject[] };
	const named: IDataObject[] = [];
	const files: Array<Pick<GivenDocument, 'file' | 'bytes' | 'mimeType'>> = [];
	for (const [index, { binaryField = 'data', name, ...entry }] of entries.entries()) {
		const { file, bytes } = await fileOf(item, binaryField as string, index);
		files.push({ file: binaryField as string, bytes, mimeType: file.mimeType });
		named.push({ ...entry, binaryField, name: name ?? (file.fileName || nameFor(file)) });
	}
	const checked = checkedBody(item, [documents], { documents: named }, 'form');
	return (checked.documents as IDataObject[]).map(({ binaryField: _, ...document }, index) => ({
		document,
		...files[index]!,
	}));
}

/**
 * A file's content.
 *
 * @param index the document's place among the item's, from 0
 * @throws NodeOperationError when what was read is empty or too large, whatever the item said
 */
export async function readFile(item: Item, file: string, index: number): Promise<Buffer> {
	const content = await item.context.helpers.getBinaryDataBuffer(item.itemIndex, file);
	checkSize(item, content.length, index);
	return content;
}

/**
 * The same in pieces, so that a file that n8n has stored is never held as a whole.
 *
 * @throws NodeOperationError when what was read has another size than the file had, or is too large
 */
export async function* piecesOf(
	item: Item,
	{ file, bytes }: Pick<GivenDocument, 'file' | 'bytes'>,
	index: number,
): AsyncGenerator<Buffer> {
	const { helpers } = item.context;
	const { id } = helpers.assertBinaryData(item.itemIndex, file);
	let read = 0;
	for await (const piece of id
		? ((await helpers.getBinaryStream(id)) as AsyncIterable<Buffer>)
		: [await readFile(item, file, index)]) {
		read += piece.length;
		if (read > bytes) break;
		yield piece;
	}
	if (read === bytes) return;
	throw givenError(
		item,
		`The file of Document ${index + 1} has changed while it was read`,
		'Run the item again. Nothing of this call was sent.',
	);
}

/** The file of an entry, refused by its size before any of it is read. */
async function fileOf(
	item: Item,
	binaryField: string,
	index: number,
): Promise<{ file: IBinaryData; bytes: number }> {
	const { helpers } = item.context;
	let file: IBinaryData | undefined;
	try {
		file = helpers.assertBinaryData(item.itemIndex, binaryField);
	} catch {
		file = undefined;
	}
	if (!file && typeof binaryField !== 'string') {
		throw wrongFile(item, index, 'must be the name of a binary field', '');
	}
	if (!file) {
		const there = Object.keys(item.context.getInputData()[item.itemIndex]?.binary ?? {});
		throw wrongFile(
			item,
			index,
			`names '${binaryField}', where the item has no file`,
			there.length > 0
				? `The item's files are in: ${there.join(', ')}.`
				: 'The item has no file at all: check the node that reads it.',
		);
	}
	const told = Number(file.bytes);
	if (told > 0) checkSize(item, told, index);
	const bytes = await bytesIn(item, file);
	checkSize(item, bytes, index);
	return { file, bytes };
}

/** The size of a file: of a stored one by n8n's store, else of its base64. Any node may have set its `bytes`. */
async function bytesIn({ context }: Item, { id, data }: IBinaryData): Promise<number> {
	if (id) return (await context.helpers.getBinaryMetadata(id)).fileSize;
	return Buffer.from(data, 'base64').length;
}

function checkSize(item: Item, bytes: number, index: number): void {
	const megabytes = setting(item, maxFileSizeField, OPTIONS);
	if (bytes === 0) {
		throw wrongFile(item, index, 'names an empty file', 'Check the node that reads it.');
	}
	if (bytes > bytesOf(megabytes)) {
		throw wrongFile(
			item,
			index,
			`names a file larger than ${megabytes} MB`,
			"Make it smaller, or raise 'Max File Size' under Options.",
		);
	}
}

function wrongFile(item: Item, index: number, problem: string, hint: string) {
	return inputError(item, [{ field: `Document ${index + 1} › Input Binary Field`, problem, hint }]);
}

/** A name for a file that has none. */
function nameFor({ fileExtension }: IBinaryData): string {
	return fileExtension ? `document.${fileExtension}` : 'document';
}
