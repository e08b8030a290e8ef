import type { IDataObject } from 'n8n-workflow';
import type { SandboxSettings } from '../sandbox/server';
import { runNode } from './engine';
import { LONG_MS, withSandbox } from './servers';

const bvnk = withSandbox();

const getAll = async (parameters: IDataObject) =>
	await runNode(bvnk, { parameters: { operation: 'getAll', ...parameters } });

const references = (rows: IDataObject[]) => rows.map(({ reference }) => reference);
const queries = () => bvnk.requests.map(({ query }) => query);
const envelopes: Array<SandboxSettings['envelope']> = ['page', 'pagedModel', 'v2'];

describe('Return All', () => {
	test.each([
		[0, 1],
		[1, 1],
		[100, 1],
		[101, 2],
		[1234, 13],
	])('gives %i customers in BVNK’s order with %i requests', async (customers, requests) => {
		bvnk.seedCustomers(customers);

		const { rows } = await getAll({ returnAll: true });

		expect(references(rows)).toEqual([...bvnk.customers.keys()]);
		expect(bvnk.requests).toHaveLength(requests);
	});

	test.each(envelopes)('reads the envelope "%s"', async (envelope) => {
		bvnk.seedCustomers(250);
		bvnk.settings.envelope = envelope;

		const { rows } = await getAll({ returnAll: true });

		expect(references(rows)).toEqual([...bvnk.customers.keys()]);
		expect(bvnk.requests).toHaveLength(3);
	});

	test.each(envelopes)('ends at the short page where "%s" tells no totals', async (envelope) => {
		bvnk.seedCustomers(250);
		bvnk.settings.envelope = envelope;
		bvnk.settings.omitTotals = true;

		const { rows } = await getAll({ returnAll: true });

		expect(references(rows)).toEqual([...bvnk.customers.keys()]);
		expect(bvnk.requests).toHaveLength(3);
	});

	test('ends at the empty page where no totals are told and the last page is full', async () => {
		bvnk.seedCustomers(200);
		bvnk.settings.omitTotals = true;

		const { rows } = await getAll({ returnAll: true });

		expect(rows).toHaveLength(200);
		expect(queries()).toEqual(['page=0&size=100', 'page=1&size=100', 'page=2&size=100']);
	});

	test.each(envelopes)('goes by the smaller page that BVNK chose, with "%s"', async (envelope) => {
		bvnk.seedCustomers(230);
		bvnk.settings.envelope = envelope;
		bvnk.settings.maxSize = 50;

		const { rows } = await getAll({ returnAll: true });

		expect(references(rows)).toEqual([...bvnk.customers.keys()]);
		expect(bvnk.requests).toHaveLength(5);
	});

	test('asks for four pages at a time unless told', async () => {
		bvnk.seedCustomers(1000);
		bvnk.settings.delayMs = LONG_MS;

		await getAll({ returnAll: true });

		expect(bvnk.maxInFlight).toBe(4);
	});

	test('asks for one page at a time when told', async () => {
		bvnk.seedCustomers(500);
		bvnk.settings.delayMs = 10;

		await getAll({ returnAll: true, options: { concurrency: 1 } });

		expect(bvnk.maxInFlight).toBe(1);
	});

	test('keeps the order when eight pages at a time come back in another one', async () => {
		bvnk.seedCustomers(1500);
		bvnk.settings.delayMs = LONG_MS;
		for (const [page, ms] of [
			[1, 120],
			[2, 40],
			[5, 90],
			[9, 60],
		] as const) {
			bvnk.fail({ path: new RegExp(`page=${page}&`) }, { kind: 'delay', ms });
		}

		const { rows } = await getAll({ returnAll: true, options: { concurrency: 8 } });

		expect(references(rows)).toEqual([...bvnk.customers.keys()]);
		expect(bvnk.maxInFlight).toBe(8);
	});

	test('gives a customer once when the list moves on while it is read', async () => {
		const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => ({
			reference: letter.repeat(8),
			status: 'PENDING',
		}));
		// Somebody was created at the front after the first page was read: b moved to the second.
		bvnk.fail(
			{ path: /page=0/ },
			{ status: 200, body: { content: [a, b], size: 2, totalPages: 2, last: false } },
		);
		bvnk.fail(
			{ path: /page=1/ },
			{ status: 200, body: { content: [b, c], size: 2, totalPages: 3, last: false } },
		);
		bvnk.fail(
			{ path: /page=2/ },
			{ status: 200, body: { content: [d], size: 2, totalPages: 3, last: true } },
		);

		const { rows } = await getAll({ returnAll: true });

		expect(references(rows)).toEqual(['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd']);
	});

	test('stops with a clear error when BVNK answers a page again', async () => {
		bvnk.seedCustomers(450);
		bvnk.fail({ path: /page=2/ }, { kind: 'repeatPage' });

		const { error, items } = await getAll({ returnAll: true });

		expect(error!.message).toBe(
			'BVNK answered page 3 of the list with customers that it had listed before',
		);
		expect(error!.description).toContain('set Return All off and a Limit');
		expect(items).toEqual([]);
	});

	test('notices it on the last page too, where that is full', async () => {
		bvnk.seedCustomers(200);
		bvnk.fail({ path: /page=1/ }, { kind: 'repeatPage' });

		const { error } = await getAll({ returnAll: true });

		expect(error!.message).toContain('BVNK answered page 2 of the list with customers');
	});

	test('takes a short last page for the end, although its one customer was listed before', async () => {
		const [a, b] = [{ reference: 'a' }, { reference: 'b' }];
		bvnk.fail({ path: /page=0/ }, { status: 200, body: { content: [a, b], size: 2, last: false } });
		bvnk.fail({ path: /page=1/ }, { status: 200, body: { content: [b], size: 2, last: true } });

		const { rows, error } = await getAll({ returnAll: true });

		expect(error).toBeUndefined();
		expect(references(rows)).toEqual(['a', 'b']);
	});

	test('stops after the first pages when every page is the same and no totals are told', async () => {
		bvnk.seedCustomers(450);
		bvnk.settings.omitTotals = true;
		bvnk.fail({ times: Infinity }, { kind: 'repeatPage' });

		const { error } = await getAll({ returnAll: true });

		expect(error!.message).toContain('BVNK answered page 2 of the list with customers');
		expect(bvnk.requests).toHaveLength(2);
	});

	test.each([0, -3, 2.5, '={{ "many" }}'])(
		'with a Concurrency of %s is refused before anything is sent',
		async (concurrency) => {
			const { error } = await getAll({ returnAll: true, options: { concurrency } });

			expect(error!.message).toMatch(/^'Concurrency' must be a (whole )?number/);
			expect(bvnk.requests).toEqual([]);
		},
	);

	test('with a Concurrency that an expression leaves open has the usual one', async () => {
		bvnk.seedCustomers(1000);
		bvnk.settings.delayMs = LONG_MS;

		await getAll({ returnAll: true, options: { concurrency: '={{ undefined }}' } });

		expect(bvnk.maxInFlight).toBe(4);
	});
});

describe('Limit', () => {
	test.each([
		[1, ['page=0&size=1']],
		[99, ['page=0&size=99']],
		[100, ['page=0&size=100']],
		[101, ['page=0&size=100', 'page=1&size=100']],
		[250, ['page=0&size=100', 'page=1&size=100', 'page=2&size=100']],
	])('of %i gives the first ones and asks for no page too many', async (limit, asked) => {
		bvnk.seedCustomers(1000);

		const { rows } = await getAll({ limit });

		expect(references(rows)).toEqual([...bvnk.customers.keys()].slice(0, limit));
		expect(queries().sort()).toEqual(asked);
	});

	test('is 50 unless told', async () => {
		bvnk.seedCustomers(60);

		const { rows } = await getAll({});

		expect(rows).toHaveLength(50);
		expect(queries()).toEqual(['page=0&size=50']);
	});

	test('above the number of customers gives them all', async () => {
		bvnk.seedCustomers(120);

		const { rows } = await getAll({ limit: 5000 });

		expect(rows).toHaveLength(120);
		expect(bvnk.requests).toHaveLength(2);
	});

	test('goes by the smaller page that BVNK chose', async () => {
		bvnk.seedCustomers(500);
		bvnk.settings.maxSize = 50;

		const { rows } = await getAll({ limit: 120 });

		expect(references(rows)).toEqual([...bvnk.customers.keys()].slice(0, 120));
		expect(bvnk.requests).toHaveLength(3);
	});

	test('asks for as many of the smaller pages at a time as can be needed', async () => {
		bvnk.seedCustomers(500);
		bvnk.settings.maxSize = 50;
		bvnk.settings.delayMs = LONG_MS;

		await getAll({ limit: 200 });

		expect(bvnk.requests).toHaveLength(4);
		expect(bvnk.maxInFlight).toBe(3);
	});

	test.each([0, -1, 1.5, '={{ "many" }}'])(
		'of %s is refused before anything is sent',
		async (limit) => {
			const { error } = await getAll({ limit });

			expect(error!.message).toMatch(/^'Limit' must be a (whole )?number/);
			expect(bvnk.requests).toEqual([]);
		},
	);

	test('of an expression that gives nothing is refused before anything is sent', async () => {
		const { error } = await getAll({ limit: '={{ undefined }}' });

		expect(error!.message).toContain("'Limit' must be a");
		expect(bvnk.requests).toEqual([]);
	});

	test.each([
		['={{ "20" }}', 20],
		['={{ "7" }} ', 7],
	])('of %s counts as %i', async (limit, count) => {
		bvnk.seedCustomers(60);

		const { rows } = await getAll({ limit });

		expect(rows).toHaveLength(count);
	});
});

describe('Filters', () => {
	test('the name is sent to BVNK, escaped and signed', async () => {
		bvnk.seedCustomers(40);
		const [wanted] = [...bvnk.customers.values()].filter(({ name }) => name.includes(' '));

		const { rows, error } = await getAll({
			returnAll: true,
			filters: { name: wanted!.name.toLowerCase() },
		});

		expect(error).toBeUndefined();
		expect(references(rows)).toContain(wanted!.reference);
		expect(queries()[0]).toContain('name=');
	});

	test('a name with signs that need escaping finds nobody and does no harm', async () => {
		bvnk.seedCustomers(3);

		const { rows, error } = await getAll({ filters: { name: "O'Neill & Söhne | 100 % +" } });

		expect(error).toBeUndefined();
		expect(rows).toEqual([]);
	});

	test('the status is applied to what arrives, over all pages', async () => {
		bvnk.seedCustomers(350);

		const { rows } = await getAll({ returnAll: true, filters: { statuses: ['REJECTED'] } });

		// Every seventh of the generated customers.
		expect(rows).toHaveLength(50);
		expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['REJECTED']));
	});

	test.each([
		[{ statusGroups: ['actionRequired'] }, ['INFO_REQUIRED']],
		[{ statusGroups: ['rejected'], statuses: ['PENDING'] }, ['PENDING', 'REJECTED']],
		[{ statusGroups: ['rejected'], statuses: ['REJECTED'] }, ['REJECTED']],
	])('a row passes %j by its group or by its status', async (filters, expected) => {
		bvnk.seedCustomers(140);

		const { rows } = await getAll({ returnAll: true, filters });

		expect([...new Set(rows.map(({ status }) => status))].sort()).toEqual(expected);
	});

	test('status and type have to hold both', async () => {
		bvnk.seedCustomers(140);

		const { rows } = await getAll({
			returnAll: true,
			filters: { statuses: ['REJECTED', 'PENDING'], types: ['COMPANY'] },
		});

		expect(rows).toHaveLength(20);
		expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['COMPANY']));
	});

	test('a filter with a Limit reads on until there are enough, and no further', async () => {
		bvnk.seedCustomers(1000);

		const { rows } = await getAll({ limit: 20, filters: { statuses: ['REJECTED'] } });

		expect(rows).toHaveLength(20);
		expect(queries()).toEqual(['page=0&size=100', 'page=1&size=100']);
	});

	test('a single value by expression, in lower case, counts too', async () => {
		bvnk.seedCustomers(70);

		const { rows } = await getAll({
			returnAll: true,
			filters: { statuses: '={{ "rejected" }}' },
		});

		expect(rows).toHaveLength(10);
	});

	test.each(['={{ "" }}', '={{ undefined }}', '={{ null }}', '={{ [] }}'])(
		'a status of %s filters nothing',
		async (statuses) => {
			bvnk.seedCustomers(7);

			const { rows } = await getAll({ returnAll: true, filters: { statuses } });

			expect(rows).toHaveLength(7);
		},
	);
});

describe('the rows', () => {
	test('are few flat fields with Simplify on', async () => {
		bvnk.seedCustomers(1);
		const [company] = [...bvnk.customers.values()];

		const { rows } = await getAll({});

		expect(rows).toEqual([
			{
				reference: company!.reference,
				type: 'COMPANY',
				name: company!.name,
				status: 'VERIFIED',
				statusGroup: 'verified',
				description: 'Invented company 000000',
			},
		]);
	});

	test('are untouched with Simplify off', async () => {
		const content = [
			{ reference: 'r-1', status: 'PENDING', type: 'COMPANY', new: { deep: [1] }, name: null },
			{ reference: 'r-2' },
		];
		bvnk.fail({}, { status: 200, body: { content, last: true } });

		const { rows } = await getAll({ simplify: false });

		expect(rows).toStrictEqual(content);
	});

	test('of several input items are read one item after the other', async () => {
		bvnk.seedCustomers(5);
		bvnk.settings.delayMs = 20;

		await runNode(bvnk, { input: [{}, {}, {}], parameters: { operation: 'getAll' } });

		expect(bvnk.requests).toHaveLength(3);
		expect(bvnk.maxInFlight).toBe(1);
	});

	test('of several input items are paired with theirs', async () => {
		bvnk.seedCustomers(5);

		const { items } = await runNode(bvnk, {
			input: [{ limit: 2 }, { limit: 3 }],
			parameters: { operation: 'getAll', limit: '={{ $json.limit }}' },
		});

		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
			{ item: 1 },
		]);
	});
});
