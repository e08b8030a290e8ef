// Uploads a customer's documents: n8n's files become what BVNK takes, a list in base64.

import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';
import * as z from 'zod/v4';
import { documentRequest, uploadedAnswer } from '../../api/documents';
import { endpoints } from '../../api/endpoints';
import { DOCUMENT_SUBTYPES } from '../../api/enums';
import { choices, valueField } from '../../../shared/form/choices';
import { customerReferenceField, optionsField } from '../../fields/common';
import { fieldGroups } from '../../../shared/form/group';
import { countryField } from '../../fields/person';
import { idempotencyKeyOf } from '../../../shared/http/idempotency';
import { pause } from '../../../shared/http/client';
import { customerReference } from '../customer/customerReference';
import { chosenIdempotencyKey, keyOfThisRun } from '../../../shared/node/idempotencyKey';
import { checked, filledIn, inputError, parameter } from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Call, Operation } from '../../../shared/node/operation';

const BYTES_A_MEGABYTE = 1_000_000;

/** How files are sent where the user says nothing else; the same stands in the fields below. */
const USUAL = { maxFileSize: 20, filesPerCall: 5, pause: 1000 };

const documentFields: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryField',
		type: 'string',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		description: 'Name of the binary field of the input item that holds the file',
	},
	{
		displayName: 'Type',
		name: 'type',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'What the document is. Prefer what Get Required Info lists.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose a type',
				typeOptions: { searchListMethod: 'searchDocumentTypes', searchable: true },
			},
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. PASSPORT' },
		],
	},
	valueField({
		displayName: 'Subtype',
		name: 'subType',
		description: 'The side of a two-sided document, or the kind of a company document',
		options: choices(DOCUMENT_SUBTYPES, { INCORPORATION_CERT: 'Incorporation Certificate' }),
	}),
	countryField({
		displayName: 'Country',
		name: 'countryCode',
		description: 'Where an identity document was issued',
	}),
	{
		displayName: 'Associate',
		name: 'customerPersonReference',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: "Whose document it is. Leave empty for the customer's own.",
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'The customer itself',
				typeOptions: { searchListMethod: 'searchAssociates', searchable: true },
			},
			{
				displayName: 'By Reference',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02',
			},
		],
	},
	{
		displayName: 'File Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. passport.jpg',
		description: "Leave empty to keep the file's own name",
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Passport of Mira Holt',
	},
	{
		displayName: 'External Reference',
		name: 'externalReference',
		type: 'string',
		default: '',
		placeholder: 'e.g. file-000417',
		description: 'Your own ID of the document',
	},
];

const documentsField = fieldGroups({
	displayName: 'Documents',
	name: 'documents',
	entry: { displayName: 'Document', name: 'document' },
	short: true,
	description: 'The files of one item: any number, for the customer itself or for its associates',
	values: documentFields,
});

/** BVNK's upload guide for v2 asks for one call after the other, with a second between them. */
const uploadOptions: INodeProperties[] = [
	{
		displayName: 'Files per Call',
		name: 'filesPerCall',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 5,
		description: 'How many files go to BVNK in one request',
	},
	{
		displayName: 'Max File Size',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 20,
		description:
			'In megabytes. A larger file is refused before it is read. BVNK does not state its limit.',
	},
	{
		displayName: 'Pause Between Calls',
		name: 'pause',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 1000,
		description:
			'In milliseconds. BVNK asks for uploads one after the other, with a second between them.',
	},
];

/** What is true of uploading again, in error texts. */
const IF_REPEATED =
	'A retry of the node (Retry On Fail) hands no document in twice, another execution does.';

export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload documents',
	description: "Hand in a customer's documents from binary fields",
	fields: [
		customerReferenceField,
		documentsField,
		// No Concurrency: BVNK wants one call after the other.
		optionsField({
			idempotencyKey:
				'Made from the execution and the item: a retry of the node hands no document in twice',
			more: uploadOptions,
		}),
	],
	concurrency: 1,
	inTurn: true,
	ifRepeated: IF_REPEATED,
	async execute(call) {
		const reference = await customerReference(call);
		const documents = await givenDocuments(call);
		const uploaded: IDataObject[] = [];
		let failure: Error | undefined;
		for (const part of partsOf(documents, uploadSettings(call))) {
			// Between the calls of all items, not only of this one.
			if (call.client.tally.requests > 0) await pause(call.context, uploadSettings(call).pauseMs);
			try {
				uploaded.push(...(await uploadOnce(call, reference, part, uploaded.length)));
			} catch (error) {
				failure = error as Error;
				break;
			}
		}
		if (failure) throw withUploaded(failure, uploaded, documents.length);
		return [{ customerReference: reference, uploaded: uploaded.length, documents: uploaded }];
	},
};

/** A document as it is sent, but for its file, which is read when its turn comes. */
interface GivenDocument {
	/** Name of the binary field, or the file itself from an expression. */
	binaryField: string;
	bytes: number;
	document: IDataObject;
}

/**
 * The documents in groups of one call each: so many files at most, and together no larger than the
 * largest single file may be, for a call is held in memory as a whole.
 */
function partsOf(
	documents: GivenDocument[],
	{ filesPerCall, maxBytes }: { filesPerCall: number; maxBytes: number },
): GivenDocument[][] {
	const parts: GivenDocument[][] = [];
	let bytes = 0;
	for (const document of documents) {
		const part = parts[parts.length - 1];
		bytes += document.bytes;
		if (part && part.length < filesPerCall && bytes <= maxBytes) part.push(document);
		else {
			parts.push([document]);
			bytes = document.bytes;
		}
	}
	return parts;
}

/** An error after some calls of an item were made: it names what BVNK has, or that would be lost. */
function withUploaded(error: Error, uploaded: IDataObject[], all: number): Error {
	if (uploaded.length === 0) return error;
	const references = uploaded.flatMap(({ reference }) =>
		typeof reference === 'string' ? [reference] : [],
	);
	error.message = `${error.message} (${uploaded.length} of ${all} documents had been handed in${references.length > 0 ? `: ${references.join(', ')}` : ''})`;
	return error;
}

/**
 * Sends some of an item's documents, the first of which is its `start`-th from 0.
 *
 * @returns what was sent, but for the files' content, each with BVNK's reference and status where BVNK
 * tells them: it does not document its answer
 */
async function uploadOnce(
	call: Call,
	reference: string,
	documents: GivenDocument[],
	start: number,
): Promise<IDataObject[]> {
	const path = endpoints.documents(reference);
	const body: IDataObject[] = [];
	for (const { binaryField, document } of documents) {
		const file = await call.context.helpers.getBinaryDataBuffer(call.itemIndex, binaryField);
		body.push({ ...document, content: file.toString('base64') });
	}
	const answer = await call.client.send({
		method: 'POST',
		path,
		body,
		// Not of the body: a document that was deleted or refused may be handed in once more.
		idempotencyKey: keyOfPart(call, path, start),
		ifRepeated: IF_REPEATED,
		labelOf: (field) => labelOfSpelling(fieldOfItem(field, start), call.fields),
	});
	const answered = uploadedAnswer.parse(answer.body);
	return documents.map(({ document }, index) => {
		const { reference: own, status } = answered[index] ?? {};
		return { ...document, reference: own ?? null, status: status ?? null };
	});
}

/** The item's key, and from it one for each further call: the same key with other files would be refused. */
function keyOfPart(call: Call, path: string, start: number): string {
	const key = chosenIdempotencyKey(call, () => keyOfThisRun(call, path));
	return start === 0 ? key : idempotencyKeyOf([key, start]);
}

/** `[0].content`, as BVNK counts within one call, as the form has it: `documents[5].binaryField`. */
function fieldOfItem(field: string, start: number): string {
	return field
		.replace(/^\[(\d+)\]/, (_, index) => `documents[${Number(index) + start}]`)
		.replace(/\.content$/, '.binaryField');
}

function uploadSettings(call: Call) {
	const given = parameter<Partial<typeof USUAL>>(call, 'options', {});
	const positive = (value: unknown, usual: number) =>
		typeof value === 'number' && value >= 0 ? value : usual;
	return {
		maxBytes: positive(given.maxFileSize, USUAL.maxFileSize) * BYTES_A_MEGABYTE,
		filesPerCall: Math.max(1, Math.floor(positive(given.filesPerCall, USUAL.filesPerCall))),
		pauseMs: positive(given.pause, USUAL.pause),
	};
}

/** The documents of the item, checked as a whole before a file is read or anything is sent. */
async function givenDocuments(call: Call): Promise<GivenDocument[]> {
	const entries = (filledIn(call, [documentsField]).documents ?? []) as IDataObject[];
	if (entries.length === 0) {
		throw inputError(
			call,
			"'Documents' is empty: there is nothing to upload",
			'Add a document, and name the binary field that holds its file.',
		);
	}
	const named: IDataObject[] = [];
	const files: Array<{ binaryField: string; bytes: number }> = [];
	for (const [index, { binaryField = 'data', name, ...entry }] of entries.entries()) {
		const { file, bytes } = await fileOf(call, binaryField as string, index);
		files.push({ binaryField: binaryField as string, bytes });
		named.push({ ...entry, name: name ?? (file.fileName || nameFor(file)) });
	}
	const schema = z.object({ documents: z.array(documentRequest.omit({ content: true })) });
	const { documents } = checked(call, schema, { documents: named });
	return documents.map((document, index) => ({
		...files[index]!,
		document: document as IDataObject,
	}));
}

/** The file of an entry, refused by its size before any of it is read. */
async function fileOf(
	call: Call,
	binaryField: string,
	index: number,
): Promise<{ file: IBinaryData; bytes: number }> {
	const label = `'Document ${index + 1} › Input Binary Field'`;
	const { helpers } = call.context;
	let file: IBinaryData | undefined;
	try {
		file = helpers.assertBinaryData(call.itemIndex, binaryField);
	} catch {
		file = undefined;
	}
	if (!file) {
		const there = Object.keys(call.context.getInputData()[call.itemIndex]?.binary ?? {});
		throw inputError(
			call,
			`${label}: the item has no file in '${String(binaryField)}'`,
			there.length > 0
				? `It has: ${there.join(', ')}.`
				: 'It has no file at all: check the node that reads it.',
		);
	}
	const { maxBytes } = uploadSettings(call);
	const bytes = file.bytes ?? (await storedBytes(call, file));
	if (bytes === 0)
		throw inputError(call, `${label}: the file is empty`, 'Check the node that reads it.');
	if (bytes > maxBytes) {
		throw inputError(
			call,
			`${label}: the file is larger than ${maxBytes / BYTES_A_MEGABYTE} MB`,
			"Make it smaller, or raise 'Max File Size' under Options.",
		);
	}
	return { file, bytes };
}

/** The size of a file whose making node did not tell it: of a stored one by n8n's store, else from its base64. */
async function storedBytes(call: Call, { id, data }: IBinaryData): Promise<number> {
	if (id) return (await call.context.helpers.getBinaryMetadata(id)).fileSize;
	return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}

/** A name for a file that has none. */
function nameFor({ fileExtension }: IBinaryData): string {
	return fileExtension ? `document.${fileExtension}` : 'document';
}
