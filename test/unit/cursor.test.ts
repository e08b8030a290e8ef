// A list that is followed from cursor to cursor, against the pages that an API may answer.
import type { Client } from '../../nodes/shared/http/client';
import { cursored, type CursorPage } from '../../nodes/shared/http/cursor';

interface Row {
	id: string;
}

/** As much of a client as a list uses. */
const client = () =>
	({
		api: { name: 'Acme' },
		usage: { requests: 0, retries: 0, pages: 0, characters: 0 },
		settings: {},
		context: { getNode: () => ({ name: 'Node', type: 'node', parameters: {} }) },
	}) as unknown as Client;

/** Reads the pages that `pages` has for each cursor; `asked` are the cursors that were sent. */
async function read(
	pages: (cursor: string | undefined, time: number) => CursorPage<Row>,
	more: { limit?: number; keep?: (row: Row) => boolean } = {},
) {
	const asked: Array<string | undefined> = [];
	const listed = cursored<Row>({
		client: client(),
		thing: 'customers',
		keyOf: ({ id }) => id,
		fetch: async (cursor) => {
			asked.push(cursor);
			return await Promise.resolve(pages(cursor, asked.length));
		},
		...more,
	});
	return { asked, result: await listed.catch((error: Error) => error) };
}

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

/** Three pages: a b, c d, e. */
const three = (cursor: string | undefined): CursorPage<Row> =>
	({
		'': { rows: rows('a', 'b'), cursor: 'x', hasMore: true },
		x: { rows: rows('c', 'd'), cursor: 'y', hasMore: true },
		y: { rows: rows('e'), cursor: null, hasMore: false },
	})[cursor ?? '']!;

test('pages are followed by their cursors, to the end', async () => {
	const { asked, result } = await read(three);

	expect(result).toEqual({ rows: rows('a', 'b', 'c', 'd', 'e'), read: 5 });
	expect(asked).toEqual([undefined, 'x', 'y']);
});

test.each([
	[1, 1],
	[2, 1],
	[3, 2],
	[5, 3],
	[9, 3],
])('a limit of %i asks for %i pages', async (limit, pages) => {
	const { asked, result } = await read(three, { limit });

	expect(result).toMatchObject({ rows: { length: Math.min(limit, 5) } });
	expect(asked).toHaveLength(pages);
});

test('rows that do not count are read, and not given', async () => {
	const { result } = await read(three, { keep: ({ id }) => id > 'c' });

	expect(result).toEqual({ rows: rows('d', 'e'), read: 5 });
});

test.each<[string, CursorPage<Row>]>([
	['no cursor', { rows: rows('a') }],
	['null', { rows: rows('a'), cursor: null }],
	['an empty cursor', { rows: rows('a'), cursor: '' }],
	['more: no, beside a cursor', { rows: rows('a'), cursor: 'x', hasMore: false }],
	['no rows', { rows: [] }],
])('a page with %s is the last one', async (_, page) => {
	const { asked } = await read(() => page);

	expect(asked).toHaveLength(1);
});

test('one empty page with a cursor is no end: a filter may leave it empty', async () => {
	const { result } = await read((cursor) =>
		cursor === undefined ? { rows: [], cursor: 'x' } : { rows: rows('a') },
	);

	expect(result).toEqual({ rows: rows('a'), read: 1 });
});

test.each<[string, (time: number) => CursorPage<Row>, string, number]>([
	[
		'the same cursor for ever',
		() => ({ rows: rows('a'), cursor: 'x' }),
		'Acme answered page 2 of the list with a cursor that it had given before',
		2,
	],
	[
		'two cursors in turn',
		(time) => ({ rows: rows(`a${time}`), cursor: `x${time % 2}` }),
		'Acme answered page 3 of the list with a cursor that it had given before',
		3,
	],
	[
		'empty pages with ever new cursors',
		(time) => ({ rows: [], cursor: `x${time}` }),
		'Acme answered 3 pages of the list without customers that are new',
		3,
	],
	[
		'the same rows with ever new cursors',
		(time) => ({ rows: rows('a'), cursor: `x${time}` }),
		'Acme answered 3 pages of the list without customers that are new',
		4,
	],
	[
		'more rows, and no cursor to them',
		() => ({ rows: rows('a'), hasMore: true }),
		'Acme says that more customers follow page 1 of the list, and not where',
		1,
	],
	[
		'rows without a key',
		() => ({ rows: rows('') }),
		'Acme listed customers without a reference',
		1,
	],
])('%s is an error', async (_, page, message, requests) => {
	const { asked, result } = await read((_cursor, time) => page(time));

	expect((result as Error).message).toContain(message);
	expect(asked).toHaveLength(requests);
});
