// Listing customers over all pages: the first tells how many there are, the rest come several at a time.

import { NodeApiError } from 'n8n-workflow';
import pMap from 'p-map';
import { listAnswer, type CustomerRow } from '../../BvnkOnboarding/api/answers';
import { endpoints, MAX_PAGE_SIZE } from '../../BvnkOnboarding/api/endpoints';
import type { BvnkClient } from './client';
import { expectAnswer } from './expect';

/** Which customers are listed, and how fast. */
export interface ListRequest {
	/** BVNK's own filter: a part of the name. */
	name?: string;
	/** Rows wanted; all of them where it is undefined. */
	limit?: number;
	/** Pages asked for at the same time. */
	concurrency: number;
	/**
	 * What stays of a row when its page is there, and all that `keep` sees of it; the whole row where this
	 * is undefined.
	 */
	shape?: (row: CustomerRow) => CustomerRow;
	/** Which rows count, where not all do: BVNK v1 can filter by nothing but the name. */
	keep?: (row: CustomerRow) => boolean;
}

/** One page, as far as BVNK tells about it. */
export interface Page {
	rows: CustomerRow[];
	/** How many rows a full page has: the size asked for, or the smaller one that BVNK chose. */
	size: number;
	/** How many pages there are, where BVNK tells. */
	total?: number;
	/** Whether this is the last page. */
	last: boolean;
}

/**
 * Customers in BVNK's order, each reference once. It never asks for a page that cannot be needed: what
 * is asked for at once is what the rows still missing would fill if every row counted.
 *
 * @throws NodeApiError when BVNK answers a page a second time, for then the list would never be whole
 */
export async function listCustomers(
	client: BvnkClient,
	request: ListRequest,
): Promise<CustomerRow[]> {
	const { limit = Infinity, concurrency, shape = (row) => row, keep } = request;
	const size = keep ? MAX_PAGE_SIZE : Math.min(MAX_PAGE_SIZE, limit);
	const found: CustomerRow[] = [];
	const seen = new Set<string>();
	let next = 0;
	let wanted = 1;
	for (;;) {
		const numbers = Array.from({ length: wanted }, (_, offset) => next + offset);
		const pages = await pMap(
			numbers,
			async (number) => {
				const page = await fetchPage(client, number, size, request.name);
				return { ...page, rows: page.rows.map(shape) };
			},
			{ concurrency },
		);
		for (const [offset, page] of pages.entries()) {
			if (isRepeated(page, seen)) {
				throw repeatedPage(client, next + offset);
			}
			for (const row of page.rows) {
				if (seen.has(row.reference)) continue;
				seen.add(row.reference);
				if (keep?.(row) ?? true) found.push(row);
			}
		}
		next += wanted;
		const latest = pages[pages.length - 1]!;
		if (latest.last || found.length >= limit) return found.slice(0, limit);
		const left = latest.total === undefined ? 1 : Math.max(latest.total - next, 1);
		wanted = Math.min(left, Math.ceil((limit - found.length) / latest.size));
	}
}

/**
 * Whether a page brings nothing new. The short last page may: a customer created while the list is
 * read moves the others on by one, and the last one of a page then stands on the next page as well.
 */
function isRepeated(page: Page, seen: Set<string>): boolean {
	const isShortEnd = page.last && page.rows.length < page.size;
	return !isShortEnd && page.rows.every(({ reference }) => seen.has(reference));
}

/** One page, `number` from 0. Also what the editor's list of customers is filled from. */
export async function fetchPage(
	client: BvnkClient,
	number: number,
	size: number,
	name?: string,
): Promise<Page> {
	const request = {
		method: 'GET' as const,
		path: endpoints.customers,
		query: { page: number, size, ...(name ? { name } : {}) },
	};
	const answer = await client.send(request);
	client.tally.pages++;
	const list = expectAnswer(client, request, answer, listAnswer, 'a list of customers');
	const rows = list.content;
	const fullPage = list.size ?? list.page?.size ?? list.pageable?.pageSize ?? size;
	const total = list.totalPages ?? list.page?.totalPages;
	const more = list.last === undefined ? list.hasNext : !list.last;
	return {
		rows,
		size: Math.max(1, Math.min(fullPage, size)),
		...(total === undefined ? {} : { total }),
		last:
			rows.length === 0 ||
			!(more ?? (total === undefined ? rows.length >= fullPage : number + 1 < total)),
	};
}

function repeatedPage(client: BvnkClient, number: number): NodeApiError {
	const message = `BVNK answered page ${number + 1} of the list with customers that it had listed before`;
	const error = new NodeApiError(
		client.context.getNode(),
		{ message },
		{
			message,
			description:
				'The list would never be whole, so it was stopped. Run it again; if it stays, set Return All off and a Limit, and report it to BVNK.',
			...(client.settings.itemIndex === undefined ? {} : { itemIndex: client.settings.itemIndex }),
		},
	);
	error.message = message;
	return error;
}
