// Lists that are not whole, that have no end, or whose numbers cannot be: what came is never given out as
// the whole list without a word, and nothing is asked for without end.

import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { json, startScripted, type Scripted } from './scripted';

let bvnk: Scripted;
beforeAll(async () => (bvnk = await startScripted()));
beforeEach(() => bvnk.reset());
afterAll(async () => await bvnk.close());

interface Row {
	reference: string;
	status: string;
}

const row = (number: number): Row => ({ reference: `c-${number}`, status: 'PENDING' });
const rowsFrom = (first: number, count: number) =>
	Array.from({ length: count }, (_, index) => row(first + index));

/** A page of a list of 450, as BVNK answers it. */
const page = (number: number, size = 100, total = 450) => ({
	content: rowsFrom(number * size, Math.max(0, Math.min(size, total - number * size))),
	size,
	number,
	totalPages: Math.ceil(total / size),
	totalElements: total,
	last: number + 1 >= Math.ceil(total / size),
});

/** BVNK's list of 450, but for the pages that `spoilt` answers otherwise. */
function answerPages(spoilt: Record<number, object> | ((number: number, time: number) => object)) {
	const times = new Map<number, number>();
	bvnk.script = json((query) => {
		const number = Number(query.get('page'));
		const time = (times.get(number) ?? 0) + 1;
		times.set(number, time);
		const change = typeof spoilt === 'function' ? spoilt(number, time) : spoilt[number];
		return { ...page(number), ...change };
	});
}

const getAll = async (parameters: IDataObject = { returnAll: true }) =>
	await runNode(bvnk, { parameters: { operation: 'getAll', ...parameters } });

const references = (rows: IDataObject[]) => rows.map(({ reference }) => reference);
const all = rowsFrom(0, 450).map(({ reference }) => reference);

describe('a list that is not whole', () => {
	test.each<[string, Record<number, object>, string]>([
		['is empty', { 2: { content: [] } }, 'answered page 3 of the list with 0 customers where 100'],
		[
			'is half full',
			{ 1: { content: rowsFrom(100, 50) } },
			'answered page 2 of the list with 50 customers where 100 belong: 50 are missing',
		],
		['is nearly a repeat', { 2: { content: [...rowsFrom(101, 99), row(200)] } }, 'page 3'],
		['is the first one, and half full', { 0: { content: rowsFrom(0, 50) } }, 'page 1'],
	])('because a page in the middle %s, is an error', async (_, spoilt, message) => {
		answerPages(spoilt);

		const { error, items } = await getAll();

		expect(error!.message).toContain(message);
		expect(error!.description).toContain('set Return All off and a Limit');
		expect(items).toEqual([]);
		expect(bvnk.asked.length).toBeLessThanOrEqual(12);
	});

	test('because its pages leave the total out of reach, says how many are missing', async () => {
		answerPages({ 2: { content: [...rowsFrom(160, 40), ...rowsFrom(200, 60)] } });

		const { error } = await getAll();

		expect(error!.message).toBe(
			'BVNK says that the list has 450 customers, and 410 came: 40 are missing',
		);
		expect(error!.description).toContain('All its pages were read twice.');
	});

	test.each<[string, object]>([
		['empty', { content: [] }],
		['of rows that came before', { content: rowsFrom(350, 50) }],
		['shorter than the total has it', { content: rowsFrom(400, 20) }],
	])('because its last page is %s, says how many are missing', async (_, spoilt) => {
		answerPages({ 4: spoilt });

		const { error } = await getAll();

		expect(error!.message).toMatch(/says that the list has 450 customers, and 4[02]0 came: [53]0/);
	});

	test('because a page was short once is read again, and is whole and in order', async () => {
		answerPages((number, time) => (number === 2 && time === 1 ? { content: [] } : {}));

		const { rows, error } = await getAll();

		expect(error).toBeUndefined();
		expect(references(rows)).toEqual(all);
		expect(bvnk.asked).toHaveLength(6);
	});

	test('with rows that have no reference is an error, and not one row', async () => {
		answerPages({ 1: { content: rowsFrom(100, 100).map((one) => ({ ...one, reference: '' })) } });

		const { error } = await getAll();

		expect(error!.message).toBe('BVNK listed customers without a reference');
	});

	test.each([
		['totalPages', { totalPages: 4, totalElements: undefined }],
		['totalElements', { totalPages: undefined, totalElements: 400 }],
	])('by its %s alone is read as far as that goes', async (_, counts) => {
		answerPages(() => ({ ...counts, last: undefined }));

		const { rows } = await getAll();

		expect(rows).toHaveLength(400);
	});

	test('of pages smaller than the size that is told, without a total, is read to its empty page', async () => {
		answerPages((number) => ({
			content: rowsFrom(number * 50, number < 3 ? 50 : 0),
			size: 1000,
			totalPages: undefined,
			totalElements: undefined,
			last: undefined,
		}));

		const { rows } = await getAll();

		expect(rows).toHaveLength(150);
	});
});

describe('a list that contradicts itself', () => {
	test('about its last page is an error', async () => {
		answerPages({ 0: { last: true } });

		const { error } = await getAll();

		expect(error!.message).toBe(
			'BVNK says that page 1 of the list is the last one, and that there are 5 pages',
		);
	});

	test.each([1_000_000_000, 4_294_967_296, 4.5, -1, 1e300])(
		'with %d pages is an error after a request',
		async (totalPages) => {
			answerPages(() => ({ totalPages, last: false }));

			const { error } = await getAll();

			expect(error!.message).toBe(`BVNK says that the list has ${totalPages} pages`);
			expect(bvnk.asked).toHaveLength(1);
		},
	);

	test.each([-1, 4.5, 1e12])('with %d customers is an error', async (totalElements) => {
		answerPages(() => ({ totalElements }));

		const { error } = await getAll();

		expect(error!.message).toBe(`BVNK says that the list has ${totalElements} customers`);
	});

	test.each(['NaN', '5', null, {}, [5]])(
		'with %j pages is read by what else it tells',
		async (totalPages) => {
			answerPages(() => ({ totalPages }));

			const { rows, error } = await getAll();

			expect(error).toBeUndefined();
			expect(references(rows)).toEqual(all);
		},
	);

	test.each([0, 1, -1, 1e9, 99.5])('with a page size of %d is read all the same', async (size) => {
		answerPages(() => ({ size }));

		const { rows, error } = await getAll();

		expect(error).toBeUndefined();
		expect(references(rows)).toEqual(all);
	});

	test.each([0, 1, 1e9])('with a page size of %d asks for no page too many', async (size) => {
		answerPages(() => ({ size }));

		const { rows } = await getAll({ limit: 250 });

		expect(rows).toHaveLength(250);
		expect(bvnk.asked).toHaveLength(3);
	});

	test('but fills a Limit with its first page is not looked at', async () => {
		answerPages(() => ({ totalPages: 4.5 }));

		const { rows } = await getAll({ limit: 20 });

		expect(rows).toHaveLength(20);
	});
});

describe('a list without end', () => {
	test('of the same page is noticed at the second one', async () => {
		answerPages(() => ({ ...page(0), totalPages: 2000, totalElements: undefined }));

		const { error } = await getAll();

		expect(error!.message).toBe(
			'BVNK answered page 2 of the list with customers that it had listed before',
		);
		expect(bvnk.asked.length).toBeLessThanOrEqual(10);
	});

	test('of the same page, whose total grows, is noticed too', async () => {
		answerPages((number) => ({
			...page(0),
			totalPages: 2000,
			totalElements: 100_000 + number * 100,
			last: false,
		}));

		const { error } = await getAll();

		expect(error!.message).toContain('customers that it had listed before');
		expect(bvnk.asked.length).toBeLessThanOrEqual(12);
	});

	test('of empty pages after three real ones is noticed at the first of them', async () => {
		answerPages((number) => ({
			content: number < 3 ? rowsFrom(number * 100, 100) : [],
			totalPages: 2000,
			totalElements: 200_000,
			last: false,
		}));

		const { error } = await getAll();

		expect(error!.message).toContain('answered page 4 of the list with 0 customers');
		expect(bvnk.asked.length).toBeLessThanOrEqual(13);
	});

	test('is asked a few pages ahead, and no further', async () => {
		answerPages((number) =>
			number === 1
				? { content: [], totalPages: 1_000_000, totalElements: undefined, last: false }
				: {
						totalPages: 1_000_000,
						totalElements: undefined,
						last: false,
						content: rowsFrom(number * 100, 100),
					},
		);

		await getAll({ returnAll: true, options: { concurrency: 2 } });

		expect(bvnk.asked.length).toBeLessThanOrEqual(6);
	});

	test('by hasNext alone, whose page is ignored, is noticed', async () => {
		bvnk.script = json(() => ({ content: rowsFrom(0, 20), hasNext: true }));

		const { error } = await getAll();

		expect(error!.message).toContain('answered page 2 of the list with customers');
		expect(bvnk.asked).toHaveLength(2);
	});
});

describe('a list that changes while it is read', () => {
	/** BVNK's newest first: `made` customers are new from the request `since` on. */
	function growAtTheFront(since: number, made: number) {
		let requests = 0;
		bvnk.script = json((query) => {
			const isNew = ++requests >= since;
			const references = [...(isNew ? rowsFrom(10_000, made) : []), ...rowsFrom(0, 450)];
			const number = Number(query.get('page'));
			const content = references.slice(number * 100, number * 100 + 100);
			const totalPages = Math.ceil(references.length / 100);
			return {
				content,
				size: 100,
				totalPages,
				totalElements: references.length,
				last: number + 1 >= totalPages,
			};
		});
	}

	test.each([
		[2, 1],
		[3, 1],
		[4, 3],
		[5, 20],
		[2, 60],
	])('from request %i on by %i customers at its front is whole', async (since, made) => {
		growAtTheFront(since, made);

		const { rows, error } = await getAll();

		expect(error).toBeUndefined();
		expect(references(rows)).toEqual(expect.arrayContaining(all));
	});

	test('by a customer less, which moves the others forward, loses none of them', async () => {
		let requests = 0;
		bvnk.script = json((query) => {
			const left = ++requests >= 3 ? rowsFrom(1, 449) : rowsFrom(0, 450);
			const number = Number(query.get('page'));
			return {
				content: left.slice(number * 100, number * 100 + 100),
				size: 100,
				totalPages: 5,
				totalElements: left.length,
				last: number === 4,
			};
		});

		const { rows, error } = await getAll({ returnAll: true, options: { concurrency: 1 } });

		expect(error).toBeUndefined();
		expect(references(rows).sort()).toEqual([...all].sort());
	});
});

test('a slow page holds up neither its neighbours nor those behind them', async () => {
	let inFlight = 0;
	let most = 0;
	const held: Array<() => void> = [];
	bvnk.script = (request, response) => {
		most = Math.max(most, ++inFlight);
		const number = Number(new URL(request.url!, bvnk.url).searchParams.get('page'));
		const answer = () => {
			inFlight--;
			response.end(JSON.stringify(page(number, 100, 4000)));
		};
		// the first of the four waits until three of the next four were asked for
		if (number === 1) held.push(answer);
		else setTimeout(answer, 5);
		if (number === 7) for (const release of held) release();
	};

	const { rows, error } = await getAll();

	expect(error).toBeUndefined();
	expect(references(rows)).toEqual(rowsFrom(0, 4000).map(({ reference }) => reference));
	expect(most).toBe(4);
});

test('pages that are still on their way end with the error', async () => {
	const closed: string[] = [];
	bvnk.script = (request, response) => {
		const number = Number(new URL(request.url!, bvnk.url).searchParams.get('page'));
		if (number === 1) return void response.end(JSON.stringify({ ...page(1), totalPages: -1 }));
		if (number === 0) return void response.end(JSON.stringify(page(0)));
		response.on('close', () => closed.push(request.url!));
		return undefined;
	};

	const { error } = await getAll();
	await new Promise((resolve) => setTimeout(resolve, 200));

	expect(error!.message).toContain('-1 pages');
	expect(closed).toHaveLength(bvnk.asked.length - 2);
	expect(closed.length).toBeGreaterThan(0);
});

describe('an empty output says why', () => {
	test.each<[string, IDataObject, object, string]>([
		[
			'filters',
			{ filters: { statuses: ['VERIFIED'] } },
			{},
			'450 customers read, none passes the filters',
		],
		[
			'the name',
			{ filters: { name: 'Nobody' } },
			{ content: [], totalPages: 0, totalElements: 0 },
			"BVNK found no customer by the filter 'Name'",
		],
		[
			'an empty account',
			{},
			{ content: [], totalPages: 0, totalElements: 0, last: true },
			'BVNK lists no customer',
		],
	])('where it is %s', async (_, parameters, change, message) => {
		answerPages(() => change);

		const { hints, rows } = await getAll({ returnAll: true, ...parameters });

		expect(rows).toEqual([]);
		expect(hints.map((hint) => hint.message)).toContain(message);
	});
});
