import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { credentialOf, lasting, loadOptionsContext, runNode } from './engine';
import { customer, mira, northwind } from './rows';
import { withRecorder, withSandbox } from './servers';
import {
	searchAssociates,
	searchDocumentTypes,
} from '../../nodes/BvnkOnboarding/methods/listSearch';

const bvnk = withSandbox();
const recorder = withRecorder({ status: 202, body: [] });
afterEach(() => jest.restoreAllMocks());

const SOMEBODY = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const ASSOCIATE = '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02';

/** A customer of whom documents are asked. */
async function customerInNeed(parameters: IDataObject = mira): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters });
	const reference = rows[0]!.reference as string;
	bvnk.setStatus(reference, 'INFO_REQUIRED');
	return reference;
}

/** A file in n8n's memory. */
function file(fileName: string, content: string | Buffer = `bytes of ${fileName}`): IBinaryData {
	const buffer = Buffer.from(content);
	return {
		data: buffer.toString('base64'),
		mimeType: 'application/pdf',
		fileName,
		bytes: buffer.length,
	};
}

/** A type as the form keeps it. */
const type = (value: string) => ({ __rl: true, mode: 'list', value });
const passport = { binaryField: 'data', type: type('PASSPORT') };

const upload = (customerReference: string, documents: IDataObject[], more: IDataObject = {}) => ({
	resource: 'document',
	operation: 'upload',
	customerReference: customer(customerReference),
	documents: { document: documents },
	...more,
	options: { pause: 0, ...(more.options as IDataObject) },
});

const documentsOf = (reference: string) => bvnk.customers.get(reference)!.documents;
const uploads = () => bvnk.requests.filter(({ path }) => path.endsWith('/documents'));

describe('Upload', () => {
	test('sends several binary fields in one call, in base64 and with all that was given', async () => {
		await runNode(recorder, {
			binary: [
				{ data: file('register.pdf'), front: file('passport.jpg', Buffer.from([255, 0, 7])) },
			],
			parameters: upload(SOMEBODY, [
				{
					binaryField: 'data',
					type: type('COMPANY_DOC'),
					subType: 'INCORPORATION_CERT',
					countryCode: 'DE',
					description: 'Extract of the register',
					externalReference: 'doc-1',
				},
				{
					binaryField: 'front',
					type: type('PASSPORT'),
					subType: 'FRONT_SIDE',
					name: 'brandt.jpg',
					customerPersonReference: { __rl: true, mode: 'list', value: ASSOCIATE },
				},
			]),
		});

		expect(recorder.received).toHaveLength(1);
		expect(recorder.received[0]).toMatchObject({
			method: 'POST',
			url: `/platform/v1/customers/${SOMEBODY}/documents`,
		});
		expect(recorder.received[0]!.body).toEqual([
			{
				type: 'COMPANY_DOC',
				subType: 'INCORPORATION_CERT',
				countryCode: 'DE',
				description: 'Extract of the register',
				externalReference: 'doc-1',
				name: 'register.pdf',
				content: Buffer.from('bytes of register.pdf').toString('base64'),
			},
			{
				type: 'PASSPORT',
				subType: 'FRONT_SIDE',
				customerPersonReference: ASSOCIATE,
				name: 'brandt.jpg',
				content: '/wAH',
			},
		]);
	});

	test("gives what was sent without the files, with BVNK's references", async () => {
		const reference = await customerInNeed();
		const { items } = await runNode(bvnk, {
			binary: [{ data: file('passport.jpg'), selfie: file('me.jpg') }],
			parameters: upload(reference, [
				passport,
				{ binaryField: 'selfie', type: type('SELFIE'), countryCode: '={{ "at" }}' },
			]),
		});
		const [one, two] = documentsOf(reference);

		expect(items).toEqual([
			{
				json: {
					customerReference: reference,
					uploaded: 2,
					documents: [
						{
							type: 'PASSPORT',
							name: 'passport.jpg',
							reference: one!.reference,
							status: 'PENDING',
						},
						{
							type: 'SELFIE',
							countryCode: 'AT',
							name: 'me.jpg',
							reference: two!.reference,
							status: 'PENDING',
						},
					],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(one!.content.toString()).toBe('bytes of passport.jpg');
	});

	test.each([[''], ['{}'], ['[]'], ['["taken"]'], ['[{"id":7}]']])(
		'gives no reference where BVNK answers %s, which is not documented',
		async (body) => {
			recorder.answer = { status: 202, body };
			const { rows, error } = await runNode(recorder, {
				binary: [{ data: file('passport.jpg') }],
				parameters: upload(SOMEBODY, [passport]),
			});

			expect(error).toBeUndefined();
			expect(rows[0]!.documents).toEqual([
				{ type: 'PASSPORT', name: 'passport.jpg', reference: null, status: null },
			]);
		},
	);

	test('takes the files of several items, each for its own customer', async () => {
		const first = await customerInNeed();
		const second = await customerInNeed(northwind);
		const { items } = await runNode(bvnk, {
			input: [{ reference: first }, { reference: second }],
			binary: [{ data: file('mira.jpg') }, { data: file('register.pdf') }],
			parameters: upload('={{ $json.reference }}', [
				{ binaryField: 'data', type: { __rl: true, mode: 'id', value: 'ANOTHER_TYPE' } },
			]),
		});

		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(documentsOf(first)).toMatchObject([{ name: 'mira.jpg', type: 'ANOTHER_TYPE' }]);
		expect(documentsOf(second)).toMatchObject([{ name: 'register.pdf' }]);
	});

	test.each([
		[{ fileExtension: 'png' }, 'document.png'],
		[{}, 'document'],
	])('names a file that has no name, and %j, %s', async (more, name) => {
		const { data, mimeType } = file('');
		await runNode(recorder, {
			binary: [{ data: { data, mimeType, ...more } }],
			parameters: upload(SOMEBODY, [passport]),
		});

		expect(recorder.received[0]!.body).toMatchObject([{ name }]);
	});

	test('reads the binary field `data` where none is named', async () => {
		const { rows } = await runNode(recorder, {
			binary: [{ data: file('passport.jpg') }],
			parameters: upload(SOMEBODY, [{ binaryField: '={{ "" }}', type: type('PASSPORT') }]),
		});

		expect(rows).toMatchObject([{ uploaded: 1 }]);
	});
});

describe('many files', () => {
	const binary = Object.fromEntries(
		Array.from({ length: 7 }, (_, index) => [`f${index}`, file(`page-${index}.pdf`)]),
	);
	const seven = Object.keys(binary).map((binaryField) => ({
		binaryField,
		type: type('COMPANY_DOC'),
	}));

	test('go in several calls, with a pause between them', async () => {
		const reference = await customerInNeed(northwind);
		const { rows } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(reference, seven, { options: { filesPerCall: 3, pause: 60 } }),
		});
		const starts = uploads().map(({ startedAt }) => startedAt);

		expect(starts).toHaveLength(3);
		expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(55);
		expect(starts[2]! - starts[1]!).toBeGreaterThanOrEqual(55);
		expect(documentsOf(reference).map(({ name }) => name)).toEqual(
			seven.map((_, index) => `page-${index}.pdf`),
		);
		expect(rows[0]).toMatchObject({ uploaded: 7, documents: { length: 7 } });
	});

	test('of several items are paused between, too', async () => {
		const reference = await customerInNeed(northwind);
		await runNode(bvnk, {
			input: [{}, {}],
			binary: [{ data: file('one.pdf') }, { data: file('two.pdf') }],
			parameters: upload(reference, [passport], { options: { pause: 60 } }),
		});
		const [first, second] = uploads();

		expect(second!.startedAt - first!.startedAt).toBeGreaterThanOrEqual(55);
	});

	test('go five a call and a second apart unless told', async () => {
		const pauses: number[] = [];
		const { setTimeout: real } = globalThis;
		jest.spyOn(globalThis, 'setTimeout').mockImplementation((done, ms) => {
			if (ms === 1000) pauses.push(ms);
			return real(done, ms === 1000 ? 1 : ms);
		});
		const { options: _, ...parameters } = upload(SOMEBODY, seven);
		await runNode(recorder, { binary: [binary], parameters });

		expect(recorder.received.map(({ body }) => (body as unknown[]).length)).toEqual([5, 2]);
		expect(pauses).toEqual([1000]);
	});

	test('stop at once when the execution is cancelled', async () => {
		const reference = await customerInNeed(northwind);
		const startedAt = Date.now();
		const { error } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(reference, seven, { options: { filesPerCall: 3, pause: 60_000 } }),
			stopWhen: lasting(100, () => uploads().length === 1),
		});

		expect(Date.now() - startedAt).toBeLessThan(5_000);
		expect(error!.message).toMatch(/^The execution was canceled/);
		expect(uploads()).toHaveLength(1);
	});

	test("are counted through in BVNK's findings, by label", async () => {
		bvnk.fail(
			{ method: 'POST', path: /documents$/, nth: 2 },
			{
				status: 400,
				body: {
					message: 'Invalid request',
					details: { errors: { '[1].type': ['is not known'], '[2].content': ['must be a PDF'] } },
				},
			},
		);
		const { error } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(await customerInNeed(northwind), seven, { options: { filesPerCall: 3 } }),
		});

		expect(error!.message).toContain('Document 5 › Type: is not known');
		expect(error!.message).toContain('Document 6 › Input Binary Field: must be a PDF');
	});

	test('go under a key of the user, and each further call under one made from it', async () => {
		const own = '86b5f133-9ee8-4f67-8747-7c9d0894a68b';
		const reference = await customerInNeed(northwind);
		const options = { filesPerCall: 3, idempotencyKey: 'custom', customIdempotencyKey: own };
		const { rows } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(reference, seven, { options }),
		});
		const keys = uploads().map(({ idempotencyKey }) => idempotencyKey);

		expect(rows).toMatchObject([{ uploaded: 7 }]);
		expect(keys[0]).toBe(own);
		expect(new Set(keys).size).toBe(3);
	});

	test('that are large go in more calls: none is larger than a single file may be', async () => {
		const large = Object.fromEntries(
			['a', 'b', 'c'].map((name) => [name, file(`${name}.pdf`, Buffer.alloc(400_000, 1))]),
		);
		const documents = Object.keys(large).map((binaryField) => ({
			binaryField,
			type: type('COMPANY_DOC'),
		}));
		await runNode(recorder, {
			binary: [large],
			parameters: upload(SOMEBODY, documents, { options: { maxFileSize: 1 } }),
		});

		expect(recorder.received.map(({ body }) => (body as unknown[]).length)).toEqual([2, 1]);
	});

	test('that BVNK took before a call failed are named in the error', async () => {
		const reference = await customerInNeed(northwind);
		bvnk.fail({ method: 'POST', path: /documents$/, nth: 2 }, { status: 500 });
		const { rows } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(reference, seven, { options: { filesPerCall: 3 } }),
			settings: { onError: 'continueRegularOutput' },
		});
		const taken = documentsOf(reference).map((document) => document.reference);

		expect(taken).toHaveLength(3);
		expect(rows[0]!.error).toContain(`3 of 7 documents had been handed in: ${taken.join(', ')}`);
	});

	test('that BVNK took before a call failed stay one when all are sent again', async () => {
		const reference = await customerInNeed(northwind);
		bvnk.fail({ method: 'POST', path: /documents$/, nth: 2 }, { status: 500 });
		const { rows, error } = await runNode(bvnk, {
			binary: [binary],
			parameters: upload(reference, seven, { options: { filesPerCall: 3 } }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ uploaded: 7 }]);
		expect(uploads()).toHaveLength(2 + 3);
		expect(documentsOf(reference)).toHaveLength(7);
	});
});

describe('an upload that is sent again', () => {
	beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));

	test.each([
		['a cut after BVNK has acted', { kind: 'cutAfter' as const }],
		['an answer 503 after BVNK has acted', { status: 503 }],
	])('after %s stays one', async (_, fault) => {
		const reference = await customerInNeed();
		bvnk.fail({ method: 'POST', path: /documents$/, before: false }, fault);
		const { rows } = await runNode(bvnk, {
			binary: [{ data: file('passport.jpg') }],
			parameters: upload(reference, [passport]),
		});

		expect(uploads()).toHaveLength(2);
		expect(uploads()[0]!.idempotencyKey).toBe(uploads()[1]!.idempotencyKey);
		expect(documentsOf(reference)).toHaveLength(1);
		expect(rows).toMatchObject([
			{ documents: [{ reference: documentsOf(reference)[0]!.reference }] },
		]);
	});

	test('in another execution is another one, as after the document was deleted', async () => {
		const reference = await customerInNeed();
		const run = (executionId: string) =>
			runNode(bvnk, {
				executionId,
				binary: [{ data: file('passport.jpg') }],
				parameters: upload(reference, [passport]),
			});
		await run('execution-1');
		await runNode(bvnk, {
			parameters: {
				resource: 'document',
				operation: 'delete',
				documentReference: documentsOf(reference)[0]!.reference,
			},
		});
		await run('execution-2');

		expect(documentsOf(reference)).toHaveLength(1);
	});

	test('for another customer is another one', async () => {
		const references = [await customerInNeed(), await customerInNeed(northwind)];
		await runNode(bvnk, {
			input: references.map((reference) => ({ reference })),
			binary: [{ data: file('same.pdf') }, { data: file('same.pdf') }],
			parameters: upload('={{ $json.reference }}', [passport]),
		});

		expect(references.map((reference) => documentsOf(reference).length)).toEqual([1, 1]);
	});
});

describe('a file', () => {
	const LABEL = "'Document 1 › Input Binary Field'";
	const run = (binary: Record<string, IBinaryData> | undefined, more: IDataObject = {}) =>
		runNode(recorder, {
			...(binary ? { binary: [binary] } : {}),
			parameters: upload(SOMEBODY, [passport], more),
		});

	test('that is empty is refused', async () => {
		const { error } = await run({ data: file('passport.jpg', '') });

		expect(error!.message).toBe(`${LABEL} names an empty file`);
		expect(recorder.received).toEqual([]);
	});

	test('that is too large is refused before it is read', async () => {
		const read = jest.spyOn(BinaryDataService.prototype, 'getAsBuffer');
		const stored = { id: 'filesystem-v2:none', data: 'filesystem-v2', mimeType: 'image/png' };
		const { error } = await run({ data: { ...stored, bytes: 20_000_001 } });

		expect(error!.message).toBe(`${LABEL} names a file larger than 20 MB`);
		expect(error!.description).toContain("raise 'Max File Size' under Options");
		expect(read).not.toHaveBeenCalled();
		expect(recorder.received).toEqual([]);
	});

	test('whose node did not tell its size is measured by the store', async () => {
		const read = jest.spyOn(BinaryDataService.prototype, 'getAsBuffer');
		jest
			.spyOn(BinaryDataService.prototype, 'getMetadata')
			.mockResolvedValue({ fileSize: 3_000_000, mimeType: 'image/png' });
		const { error } = await run(
			{ data: { id: 'filesystem-v2:none', data: 'filesystem-v2', mimeType: 'image/png' } },
			{ options: { maxFileSize: 2 } },
		);

		expect(error!.message).toBe(`${LABEL} names a file larger than 2 MB`);
		expect(read).not.toHaveBeenCalled();
	});

	test('of just the largest size passes, whoever measures it', async () => {
		const { bytes: _, ...unmeasured } = file('passport.jpg', Buffer.alloc(1_000_000, 1));
		const { error } = await run({ data: unmeasured }, { options: { maxFileSize: 1 } });

		expect(error).toBeUndefined();
		expect(recorder.received).toHaveLength(1);
	});

	test.each([1, -5, 'x'])(
		'that says to have %j bytes is found too large before any item is sent',
		async (bytes) => {
			const lies = { ...file('b.jpg', Buffer.alloc(3_000_000, 1)), bytes } as IBinaryData;
			const { error } = await runNode(recorder, {
				input: [{}, {}],
				binary: [{ data: file('a.jpg') }, { data: lies }],
				parameters: upload(SOMEBODY, [passport], { options: { maxFileSize: 2 } }),
			});

			expect(error!.message).toBe(`${LABEL} names a file larger than 2 MB [row 2 (item 1)]`);
			expect(recorder.received).toEqual([]);
		},
	);

	test('that lies about its size goes in a call of its own, where others leave no room', async () => {
		const lies = { ...file('a.jpg', Buffer.alloc(700_000, 1)), bytes: 1 };
		await runNode(recorder, {
			binary: [{ data: lies, other: lies }],
			parameters: upload(SOMEBODY, [passport, { ...passport, binaryField: 'other' }], {
				options: { maxFileSize: 1 },
			}),
		});

		expect(recorder.received.map(({ body }) => (body as unknown[]).length)).toEqual([1, 1]);
	});

	test('that is not in the item is missed by its label, and those that are there are named', async () => {
		const { error } = await run({ front: file('a.jpg'), back: file('b.jpg') });

		expect(error!.message).toBe(`${LABEL} names 'data', where the item has no file`);
		expect(error!.description).toContain("The item's files are in: front, back.");
		expect(recorder.received).toEqual([]);
	});

	test('is missed in an item without any', async () => {
		const { error } = await run(undefined);

		expect(error!.message).toBe(`${LABEL} names 'data', where the item has no file`);
		expect(error!.description).toContain('no file at all');
	});
});

describe('what is given', () => {
	test.each<[string, IDataObject[], string]>([
		[
			'a document without a type',
			[passport, { binaryField: 'data', type: type('={{ "" }}') }],
			"'Document 2 › Type' is empty",
		],
		[
			'a country in words of two meanings',
			[{ ...passport, countryCode: '={{ "Korea" }}' }],
			"'Document 1 › Country' must be a country code",
		],
		[
			'an associate by name',
			[{ ...passport, customerPersonReference: { __rl: true, mode: 'id', value: 'Jonas' } }],
			"'Document 1 › Associate' must be a reference",
		],
		[
			'a name that is a number',
			[{ ...passport, name: '={{ 7 }}' }],
			"'Document 1 › File Name' must be text, and a number came",
		],
	])('is refused with %s before anything is sent', async (_, documents, message) => {
		const { error } = await runNode(recorder, {
			binary: [{ data: file('passport.jpg') }],
			parameters: upload(SOMEBODY, documents),
		});

		expect(error!.message).toContain(message);
		expect(recorder.received).toEqual([]);
	});

	test('is refused without a customer', async () => {
		const { error } = await runNode(recorder, {
			binary: [{ data: file('passport.jpg') }],
			parameters: upload('={{ "" }}', [passport]),
		});

		expect(error!.message).toContain("'Customer' is empty");
	});

	test('is sent for the other items when one is wrong and the node continues', async () => {
		const reference = await customerInNeed();
		const { items } = await runNode(bvnk, {
			input: [{}, {}],
			binary: [{ other: file('a.jpg') }, { data: file('b.jpg') }],
			parameters: upload(reference, [passport]),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toMatchObject([
			{
				json: { error: expect.stringContaining('where the item has no file') as string },
				pairedItem: { item: 0 },
			},
			{ json: { uploaded: 1 }, pairedItem: { item: 1 } },
		]);
	});
});

test('a customer that is not asked for documents is refused in words of BVNK', async () => {
	const { rows } = await runNode(bvnk, { parameters: mira });
	const { error } = await runNode(bvnk, {
		binary: [{ data: file('passport.jpg') }],
		parameters: upload(rows[0]!.reference as string, [passport]),
	});

	expect(error!.message).toContain('Customer: Customer is PENDING');
});

describe('Get Download URL and Delete', () => {
	const on = (operation: string, documentReference: string) => ({
		resource: 'document',
		operation,
		documentReference,
	});
	const uploaded = async () => {
		const { rows } = await runNode(bvnk, {
			binary: [{ data: file('passport.jpg') }],
			parameters: upload(await customerInNeed(), [passport]),
		});
		return (rows[0]!.documents as IDataObject[])[0]!.reference as string;
	};

	test('give an address, and take the document away', async () => {
		const reference = await uploaded();
		const got = await runNode(bvnk, { parameters: on('getDownloadUrl', reference) });
		const removed = await runNode(bvnk, { parameters: on('delete', ` ${reference} `) });
		const again = await runNode(bvnk, { parameters: on('getDownloadUrl', reference) });

		expect(got.rows).toEqual([
			{
				documentReference: reference,
				url: expect.stringMatching(/^http.*\/documents\//) as string,
				expiresAt: expect.any(String) as string,
			},
		]);
		expect(removed.rows).toEqual([{ documentReference: reference, deleted: true }]);
		expect(again.error).toMatchObject({ httpCode: '404' });
	});

	test('Download gives the very file, fetched without a signature', async () => {
		const reference = await uploaded();

		const { items, error } = await runNode(bvnk, {
			parameters: { ...on('download', reference), binaryField: 'passport' },
		});

		expect(error).toBeUndefined();
		const { json, binary } = items[0]!;
		const [{ content } = { content: Buffer.alloc(0) }] = [...bvnk.customers.values()].flatMap(
			({ documents }) => documents,
		);
		expect(Buffer.from(binary!.passport!.data, 'base64').equals(content)).toBe(true);
		expect(json).toEqual({
			documentReference: reference,
			fileName: expect.any(String) as string,
			mimeType: expect.any(String) as string,
			bytes: content.length,
		});
		expect(bvnk.v2.downloads).toEqual([
			{ path: `/documents/${reference}`, signed: false, status: 200 },
		]);
	});

	test('Download of a document that has no address yet says so', async () => {
		recorder.answer = { status: 200, body: { status: 'PENDING' } };

		const { error } = await runNode(recorder, { parameters: on('download', SOMEBODY) });

		expect(error!.message).toBe('BVNK gave no address of the document');
	});

	test('Download reads no further than Max File Size', async () => {
		const reference = await uploaded();

		const { error } = await runNode(bvnk, {
			parameters: { ...on('download', reference), options: { maxFileSize: 0.000001 } },
		});

		expect(error!.message).toBe('The document is too large');
		expect(error!.description).toContain("Raise 'Max File Size'");
	});

	test('Delete that BVNK did, and whose answer was lost, has deleted', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await uploaded();
		bvnk.fail({ method: 'DELETE' }, { kind: 'cutAfter' });
		const { rows } = await runNode(bvnk, { parameters: on('delete', reference) });

		expect(rows).toEqual([{ documentReference: reference, deleted: true }]);
	});

	test('Delete of what BVNK does not know says so', async () => {
		const { error } = await runNode(bvnk, { parameters: on('delete', SOMEBODY) });

		expect(error!.message).toContain('BVNK knows no such document');
	});

	test.each(['getDownloadUrl', 'delete'])('%s asks a busy BVNK again', async (operation) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const reference = await uploaded();
		bvnk.fail({ path: new RegExp(reference) }, { status: 503 });
		const { error } = await runNode(bvnk, { parameters: on(operation, reference) });

		expect(error).toBeUndefined();
		expect(bvnk.count({ path: new RegExp(reference) })).toBe(2);
	});

	test.each(['getDownloadUrl', 'delete'])('%s refuses what is no reference', async (operation) => {
		const { error } = await runNode(bvnk, { parameters: on(operation, '../../customers') });

		expect(error!.message).toContain("'Document' must be BVNK's reference of the document");
		expect(bvnk.requests).toEqual([]);
	});

	test.each([
		['as text', '"https://files.example.com/1"', { url: 'https://files.example.com/1' }],
		[
			'under another name',
			{ expiresIn: 60, downloadUrl: 'https://files.example.com/1' },
			{
				url: 'https://files.example.com/1',
				expiresIn: 60,
				downloadUrl: 'https://files.example.com/1',
			},
		],
		['never', { status: 'PENDING' }, { url: null, status: 'PENDING' }],
	])('Get Download URL gives the address that comes %s', async (_, body, expected) => {
		recorder.answer = { status: 200, body };
		const { rows } = await runNode(recorder, { parameters: on('getDownloadUrl', SOMEBODY) });

		expect(rows).toEqual([{ documentReference: SOMEBODY, ...expected }]);
	});

	test('Get Download URL says so when nothing comes', async () => {
		recorder.answer = { status: 200, body: '' };
		const { error } = await runNode(recorder, { parameters: on('getDownloadUrl', SOMEBODY) });

		expect(error!.message).toBe('BVNK answered nothing where a document was expected');
	});

	test.each(['getDownloadUrl', 'delete'])('%s goes on after one that fails', async (operation) => {
		const reference = await uploaded();
		const { items } = await runNode(bvnk, {
			input: [{ reference: SOMEBODY }, { reference }],
			parameters: on(operation, '={{ $json.reference }}'),
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toMatchObject([
			{ json: { httpCode: 404 }, pairedItem: { item: 0 } },
			{ json: { documentReference: reference }, pairedItem: { item: 1 } },
		]);
	});
});

describe('the lists of the form', () => {
	const context = (customerReference: string) =>
		loadOptionsContext(bvnk, credentialOf(bvnk), {
			customerReference: { __rl: true, mode: 'id', value: customerReference },
		});

	test("offer the company's associates by name", async () => {
		const reference = await customerInNeed(northwind);
		const { personReferences } = bvnk.customers.get(reference)!;
		const all = await searchAssociates.call(context(reference));
		const some = await searchAssociates.call(context(reference), 'laine');

		expect(all.results).toEqual([
			{ name: 'Jonas Brandt', value: personReferences[0] },
			{ name: 'Aino Laine', value: personReferences[1] },
			{ name: 'Inês Prado', value: personReferences[2] },
		]);
		expect(some.results.map(({ name }) => name)).toEqual(['Aino Laine']);
	});

	test.each([
		['an individual', async () => await customerInNeed()],
		['no customer', () => ''],
		['an expression', () => '={{ $json.reference }}'],
	])('offer no associates for %s', async (_, reference) => {
		const { results } = await searchAssociates.call(context(await reference()));

		expect(results).toEqual([]);
	});

	test('take the customer from a pasted URL', async () => {
		const reference = await customerInNeed(northwind);
		const { results } = await searchAssociates.call(
			loadOptionsContext(bvnk, credentialOf(bvnk), {
				customerReference: {
					__rl: true,
					mode: 'url',
					value: `${bvnk.url}/platform/v1/customers/${reference}/info-required`,
				},
			}),
		);

		expect(results).toHaveLength(3);
	});

	test('offer first the types that BVNK asks for', async () => {
		const { results } = await searchDocumentTypes.call(context(await customerInNeed()));

		expect(results.slice(0, 6)).toEqual([
			{ name: 'Passport (required)', value: 'PASSPORT' },
			{ name: "Driver's License (required)", value: 'DRIVERS' },
			{ name: 'ID Card (required)', value: 'ID_CARD' },
			{ name: 'Residence Permit (required)', value: 'RESIDENCE_PERMIT' },
			{ name: 'Selfie (required)', value: 'SELFIE' },
			{ name: 'Bank Statement', value: 'BANK_STATEMENT' },
		]);
		expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
	});

	test.each(['documents', 'associates'] as const)(
		"offer first what is asked of a company's associates, where BVNK lists it in %s",
		async (associateInfo) => {
			bvnk.settings.associateInfo = associateInfo;
			const { results } = await searchDocumentTypes.call(context(await customerInNeed(northwind)));

			expect(results.slice(0, 3).map(({ name }) => name)).toEqual([
				'Company Document (required)',
				'Passport (required)',
				"Driver's License (required)",
			]);
		},
	);

	test('offer all known types without a customer, and search in them', async () => {
		const all = await searchDocumentTypes.call(context(''));
		const some = await searchDocumentTypes.call(context(''), 'PASS');

		expect(all.results).toHaveLength(9);
		expect(some.results).toEqual([{ name: 'Passport', value: 'PASSPORT' }]);
		expect(bvnk.requests).toEqual([]);
	});
});
