// The searchable lists of the editor, with the context that n8n-core gives them.

import {
	searchAssociates,
	searchCustomers,
	searchDocumentTypes,
	searchIndustries,
	searchMonthlyVolumes,
} from '../../nodes/BvnkOnboarding/methods/listSearch';
import { credentialOf, loadOptionsContext } from './engine';
import { withSandbox } from './servers';

const bvnk = withSandbox();

describe('the list of customers', () => {
	test('shows a page of 50, each by name, type and reference, and where the next one begins', async () => {
		bvnk.seedCustomers(120);
		const [first] = [...bvnk.customers.values()];
		const { name, reference } = first!;

		const { results, paginationToken } = await searchCustomers.call(loadOptionsContext(bvnk));

		expect(results).toHaveLength(50);
		expect(results[0]).toEqual({
			name: `${name} · Company · ${reference.slice(0, 8)}…${reference.slice(-3)}`,
			value: reference,
		});
		expect(paginationToken).toBe('1');
	});

	test('tells namesakes apart, also where their short references are the same, and saves no status', async () => {
		const content = [
			'5eed0001-0000-4000-8000-000000000001',
			'5eed0002-0000-4000-8000-000000000001',
			'5eed0002-1111-4000-8000-000000000001',
		].map((reference) => ({
			reference,
			name: 'Dario Sampleton',
			type: 'INDIVIDUAL',
			status: 'VERIFIED',
		}));
		bvnk.fail({}, { status: 200, body: { content, last: true } });

		const { results } = await searchCustomers.call(loadOptionsContext(bvnk));

		expect(results.map(({ name }) => name)).toEqual([
			'Dario Sampleton · Individual · 5eed0001…001',
			'Dario Sampleton · Individual · 5eed0002-0000-4000-8000-000000000001',
			'Dario Sampleton · Individual · 5eed0002-1111-4000-8000-000000000001',
		]);
	});

	test.each<[string, (reference: string) => string]>([
		['as it is', (reference) => reference],
		['in capitals', (reference) => ` ${reference.toUpperCase()} `],
		['in braces', (reference) => `{${reference}}`],
		[
			'in a URL',
			(reference) => `https://api.bvnk.com/platform/v1/customers/${reference}/documents`,
		],
	])('finds a customer by its reference %s', async (_, typed) => {
		bvnk.seedCustomers(120);
		const wanted = [...bvnk.customers.values()][77]!;

		const { results, paginationToken } = await searchCustomers.call(
			loadOptionsContext(bvnk),
			typed(wanted.reference),
		);

		expect(results).toMatchObject([{ value: wanted.reference }]);
		expect(results[0]!.name).toContain(wanted.name);
		expect(paginationToken).toBeUndefined();
		expect(bvnk.requests).toHaveLength(1);
	});

	test('finds nobody by a reference that BVNK does not know', async () => {
		const { results } = await searchCustomers.call(
			loadOptionsContext(bvnk),
			'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		);

		expect(results).toEqual([]);
	});

	test.each<[unknown, unknown, string]>([
		[null, null, 'r-1'],
		[{ first: 'A' }, { toString: 'INDIVIDUAL' }, 'r-1'],
		['Ada', 'constructor', 'Ada · constructor · r-1'],
		['Ada', ['INDIVIDUAL'], 'Ada · r-1'],
		['x'.repeat(1_000_000), 'COMPANY', `${'x'.repeat(120)}… · Company · r-1`],
	])(
		'shows a customer whose name or type is odd by what can be read',
		async (name, type, label) => {
			bvnk.fail(
				{},
				{ status: 200, body: { content: [{ reference: 'r-1', name, type }], last: true } },
			);

			const { results } = await searchCustomers.call(loadOptionsContext(bvnk));

			expect(results).toEqual([{ name: label, value: 'r-1' }]);
		},
	);

	test.each(['many', '-1', '1.5', '1e400'])('begins anew where the page is %s', async (token) => {
		bvnk.seedCustomers(60);

		await searchCustomers.call(loadOptionsContext(bvnk), '', token);

		expect(bvnk.requests[0]!.query).toContain('page=0');
	});

	test('goes on page by page until the last one', async () => {
		bvnk.seedCustomers(120);
		const context = loadOptionsContext(bvnk);

		const second = await searchCustomers.call(context, undefined, '1');
		const third = await searchCustomers.call(context, undefined, '2');

		expect(second).toMatchObject({ paginationToken: '2' });
		expect(third.results).toHaveLength(20);
		expect(third.paginationToken).toBeUndefined();
		expect(third.results.map(({ value }) => value)).toEqual([...bvnk.customers.keys()].slice(100));
	});

	test("hands the filter to BVNK's own search", async () => {
		bvnk.seedCustomers(120);
		const [, wanted] = [...bvnk.customers.values()];

		const { results } = await searchCustomers.call(
			loadOptionsContext(bvnk),
			` ${wanted!.name.toUpperCase()} `,
		);

		expect(results.map(({ value }) => value)).toContain(wanted!.reference);
		expect(results.every(({ name }) => name.startsWith(wanted!.name))).toBe(true);
		expect(bvnk.requests).toHaveLength(1);
	});

	test('shows the reference of a customer without a name', async () => {
		bvnk.fail({}, { status: 200, body: { content: [{ reference: 'r-1' }], last: true } });

		const { results } = await searchCustomers.call(loadOptionsContext(bvnk));

		expect(results).toEqual([{ name: 'r-1', value: 'r-1' }]);
	});

	test('says what is wrong with the credential', async () => {
		const credential = { ...credentialOf(bvnk), hawkKey: '' };

		await expect(searchCustomers.call(loadOptionsContext(bvnk, credential))).rejects.toThrow(
			'The BVNK credential has no Hawk Key',
		);
	});

	test('tries a busy BVNK twice, because a person waits', async () => {
		bvnk.fail({ times: Infinity }, { status: 503 });

		await expect(searchCustomers.call(loadOptionsContext(bvnk))).rejects.toThrow(
			'BVNK could not process the request (status 503)',
		);
		expect(bvnk.requests).toHaveLength(2);
	});
});

describe('the list of industries', () => {
	test('puts every sub-industry behind its parent', async () => {
		const { results } = await searchIndustries.call(loadOptionsContext(bvnk));

		expect(results).toHaveLength(6);
		expect(results[0]).toEqual({
			name: 'Accommodation and food services › Food/Beverages',
			value: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5',
		});
	});

	test('finds by the name of either, in any case', async () => {
		const context = loadOptionsContext(bvnk);

		const byParent = await searchIndustries.call(context, 'FINANCIAL');
		const byChild = await searchIndustries.call(context, ' software ');

		expect(byParent.results.map(({ name }) => name)).toEqual([
			'Financial services › Payment services',
			'Financial services › Investment funds',
		]);
		expect(byChild.results).toEqual([
			{
				name: 'Information and communication › Software',
				value: '00000002-06d8-11ef-b6e1-0000000e0021',
			},
		]);
	});

	test('shows an industry without sub-industries by itself', async () => {
		bvnk.fail({}, { status: 200, body: [{ reference: 'i-1', name: 'Fishing', children: null }] });

		const { results } = await searchIndustries.call(loadOptionsContext(bvnk));

		expect(results).toEqual([{ name: 'Fishing', value: 'i-1' }]);
	});

	test('that is no list is a clear error', async () => {
		bvnk.fail({}, { status: 200, body: {} });

		await expect(searchIndustries.call(loadOptionsContext(bvnk))).rejects.toThrow(
			'BVNK answered another form where a list of industries was expected',
		);
	});
});

describe('the list of monthly volumes', () => {
	test('shows each band', async () => {
		const { results } = await searchMonthlyVolumes.call(loadOptionsContext(bvnk));

		expect(results).toHaveLength(4);
		expect(results[0]).toEqual({
			name: '0 - 50,000',
			value: '00000001-0710-11ef-b6e1-0000000f0001',
		});
	});

	test('finds a band by a part of it', async () => {
		const { results } = await searchMonthlyVolumes.call(loadOptionsContext(bvnk), 'over');

		expect(results.map(({ name }) => name)).toEqual(['Over 1,000,000']);
	});

	test.each([
		[{ reference: 'v-1', name: 'Up to 10,000' }, 'Up to 10,000'],
		[{ reference: 'v-1', code: 7, band: 'LOW' }, 'LOW'],
		[{ reference: 'v-1' }, 'v-1'],
	])('finds the label of %j, whatever its key', async (volume, name) => {
		bvnk.fail({}, { status: 200, body: [volume] });

		const { results } = await searchMonthlyVolumes.call(loadOptionsContext(bvnk));

		expect(results).toEqual([{ name, value: 'v-1' }]);
	});
});

describe('the lists of a chosen customer', () => {
	const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
	const context = () =>
		loadOptionsContext(bvnk, credentialOf(bvnk), {
			customerReference: { __rl: true, mode: 'list', value: REFERENCE },
		});

	test.each([
		[null],
		[[null]],
		['none'],
		[[{ person: null }, 7, 'x']],
		[[{ person: { reference: 7 } }, { person: ['x'] }]],
		[{ person: { reference: 'p-1' } }],
	])('has no associate where BVNK answers %j', async (associates) => {
		bvnk.fail({}, { status: 200, body: { reference: REFERENCE, company: { associates } } });

		const { results } = await searchAssociates.call(context());

		expect(results).toEqual([]);
	});

	test.each([
		[null, []],
		[[null, 7, { toString: 'PASSPORT' }, ['PASSPORT']], []],
		[
			['constructor', 'PASSPORT'],
			['constructor (required)', 'Passport (required)'],
		],
		[{ type: 'SELFIE' }, ['Selfie (required)']],
	])('offers as required of the types %j what can be read', async (types, required) => {
		const documents = [{ docSetType: 'IDENTITY', types }];
		bvnk.fail({}, { status: 200, body: { infoRequired: { documents } } });

		const { results } = await searchDocumentTypes.call(context(), '(required)');

		expect(results.map(({ name }) => name)).toEqual(required);
	});
});
