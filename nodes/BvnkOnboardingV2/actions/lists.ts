// v2's lists, page by page.

import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';
import { pageOf } from '../../BvnkOnboarding/actions/customerList';
import type { pageAnswer } from '../../BvnkOnboarding/api/answers';
import { limitField, returnAllField } from '../../shared/form/fields';
import { setting } from '../../shared/form/read';
import type { Call } from '../../shared/http/call';
import type { CallOptions, Client } from '../../shared/http/client';
import { numbered, type Page } from '../../shared/http/pages';
import { listError, type Listed, type RowList } from '../../shared/http/rows';
import { concurrency } from '../../shared/node/options';
import type { Item } from '../../shared/node/operation';
import type { Row } from '../api/answers';
import { MAX_PAGE_SIZE } from '../api/v2';

/** A page of rows as BVNK answers it. */
type PageAnswer = z.infer<ReturnType<typeof pageAnswer<Row>>>;

/** Makes the call of one page of a list. */
export type PageCall = (query: IDataObject) => Call<PageAnswer>;

/** Which rows are wanted, and how fast. */
export type List = Pick<RowList<Row>, 'thing' | 'limit' | 'shape' | 'keep'> &
	Pick<CallOptions, 'personal'> & { atOnce?: number };

/** Rows in BVNK's order, each ID once. */
export async function listRows(client: Client, call: PageCall, list: List): Promise<Listed<Row>> {
	return await numbered<Row>({
		atOnce: 1,
		...list,
		client,
		maxPageSize: MAX_PAGE_SIZE,
		keyOf: ({ id }) => id,
		fetch: async (page, size, signal) =>
			await onePage(client, call, { page, size }, list.thing, { signal, personal: list.personal }),
	});
}

/**
 * One page, counted from 0.
 *
 * How v2 calls the number of a page is not documented. Where it does not know it, a list would never end.
 *
 * @throws NodeApiError where BVNK answers another page than the one that was asked for
 */
export async function onePage(
	client: Client,
	call: PageCall,
	query: { page: number; size: number },
	thing: string,
	options: Pick<CallOptions, 'personal' | 'signal'> = {},
): Promise<Page<Row>> {
	const { value } = await client.call(call(query), { ...options, allow: undefined });
	const told = value.pageable?.pageNumber;
	if (told !== undefined && told !== query.page) {
		throw listError(
			{ client },
			`BVNK answered page ${told + 1} of the list of ${thing} where page ${query.page + 1} was asked for`,
			'It may not know the name under which this node gives the number of the page, so only its first page can be read.',
		);
	}
	return pageOf(value);
}

/** How many rows the form asks for, and how many pages at a time. */
export const wantedRows = (item: Item): Pick<List, 'limit' | 'atOnce'> => ({
	atOnce: concurrency(item),
	...(setting(item, returnAllField) ? {} : { limit: setting(item, limitField) }),
});
