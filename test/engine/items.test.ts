import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { customer, personFromRow, personRow, personRows } from './rows';
import { LONG_MS, withSandbox } from './servers';

const bvnk = withSandbox();

const getFromRow = { operation: 'get', customerReference: customer('={{ $json.reference }}') };
const UNKNOWN = '8a0e1da2-2af3-4b9e-a221-e74db4e01b06';

/** One row for each of `count` customers, in their order. */
function referenceRows(count: number) {
	bvnk.seedCustomers(count);
	return [...bvnk.customers.keys()].map((reference) => ({ reference }));
}

describe('the items', () => {
	test.each([1, 4, 10])('come out in order, each paired, %i at a time', async (concurrency) => {
		const input = referenceRows(40);
		// The first of every ten comes last.
		for (const { reference } of input.filter((_, index) => index % 10 === 0)) {
			bvnk.fail({ path: new RegExp(reference) }, { kind: 'delay', ms: 40 });
		}
		bvnk.settings.delayMs = concurrency === 1 ? 5 : LONG_MS;

		const { items } = await runNode(bvnk, {
			input,
			parameters: { ...getFromRow, options: { concurrency } },
		});

		expect(items.map(({ json }) => json.reference)).toEqual(input.map((row) => row.reference));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		expect(bvnk.maxInFlight).toBe(concurrency);
	});

	test('that read go four at a time unless told', async () => {
		bvnk.settings.delayMs = LONG_MS;

		await runNode(bvnk, { input: referenceRows(20), parameters: getFromRow });

		expect(bvnk.maxInFlight).toBe(4);
	});

	test('that write go one after the other unless told', async () => {
		bvnk.settings.delayMs = 5;

		await runNode(bvnk, { input: personRows(10), parameters: personFromRow });

		expect(bvnk.maxInFlight).toBe(1);
		expect(bvnk.created).toBe(10);
	});

	test('that write go several at a time when told', async () => {
		bvnk.settings.delayMs = LONG_MS;

		const { rows } = await runNode(bvnk, {
			input: personRows(12),
			parameters: { ...personFromRow, options: { concurrency: 5 } },
		});

		expect(bvnk.maxInFlight).toBe(5);
		expect(bvnk.created).toBe(12);
		expect(rows).toHaveLength(12);
	});

	test.each([0, -1, 51, '={{ "ten" }}'])(
		'are not begun with a Concurrency of %s, which is named',
		async (concurrency) => {
			const { error } = await runNode(bvnk, {
				input: referenceRows(6),
				parameters: { ...getFromRow, options: { concurrency } },
			});

			expect(error!.message).toContain("'Concurrency' must be a number from 1 to 50");
			expect(bvnk.requests).toEqual([]);
		},
	);

	test('take a Concurrency that an expression gives as text', async () => {
		bvnk.settings.delayMs = LONG_MS;
		const { rows } = await runNode(bvnk, {
			input: referenceRows(6),
			parameters: { ...getFromRow, options: { concurrency: '={{ "2" }} ' } },
		});

		expect(rows).toHaveLength(6);
		expect(bvnk.maxInFlight).toBe(2);
	});

	test('may be none', async () => {
		const { items, error } = await runNode(bvnk, { input: [], parameters: getFromRow });

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(bvnk.requests).toEqual([]);
	});

	test('may be 10,000, and a bad one among them keeps its place', async () => {
		const input = Array.from({ length: 10_000 }, (_, index) => ({ reference: `row-${index}` }));

		const { items } = await runNode(bvnk, {
			input,
			parameters: getFromRow,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items).toHaveLength(10_000);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(input.map((_, item) => ({ item })));
		expect(items[9_999]!.json.error).toBe("'Customer' is not a reference of BVNK's");
	}, 30_000);

	test('may be 500 that are read from BVNK', async () => {
		const input = referenceRows(500);

		const { items } = await runNode(bvnk, {
			input,
			parameters: { ...getFromRow, options: { concurrency: 20 } },
		});

		expect(items.map(({ json }) => json.reference)).toEqual(input.map((row) => row.reference));
	});
});

describe('continue on fail', () => {
	test('gives one item with all that is known of the failure, and the others go on', async () => {
		const [first, last] = referenceRows(2);
		bvnk.fail(
			{ path: new RegExp(UNKNOWN) },
			{
				status: 404,
				body: { code: 'ACCOUNTS-0404', traceId: 'trace-1', message: 'No such customer' },
			},
		);

		const { items, error } = await runNode(bvnk, {
			input: [first!, { reference: UNKNOWN }, last!],
			parameters: getFromRow,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[0]!.json.reference).toBe(first!.reference);
		expect(items[1]!.json).toEqual({
			error: 'BVNK knows no such customer: No such customer',
			description: expect.stringContaining('traceId: trace-1') as string,
			httpCode: 404,
			code: 'ACCOUNTS-0404',
			traceId: 'trace-1',
		});
		expect(items[2]!.json.reference).toBe(last!.reference);
	});

	test('gives what the user can mend of an item that was not sent', async () => {
		const { items } = await runNode(bvnk, {
			input: [{ reference: 'row-1' }],
			parameters: getFromRow,
			settings: { onError: 'continueRegularOutput' },
		});

		expect(items[0]!.json).toEqual({
			error: "'Customer' is not a reference of BVNK's",
			description: expect.stringContaining("It is BVNK's own reference") as string,
			fields: [{ field: 'Customer', problem: "is not a reference of BVNK's" }],
		});
	});

	test('also holds for an expression that cannot be resolved', async () => {
		const { items, error } = await runNode(bvnk, {
			input: [...referenceRows(1), { other: 'node' }],
			parameters: {
				...getFromRow,
				customerReference: customer(
					"={{ $json.other ? $('Nobody').item.json.reference : $json.reference }}",
				),
			},
			settings: { onError: 'continueRegularOutput' },
		});

		expect(error).toBeUndefined();
		expect(items[0]!.json.reference).toBeDefined();
		expect(items[1]!.json.error).toBe("Referenced node doesn't exist");
	});

	test.each<[string, IDataObject, string]>([
		[
			'an option of all items',
			{ ...getFromRow, options: { concurrency: '={{ "ten" }}' } },
			"'Concurrency' must be a number from 1 to 50",
		],
		['the operation', { operation: 'merge' }, "no operation 'merge' for 'customer'"],
	])('gives every item the error about %s', async (_, parameters, message) => {
		const input = referenceRows(2);
		const regular = await runNode(bvnk, {
			...{ input, parameters },
			settings: { onError: 'continueRegularOutput' },
		});
		const split = await runNode(bvnk, {
			...{ input, parameters },
			settings: { onError: 'continueErrorOutput' },
		});

		expect(regular.items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringContaining(message), { item: 0 }],
			[expect.stringContaining(message), { item: 1 }],
		]);
		expect(split.items).toEqual([]);
		expect(split.errorItems).toHaveLength(2);
		expect(bvnk.requests).toEqual([]);
	});

	test('sends failed items to the error output, with their input', async () => {
		const [known] = referenceRows(1);

		const { items, errorItems } = await runNode(bvnk, {
			input: [
				{ reference: UNKNOWN, description: 'a column of the row' },
				known!,
				{ reference: 'row-3', description: 'another' },
			],
			parameters: getFromRow,
			settings: { onError: 'continueErrorOutput' },
		});

		expect(items.map(({ json, pairedItem }) => [json.reference, pairedItem])).toEqual([
			[known!.reference, { item: 1 }],
		]);
		expect(errorItems).toEqual([
			{
				json: {
					reference: UNKNOWN,
					description: 'a column of the row',
					error: {
						message: expect.stringContaining('BVNK knows no such customer') as string,
						description: expect.stringContaining('sandbox and production') as string,
						httpCode: 404,
						code: 'ACCOUNTS-0404',
						traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
					},
				},
				pairedItem: { item: 0 },
			},
			{
				json: {
					reference: 'row-3',
					description: 'another',
					error: {
						message: "'Customer' is not a reference of BVNK's",
						description: expect.any(String) as string,
						fields: [{ field: 'Customer', problem: "is not a reference of BVNK's" }],
					},
				},
				pairedItem: { item: 2 },
			},
		]);
	});
});

describe('the first failure, where the node does not continue', () => {
	test('starts no further item, and says which were done', async () => {
		bvnk.fail({ method: 'POST', nth: 4 }, { status: 500 });

		const { error, items } = await runNode(bvnk, {
			input: personRows(9),
			parameters: personFromRow,
		});

		expect(bvnk.requests).toHaveLength(4);
		expect(bvnk.created).toBe(3);
		expect(items).toEqual([]);
		expect(error!.context.itemIndex).toBe(3);
		expect(error!.message).toMatch(/\[row 4 \(item 3\); done: rows 1 to 3\]$/);
		expect(error!.description).toContain('3 of 9 rows were done, 5 were not');
		expect(error!.description).toContain('Running it again is safe');
	});

	test('of the first item says that none was done', async () => {
		const { error } = await runNode(bvnk, {
			input: [{ ...personRow(1), email: 'nobody' }, personRow(2)],
			parameters: personFromRow,
		});

		expect(error!.message).toBe("'Email Address' must be an e-mail address [row 1 (item 0)]");
		expect(bvnk.requests).toEqual([]);
	});

	test('names the other bad rows, of very many the first', async () => {
		const bad = (row: number) => ({ ...personRow(row), email: 'nobody' });
		const input = [bad(0), personRow(1), bad(2), bad(3)];
		const { error } = await runNode(bvnk, { input, parameters: personFromRow });
		const many = await runNode(bvnk, {
			input: Array.from({ length: 60 }, (_, row) => (row % 2 ? personRow(row) : bad(row))),
			parameters: personFromRow,
		});

		expect(error!.message).toMatch(/\[row 1 \(item 0\)\]$/);
		expect(error!.description).toContain(
			'All 4 rows were checked before the first was sent: nothing was sent. 2 other rows are not right either: rows 3 to 4.',
		);
		expect(many.error!.description).toContain('29 other rows are not right either: rows 3, 5,');
		expect(many.error!.description).toMatch(/ 39, 41, …\.$/);
		expect(bvnk.requests).toEqual([]);
	});

	test('lets those that were on their way finish, and counts them', async () => {
		const input = referenceRows(6);
		bvnk.fail({ path: new RegExp(input[1]!.reference) }, { status: 400 });
		bvnk.fail({ path: new RegExp(input[0]!.reference) }, { kind: 'delay', ms: 60 });
		bvnk.fail({ path: new RegExp(input[2]!.reference) }, { kind: 'delay', ms: 60 });

		const { error } = await runNode(bvnk, {
			input,
			parameters: { ...getFromRow, options: { concurrency: 3 } },
		});

		expect(error!.context.itemIndex).toBe(1);
		expect(error!.message).toMatch(/\[row 2 \(item 1\); done: rows 1, 3\]$/);
		expect(bvnk.requests).toHaveLength(3);
	});

	test('of a single item needs no count', async () => {
		const { error } = await runNode(bvnk, {
			input: [{ reference: 'row-1' }],
			parameters: getFromRow,
		});

		expect(error!.message).toBe("'Customer' is not a reference of BVNK's");
	});
});

describe('the hint', () => {
	test('sums up a run in which something was tried again', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.fail({ method: 'POST', nth: 2, times: 2 }, { status: 503 });

		const { hints } = await runNode(bvnk, { input: personRows(3), parameters: personFromRow });
		jest.restoreAllMocks();

		expect(hints.filter(({ type }) => type !== 'warning')).toEqual([
			{
				message: expect.stringMatching(
					/^BVNK: 3 results, 5 requests, 2 retries, \d+\.\d seconds\.$/,
				) as string,
				location: 'outputPane',
			},
		]);
	});

	test('warns of several customers without an external reference, which a second run would make again', async () => {
		const { hints } = await runNode(bvnk, { input: personRows(3), parameters: personFromRow });

		expect(hints).toEqual([
			{
				message: expect.stringMatching(/^Rows 1 to 3: 'External Reference' is empty/) as string,
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	test('counts pages', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		bvnk.seedCustomers(230);
		bvnk.fail({}, { status: 503 });

		const { hints } = await runNode(bvnk, {
			parameters: { operation: 'getAll', returnAll: true },
		});
		jest.restoreAllMocks();

		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^BVNK: 230 results, 4 requests, 3 pages, 1 retry, /),
		]);
	});

	test('is left out after a short run without obstacles', async () => {
		const { hints } = await runNode(bvnk, { input: personRows(1), parameters: personFromRow });

		expect(hints).toEqual([]);
	});

	test('comes after a long run without obstacles', async () => {
		const startedAt = performance.now();
		const input = referenceRows(1);
		// Nobody has to wait for it: the clock jumps while BVNK is asked.
		bvnk.settings.delayMs = 50;
		const { hints } = await runNode(bvnk, {
			input,
			parameters: getFromRow,
			onStart: () =>
				void setTimeout(
					() => jest.spyOn(performance, 'now').mockReturnValue(startedAt + 20_000),
					30,
				),
		});
		jest.restoreAllMocks();

		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^BVNK: 1 result, 1 request, 0 retries, (19|20)\.\d seconds\.$/),
		]);
	});
});
