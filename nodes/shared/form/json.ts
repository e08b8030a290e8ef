// JSON that a user gives, as text or as an object: a whole body, or a part that is merged over it.

import type { IDataObject } from 'n8n-workflow';
import mergePatch from 'json-merge-patch/lib/apply';
import { givenError } from '../check/findings';
import { isObject } from '../check/groups';
import { jsonOf } from '../check/json';
import { withoutBlankEnds } from '../check/text';
import type { Item } from '../node/operation';

/** Keys that would reach an object's prototype, and one by which the merge would lose its way. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty']);

/** Far more levels than any body has. Thousands of them would fill the stack. */
const MAX_LEVELS = 100;

/**
 * The value of a JSON field.
 *
 * @throws NodeOperationError, without a word of the text, which holds personal data
 */
export function jsonValue(item: Item, given: unknown, label: string): unknown {
	const value = typeof given === 'string' ? parse(item, given, label) : given;
	if (isDeeperThan(MAX_LEVELS, value)) {
		throw givenError(
			item,
			`'${label}' has more than ${MAX_LEVELS} levels`,
			'Give the fields that the API takes, in objects and lists that stand inside each other a few levels deep.',
		);
	}
	const unsafe = unsafeKey(value);
	if (unsafe !== undefined) {
		throw givenError(
			item,
			`'${label}' holds the key '${unsafe}', which is not allowed`,
			'Remove it: it is none of the API.',
		);
	}
	return value;
}

/** The same, where only an object will do. */
export function jsonObject(item: Item, given: unknown, label: string): IDataObject {
	const value = jsonValue(item, given, label);
	if (isObject(value)) return value as IDataObject;
	const came = Array.isArray(value)
		? 'a list'
		: value === null || value === undefined
			? 'nothing'
			: `a ${typeof value}`;
	throw givenError(
		item,
		`'${label}' must be a JSON object, and ${came} came`,
		'Give one object in curly brackets. Where there are several, make one item of each.',
	);
}

/**
 * `body` with the user's extra JSON merged over it last (JSON Merge Patch, RFC 7396). What was given is
 * not changed: an expression may have given an item's own object.
 */
export function withExtraJson(
	item: Item,
	body: IDataObject,
	extra: unknown,
	label: string,
	normalized: (value: IDataObject) => IDataObject = copyOf,
): IDataObject {
	const own = normalized(body);
	if (extra === undefined || extra === null || extra === '') return own;
	return mergePatch(own, normalized(jsonObject(item, extra, label))) as IDataObject;
}

/** A copy of objects and lists. Anything else is a value, such as a date of Luxon's, and is handed on. */
function copyOf<T>(value: T): T {
	if (Array.isArray(value)) return value.map(copyOf) as T;
	if (!isPlainObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) as T;
}

/** Also of another realm: n8n's expressions may run in one. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Texts in straight quotes. What stands in them is the user's own. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** Blanks that look like plain ones, as copied from a web page, and marks that do not show at all. */
const ODD_BLANKS = /[\u00A0\u00AD\u1680\u2000-\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]/g;

function parse(item: Item, text: string, label: string): unknown {
	// files of Windows begin with a byte order mark
	const json = withoutBlankEnds(text);
	if (json === '') return {};
	const value = jsonOf(json) ?? jsonOf(withPlainBlanks(json));
	// The parser's own words would quote the text.
	if (value === undefined) throw givenError(item, `'${label}' is not valid JSON`, hintOn(json));
	// JSON that was made into JSON once more
	const inner = typeof value === 'string' && /^\s*[{[]/.test(value) ? jsonOf(value) : undefined;
	return inner === undefined ? value : inner;
}

/** Between the texts, only plain blanks. */
const withPlainBlanks = (json: string): string =>
	json.replace(new RegExp(`${QUOTED.source}|${ODD_BLANKS.source}`, 'g'), (part) =>
		part.startsWith('"') ? part : ' ',
	);

function hintOn(json: string): string {
	const between = json.replace(QUOTED, '""');
	if (/[“”„‟«»]/.test(between)) {
		return 'It has curly quotation marks (“ ”), as word processors write them. JSON takes straight ones (").';
	}
	if (/'[^']*'\s*[:,}\]]/.test(between)) {
		return 'It has single quotation marks. JSON takes double ones (").';
	}
	if (/,\s*[}\]]/.test(between)) {
		return 'It has a comma before a closing bracket. Remove the comma.';
	}
	if (/\p{Cc}/u.test((json.match(QUOTED) ?? []).join(''))) {
		return 'A text in it has a line break. In an expression, JSON.stringify writes the text as JSON wants it.';
	}
	return 'Look for a missing quote, comma or bracket. In an expression, JSON.stringify keeps quotes in values from breaking it.';
}

function isDeeperThan(levels: number, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function unsafeKey(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const found = UNSAFE_KEYS.has(key) ? key : unsafeKey(inner);
		if (found) return found;
	}
	return undefined;
}
