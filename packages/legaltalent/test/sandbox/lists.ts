// Lists, in the shape that the settings choose.
import type { FastifyRequest } from 'fastify';
import { answer } from './answers';
import type { SandboxSettings } from './settings';

type Row = Record<string, unknown>;

/** Where a page begins, as its cursor says: how many rows and empty pages lie before it. */
interface Position {
	row: number;
	empty: number;
}

const cursorOf = (position: Position): string =>
	Buffer.from(JSON.stringify(position)).toString('base64url');

/** A cursor as it was given out; DynamoDB's is an object, which comes back as its JSON. */
function positionOf(given: unknown): Position {
	if (typeof given !== 'string' || given === '') return { row: 0, empty: 0 };
	const text = given.startsWith('{') ? (JSON.parse(given) as { pk: string }).pk : given;
	return JSON.parse(Buffer.from(text, 'base64url').toString()) as Position;
}

/** The page that was asked for, of rows that are all filtered already. */
export function listAnswer(
	settings: SandboxSettings,
	{ query }: Pick<FastifyRequest, 'query'>,
	rows: Row[],
	name: string,
): object {
	const asked = query as Record<string, string | undefined>;
	if (settings.list === 'none') return answer(settings, { total: rows.length });
	if (settings.list === 'array') return answer(settings, rows);
	const { row, empty } = positionOf(asked[settings.cursorParameter]);
	const size = settings.honoursLimit && asked.limit ? Number(asked.limit) : settings.pageSize;
	const isEmpty = empty < settings.emptyPages;
	const page = isEmpty ? [] : rows.slice(row, row + size);
	const hasMore = isEmpty || row + size < rows.length;
	const next = cursorOf(isEmpty ? { row, empty: empty + 1 } : { row: row + size, empty });
	const cursor = settings.repeatsCursor ? cursorOf({ row: 0, empty: 0 }) : hasMore ? next : null;
	return shaped(settings, name, page, cursor, hasMore);
}

function shaped(
	settings: SandboxSettings,
	name: string,
	rows: Row[],
	cursor: string | null,
	hasMore: boolean,
): object {
	const more = settings.omitsHasMore ? {} : { has_more: hasMore };
	switch (settings.list) {
		case 'named':
			return answer(settings, { [name]: rows, cursor, ...more });
		case 'pagination':
			return answer(settings, { results: rows, pagination: { next_cursor: cursor, ...more } });
		case 'topLevel':
			return { items: rows, cursor, ...more };
		case 'meta':
			return answer({ ...settings, envelope: 'meta' }, rows, { next_token: cursor, ...more });
		case 'dynamo':
			return answer(settings, {
				items: rows,
				...(cursor === null ? {} : { last_evaluated_key: { pk: cursor } }),
			});
		default:
			return answer(settings, { items: rows, count: rows.length, cursor, ...more });
	}
}
