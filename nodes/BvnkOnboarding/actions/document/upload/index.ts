// Uploads a customer's documents: n8n's files become what BVNK takes, a list in base64.

import type { IDataObject } from 'n8n-workflow';
import { personalIn } from '../../../../shared/body/personal';
import { setting } from '../../../../shared/form/read';
import { pause } from '../../../../shared/http/abort';
import {
	idempotencyKey,
	ifRepeatedIn,
	keyOfBody,
	keyOfRun,
} from '../../../../shared/node/idempotencyKey';
import { writing, type Item } from '../../../../shared/node/operation';
import { OPTIONS } from '../../../../shared/node/options';
import type { Reference } from '../../../../shared/check/reference';
import { v1 } from '../../../api/v1';
import { documents } from '../../../bodies/document';
import { customerLocator, customerOf } from '../../customerLocator';
import { givenDocuments, readFile, type GivenDocument } from './files';
import { filesPerCallField, maxFileSizeField, pauseField } from './options';
import { partsOf } from './parts';

/** What is true of uploading again, in error texts. */
export const IF_REPEATED =
	'A retry of the node (Retry On Fail) hands no document in twice, another execution does.';

/** The same where an agent or an MCP client calls the node: n8n numbers no run there. */
export const IF_CALLED_AGAIN = 'Calling it again hands the documents in once more.';

/** As much of a file's content as tells it from any other text. */
const MAX_QUOTED = 200;

/** The documents of one call, and where they begin among the item's. */
interface Part {
	start: number;
	documents: GivenDocument[];
	key: string;
}

interface Upload {
	customer: Reference;
	parts: Part[];
	count: number;
	pauseMs: number;
}

export const upload = writing<Upload>({
	value: 'upload',
	name: 'Upload',
	action: 'Upload documents',
	description: "Hand in a customer's documents from binary fields",
	kind: 'create',
	// BVNK wants one call after the other
	sequential: true,
	automaticKey:
		'Made from the execution and the item: a retry of the node hands no document in twice',
	ifRepeated: IF_REPEATED,
	fields: [customerLocator, documents],
	options: [filesPerCallField, maxFileSizeField, pauseField],
	async prepare(item) {
		const customer = await customerOf(item);
		const given = await givenDocuments(item, documents);
		const parts: Part[] = [];
		const limits = {
			files: setting(item, filesPerCallField, OPTIONS),
			megabytes: setting(item, maxFileSizeField, OPTIONS),
		};
		// Of the run as well: a document that was deleted or refused may be handed in once more.
		const content = given.map(({ document, bytes }) => [document, bytes]);
		const key = idempotencyKey(item, () => keyOfRun(item, customer, content));
		for (const part of partsOf(given, limits)) {
			const start = parts.reduce((sum, { documents: { length } }) => sum + length, 0);
			// the same key with other files would be refused
			parts.push({
				start,
				documents: part,
				key: start === 0 ? key : keyOfBody(item, [key, start]),
			});
		}
		return { customer, parts, count: given.length, pauseMs: setting(item, pauseField, OPTIONS) };
	},
	async send(item, { customer, parts, count, pauseMs }) {
		const uploaded: IDataObject[] = [];
		for (const part of parts) {
			// between the calls of all items, not only of this one
			if (item.client.usage.requests > 0) await pause(item.context, pauseMs);
			try {
				uploaded.push(...(await sendPart(item, customer, part)));
			} catch (error) {
				throw withUploaded(error as Error, uploaded, count);
			}
		}
		return [{ customerReference: customer, uploaded: uploaded.length, documents: uploaded }];
	},
});

/**
 * Sends some of an item's documents.
 *
 * @returns what was sent, without the files' content, each with BVNK's reference and status where BVNK
 * tells them: it does not document its answer
 */
async function sendPart(item: Item, customer: Reference, part: Part): Promise<IDataObject[]> {
	const body: IDataObject[] = [];
	for (const [index, { document, file }] of part.documents.entries()) {
		body.push({
			...document,
			content: (await readFile(item, file, part.start + index)).toString('base64'),
		});
	}
	const { value } = await item.client.call(v1.uploadDocuments(customer, body), {
		idempotencyKey: part.key,
		ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
		labelOf: (field) => {
			const { labelOf } = item.client.settings;
			return labelOf?.(fieldOfItem(field, part.start));
		},
		// of a file its beginning: whatever follows goes with it
		personal: () =>
			personalIn([documents], {
				documents: body.map(({ content, ...document }) => ({
					...document,
					content: (content as string).slice(0, MAX_QUOTED),
				})),
			}),
	});
	// matched by their order: an answer of another length says of no document which one it means
	const isMatched = value.length === part.documents.length;
	return part.documents.map(({ document }, index) => {
		const { reference, status } = (isMatched ? value[index] : undefined) ?? {};
		return { ...document, reference: reference ?? null, status: status ?? null };
	});
}

/** Translates BVNK's index within one call (`[0].content`) to the form's (`documents[5].binaryField`). */
function fieldOfItem(field: string, start: number): string {
	return field
		.replace(/^\[(\d+)\]/, (_, index) => `documents[${Number(index) + start}]`)
		.replace(/\.content$/, '.binaryField');
}

/** An error after some calls of an item were made: it names what BVNK has, or that would be lost. */
export function withUploaded(error: Error, uploaded: IDataObject[], count: number): Error {
	if (uploaded.length === 0) return error;
	const references = uploaded.flatMap(({ reference, id = reference }) =>
		typeof id === 'string' ? [id] : [],
	);
	error.message = `${error.message} (${uploaded.length} of ${count} documents had been handed in${references.length > 0 ? `: ${references.join(', ')}` : ''})`;
	return error;
}
