// Lists in which every page names the next one by a cursor: a text that only the API can read.

import { collectRows, listError, type Listed, type RowList } from './rows';

/** One page, as far as the API tells about it. */
export interface CursorPage<Row> {
	rows: Row[];
	/** Leads to the next page; null or undefined where the API names none. */
	cursor?: string | null;
	/** Whether there is a next page, where the API tells. */
	hasMore?: boolean;
}

/** A list that is followed from cursor to cursor. */
export interface CursoredList<Row> extends RowList<Row> {
	/** @param cursor as the page before named it; undefined for the first page */
	fetch(cursor: string | undefined): Promise<CursorPage<Row>>;
}

/** Pages in a row that bring nothing new before a list counts as endless. A filter may leave one empty. */
const MAX_BARREN = 3;

/**
 * Rows in the API's order, each key once. One page is read after the other, because only the page before
 * knows where the next one is.
 *
 * @throws NodeApiError when a cursor comes a second time, when several pages in a row bring nothing new,
 * and when more rows follow and no cursor leads to them
 */
export async function cursored<Row>(list: CursoredList<Row>): Promise<Listed<Row>> {
	const { client, thing } = list;
	const { name } = client.api;
	const rows = collectRows(list);
	const cursors = new Set<string>();
	let cursor: string | undefined;
	for (let number = 0, barren = 0; ; number++) {
		const page = await list.fetch(cursor);
		client.usage.pages++;
		rows.checkSize();
		barren = rows.add(number, page.rows) > 0 ? 0 : barren + 1;
		if (rows.wanted() <= 0 || page.hasMore === false) return rows.listed();
		const next = page.cursor ?? '';
		if (next === '') {
			if (page.hasMore === undefined) return rows.listed();
			throw listError(
				list,
				`${name} says that more ${thing} follow page ${number + 1} of the list, and not where`,
				'It gave no cursor.',
			);
		}
		if (cursors.has(next)) {
			throw listError(
				list,
				`${name} answered page ${number + 1} of the list with a cursor that it had given before`,
				'The list would never end, so it was stopped.',
			);
		}
		if (barren >= MAX_BARREN) {
			throw listError(
				list,
				`${name} answered ${MAX_BARREN} pages of the list without ${thing} that are new, and says that more follow`,
				'The list would never end, so it was stopped.',
			);
		}
		cursors.add(next);
		cursor = next;
	}
}
