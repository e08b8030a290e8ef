// JSON that a user gives, as text or as an object: a whole body, or a part that is merged over it.

import type { IDataObject } from 'n8n-workflow';
import mergePatch from 'json-merge-patch/lib/apply';
import { givenError } from '../check/findings';
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
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
		return value as IDataObject;
	}
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
export function copyOf<T>(value: T): T {
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

function parse(item: Item, text: string, label: string): unknown {
	// files of Windows begin with a byte order mark
	const json = text.replace(/^\uFEFF/, '').trim();
	if (json === '') return {};
	try {
		return JSON.parse(json) as unknown;
	} catch {
		// The parser's own words would quote the text.
		throw givenError(item, `'${label}' is not valid JSON`, hintOn(json));
	}
}

function hintOn(json: string): string {
	if (/[“”„‟]/.test(json)) {
		return 'It has curly quotation marks (“ ”), as word processors write them. JSON takes straight ones (").';
	}
	if (/[\u00A0\u200B-\u200F\u2060\uFEFF]/.test(json)) {
		return 'It has a blank that is not a plain one, as copied from a web page. Replace it by a plain blank.';
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
