// Only a checked reference can become part of a path. Most of this is said to the compiler: a line below
// `@ts-expect-error` that compiles is an error, which the gate's type check finds.

import { anyReference, uuidReference } from '../../nodes/shared/check/reference';
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

describe('a reference of any form', () => {
	const check = anyReference('an id');

	test.each(['3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', 'cus_12', 'A.b:c~1', '7'])(
		'may be %s',
		(id) => {
			expect(check.safeParse(` ${id} `).data).toBe(id);
		},
	);

	test.each(['..', '.', '../x', 'a/b', 'a?b', 'a#b', 'a%2fb', '-a', 'a b', 'ä', 'a'.repeat(201)])(
		'may not be %s',
		(id) => {
			expect(check.safeParse(id).error?.issues[0]?.message).toBe('must be an id');
		},
	);

	test('may not be a number or an object', () => {
		expect(check.safeParse(7).success).toBe(false);
		expect(check.safeParse({ id: 'a' }).success).toBe(false);
	});
});
