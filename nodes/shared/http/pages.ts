// Lists whose pages are numbered. The first page tells how many there are, the rest come several at a
// time. No number of an answer is believed before it is compared with what came.

import { pMapIterable } from 'p-map';
import { collectRows, listError, type Listed, type RowList, type Rows } from './rows';

/** One page, as far as the API tells about it. */
export interface Page<Row> {
	rows: Row[];
	/** How many rows a full page has, where the API tells. */
	size?: number;
	/** How many pages there are, where it tells. */
	pages?: number;
	/** How many rows all pages hold together, where it tells. */
	total?: number;
	/** Whether this is the last page, where it tells. */
	isLast?: boolean;
}

/** A list whose pages are numbered from 0. */
export interface NumberedList<Row> extends RowList<Row> {
	maxPageSize: number;
	/** @param signal fires when the page is not wanted any more */
	fetch(number: number, size: number, signal: AbortSignal): Promise<Page<Row>>;
	/** Pages asked for at the same time. */
	atOnce: number;
}

/** More pages than any list has: a larger count is not believed. */
const MAX_PAGES = 1_000_000;

/** Pages in a row that bring nothing new before a list counts as endless. */
const MAX_BARREN = 3;

/** The part of a list that may change while it is read, and the rows that always may. */
const CHANGING_PART = 0.01;
const CHANGING_ROWS = 5;

/**
 * Rows in the API's order, each key once.
 *
 * - It asks for no page that cannot be needed: at most what the rows still missing would fill.
 * - A page that is short, and not the last one, is read again once.
 * - Where the API tells a total, the rows are counted against it. Rows that are missing are looked for
 *   once more on every page: those of a list that grows or shrinks may have moved to another one.
 *
 * @throws NodeApiError when the list cannot be whole: a page that came before or stays short, rows that
 * are missing, numbers that contradict each other or cannot be
 */
export async function numbered<Row>(list: NumberedList<Row>): Promise<Listed<Row>> {
	const { client, keep, limit = Infinity, maxPageSize } = list;
	const size = keep ? maxPageSize : Math.min(maxPageSize, limit);
	const rows = collectRows(list);
	const ended = new AbortController();
	const ask = async (number: number): Promise<Page<Row>> => {
		const page = await list.fetch(number, size, ended.signal);
		client.usage.pages++;
		rows.checkSize();
		return page;
	};
	try {
		const { totals, pages } = await readPages(list, rows, size, ask);
		await findMissing(list, rows, totals, pages, ask);
		return rows.listed();
	} finally {
		// nothing runs on: an error ends the pages that are still on their way
		ended.abort();
	}
}

type Ask<Row> = (number: number) => Promise<Page<Row>>;

/** Several pages at a time, in their order. A slow one holds the others up only when as many wait behind it. */
const inOrder = <Row>(numbers: Iterable<number>, ask: Ask<Row>, atOnce: number) =>
	pMapIterable(numbers, ask, { concurrency: atOnce, backpressure: 2 * atOnce });

/**
 * Reads page after page, to the end or to the limit.
 *
 * @returns the totals that count, none where the limit ended it, and how many pages were read
 */
async function readPages<Row>(
	list: NumberedList<Row>,
	rows: Rows<Row>,
	size: number,
	ask: Ask<Row>,
): Promise<{ totals: number[]; pages: number }> {
	const totals: number[] = [];
	let full = size;
	let asked = 0;
	let end = 1;
	let read = 0;
	let barren = 0;
	const numbers = function* () {
		while (asked < end) yield asked++;
	};
	for (;;) {
		for await (const came of inOrder(numbers(), ask, list.atOnce)) {
			const number = read++;
			let page = came;
			let fresh = rows.add(number, page.rows);
			if (rows.wanted() <= 0) return { totals: [], pages: read };
			if (number === 0) full = fullPage(page, size);
			let told = readNumbers(list, page, number, full);
			if (told.goesOn && page.rows.length < full) {
				page = await ask(number);
				fresh += rows.add(number, page.rows);
				told = readNumbers(list, page, number, full);
				if (told.goesOn && page.rows.length < full) {
					throw shortPage(list, number, page.rows.length, full);
				}
			}
			if (told.total !== undefined) totals.push(told.total);
			barren = fresh > 0 ? 0 : barren + 1;
			if (barren >= MAX_BARREN || isRepeat(page, fresh, growthOf(totals), told.goesOn, full)) {
				throw repeatedPage(list, number);
			}
			if (!told.goesOn) return { totals, pages: read };
			end = Math.min(told.pages ?? read + 1, read + Math.ceil(rows.wanted() / full));
		}
	}
}

/** Looks for rows that the totals count and no page had, and says how many are missing in the end. */
async function findMissing<Row>(
	list: NumberedList<Row>,
	rows: Rows<Row>,
	totals: number[],
	pages: number,
	ask: Ask<Row>,
): Promise<void> {
	const most = () => totals.reduce((a, b) => Math.max(a, b), 0);
	const fewest = () => totals.reduce((a, b) => Math.min(a, b), Infinity);
	const missing = () => most() - rows.read();
	if (totals.length === 0 || missing() <= 0) return;
	const numbers = function* () {
		// what was added meanwhile is on the last page or on the first
		yield pages - 1;
		for (let number = 0; number < pages - 1; number++) yield number;
	};
	const askAgain = async (number: number) => ({ number, page: await ask(number) });
	for await (const { number, page } of pMapIterable(numbers(), askAgain, {
		concurrency: list.atOnce,
	})) {
		rows.add(number, page.rows);
		if (isCount(page.total) && page.total >= page.rows.length) totals.push(page.total);
		if (missing() <= 0) return;
	}
	const mayHaveChanged = Math.max(CHANGING_ROWS, CHANGING_PART * most());
	if (missing() <= Math.min(most() - fewest(), mayHaveChanged)) return;
	throw listError(
		list,
		`${list.client.api.name} says that the list has ${most()} ${list.thing}, and ${rows.read()} came: ${missing()} are missing`,
		'All its pages were read twice.',
	);
}

/**
 * How many rows a page has that is not the last one. What the API tells counts where its page and its
 * totals bear it out; else the rows that came.
 */
function fullPage<Row>({ rows, size: told, pages, total }: Page<Row>, asked: number): number {
	const possible = [told, asked].filter(
		(size): size is number => isCount(size) && size >= Math.max(1, rows.length) && size <= asked,
	);
	if (isCount(pages) && isCount(total)) {
		const right = possible.find((size) => Math.ceil(total / size) === pages);
		if (right !== undefined) return right;
	}
	const tellsNothing = pages === undefined && total === undefined;
	if (tellsNothing && isCount(told) && possible.includes(told)) return told;
	return Math.max(1, rows.length);
}

/** What a page tells about the list, as far as the page itself bears it out. */
function readNumbers<Row>(list: NumberedList<Row>, page: Page<Row>, number: number, full: number) {
	const { rows, isLast } = page;
	const { pages, total } = credible(list, page, number, full);
	const isMore = pages === undefined ? undefined : number + 1 < pages;
	const isMoreByTotal = total === undefined ? undefined : (number + 1) * full < total;
	const byCount = isMore ?? isMoreByTotal;
	if (isLast === true && byCount === true) {
		throw listError(
			list,
			`${list.client.api.name} says that page ${number + 1} of the list is the last one, and that there are ${pages === undefined ? `${total} ${list.thing}` : `${pages} pages`}`,
			'Both cannot be right.',
		);
	}
	const isFull = rows.length >= full;
	const goesOn =
		byCount === true ||
		(isLast === false
			? byCount === undefined || isFull
			: (byCount ?? isLast === undefined) && isFull);
	return { goesOn, pages, total };
}

/**
 * The two counts of a page, without those that are smaller than what has come already.
 *
 * @throws NodeApiError for counts that no list has
 */
function credible<Row>(
	list: NumberedList<Row>,
	{ rows, pages, total }: Page<Row>,
	number: number,
	full: number,
): { pages?: number; total?: number } {
	const impossible = [
		[pages, MAX_PAGES, 'pages'],
		[total, MAX_PAGES * list.maxPageSize, list.thing],
	] as const;
	for (const [count, most, what] of impossible) {
		if (count === undefined || (isCount(count) && count <= most)) continue;
		throw listError(
			list,
			`${list.client.api.name} says that the list has ${count} ${what}`,
			'That cannot be right.',
		);
	}
	const reached = number * full + rows.length;
	return {
		...(pages !== undefined && (pages > number || rows.length === 0) ? { pages } : {}),
		...(total !== undefined && total >= reached ? { total } : {}),
	};
}

const isCount = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) >= 0;

/** By how many rows a list has grown, as its totals tell: so many rows may stand on a second page as well. */
const growthOf = (totals: number[]) => (totals[totals.length - 1] ?? 0) - (totals[0] ?? 0);

/**
 * Whether a page is one that came before, nearly or in full. Exception: a short last page, whose few rows
 * may all have moved there from the page before.
 */
function isRepeat<Row>(
	{ rows }: Page<Row>,
	fresh: number,
	growth: number,
	goesOn: boolean,
	full: number,
): boolean {
	const known = rows.length - fresh;
	const isShortEnd = !goesOn && rows.length < full;
	return !isShortEnd && known > growth && fresh * 2 < rows.length;
}

function repeatedPage<Row>(list: NumberedList<Row>, number: number) {
	const { client, thing } = list;
	return listError(
		list,
		`${client.api.name} answered page ${number + 1} of the list with ${thing} that it had listed before`,
		'The list would never be whole, so it was stopped.',
	);
}

function shortPage<Row>(list: NumberedList<Row>, number: number, came: number, full: number) {
	const { client, thing } = list;
	return listError(
		list,
		`${client.api.name} answered page ${number + 1} of the list with ${came} ${thing} where ${full} belong: ${full - came} are missing`,
		'The page was read twice, and is not the last one.',
	);
}
