// BVNK's list of customers, page by page.

import type * as z from 'zod/v4';
import type { Client } from '../../shared/http/client';
import { numbered, type Page } from '../../shared/http/pages';
import type { Listed } from '../../shared/http/rows';
import type { CustomerRow, pageAnswer } from '../api/answers';
import { MAX_PAGE_SIZE, v1 } from '../api/v1';

/** Which customers are listed, and how fast. */
export interface CustomerList {
	/** BVNK's own filter: a part of the name. */
	name?: string;
	/** Rows wanted; all of them where it is undefined. */
	limit?: number;
	/** Pages asked for at the same time. */
	atOnce: number;
	/** What stays of a row when its page is there, and all that `keep` sees of it. */
	shape?: (row: CustomerRow) => CustomerRow;
	/** Which rows count, where not all do: BVNK v1 can filter by nothing but the name. */
	keep?: (row: CustomerRow) => boolean;
}

/** Customers in BVNK's order, each reference once. */
export async function listCustomers(
	client: Client,
	list: CustomerList,
): Promise<Listed<CustomerRow>> {
	const { name, ...more } = list;
	return await numbered<CustomerRow>({
		...more,
		client,
		thing: 'customers',
		maxPageSize: MAX_PAGE_SIZE,
		keyOf: ({ reference }) => reference,
		fetch: async (page, size, signal) => await customersPage(client, { page, size, name }, signal),
	});
}

/** One page, counted from 0. Also what the editor's list of customers is filled from. */
export async function customersPage(
	client: Client,
	{ page, size, name }: { page: number; size: number; name?: string | undefined },
	signal?: AbortSignal,
): Promise<Page<CustomerRow>> {
	const call = v1.customers({ page, size, ...(name ? { name } : {}) });
	const { value } = await client.call(call, signal ? { signal } : {});
	return pageOf(value);
}

/** The three shapes of BVNK's lists: Spring's `Page`, Spring's `PagedModel`, and v2's envelope. */
export function pageOf<Row>(list: z.infer<ReturnType<typeof pageAnswer<Row>>>): Page<Row> {
	const { page, pageable } = list;
	return {
		rows: list.content,
		size: list.size ?? page?.size ?? pageable?.pageSize,
		pages: list.totalPages ?? page?.totalPages,
		total: list.totalElements ?? page?.totalElements,
		isLast: list.last ?? (list.hasNext === undefined ? undefined : !list.hasNext),
	};
}
