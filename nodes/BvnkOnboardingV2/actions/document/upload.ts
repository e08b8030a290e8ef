// Uploads documents of a customer or of an associate, as files beside a list that says what each is.

import type { IDataObject } from 'n8n-workflow';
import {
	maxFileSizeField,
	pauseField,
} from '../../../BvnkOnboarding/actions/document/upload/options';
import {
	givenDocuments,
	piecesOf,
	type GivenDocument,
} from '../../../BvnkOnboarding/actions/document/upload/files';
import { partsOf } from '../../../BvnkOnboarding/actions/document/upload/parts';
import {
	IF_CALLED_AGAIN,
	IF_REPEATED,
	withUploaded,
} from '../../../BvnkOnboarding/actions/document/upload';
import { textIn } from '../../../BvnkOnboarding/output/entries';
import { personalIn } from '../../../shared/body/personal';
import type { Reference } from '../../../shared/check/reference';
import { field } from '../../../shared/form/field';
import { fromList, typed } from '../../../shared/form/locator';
import { setting } from '../../../shared/form/read';
import { pause } from '../../../shared/http/abort';
import type { Answer } from '../../../shared/http/call';
import { jsonPart, multipartOfFiles } from '../../../shared/http/multipart';
import {
	idempotencyKey,
	ifRepeatedIn,
	keyOfBody,
	keyOfRun,
} from '../../../shared/node/idempotencyKey';
import { writing, type Item } from '../../../shared/node/operation';
import { OPTIONS } from '../../../shared/node/options';
import type { Row } from '../../api/answers';
import { MAX_FILES_A_CALL, v2 } from '../../api/v2';
import { documents } from '../../bodies/document';
import { id } from '../../bodies/id';
import { customerLocator, customerOf } from '../customerLocator';
import { listRows } from '../lists';
import { areInOrder, isAboutKey, madeUnderKey, mayBeOwnDoing } from '../lostTry';
import { EXISTS, saysExists } from '../reference';

/** Whose documents they are, where they are not the customer's own. */
const ofAssociateField = field({
	displayName: 'Associate',
	name: 'associateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: "Whose documents they are. Leave empty for the customer's own.",
	modes: [
		fromList('searchAssociates', 'The customer itself'),
		typed('By ID', 'e.g. 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'),
	],
	check: id('the ID of an associate, such as 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02').optional(),
	personal: false,
});

/** The documents of one call, and where they begin among the item's. */
interface Part {
	start: number;
	documents: GivenDocument[];
	key: string;
}

interface Upload {
	customer: Reference;
	associate: Reference | undefined;
	parts: Part[];
	count: number;
	pauseMs: number;
}

export const upload = writing<Upload>({
	value: 'upload',
	name: 'Upload',
	action: 'Upload documents',
	description: 'Hand in documents of a customer or of an associate from binary fields',
	kind: 'create',
	// BVNK wants one call after the other
	sequential: true,
	automaticKey:
		'Made from the execution and the item: a retry of the node hands no document in twice',
	ifRepeated: IF_REPEATED,
	fields: [customerLocator, ofAssociateField, documents],
	options: [maxFileSizeField, pauseField],
	async prepare(item) {
		const customer = await customerOf(item);
		const associate = setting(item, ofAssociateField);
		const given = await givenDocuments(item, documents);
		const megabytes = setting(item, maxFileSizeField, OPTIONS);
		const content = given.map(({ document, bytes }) => [document, bytes]);
		const key = idempotencyKey(item, () => keyOfRun(item, customer, associate ?? null, content));
		const parts: Part[] = [];
		let start = 0;
		for (const some of partsOf(given, {
			files: MAX_FILES_A_CALL,
			megabytes: megabytes * MAX_FILES_A_CALL,
		})) {
			// the same key with other files would be refused
			parts.push({
				start,
				documents: some,
				key: start === 0 ? key : keyOfBody(item, [key, start]),
			});
			start += some.length;
		}
		return {
			customer,
			associate,
			parts,
			count: given.length,
			pauseMs: setting(item, pauseField, OPTIONS),
		};
	},
	async send(item, { customer, associate, parts, count, pauseMs }) {
		const uploaded: IDataObject[] = [];
		for (const part of parts) {
			// between the calls of all items, not only of this one
			if (item.client.usage.requests > 0) await pause(item.context, pauseMs);
			try {
				uploaded.push(...(await sendPart(item, customer, associate, part)));
			} catch (error) {
				throw withUploaded(error as Error, uploaded, count);
			}
		}
		return [
			{
				customerId: customer,
				associateId: associate ?? null,
				uploaded: uploaded.length,
				documents: uploaded,
			},
		];
	},
});

/**
 * Sends some of an item's documents: `metadata`, and `files` in the same order.
 *
 * @returns what was sent, each with BVNK's ID and status where BVNK tells them: its answer is not documented
 */
async function sendPart(
	item: Item,
	customer: Reference,
	associate: Reference | undefined,
	part: Part,
): Promise<IDataObject[]> {
	const metadata = part.documents.map(({ document }) => document);
	const body = await multipartOfFiles(
		[jsonPart('metadata', metadata)],
		part.documents.map((given, index) => ({
			name: 'files',
			fileName: given.document.name as string,
			contentType: given.mimeType || 'application/octet-stream',
			bytes: given.bytes,
			read: () => piecesOf(item, given, part.start + index),
		})),
	);
	const call = associate
		? v2.uploadAssociateDocuments(customer, associate, body)
		: v2.uploadDocuments(customer, body);
	const answered = await item.client.call(call, {
		idempotencyKey: part.key,
		ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
		labelOf: (path) => item.client.settings.labelOf?.(fieldOfItem(path, part.start)),
		personal: () => personalIn([documents], { documents: metadata }),
		allow: EXISTS,
	});
	let rows: Array<{ id?: unknown; status?: unknown }> | undefined = answered.value;
	if (answered.refusal) {
		// What a lost try has handed in already counts, and is no refusal of the files. Their looks show nothing:
		// another row or run may have handed in other files under the same names meanwhile.
		const isEcho =
			saysExists(answered) &&
			isAboutKey(answered, part.key) &&
			mayBeOwnDoing(item, answered, part.key);
		const look = async () => await handedIn(item, { customer, associate }, metadata, answered);
		rows = isEcho ? await look().catch(() => undefined) : undefined;
		if (!rows) throw answered.refusal;
	}
	// matched by their order: an answer of another length says of no document which one it means
	const isMatched = rows?.length === metadata.length;
	return metadata.map((document, index) => {
		const { id: own, status } = (isMatched ? rows?.[index] : undefined) ?? {};
		return {
			...document,
			id: (own ?? null) as string | null,
			status: (status ?? null) as string | null,
		};
	});
}

/** Whose documents they are. */
interface Owner {
	customer: Reference;
	associate: Reference | undefined;
}

/**
 * The documents that a lost try has handed in, in the order in which they were sent. One that BVNK took, and
 * that others look like, has no ID here.
 *
 * @param refused the refusal of the next try
 * @returns undefined unless all are shown to be there
 */
async function handedIn(
	item: Item,
	{ customer, associate }: Owner,
	metadata: IDataObject[],
	refused: Answer,
): Promise<Array<{ id?: string; status?: string | null }> | undefined> {
	const { rows } = await listRows(item.client, (page) => v2.documents(customer, page), {
		thing: 'documents',
	});
	const own = rows.filter((row) => (textIn(row, ['associateId']) ?? undefined) === associate);
	const looks = metadata.map(lookOf);
	const left = new Map<string, Row[]>();
	for (const look of new Set(looks)) {
		const count = looks.filter((one) => one === look).length;
		const alike = own.filter((row) => lookOf(row) === look);
		const found = madeUnderKey(refused, alike);
		if (found.length < count) return undefined;
		const isTold = found.length === count && (count === 1 || areInOrder(found));
		if (!isTold) {
			item.remark(
				'BVNK took documents, and its answer was lost. Others have the same type and name, so their IDs are not known: see Document › Get Many.',
			);
		} else {
			left.set(look, found);
		}
	}
	return looks.map((look) => {
		const row = left.get(look)?.shift();
		return row ? { id: row.id, status: textIn(row, ['status']) } : {};
	});
}

/** What tells documents of one owner apart, as far as it is sent and BVNK tells it. */
const lookOf = ({ type, subType, name }: IDataObject | Row): string =>
	JSON.stringify([type, subType ?? null, name]);

/** Translates BVNK's index within one call (`metadata[0].type`) to the form's (`documents[3].type`). */
function fieldOfItem(path: string, start: number): string {
	return path
		.replace(
			/^(?:(metadata|files)\b\.?)?\[?(\d+)\]?/,
			(_, list: string | undefined, index: string) =>
				`documents[${Number(index) + start}]${list === 'files' ? '.binaryField' : ''}`,
		)
		.replace(/\.content$/, '.binaryField');
}
