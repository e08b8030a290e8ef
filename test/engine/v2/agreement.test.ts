// Agreements: the set of a prospect, its texts, and the answers to it, each looked at.
import type { IDataObject } from 'n8n-workflow';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { customer, mira } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const run = async (operation: string, parameters: IDataObject, executionId = 'execution-1') =>
	await runNode(bvnk, {
		parameters: { resource: 'agreement', operation, ...parameters },
		executionId,
	});
const prospect = {
	reference: 'crm-000417',
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
	useCase: 'FIAT',
};
const { reference } = prospect;
const made = async (more: IDataObject = {}) => {
	const { rows } = await run('create', { ...prospect, ...more });
	return (rows[0]!.agreements as Array<{ id: string }>).map(({ id }) => id);
};
/** The statuses of the prospect's agreements at BVNK. */
const statuses = () => bvnk.v2.sets.get(reference)!.agreements.map(({ status }) => status);
const CREATE = { method: 'POST', path: '/platform/v2/agreements' };
const ACTIONS = { method: 'POST', path: '/platform/v2/agreements/actions' };
const accept = { agreementsOf: 'prospect', reference, answer: 'ACCEPT' };
const loseAnswer = (match: { method: string; path: string | RegExp }) => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	bvnk.fail({ ...match, before: false }, { kind: 'status', status: 502 });
};

describe('Create', () => {
	test('gives the agreements, how many wait for an answer, and where they can be signed', async () => {
		const { rows, error } = await run('create', prospect);

		expect(error).toBeUndefined();
		expect(bvnk.v2.sets.get(reference)).toMatchObject(prospect);
		expect(rows).toMatchObject([
			{
				reference,
				existed: false,
				pending: 2,
				signingUrl: expect.stringContaining('http'),
				agreements: [{ status: 'PENDING' }, { status: 'PENDING' }],
			},
		]);
		expect(bvnk.requests[0]!.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
	});

	test('says where there are such agreements, and how to read them', async () => {
		await made();
		const { error } = await run('create', prospect, 'execution-2');

		expect(error!.message).toContain('BVNK has agreements with this reference already');
		expect(error!.description).toContain('Agreement › Get Many');
		expect(error!.description).toContain("'If Reference Exists'");
	});

	test('gives them where that is chosen', async () => {
		const ids = await made();
		const { rows } = await run(
			'create',
			{ ...prospect, ifReferenceExists: 'return' },
			'execution-2',
		);

		expect(rows).toMatchObject([
			{ reference, existed: true, agreements: ids.map((id) => ({ id })) },
		]);
	});

	test.each(['same', 400, 409] as const)(
		'gives those that it made where its answer was lost, and a replay is answered %s',
		async (replayAnswer) => {
			bvnk.settings.replayAnswer = replayAnswer;
			loseAnswer(CREATE);
			const { rows, error } = await run('create', prospect);

			expect(error).toBeUndefined();
			expect(rows).toMatchObject([{ reference, existed: false, pending: 2 }]);
			expect(bvnk.v2.sets.size).toBe(1);
		},
	);

	test('does not take those that somebody has answered for its own', async () => {
		await made();
		await run('answer', accept);
		bvnk.settings.replayAnswer = 409;
		loseAnswer(CREATE);
		const { error } = await run('create', prospect, 'execution-2');

		expect(error!.message).toContain('BVNK has agreements with this reference already');
	});

	test('does not take those for its own that were there before', async () => {
		await made();
		for (const one of bvnk.v2.sets.get(reference)!.agreements) {
			one.createdAt = new Date(Date.now() - 3_600_000).toISOString();
		}
		// the first try does not arrive, and the second one is refused by the reference
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.fail(CREATE, { kind: 'status', status: 502 });
		const { rows, error } = await run('create', prospect, 'execution-2');

		expect(rows).toEqual([]);
		expect(error!.message).toContain('BVNK has agreements with this reference already');
	});

	test('gives no two rows one set', async () => {
		const { error } = await runNode(bvnk, {
			input: [{ country: 'DE' }, { country: 'AT' }],
			parameters: {
				resource: 'agreement',
				operation: 'create',
				...prospect,
				countryCode: '={{ $json.country }}',
			},
		});

		expect(error!.message).toContain("'Reference' is the one of row 1 (item 0) as well");
		expect(bvnk.requests).toEqual([]);
	});
});

describe('Get Many', () => {
	test('of a prospect gives an item for each', async () => {
		const ids = await made();
		const { rows } = await run('getAll', { agreementsOf: 'prospect', reference });

		expect(rows).toMatchObject(ids.map((id) => ({ id, status: 'PENDING', reference })));
	});

	test('of a customer gives those that BVNK has assigned, over all pages', async () => {
		bvnk.settings.agreementCount = 130;
		const { rows: made } = await runNode(bvnk, { parameters: mira });
		const customerId = made[0]!.id as string;
		const { rows, error } = await run('getAll', {
			agreementsOf: 'customer',
			customerId: customer(customerId),
			returnAll: true,
		});

		expect(error).toBeUndefined();
		expect(rows).toHaveLength(130);
		expect(rows[0]).toMatchObject({ status: 'PENDING', name: 'Platform terms', customerId });
	});
});

test('Get gives the status of one agreement', async () => {
	const [agreementId] = await made();
	const { rows } = await run('get', { agreementId: agreementId! });

	expect(rows).toMatchObject([{ id: agreementId, status: 'PENDING', name: 'Platform terms' }]);
});

describe('Download', () => {
	const download = async (more: IDataObject = {}) =>
		await run('download', { agreementId: (await made())[0]!, ...more });
	/** BVNK gives another address of the text. */
	const addressIs = (downloadUrl: string) =>
		bvnk.fail({ path: /content$/ }, { status: 200, body: { downloadUrl } });

	test('gives the text as a file of its kind, fetched without a signature', async () => {
		const { items, error } = await download();

		expect(error).toBeUndefined();
		const { json, binary } = items[0]!;
		expect(json).toMatchObject({ fileName: 'platform-terms.html', mimeType: 'text/html' });
		expect(binary!.data).toMatchObject({ fileName: 'platform-terms.html', mimeType: 'text/html' });
		expect(Buffer.from(binary!.data!.data, 'base64').toString()).toContain('<');
		expect(bvnk.v2.downloads).toMatchObject([{ signed: false, status: 200 }]);
	});

	test('names the binary field as it is told', async () => {
		const { items } = await download({ binaryField: 'terms' });

		expect(Object.keys(items[0]!.binary!)).toEqual(['terms']);
	});

	test.each(['http://files.example.org/x?key=secret', 'ftp://localhost/x', 'nonsense'])(
		'does not ask the address %s, and does not repeat it',
		async (address) => {
			addressIs(address);
			const { error } = await download();

			expect(error!.message).toBe(
				'BVNK gave an address of the text of the agreement that is not https',
			);
			expect(JSON.stringify(error)).not.toContain('secret');
		},
	);

	test('stops at the limit', async () => {
		const { error } = await download({ options: { maxFileSize: 0.0001 } });

		expect(error!.message).toBe('The text of the agreement is too large');
		expect(error!.description).toContain("'Max File Size'");
	});

	test('says so where the address is good no more, without it', async () => {
		const [agreementId] = await made();
		bvnk.fail(
			{ path: /content$/ },
			{
				status: 200,
				body: { downloadUrl: `${bvnk.url}/platform/v2/agreements/${agreementId}?key=secret` },
			},
		);
		const { error } = await run('download', { agreementId: agreementId! });

		expect(error!.message).toBe('The text of the agreement could not be fetched (status 401)');
		expect(JSON.stringify(error)).not.toContain('secret');
	});
});

describe('Answer', () => {
	test('accepts all of a prospect in one call, an item each', async () => {
		const ids = await made();
		const { rows, error } = await run('answer', accept);

		expect(error).toBeUndefined();
		expect(rows).toEqual(
			ids.map((agreementId) => ({
				agreementId,
				status: 'ACCEPTED',
				answered: true,
				error: null,
				reference,
			})),
		);
		expect(statuses()).toEqual(['ACCEPTED', 'ACCEPTED']);
		expect(bvnk.count(ACTIONS)).toBe(1);
	});

	test('sends at most 50 in a call, each call under its own key', async () => {
		bvnk.settings.agreementCount = 120;
		await made();
		const { rows } = await run('answer', accept);
		const keys = bvnk.requests.flatMap(({ path, idempotencyKey }) =>
			path === ACTIONS.path ? [idempotencyKey] : [],
		);

		expect(rows.filter(({ answered }) => answered)).toHaveLength(120);
		expect(new Set(keys).size).toBe(3);
		expect(bvnk.count(ACTIONS)).toBe(3);
	});

	test('rejects chosen ones alone', async () => {
		const [, second] = await made();
		const { rows } = await run('answer', {
			...accept,
			answer: 'REJECT',
			which: 'chosen',
			agreementIds: second,
		});

		expect(rows).toMatchObject([{ agreementId: second, status: 'REJECTED', answered: true }]);
		expect(statuses()).toEqual(['PENDING', 'REJECTED']);
	});

	test('sends nothing without an answer, nor for an agreement of somebody else', async () => {
		await made();
		const none = await run('answer', { ...accept, answer: '={{ "" }}' });
		const other = await run('answer', {
			...accept,
			which: 'chosen',
			agreementIds: ['0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'],
		});

		expect(none.error!.message).toContain("'Answer' is empty");
		expect(other.error!.message).toContain('names an agreement that is none of this reference');
		expect(bvnk.count(ACTIONS)).toBe(0);
		expect(statuses()).toEqual(['PENDING', 'PENDING']);
	});

	describe('where BVNK takes some and refuses one', () => {
		const some = async (more: IDataObject) => {
			const [first, second] = await made();
			await run('answer', { ...accept, answer: 'REJECT', which: 'chosen', agreementIds: first });
			return {
				ids: [first!, second!] as const,
				run: await run('answer', {
					...accept,
					which: 'chosen',
					agreementIds: `${first}, ${second}`,
					...more,
				}),
			};
		};

		test('stops, and the error names which have the answer', async () => {
			const { ids, run } = await some({});

			expect(run.error!.message).toContain('1 of 2 agreements do not have the answer');
			expect(run.error!.message).toContain('Agreement is already REJECTED');
			expect(run.error!.description).toContain(`Without it: ${ids[0]}. With it: ${ids[1]}.`);
			expect(statuses()).toEqual(['REJECTED', 'ACCEPTED']);
		});

		test('or gives an item each, the refused one not answered', async () => {
			const { ids, run } = await some({ ifRefused: 'continue' });

			expect(run.error).toBeUndefined();
			expect(run.rows).toMatchObject([
				{ agreementId: ids[0], status: 'REJECTED', answered: false, error: expect.any(String) },
				{ agreementId: ids[1], status: 'ACCEPTED', answered: true, error: null },
			]);
			expect(run.hints).toHaveLength(1);
		});
	});

	test.each<[string, unknown]>([
		['says nothing of them', { content: [] }],
		['answers another form', []],
		['says only that they are pending', 'PENDING'],
	])('counts none where BVNK %s and nothing was done', async (_, said) => {
		const ids = await made();
		const content = ids.map((agreementId) => ({ agreementId, status: 'PENDING' }));
		bvnk.fail(ACTIONS, { status: 200, body: said === 'PENDING' ? { content } : said });
		const { error, rows } = await run('answer', accept);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('2 of 2 agreements do not have the answer');
	});

	test.each(['same', 400, 409] as const)(
		'counts what a lost try has done, where a replay is answered %s',
		async (replayAnswer) => {
			await made();
			bvnk.settings.replayAnswer = replayAnswer;
			loseAnswer(ACTIONS);
			const { rows, error } = await run('answer', accept);

			expect(error).toBeUndefined();
			expect(rows.map(({ answered }) => answered)).toEqual([true, true]);
		},
	);

	test('is harmless once more: nothing is sent, and the same comes out', async () => {
		await made();
		const first = await run('answer', accept);
		const second = await run('answer', accept, 'execution-2');

		expect(second.rows).toEqual(first.rows);
		expect(bvnk.count(ACTIONS)).toBe(1);
	});

	test('of a customer goes one by one, and one that is refused holds no other up', async () => {
		const { rows: made } = await runNode(bvnk, { parameters: mira });
		const customerId = made[0]!.id as string;
		const ofCustomer = { agreementsOf: 'customer', customerId: customer(customerId) };
		const [first] = (await run('getAll', ofCustomer)).rows;
		bvnk.fail(
			{ method: 'POST', path: new RegExp(`${first!.id as string}/actions$`) },
			{ status: 400, body: { message: 'Agreement has expired' } },
		);
		const refused = await run('answer', { ...ofCustomer, answer: 'ACCEPT', ifRefused: 'continue' });
		const again = await run('answer', { ...ofCustomer, answer: 'ACCEPT' });

		expect(refused.rows).toMatchObject([
			{ answered: false, status: 'PENDING', error: expect.stringContaining('has expired') },
			{ answered: true, status: 'ACCEPTED', customerId },
		]);
		expect(again.rows.map(({ answered }) => answered)).toEqual([true, true]);
	});
});
