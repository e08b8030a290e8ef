// The rows of a list while its pages come: each once, in the list's order, and no more than memory bears.

import type { Client } from './client';
import { answersError } from './errors';

/** The most that is read of one list, in characters of its answers: far above 1,000,000 short rows. */
const MAX_LIST_CHARACTERS = 500_000_000;

/** What every list has, however its pages follow each other. */
export interface RowList<Row> {
	client: Client;
	/** What the rows are, in the plural, for error texts. */
	thing: string;
	/** What tells a row from every other. */
	keyOf: (row: Row) => string;
	/** Rows wanted; all of them where it is undefined. */
	limit?: number;
	/** What stays of a row when its page is there, and all that `keep` sees of it. */
	shape?: (row: Row) => Row;
	/** Which rows count, where not all do. */
	keep?: (row: Row) => boolean;
}

/** A list that was read. */
export interface Listed<Row> {
	rows: Row[];
	/** How many rows were read, those among them that do not count. */
	read: number;
}

/** Takes the rows of one page after the other. */
export interface Rows<Row> {
	/**
	 * @param page its place in the list; a page may come twice
	 * @returns how many of its rows had not come before
	 * @throws NodeApiError for a row that nothing tells from others
	 */
	add(page: number, rows: Row[]): number;
	/** @throws NodeApiError when more was read than memory bears */
	checkSize(): void;
	/** How many more are wanted: 0 or less where there are enough, Infinity where all are. */
	wanted(): number;
	/** How many different rows came. */
	read(): number;
	listed(): Listed<Row>;
}

/** An empty list of rows, to be filled. */
export function collectRows<Row>(list: RowList<Row>): Rows<Row> {
	const { client, thing, keyOf, limit = Infinity, shape = (row: Row) => row, keep } = list;
	const { name } = client.api;
	const seen = new Set<string>();
	const pages: Row[][] = [];
	const charactersBefore = client.usage.characters;
	let kept = 0;
	return {
		add(page, rows) {
			const before = seen.size;
			const own = (pages[page] ??= []);
			for (const came of rows) {
				const row = shape(came);
				const key = keyOf(row);
				if (typeof key !== 'string' || key === '') {
					throw listError(list, `${name} listed ${thing} without a reference`);
				}
				if (seen.has(key)) continue;
				seen.add(key);
				if (!(keep?.(row) ?? true)) continue;
				own.push(row);
				kept++;
			}
			return seen.size - before;
		},
		checkSize() {
			if (client.usage.characters - charactersBefore <= MAX_LIST_CHARACTERS) return;
			throw listError(
				list,
				`The list of ${thing} is larger than ${MAX_LIST_CHARACTERS / 1_000_000} MB`,
			);
		},
		wanted: () => limit - kept,
		read: () => seen.size,
		listed: () => ({ rows: pages.flat().slice(0, limit), read: seen.size }),
	};
}

/** An error about a list that cannot be whole. */
export function listError<Row>(
	{ client }: Pick<RowList<Row>, 'client'>,
	message: string,
	because = '',
) {
	const advice = `Run it again; if it stays, set Return All off and a Limit, and report it to ${client.api.name}.`;
	return answersError(client, message, [because, advice].filter(Boolean).join(' '));
}
