// The lists of LegalTalent, whose shape, filters and paging it does not document.

import type { ListShape } from '../sandbox/settings';
import { runNode, withRecorder, withSandbox } from './engine';

const TOTAL = 45;
const legalTalent = withSandbox({ customers: TOTAL });
const recorder = withRecorder();

const getMany = async (parameters: object = {}) =>
	await runNode(legalTalent, { parameters: { operation: 'getAll', ...parameters } });

const ids = () => [...legalTalent.customers.keys()];
const idsOf = (rows: object[]) => rows.map((row) => (row as { customer_id: string }).customer_id);

const PAGED: ListShape[] = ['named', 'items', 'pagination', 'topLevel', 'meta', 'dynamo'];

describe('Return All', () => {
	test.each(PAGED)('reads every page of a list of the shape %s, each row once', async (list) => {
		legalTalent.settings.list = list;
		const { rows, error } = await getMany({ returnAll: true });

		expect(error).toBeUndefined();
		expect(idsOf(rows)).toEqual(ids());
		expect(legalTalent.requests).toHaveLength(3);
	});

	test('reads a list that comes in one piece', async () => {
		legalTalent.settings.list = 'array';
		const { rows } = await getMany({ returnAll: true });

		expect(idsOf(rows)).toEqual(ids());
		expect(legalTalent.requests).toHaveLength(1);
	});

	test.each(['meta', 'executionContext', 'none'] as const)(
		'in the envelope %s',
		async (envelope) => {
			legalTalent.settings.envelope = envelope;
			const { rows } = await getMany({ returnAll: true });

			expect(idsOf(rows)).toEqual(ids());
		},
	);

	test('goes by the cursor alone where has_more is not told', async () => {
		legalTalent.settings.omitsHasMore = true;
		const { rows } = await getMany({ returnAll: true });

		expect(idsOf(rows)).toEqual(ids());
	});

	test('goes on behind an empty page that names a next one, as a filter may leave it', async () => {
		legalTalent.settings.emptyPages = 2;
		const { rows } = await getMany({ returnAll: true });

		expect(idsOf(rows)).toEqual(ids());
	});

	test('takes three empty pages for the end where nothing says that more follows, and says so', async () => {
		Object.assign(legalTalent.settings, { emptyPages: 9, omitsHasMore: true });
		const { rows, error, hints } = await getMany({ returnAll: true });

		expect(error).toBeUndefined();
		expect(rows).toEqual([]);
		expect(legalTalent.requests).toHaveLength(3);
		expect(JSON.stringify(hints)).toContain('3 empty pages in a row');
	});

	test('is an error where pages stay empty and more is said to follow', async () => {
		legalTalent.settings.emptyPages = 9;
		const { error } = await getMany({ returnAll: true });

		expect(error?.message).toContain('3 pages of the list without customers that are new');
	});

	test('is an error where the cursor does not move, with what may be the cause', async () => {
		legalTalent.settings.repeatsCursor = true;
		const { error } = await getMany({ returnAll: true });

		expect(error?.message).toContain('with the same cursor again');
		expect(error?.description).toContain("another name than 'cursor'");
		expect(legalTalent.requests).toHaveLength(2);
	});

	test('says so where there are more customers than anything leads to', async () => {
		recorder.answer = { status: 200, body: { items: [{ customer_id: 'a' }], total: 45 } };
		const { rows, hints } = await runNode(recorder, {
			parameters: { operation: 'getAll', returnAll: true },
		});

		expect(rows).toHaveLength(1);
		expect(JSON.stringify(hints)).toContain('there are 45 customers, and gave 1');
	});

	test('repeats no filter’s value in an error', async () => {
		recorder.answer = { status: 400, body: { message: 'No customer is called Amelie Roth' } };
		const { error } = await runNode(recorder, {
			parameters: {
				operation: 'getAll',
				filters: { pair: [{ name: 'name', value: 'Amelie Roth' }] },
			},
		});

		expect(error?.message).toContain('No customer is called •••');
	});

	test('takes the cursor under the name that is given', async () => {
		legalTalent.settings.cursorParameter = 'page_token';
		const { rows } = await getMany({
			returnAll: true,
			options: { cursorParameter: 'page_token' },
		});

		expect(idsOf(rows)).toEqual(ids());
		expect(legalTalent.requests[1]!.query).toMatch(/^page_token=/);
	});

	test('is an error where the cursor’s name is another one', async () => {
		legalTalent.settings.cursorParameter = 'page_token';
		const { error } = await getMany({ returnAll: true });

		expect(error?.message).toMatch(/same cursor again|cursor that it had given before/);
	});
});

describe('without Return All', () => {
	test('sends no parameter that nobody asked for', async () => {
		const { rows } = await getMany();

		expect(rows).toHaveLength(TOTAL);
		expect(legalTalent.requests[0]!.query).toBe('');
	});

	test('a limit is applied here, and asks for no page more', async () => {
		const { rows } = await getMany({ limit: 7 });

		expect(idsOf(rows)).toEqual(ids().slice(0, 7));
		expect(legalTalent.requests.map(({ query }) => query)).toEqual(['']);
	});

	test.each([true, false])(
		'a page size is sent with each page, honoured or not (%s)',
		async (honours) => {
			legalTalent.settings.honoursLimit = honours;
			const { rows } = await getMany({ returnAll: true, options: { pageSize: 9 } });

			expect(idsOf(rows)).toEqual(ids());
			expect(legalTalent.requests.every(({ query }) => query.includes('limit=9'))).toBe(true);
			expect(legalTalent.requests).toHaveLength(honours ? 5 : 3);
		},
	);

	test('filters are sent as they are, with each page', async () => {
		const filters = { pair: [{ name: 'client_id', value: 'merchant_0044' }] };
		const { rows } = await getMany({ returnAll: true, filters });

		expect(rows).toMatchObject([{ client_id: 'merchant_0044' }]);
		expect(legalTalent.requests[0]!.query).toBe('client_id=merchant_0044');
	});

	test.each(['__proto__', 'constructor'])('a filter may have any name: %s', async (name) => {
		await getMany({ returnAll: true, filters: { pair: [{ name, value: 'merchant_0044' }] } });

		expect(legalTalent.requests[0]!.query).toBe(`${name}=merchant_0044`);
	});

	test.each([
		[
			[
				{ name: 'a', value: '1' },
				{ name: 'a', value: '2' },
			],
			"'Filter 2 › Name' comes twice",
		],
		[[{ name: 'cursor', value: 'x' }], "'Filter 1 › Name' is sent by the node itself"],
		[[{ name: '={{ "" }}', value: 'x' }], "'Filter 1 › Name' is empty"],
		[[{ name: 'a', value: '={{ "" }}' }], "'Filter 1 › Value' is empty"],
	])('filters %j are refused', async (pair, message) => {
		const { error } = await getMany({ filters: { pair } });

		expect(error?.message).toBe(message);
		expect(legalTalent.requests).toHaveLength(0);
	});
});

test('an answer that is no list is given out as it is, with a remark', async () => {
	legalTalent.settings.list = 'none';
	const { rows, hints } = await getMany({ returnAll: true });

	expect(rows).toEqual([{ total: TOTAL }]);
	expect(JSON.stringify(hints)).toContain('is no list that is known');
});

test('an empty list gives no item, and says so', async () => {
	recorder.answer = { status: 200, body: { status: 'success', data: { customers: [] } } };
	const { rows, hints } = await runNode(recorder, {
		parameters: { operation: 'getAll', returnAll: true },
	});

	expect(rows).toEqual([]);
	expect(JSON.stringify(hints)).toContain('LegalTalent lists no customers');
});

test('rows without an ID are kept, also those that are equal', async () => {
	recorder.answer = { status: 200, body: [{ name: 'A' }, { name: 'A' }, 'B'] };
	const { rows } = await runNode(recorder, {
		parameters: { operation: 'getAll', returnAll: true },
	});

	expect(rows).toEqual([{ name: 'A' }, { name: 'A' }, { value: 'B' }]);
});

test('a list that says that more follows, and not where, is an error', async () => {
	recorder.answer = { status: 200, body: { items: [{ customer_id: 'a' }], has_more: true } };
	const { error } = await runNode(recorder, {
		parameters: { operation: 'getAll', returnAll: true },
	});

	expect(error?.message).toContain('more customers follow page 1 of the list, and not where');
});
