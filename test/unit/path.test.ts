// Only a checked reference can become part of a path. Most of this is said to the compiler: a line below
// `@ts-expect-error` that compiles is an error, which the gate's type check finds.

import { uuidReference } from '../../nodes/shared/check/reference';
import { calls, path } from '../../nodes/shared/http/call';

const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const { get } = calls('/platform/v1');

test('a checked reference stands in a path', () => {
	const reference = uuidReference(` ${REFERENCE.toUpperCase()} `)!;

	expect(get(path`/customers/${reference}`, 'customer').path).toBe(
		`/platform/v1/customers/${REFERENCE}`,
	);
});

test('any other text does not compile', () => {
	const text: string = REFERENCE;

	// @ts-expect-error a text that was not checked
	expect(path`/customers/${text}`).toContain(REFERENCE);
	// @ts-expect-error a path that was not made by `path`
	expect(get(`/customers/${text}`, 'customer').path).toContain(REFERENCE);
});

test('and whatever got in all the same would be one level of the path', () => {
	const hostile = '../../accounts?x=1#' as never;

	expect(path`/customers/${hostile}`).toBe('/customers/..%2F..%2Faccounts%3Fx%3D1%23');
});

test.each(['', 'crm-1', '../x', `${REFERENCE}/x`, 7, null, undefined])(
	'%j is no reference',
	(value) => expect(uuidReference(value)).toBeUndefined(),
);
