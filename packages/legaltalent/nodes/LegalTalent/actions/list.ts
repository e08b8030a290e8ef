// LegalTalent's lists, page by page. Neither their parameters nor their paging are documented. So nothing is sent that
// the user did not ask for. A next page is asked for only where an answer says that there is one.

import type { IDataObject } from 'n8n-workflow';
import { text, wholeNumber } from '../../../../../nodes/shared/check/checks';
import { field, type Field } from '../../../../../nodes/shared/form/field';
import { limitField, returnAllField } from '../../../../../nodes/shared/form/fields';
import { isPlainObject } from '../../../../../nodes/shared/form/json';
import { parameter, setting } from '../../../../../nodes/shared/form/read';
import type { Client } from '../../../../../nodes/shared/http/client';
import { cursored } from '../../../../../nodes/shared/http/cursor';
import { answersError } from '../../../../../nodes/shared/http/errors';
import type { Item, Operation } from '../../../../../nodes/shared/node/operation';
import { OPTIONS } from '../../../../../nodes/shared/node/options';
import type { ListPage, Thing } from '../api/answers';
import type { ListCall } from '../api/calls';
import { pairsField, queryOf, textsOf } from '../bodies/query';
import { notConfirmed } from './fields';

/** What the nearest list that LegalTalent documents calls it. */
const CURSOR = 'cursor';

/** Empty pages in a row that count as the end, where no answer says that more follows. A filter may leave one empty. */
const MAX_EMPTY = 3;

const filtersField = pairsField({
	displayName: 'Filters',
	name: 'filters',
	entry: 'Filter',
	description:
		'Query parameters, sent as they are. LegalTalent documents that the list has filters, and not which.',
});

const pageSizeField = field({
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 20,
	description:
		'Sent as limit, which is not confirmed. Left out unless you add it: LegalTalent then chooses.',
	check: wholeNumber(1),
	personal: false,
});

const cursorField = field({
	displayName: 'Cursor Parameter',
	name: 'cursorParameter',
	type: 'string',
	default: CURSOR,
	description:
		"The query parameter that takes what an answer names as the next page's beginning. Its name is not confirmed.",
	check: text(),
	personal: false,
});

/** A list of LegalTalent's. */
export interface List {
	/** The rows, in the plural, for error texts. */
	thing: string;
	/** What holds a row's ID. */
	idName: string;
	call: ListCall;
	query?: IDataObject;
	cursorParameter?: string;
}

/** What was read. */
interface Read {
	rows: Thing[];
	/** True where the answer was no list that is known, and is the only row. */
	isNoList: boolean;
	/** True where empty pages were taken for the end. */
	isEndAssumed: boolean;
	/** How many rows the list has, where an answer tells. */
	total?: number;
}

/**
 * All rows, or as many as are wanted, each once.
 *
 * @throws NodeApiError where the list cannot be whole, such as for a cursor that comes again
 */
export async function readList(client: Client, list: List, limit?: number): Promise<Read> {
	const { thing, idName } = list;
	const keys = new WeakMap<Thing, string>();
	let isNoList = false;
	let empty = 0;
	let total: number | undefined;
	const { rows } = await cursored<Thing>({
		client,
		thing,
		keyOf: (row) => keys.get(row)!,
		...(limit === undefined ? {} : { limit }),
		fetch: async (cursor) => {
			const page = await fetchPage(client, list, cursor);
			const { rows: came = asRows(page.data), cursor: next, hasMore } = page;
			total = page.total ?? total;
			const own = keysOf(came, idName);
			came.forEach((row, at) => keys.set(row, own[at]!));
			if (!page.rows) {
				if (cursor !== undefined) throw noList(client, thing);
				isNoList = true;
				return { rows: came, hasMore: false };
			}
			empty = came.length > 0 ? 0 : empty + 1;
			const isEnd = empty >= MAX_EMPTY && hasMore !== true;
			const isSame = next !== undefined && next === cursor;
			if (isSame && came.length > 0 && hasMore !== false) throw sameCursor(client, list);
			const told = isEnd || (isSame && hasMore !== true) ? false : hasMore;
			return { rows: came, cursor: next, ...(told === undefined ? {} : { hasMore: told }) };
		},
	});
	return {
		rows,
		isNoList,
		isEndAssumed: empty >= MAX_EMPTY,
		...(total === undefined ? {} : { total }),
	};
}

/** One page. */
export async function fetchPage(
	client: Client,
	{ call, query = {}, cursorParameter = CURSOR }: List,
	cursor: string | undefined,
): Promise<ListPage> {
	const { value } = await client.call(
		call({ ...query, ...(cursor === undefined ? {} : { [cursorParameter]: cursor }) }),
		{ personal: () => textsOf(query), allow: undefined },
	);
	return value;
}

/** An answer that is no list is one row; nothing at all is none. */
const asRows = (data: unknown): Thing[] =>
	data === undefined || data === null
		? []
		: [typeof data === 'object' ? (data as Thing) : { value: data }];

/**
 * What tells the rows of a page apart: their ID, or all of their content where they have none. Equal rows of one
 * page are several; those of another page are repeats.
 */
function keysOf(rows: Thing[], idName: string): string[] {
	const counts = new Map<string, number>();
	return rows.map((row) => {
		const id = row[idName] ?? row.id;
		if (typeof id === 'string' && id !== '') return id;
		const content = JSON.stringify(row);
		counts.set(content, (counts.get(content) ?? 0) + 1);
		return `${content} ${counts.get(content)}`;
	});
}

const noList = (client: Client, thing: string) =>
	answersError(
		client,
		`LegalTalent answered a further page of the list with something that is no list of ${thing}`,
		"Set 'Return All' off and a 'Limit', or give another 'Cursor Parameter' under Options.",
	);

const sameCursor = (client: Client, { thing, cursorParameter = CURSOR }: List) =>
	answersError(
		client,
		`LegalTalent answered a further page of ${thing} with the same cursor again, so the list would never end`,
		`It may take the cursor under another name than '${cursorParameter}': give that name in 'Cursor Parameter' under Options. Or set 'Return All' off and a 'Limit'.`,
	);

/** The rows of an item, with what has to be said of them. */
export async function listRows(item: Item, list: List, limit?: number): Promise<IDataObject[]> {
	const { rows, isNoList, isEndAssumed, total = 0 } = await readList(item.client, list, limit);
	if (isNoList && rows.length > 0) {
		item.remark(`LegalTalent's answer is no list that is known, so it was given out as it came`);
	}
	if (isEndAssumed) {
		item.remark(
			`LegalTalent answered ${MAX_EMPTY} empty pages in a row, which was taken for the end of the list`,
		);
	}
	if (total > rows.length && rows.length < (limit ?? Infinity)) {
		item.remark(
			`LegalTalent says that there are ${total} ${list.thing}, and gave ${rows.length} with nothing that leads to the others: this list is not whole`,
		);
	}
	if (rows.length === 0) item.remark(`LegalTalent lists no ${list.thing}`);
	return rows as IDataObject[];
}

/** The operation Get Many of a list. */
export function getManyOperation(
	names: Pick<Operation, 'action' | 'description'>,
	list: List,
): Operation {
	const fields: Field[] = [
		notConfirmed('filters and paging of this list'),
		returnAllField,
		limitField,
		filtersField,
	];
	return {
		...names,
		value: 'getAll',
		name: 'Get Many',
		kind: 'read',
		fields,
		options: [cursorField, pageSizeField],
		async execute(item) {
			const limit = setting(item, returnAllField) ? undefined : setting(item, limitField);
			const cursorParameter = setting(item, cursorField, OPTIONS);
			const given = parameter(item, OPTIONS, {});
			const size =
				isPlainObject(given) && pageSizeField.name in given
					? { limit: setting(item, pageSizeField, OPTIONS) }
					: {};
			const query = queryOf(item, filtersField, undefined, [cursorParameter, ...Object.keys(size)]);
			return await listRows(
				item,
				{ ...list, query: { ...query, ...size }, cursorParameter },
				limit,
			);
		},
	};
}
