import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { keyOfValue } from '../../nodes/shared/http/idempotency';
import { miraBody } from '../engine/rows';

const idempotencyKeyOf = (body: unknown) => keyOfValue(bvnkV1.idempotency!.namespace, body);

test('the key of a body never changes, or a repeat after an update would create a second customer', () => {
	const body = { type: 'INDIVIDUAL', individual: { lastName: 'Holt', firstName: 'Zoë' } };

	expect(idempotencyKeyOf(body)).toBe('0adaf763-0caa-5cd3-a04b-4c95d9d29d76');
	expect(idempotencyKeyOf({})).toBe('3b0c3be8-55ba-5e63-bb96-c72c9f04839f');
});

test('it is a UUID of version 5', () => {
	expect(idempotencyKeyOf({ a: 1 })).toMatch(
		/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
	);
});

test('the order of the members does not matter, at any depth', () => {
	const { individual, type, ...others } = miraBody;
	const { address, cdd, ...person } = individual;
	const [line, ...rest] = Object.entries(address);

	expect(
		idempotencyKeyOf({
			individual: { cdd, address: Object.fromEntries([...rest, line!]), ...person },
			...others,
			type,
		}),
	).toBe(idempotencyKeyOf(miraBody));
});

test('the order of a list does matter', () => {
	expect(idempotencyKeyOf({ titles: ['A', 'B'] })).not.toBe(
		idempotencyKeyOf({ titles: ['B', 'A'] }),
	);
});

test.each([
	['another value', { ...miraBody, externalReference: 'crm-000418' }],
	['a member more', { ...miraBody, useCase: 'X' }],
	['null in place of nothing', { ...miraBody, useCase: null }],
	['a number in place of its text', { ...miraBody, externalReference: 417 }],
])('%s makes another key', (_, body) =>
	expect(idempotencyKeyOf(body)).not.toBe(idempotencyKeyOf(miraBody)),
);

test('an undefined member is no member, as in the JSON that is sent', () => {
	expect(idempotencyKeyOf({ ...miraBody, useCase: undefined })).toBe(idempotencyKeyOf(miraBody));
});
