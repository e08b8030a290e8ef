// What `Extra JSON` does to a body: RFC 7396, and no way to an object's prototype.

import { jsonValue, withExtraJson } from '../../nodes/shared/form/json';
import type { Item } from '../../nodes/shared/node/operation';

const item = { itemIndex: 0, context: { getNode: () => ({ name: 'BVNK Onboarding' }) } } as Item;

const merged = (body: object, extra: unknown) =>
	withExtraJson(item, structuredClone(body) as never, extra, 'Extra JSON');

// The examples of RFC 7396, appendix A, in which both are objects.
test.each([
	[{ a: 'b' }, { a: 'c' }, { a: 'c' }],
	[{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
	[{ a: 'b' }, { a: null }, {}],
	[{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
	[{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
	[{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
	[{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
	[{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
	[{ e: null }, { a: 1 }, { e: null, a: 1 }],
	[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j with %j is %j', (body, extra, result) => {
	expect(merged(body, extra)).toEqual(result);
	expect(merged(body, JSON.stringify(extra))).toEqual(result);
});

test.each([undefined, null, '', '  ', {}, '{}'])('%j changes nothing', (extra) =>
	expect(merged({ a: 1 }, extra)).toEqual({ a: 1 }),
);

test.each([
	'{"__proto__":{"polluted":1}}',
	'{"a":{"__proto__":{"polluted":1}}}',
	'{"a":[{"constructor":{"prototype":{"polluted":1}}}]}',
	'{"prototype":{"polluted":1}}',
])('%s is refused', (extra) => {
	expect(() => merged({ a: {} }, extra)).toThrow(
		/'Extra JSON' holds the key '\w+', which is not allowed/,
	);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each([
	['[]', 'a list came'],
	['1', 'a number came'],
	['"a"', 'a string came'],
	['null', 'nothing came'],
	['true', 'a boolean came'],
])('%s is refused', (extra, words) =>
	expect(() => merged({}, extra)).toThrow(`'Extra JSON' must be a JSON object, and ${words}`),
);

describe('JSON as files and pages have it', () => {
	const json = (text: string) => jsonValue(item, text, 'JSON Body');
	const failing = (text: string): { message: string; description: string } => {
		try {
			json(text);
		} catch (error) {
			return error as { message: string; description: string };
		}
		throw new Error('It was taken');
	};

	test.each([
		['a byte order mark', '\uFEFF{"a":"b"}'],
		['a byte order mark behind blanks', ' \n\uFEFF{"a":"b"}\n'],
		['no-break spaces between its parts', '{\u00A0"a":\u00A0"b"\u00A0}'],
		['a zero-width space at its end', '{"a":"b"}\u200B'],
		['JSON of JSON', JSON.stringify('{"a":"b"}')],
	])('with %s is taken', (_, text) => expect(json(text)).toEqual({ a: 'b' }));

	test('keeps the blanks of its texts', () =>
		expect(json('{\u00A0"a": "x\u00A0\\"\u00A0y"}')).toEqual({ a: 'x\u00A0"\u00A0y' }));

	test.each([
		['{“a”: “b”}', 'curly quotation marks'],
		["{'a': 'b'}", 'single quotation marks'],
		['{"a": "b",}', 'a comma before a closing bracket'],
		['{"a": "b\nc"}', 'has a line break'],
		['{"a": ', 'missing quote, comma or bracket'],
	])('%j is told what is wrong', (text, words) => {
		expect(failing(text).message).toBe("'JSON Body' is not valid JSON");
		expect(failing(text).description).toContain(words);
	});

	test('is not told of marks that stand in its texts', () =>
		expect(failing('{"a": "“it’s”, ]"').description).toContain('missing quote, comma or bracket'));
});
