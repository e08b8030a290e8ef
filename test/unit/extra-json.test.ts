// What `Extra JSON` does to a body: RFC 7396, and no way to an object's prototype.

import { withExtraJson } from '../../nodes/shared/form/read';
import type { Call } from '../../nodes/shared/node/operation';

const call = { itemIndex: 0, context: { getNode: () => ({ name: 'BVNK Onboarding' }) } } as Call;

const merged = (body: object, extra: unknown) =>
	withExtraJson(call, structuredClone(body) as never, extra);

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
	expect(() => merged({ a: {} }, extra)).toThrow(/'Extra JSON' holds the key '\w+', which is not/);
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
