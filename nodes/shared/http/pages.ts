// Lists over many pages. The first page tells how many there are, the rest come several at a time.

import pMap from 'p-map';
import type { Client } from './client';
import { answersError } from './errors';

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
export interface NumberedList<Row> {
	client: Client;
	/** What the rows are, in the plural, for error texts. */
	thing: string;
	maxPageSize: number;
	/** What tells a row from every other. */
	keyOf(row: Row): string;
	fetch(number: number, size: number): Promise<Page<Row>>;
	/** Rows wanted; all of them where it is undefined. */
	limit?: number;
	/** Pages asked for at the same time. */
	atOnce: number;
	/** What stays of a row when its page is there, and all that `keep` sees of it. */
	shape?(row: Row): Row;
	/** Which rows count, where not all do. */
	keep?(row: Row): boolean;
}

/**
 * Rows in the API's order, each key once. It never asks for a page that cannot be needed: what is asked
 * for at once is what the rows still missing would fill if every row counted.
 *
 * @throws NodeApiError when a page is answered a second time, for then the list would never be whole
 */
export async function numbered<Row>(list: NumberedList<Row>): Promise<Row[]> {
	const { client, limit = Infinity, atOnce, shape = (row: Row) => row, keep, keyOf } = list;
	const size = keep ? list.maxPageSize : Math.min(list.maxPageSize, limit);
	const found: Row[] = [];
	const seen = new Set<string>();
	let next = 0;
	let wanted = 1;
	for (;;) {
		const numbers = Array.from({ length: wanted }, (_, offset) => next + offset);
		const pages = await pMap(
			numbers,
			async (number) => {
				const page = await list.fetch(number, size);
				client.usage.pages++;
				return { ...read(page, number, size), rows: page.rows.map(shape) };
			},
			{ concurrency: atOnce },
		);
		for (const [offset, page] of pages.entries()) {
			const isShortEnd = page.last && page.rows.length < page.size;
			if (!isShortEnd && page.rows.every((row) => seen.has(keyOf(row)))) {
				throw repeated(list, next + offset);
			}
			for (const row of page.rows) {
				if (seen.has(keyOf(row))) continue;
				seen.add(keyOf(row));
				if (keep?.(row) ?? true) found.push(row);
			}
		}
		next += wanted;
		const latest = pages[pages.length - 1]!;
		if (latest.last || found.length >= limit) return found.slice(0, limit);
		const left = latest.pages === undefined ? 1 : Math.max(latest.pages - next, 1);
		wanted = Math.min(left, Math.ceil((limit - found.length) / latest.size));
	}
}

function read<Row>({ rows, size: told, pages, isLast }: Page<Row>, number: number, size: number) {
	const full = told ?? size;
	const isEnd = isLast ?? (pages === undefined ? rows.length < full : number + 1 >= pages);
	return { size: Math.max(1, Math.min(full, size)), pages, last: rows.length === 0 || isEnd };
}

function repeated<Row>({ client, thing }: NumberedList<Row>, number: number) {
	const { api } = client;
	return answersError(
		client,
		`${api.name} answered page ${number + 1} of the list with ${thing} that it had listed before`,
		`The list would never be whole, so it was stopped. Run it again; if it stays, set Return All off and a Limit, and report it to ${api.name}.`,
	);
}
