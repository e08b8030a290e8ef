// From what the user filled in to what is sent: parameters are read, empty ones left out, JSON is parsed,
// and the result is checked. Everything that is not right is said in one NodeOperationError.

import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';
import mergePatch from 'json-merge-patch/lib/apply';
import * as z from 'zod/v4';
import { uuid } from '../check/checks';
import { withCurrentNames } from '../../BvnkOnboarding/api/customer';
import { GROUP_KEY } from './group';
import { labelOf, spellingOf } from './labels';
import type { Call } from '../node/operation';

/** The parameter's value, or `fallback` where the workflow does not hold the parameter. */
export function parameter<T>(call: Call, name: string, fallback?: T): T {
	return call.context.getNodeParameter(name, call.itemIndex, fallback) as unknown as T;
}

/** The longest wait that Node.js can time, in milliseconds: about 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The numbers of the node's Options, at most what the form allows. What is no number of 1 or more is left
 * out: the usual one counts.
 */
export function requestOptions(context: IExecuteFunctions, itemIndex: number) {
	const given = context.getNodeParameter('options', itemIndex, {});
	const countOf = (name: string, most: number) => {
		const value = given[name];
		return typeof value === 'number' && Number.isFinite(value) && value >= 1
			? Math.min(Math.floor(value), most)
			: undefined;
	};
	return {
		concurrency: countOf('concurrency', 50),
		maxTries: countOf('maxTries', 10),
		timeout: countOf('timeout', LONGEST_TIMER_MS),
	};
}

/** An error about what the user gave, for this item. */
export function inputError(call: Call, message: string, description?: string): NodeOperationError {
	return new NodeOperationError(call.context.getNode(), message, {
		itemIndex: call.itemIndex,
		...(description ? { description } : {}),
	});
}

/**
 * The values of `fields`, by BVNK's names, with groups unwrapped and nothing that was left empty.
 * What stands in a collection, such as Additional Fields, stands among the others.
 */
export function filledIn(call: Call, fields: INodeProperties[]): IDataObject {
	const values: IDataObject = {};
	for (const field of fields) {
		const value = unwrap(parameter(call, field.name, field.default), field);
		if (value === undefined) continue;
		if (field.type === 'collection') Object.assign(values, value);
		else values[field.name] = value;
	}
	return values;
}

/** The value of one field as the API takes it; undefined where it was left empty. */
function unwrap(value: unknown, field: INodeProperties): unknown {
	if (value === undefined || value === null || value === '') return undefined;
	if (field.type === 'resourceLocator') return unwrapLocator(value);
	if (field.type === 'collection') return unwrapFields(value, field.options as INodeProperties[]);
	if (field.type === 'fixedCollection') {
		const group = field.options![0] as INodePropertyCollection;
		const inner = (value as IDataObject)[group.name];
		if (group.name === GROUP_KEY) return unwrapFields(inner, group.values);
		// A list: entries that are wholly empty stay, so that a finding can number them.
		return Array.isArray(inner)
			? inner.map((entry) => unwrapFields(entry, group.values) ?? {})
			: undefined;
	}
	if (field.type === 'multiOptions' && Array.isArray(value) && value.length === 0) return undefined;
	return value;
}

function unwrapLocator(value: unknown): unknown {
	const inner =
		typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	return inner === '' || inner === null ? undefined : inner;
}

function unwrapFields(value: unknown, fields: INodeProperties[]): IDataObject | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const entries = Object.entries(value)
		.map(([name, inner]: [string, unknown]) => {
			const field = fields.find((candidate) => candidate.name === name);
			const own = field ? unwrap(inner, field) : inner;
			return [name, own as IDataObject[string]] as const;
		})
		.filter(([, inner]) => inner !== undefined);
	return entries.length > 0 ? Object.fromEntries<IDataObject[string]>(entries) : undefined;
}

/** Keys that would reach an object's prototype, and one by which the merge would lose its way. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty']);

/** Far more levels than any body of BVNK's; thousands of them would fill the stack. */
const MAX_LEVELS = 100;

/**
 * The value of a JSON parameter, given as such or as text.
 *
 * @throws NodeOperationError when it is no JSON, nested too deeply, or holds a key that must not be merged
 */
export function jsonValue(call: Call, value: unknown, label: string): unknown {
	const parsed = typeof value === 'string' ? parse(call, value, label) : value;
	if (isDeeperThan(MAX_LEVELS, parsed)) {
		throw inputError(call, `'${label}' is nested deeper than ${MAX_LEVELS} levels`);
	}
	const unsafe = unsafeKey(parsed);
	if (unsafe) {
		throw inputError(
			call,
			`'${label}' holds the key '${unsafe}', which is not allowed`,
			'Remove it: no field of BVNK has this name.',
		);
	}
	return parsed;
}

/** The same, where it must be an object. */
export function jsonObject(call: Call, value: unknown, label: string): IDataObject {
	const parsed = jsonValue(call, value, label);
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return parsed as IDataObject;
	}
	const came = Array.isArray(parsed)
		? 'a list'
		: parsed === null || parsed === undefined
			? 'nothing'
			: `a ${typeof parsed}`;
	throw inputError(
		call,
		`'${label}' must be a JSON object, and ${came} came`,
		'Give one object in curly brackets. For several customers, make one item of each.',
	);
}

function parse(call: Call, text: string, label: string): unknown {
	if (text.trim() === '') return {};
	let parsed: unknown;
	let wrong = false;
	try {
		parsed = JSON.parse(text);
	} catch {
		wrong = true;
	}
	// The parser's own words would quote the text, which holds personal data.
	if (wrong) {
		throw inputError(
			call,
			`'${label}' is not valid JSON`,
			'Look for a missing quote, comma or bracket. In an expression, JSON.stringify keeps quotes in values from breaking it.',
		);
	}
	return parsed;
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

/**
 * `body` with the user's extra JSON merged over it last (RFC 7396), both in BVNK's current field names.
 * What was given is not changed: an expression may have given an item's own object.
 */
export function withExtraJson(call: Call, body: IDataObject, extra: unknown): IDataObject {
	const current = withCurrentNames(body) as IDataObject;
	if (extra === undefined || extra === null || extra === '') return current;
	const patch = withCurrentNames(jsonObject(call, extra, 'Extra JSON'));
	return mergePatch(current, patch) as IDataObject;
}

/**
 * What will be sent, checked and with small repairs made (blanks dropped, country codes in capitals).
 *
 * @throws NodeOperationError that names each finding's field by its label
 */
export function checked<Schema extends z.ZodType>(
	call: Call,
	schema: Schema,
	body: IDataObject,
): z.output<Schema> {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	const findings = result.error.issues.map(
		({ path, message }) => `'${labelOf(path, call.fields) ?? spellingOf(path)}' ${message}`,
	);
	const [first, ...others] = [...new Set(findings)];
	throw inputError(
		call,
		others.length === 0 ? first! : `${first} (and ${others.length} more)`,
		`${[first, ...others].join('. ')}. Nothing was sent for this item.`,
	);
}

/** The reference in the field `name`, checked to be one, so that nothing else becomes part of a path. */
export function givenReference(call: Call, name: string): string {
	const schema = z.record(z.string(), uuid());
	return checked(call, schema, { [name]: parameter(call, name, '') })[name]!;
}
