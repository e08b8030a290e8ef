// JSON that a user, or a row, merges over a body: it is merged as RFC 7396 says, or refused in words for
// the user, and never reaches a prototype.

import fc from 'fast-check';
import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { jsonValue, withExtraJson as mergeExtraJson } from '../../nodes/shared/form/json';
import type { Item } from '../../nodes/shared/node/operation';

const RUNS = { numRuns: 1000 };
/** Those that lead to a prototype, and the one that the merge itself calls. */
const UNSAFE = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty'];

const call = { itemIndex: 0, context: { getNode: () => ({ name: 'BVNK Onboarding' }) } } as Item;

const withExtraJson = (item: Item, body: IDataObject, extra: unknown) =>
	mergeExtraJson(item, body, extra, 'Extra JSON');

const key = fc.oneof(
	fc.constantFrom('a', 'b', 'individual', 'company', ''),
	// names that every object has from its prototype, and that are keys like any other here
	fc.constantFrom('toString', 'valueOf', 'isPrototypeOf', '__defineGetter__'),
	fc.constantFrom('toJSON', 'then', 'length', '0', '-1', '__proto', 'Constructor'),
	fc.string({ unit: 'grapheme', maxLength: 3 }),
);
const scalar = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 5 }),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.boolean(),
	fc.constant(null),
);

/** JSON objects with keys of this kind, a few levels deep; made by JSON.parse, as n8n makes them. */
const objects = (keys: fc.Arbitrary<string>) =>
	fc
		.letrec<{ value: unknown; object: Array<[string, unknown]>; text: string }>((tie) => ({
			text: fc.oneof(
				{ depthSize: 'small', withCrossShrink: true },
				scalar.map((value) => JSON.stringify(value)),
				fc.array(tie('text'), { maxLength: 3 }).map((texts) => `[${texts.join(',')}]`),
				fc
					.array(fc.tuple(keys, tie('text')), { maxLength: 4 })
					.map((members) => objectText(members)),
			),
			object: fc.array(fc.tuple(keys, tie('text')), { maxLength: 4 }),
			value: tie('text'),
		}))
		.object.map((members) => objectText(members as Array<[string, string]>));

const objectText = (members: Array<[string, string]>) =>
	`{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;

const parse = (text: string) => JSON.parse(text) as IDataObject;

/** RFC 7396, section 2, word for word, on objects without a prototype. */
function model(target: unknown, patch: unknown): unknown {
	if (!isObject(patch)) return bare(patch);
	const result = new Map(isObject(target) ? Object.entries(target) : []);
	for (const [name, value] of Object.entries(patch)) {
		if (value === null) result.delete(name);
		else result.set(name, model(result.get(name), value));
	}
	return bare(Object.fromEntries(result));
}

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const bare = (value: unknown): unknown => structuredClone(value);

/** Every object in a value, itself among them. */
function objectsIn(value: unknown): object[] {
	if (typeof value !== 'object' || value === null) return [];
	return [value, ...Object.values(value).flatMap(objectsIn)];
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const propertiesOf = (prototype: object) =>
	JSON.stringify(
		Reflect.ownKeys(prototype).map((name) => [
			String(name),
			typeof Object.getOwnPropertyDescriptor(prototype, name)?.value,
		]),
	);
const before = prototypes.map(propertiesOf);
// whatever was merged: nothing was added to, taken from or changed in what all objects share
afterEach(() => expect(prototypes.map(propertiesOf)).toEqual(before));

test('is merged as RFC 7396 says, given as text or as an object, and changes neither', () => {
	fc.assert(
		fc.property(objects(key), objects(key), fc.boolean(), (bodyText, text, asText) => {
			const [body, extra] = [parse(bodyText), parse(text)];

			const result = withExtraJson(call, body, asText ? text : extra);

			expect(result).toEqual(model(parse(bodyText), parse(text)));
			expect([body, extra]).toEqual([parse(bodyText), parse(text)]);
		}),
		RUNS,
	);
});

test('with a key that must not be merged, at any depth, it is refused and does nothing', () => {
	const hostileKey = fc.oneof({ weight: 3, arbitrary: key }, fc.constantFrom(...UNSAFE));
	fc.assert(
		fc.property(objects(key), objects(hostileKey), fc.boolean(), (bodyText, text, asText) => {
			const extra = parse(text);
			const isHostile = objectsIn(extra).some((object) =>
				Object.keys(object).some((name) => UNSAFE.includes(name)),
			);
			fc.pre(isHostile);

			expect(() => withExtraJson(call, parse(bodyText), asText ? text : extra)).toThrow(
				NodeOperationError,
			);
			expect(() => jsonValue(call, asText ? text : extra, 'JSON Body')).toThrow(NodeOperationError);
		}),
		RUNS,
	);
});

test('what is merged has the prototype of any object, and none of its own making', () => {
	fc.assert(
		fc.property(objects(key), objects(key), (bodyText, text) => {
			const result = withExtraJson(call, parse(bodyText), text);

			for (const object of objectsIn(result)) {
				expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(object));
			}
		}),
		RUNS,
	);
});

test('any text and any value is merged, or refused without being quoted', () => {
	const given = fc.oneof(fc.string({ unit: 'binary', minLength: 8 }), fc.jsonValue());
	fc.assert(
		fc.property(given, (extra) => {
			try {
				withExtraJson(call, { a: 1 }, extra);
			} catch (error) {
				expect(error).toBeInstanceOf(NodeOperationError);
				const { message, description } = error as NodeOperationError;
				if (typeof extra === 'string' && extra.length >= 8) {
					expect(`${message} ${description}`).not.toContain(extra);
				}
			}
		}),
		RUNS,
	);
});

test.each([200, 10_000, 100_000])(
	'%i levels are refused in words, not by a full stack',
	(levels) => {
		const ways = [
			'{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
			`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`,
			`${'{"a":['.repeat(levels)}{"__proto__":{"polluted":1}}${']}'.repeat(levels)}`,
		];
		for (const text of ways) {
			for (const extra of [text, parse(text)]) {
				expect(() => withExtraJson(call, { a: {} }, extra)).toThrow(
					/^'Extra JSON' has more than 100 levels/,
				);
			}
		}
	},
);
