// What LegalTalent answers, as far as this package reads it. Nearly all of it passes through untouched: the
// vendor documents few fields, and has changed the shape of answers before.

import * as z from 'zod/v4';
import { isPlainObject } from '../../../../../nodes/shared/form/json';

/** An object of LegalTalent's, as it came. */
export type Thing = Record<string, unknown>;

/** What may stand beside `data` in an envelope that does not say "success". */
const ENVELOPE = new Set(['data', 'execution_context', 'message', 'meta', 'success']);

/**
 * What an answer holds: its `data`, or all of it. The newer endpoints have the envelope `{status: "success", data}`
 * (LegalTalent's migration guide), others have none. An object of its own may have a status and a `data`, too.
 */
export function dataOf(body: unknown): unknown {
	if (!isPlainObject(body) || body.data === undefined) return body;
	const isEnvelope =
		typeof body.status === 'string'
			? /^success$/i.test(body.status)
			: Object.keys(body).every((key) => ENVELOPE.has(key));
	return isEnvelope ? body.data : body;
}

const thing = z.custom<Thing>(isPlainObject);

/** One object. */
export const thingAnswer = z.unknown().transform(dataOf).pipe(thing);

/** An object, a list, or nothing at all. */
export const anyAnswer = z.unknown().transform(dataOf);

/** One page of a list, as far as it can be told. */
export interface ListPage {
	/** Undefined where the answer holds no list that is known. */
	rows?: Thing[];
	/** What the answer holds. */
	data: unknown;
	/** Leads to the next page; undefined where the answer names none. */
	cursor?: string;
	hasMore?: boolean;
	/** How many rows all pages hold together, where the answer tells. */
	total?: number;
}

/** Under which names LegalTalent's lists, and those of its kind, carry their length, and what leads to the next page. */
const TOTALS = ['total', 'total_count', 'totalCount'];
const CURSORS = ['cursor', 'next_cursor', 'next_token', 'last_key', 'last_evaluated_key'];

/**
 * A page of a list. LegalTalent documents the shape for scans alone (`items`, `count`, `cursor`, `has_more`),
 * so the list is looked for in several places.
 *
 * @param name what the list may be called, such as `customers`
 */
export const listAnswer = (name: string) =>
	z.unknown().transform((body): ListPage => {
		const data = dataOf(body);
		const levels = levelsOf(body, data);
		const cursor = levels
			.flatMap((level) => CURSORS.map((key) => cursorText(level[key])))
			.find((text) => text !== undefined);
		const hasMore = levels
			.flatMap((level) => [level.has_more, level.hasMore])
			.find((value) => typeof value === 'boolean');
		const total = levels
			.flatMap((level) => TOTALS.map((key) => level[key]))
			.find((value) => typeof value === 'number');
		const rows = rowsIn(body, data, name);
		return {
			data,
			...(rows ? { rows: rows.map((row) => (isPlainObject(row) ? row : { value: row })) } : {}),
			...(cursor === undefined ? {} : { cursor }),
			...(hasMore === undefined ? {} : { hasMore }),
			...(total === undefined ? {} : { total }),
		};
	});

/** Where a page may tell about the next one. */
function levelsOf(body: unknown, data: unknown): Thing[] {
	const inner = isPlainObject(data) ? [data, data.pagination] : [];
	const outer = isPlainObject(body) ? [body.meta, body.pagination, body] : [];
	return [...inner, ...outer].filter(isPlainObject);
}

function rowsIn(body: unknown, data: unknown, name: string): unknown[] | undefined {
	const inside = (level: unknown, ...names: string[]) =>
		isPlainObject(level) ? names.map((key) => level[key]) : [];
	return [
		data,
		...inside(data, name, 'items', 'results'),
		...inside(body, name, 'items', 'results'),
	].find((list) => Array.isArray(list));
}

/** A key of DynamoDB's is an object: it goes back as its JSON. */
function cursorText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	if (typeof value === 'number') return String(value);
	return isPlainObject(value) && Object.keys(value).length > 0 ? JSON.stringify(value) : undefined;
}
