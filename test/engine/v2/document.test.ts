// Documents: what is handed in, for whom, in which calls, and once.
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { shortPauses } from '../pauses';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { customer, file, mira, northwind } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const created = async (parameters: IDataObject = mira) =>
	(await runNode(bvnk, { parameters })).rows[0]!.id as string;
const run = async (
	operation: string,
	parameters: IDataObject,
	binary: IBinaryKeyData = file('front'),
) =>
	await runNode(bvnk, {
		parameters: { resource: 'document', operation, ...parameters },
		binary: [binary],
	});
const entry = (more: IDataObject = {}) => ({
	binaryField: 'data',
	type: { __rl: true, mode: 'id', value: 'ID_CARD' },
	subType: 'FRONT_SIDE',
	countryCode: 'DE',
	...more,
});
const upload = async (
	id: string,
	entries: IDataObject[] = [entry()],
	more: IDataObject = {},
	binary: IBinaryKeyData = file('front'),
) =>
	await run(
		'upload',
		{ customerId: customer(id), documents: { document: entries }, ...more },
		binary,
	);
/** Another execution has handed in the same document before. */
const uploadedBefore = async (id: string) =>
	await runNode(bvnk, {
		parameters: {
			resource: 'document',
			operation: 'upload',
			customerId: customer(id),
			documents: { document: [entry()] },
		},
		binary: [file('front')],
		executionId: 'execution-0',
	});
const atBvnk = (id: string) => bvnk.v2.customers.get(id)!.documents;
const UPLOAD = { method: 'POST', path: /documents$/ };

describe('Upload', () => {
	test('sends what each document is beside its file, in the same order', async () => {
		const id = await created();
		const binary = {
			...file('the front', 'front.jpg'),
			back: file('the other side', 'back.png', 'image/png').data,
		};
		const { rows, error } = await upload(
			id,
			[entry(), entry({ binaryField: 'back', subType: 'BACK_SIDE', externalReference: 'file-2' })],
			{},
			binary,
		);

		expect(error).toBeUndefined();
		expect(atBvnk(id)).toMatchObject([
			{
				type: 'ID_CARD',
				subType: 'FRONT_SIDE',
				name: 'front.jpg',
				size: 9,
				contentType: 'image/jpeg',
			},
			{
				type: 'ID_CARD',
				subType: 'BACK_SIDE',
				name: 'back.png',
				size: 14,
				contentType: 'image/png',
				externalReference: 'file-2',
			},
		]);
		expect(rows).toMatchObject([
			{
				customerId: id,
				associateId: null,
				uploaded: 2,
				documents: atBvnk(id).map(({ id: own, status }) => ({ id: own, status })),
			},
		]);
		expect(bvnk.count(UPLOAD)).toBe(1);
	});

	test('hands in the documents of an associate', async () => {
		const id = await created(northwind);
		const associateId = bvnk.v2.customers.get(id)!.associates[0]!.id;
		const { rows } = await upload(id, [entry()], { associateId: customer(associateId) });

		expect(rows).toMatchObject([{ customerId: id, associateId, uploaded: 1 }]);
		expect(atBvnk(id)).toMatchObject([{ associateId }]);
		expect(bvnk.requests.at(-1)!.path).toContain(
			`/associates/${associateId}/identification-documents`,
		);
	});

	test('sends three files a call at most, a second between the calls, each under its own key', async () => {
		const pauses = shortPauses();
		const id = await created();
		const entries = Array.from({ length: 7 }, (_, index) =>
			entry({ type: { __rl: true, mode: 'id', value: 'UTILITY_BILL' }, name: `bill-${index}.jpg` }),
		);
		const { rows } = await upload(id, entries);
		const keys = bvnk.requests.flatMap(({ method, path, idempotencyKey }) =>
			method === 'POST' && path.endsWith('documents') ? [idempotencyKey] : [],
		);

		expect(rows).toMatchObject([{ uploaded: 7 }]);
		expect(atBvnk(id).map(({ name }) => name)).toEqual(
			Array.from({ length: 7 }, (_, index) => `bill-${index}.jpg`),
		);
		expect(new Set(keys).size).toBe(3);
		expect(pauses).toEqual([1000, 1000]);
	});

	test.each(['same', 400, 409] as const)(
		'hands nothing in twice where an answer is lost, and a replay is answered %s',
		async (replayAnswer) => {
			jest.spyOn(Math, 'random').mockReturnValue(0);
			const id = await created();
			bvnk.settings.replayAnswer = replayAnswer;
			bvnk.fail({ ...UPLOAD, before: false }, { kind: 'status', status: 502 });
			const { rows, error } = await upload(id);

			expect(error).toBeUndefined();
			expect(atBvnk(id)).toHaveLength(1);
			expect(rows).toMatchObject([{ uploaded: 1, documents: [{ id: atBvnk(id)[0]!.id }] }]);
		},
	);

	test('claims no older document of the same type and name, and says what is not known', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = await created();
		await uploadedBefore(id);
		Object.assign(atBvnk(id)[0]!, { createdAt: new Date(Date.now() - 3_600_000).toISOString() });
		// the first try does not arrive, and BVNK takes the second one for a document that it has
		bvnk.fail(UPLOAD, { kind: 'status', status: 502 });
		bvnk.fail(UPLOAD, { status: 400, body: { message: 'Document already exists' } });
		const { rows, error } = await upload(id);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('Document already exists');
		expect(error!.description).toContain('its answer was lost');
	});

	test('gives the ID of the new document where an older one looks the same', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = await created();
		await uploadedBefore(id);
		Object.assign(atBvnk(id)[0]!, { createdAt: new Date(Date.now() - 3_600_000).toISOString() });
		bvnk.settings.replayAnswer = 409;
		bvnk.fail({ ...UPLOAD, before: false }, { kind: 'status', status: 502 });
		const { rows } = await upload(id);

		expect(atBvnk(id)).toHaveLength(2);
		expect(rows).toMatchObject([{ uploaded: 1, documents: [{ id: atBvnk(id)[1]!.id }] }]);
	});

	test.each([
		['the only one', false],
		['one of two', true],
	])(
		'names the document by the key that BVNK refuses, where it tells no times: %s that looks so',
		async (_, hasOlder) => {
			jest.spyOn(Math, 'random').mockReturnValue(0);
			const id = await created();
			if (hasOlder) await uploadedBefore(id);
			bvnk.settings.replayAnswer = 400;
			bvnk.fail({ ...UPLOAD, before: false }, { kind: 'status', status: 502 });
			const body = {
				// as they are when they are asked for
				get content() {
					return atBvnk(id).map(({ createdAt: _at, ...document }) => document);
				},
				hasNext: false,
			};
			bvnk.fail({ method: 'GET', path: /documents/ }, { status: 200, body });
			const { rows, hints } = await upload(id);

			expect(rows).toMatchObject([
				{ uploaded: 1, documents: [{ id: hasOlder ? null : atBvnk(id)[0]!.id }] },
			]);
			expect(JSON.stringify(hints).includes('their IDs are not known')).toBe(hasOlder);
		},
	);

	test('claims no document that another run hands in meanwhile, where BVNK does not name the key', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = await created();
		// under the same type and name, which a phone's photos often have
		await uploadedBefore(id);
		Object.assign(atBvnk(id)[0]!, { createdAt: new Date(Date.now() + 20).toISOString() });
		bvnk.fail(UPLOAD, { kind: 'status', status: 502 });
		const body = {
			message: 'Document already exists',
			// that the key is told as a trace says nothing of what was done under it
			get traceId() {
				return bvnk.requests.at(-1)!.idempotencyKey;
			},
		};
		bvnk.fail(UPLOAD, { status: 409, body });
		const { rows, error } = await upload(id);

		expect(rows).toEqual([]);
		expect(error!.description).toContain('its answer was lost');
		expect(atBvnk(id)).toHaveLength(1);
	});

	test('gives no IDs to documents of one look that came to be at the same moment', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = await created();
		bvnk.settings.replayAnswer = 409;
		bvnk.fail({ ...UPLOAD, before: false }, { kind: 'status', status: 502 });
		const { rows, hints } = await upload(id, [
			entry({ externalReference: 'first' }),
			entry({ externalReference: 'second' }),
		]);

		expect(rows).toMatchObject([
			{
				uploaded: 2,
				documents: [
					{ externalReference: 'first', id: null },
					{ externalReference: 'second', id: null },
				],
			},
		]);
		expect(JSON.stringify(hints)).toContain('their IDs are not known');
	});

	test.each([400, 409] as const)(
		'goes on in a retry of the node where a replay is refused with %i: what was handed in before counts',
		async (replayAnswer) => {
			shortPauses();
			const id = await created();
			bvnk.settings.replayAnswer = replayAnswer;
			bvnk.fail({ ...UPLOAD, nth: 2 }, { kind: 'status', status: 500 });
			const { rows, error } = await runNode(bvnk, {
				input: [{}, {}],
				binary: [file('front'), file('back', 'back.jpg')],
				parameters: {
					resource: 'document',
					operation: 'upload',
					customerId: customer(id),
					documents: { document: [entry()] },
				},
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			});

			expect(error).toBeUndefined();
			expect(rows.map(({ documents }) => documents)).toMatchObject(
				atBvnk(id).map(({ id: own, name }) => [{ id: own, name }]),
			);
			expect(atBvnk(id)).toHaveLength(2);
		},
	);

	test('takes no key of the user’s own for a retry of the node', async () => {
		const id = await created();
		bvnk.settings.replayAnswer = 409;
		const options = {
			idempotencyKey: 'custom',
			customIdempotencyKey: '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02',
		};
		await upload(id, [entry()], { options });
		const { rows, error } = await upload(id, [entry()], { options });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('Request already exists');
		expect(error!.description).toContain('BVNK has seen this idempotency key before');
		expect(error!.message + error!.description).not.toContain('reference');
	});

	test('is refused with BVNK’s words where what is there cannot be listed', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const id = await created();
		bvnk.settings.replayAnswer = 409;
		bvnk.fail({ ...UPLOAD, before: false }, { kind: 'status', status: 502 });
		bvnk.fail({ method: 'GET', path: /documents/ }, { status: 403 });
		const { error } = await upload(id);

		expect(error!.message).toContain('Request already exists');
		expect(error!.description).toContain('its answer was lost');
	});

	test('says how many were handed in where a later call fails', async () => {
		const pauses = shortPauses();
		const id = await created();
		bvnk.fail({ ...UPLOAD, nth: 2 }, { status: 400, body: { message: 'No more' } });
		const entries = Array.from({ length: 4 }, () =>
			entry({ type: { __rl: true, mode: 'id', value: 'UTILITY_BILL' }, subType: '' }),
		);
		const { error } = await upload(id, entries);

		expect(error!.message).toContain('(3 of 4 documents had been handed in: ');
		expect(error!.message).toContain(atBvnk(id)[0]!.id);
		expect(pauses.length).toBeGreaterThan(0);
	});

	test('explains a missing country, and agreements that nobody has signed', async () => {
		const id = await created();
		await runNode(bvnk, {
			parameters: {
				resource: 'agreement',
				operation: 'create',
				reference: 'crm-2',
				customerType: 'INDIVIDUAL',
				countryCode: 'DE',
				useCase: 'FIAT',
			},
		});
		const unsigned = await created({ ...mira, reference: 'crm-2', additionalFields: {} });
		const country = await upload(id, [entry({ countryCode: '' })]);
		const agreements = await upload(unsigned);

		expect(country.error!.message).toContain('a country is missing');
		expect(country.error!.description).toContain("'Country'");
		expect(agreements.error!.message).toContain(
			'takes no documents before the agreements are signed',
		);
		expect(agreements.error!.description).toContain('Agreement › Answer');
	});

	test('names the field of the form, in the second call as well', async () => {
		shortPauses();
		const id = await created();
		bvnk.fail(
			{ ...UPLOAD, nth: 2 },
			{ status: 400, body: { details: { errors: { 'metadata[0].type': 'is not known' } } } },
		);
		const { error } = await upload(
			id,
			Array.from({ length: 4 }, () =>
				entry({ type: { __rl: true, mode: 'id', value: 'UTILITY_BILL' }, subType: '' }),
			),
		);

		expect(error!.message).toContain('Document 4 › Type: is not known');
	});

	test('sends nothing of an item without its file, nor of a file that is too large', async () => {
		const id = await created();
		const missing = await upload(id, [entry({ binaryField: 'photo' })]);
		const object = await upload(id, [entry({ binaryField: '={{ ({ a: 1 }) }}' })]);
		const large = await upload(id, [entry()], { options: { maxFileSize: 0.000001 } });

		expect(missing.error!.message).toContain("names 'photo', where the item has no file");
		expect(object.error!.message).toBe(
			"'Document 1 › Input Binary Field' must be the name of a binary field",
		);
		expect(large.error!.message).toContain('names a file larger than');
		expect(bvnk.count(UPLOAD)).toBe(0);
	});
});

test('Get and Get Many give status and kind in front', async () => {
	const id = await created();
	await upload(id);
	const documentId = atBvnk(id)[0]!.id;
	const one = await run('get', { customerId: customer(id), documentId });
	const all = await run('getAll', { customerId: customer(id), returnAll: true });

	const expected = {
		id: documentId,
		type: 'ID_CARD',
		subType: 'FRONT_SIDE',
		status: 'PENDING',
		customerId: id,
	};
	expect(one.rows).toMatchObject([expected]);
	expect(all.rows).toMatchObject([expected]);
	expect(Object.keys(one.rows[0]!).slice(0, 4)).toEqual(['id', 'type', 'subType', 'status']);
});
