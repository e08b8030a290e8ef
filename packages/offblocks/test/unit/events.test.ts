// Offblocks' times: which of two is the later one.

import { versionOf } from '../../nodes/Offblocks/api/events';

const LATEST = Date.parse('2026-11-26T12:00:00Z') / 1000;
const version = (updatedAt: unknown) => versionOf(updatedAt, LATEST);

test('a later time sorts behind, however many digits are written', () => {
	const inOrder = [
		'2026-11-26T00:27:31Z',
		'2026-11-26T00:27:31.000000001Z',
		'2026-11-26T00:27:31.1Z',
		'2026-11-26T00:27:31.123456789Z',
		'2026-11-26T00:27:31.2Z',
		'2026-11-26T00:27:32Z',
	].map(version);

	expect(inOrder).not.toContain(undefined);
	expect([...inOrder].reverse().sort()).toEqual(inOrder);
});

test('the same time is the same, with and without zeros', () => {
	expect(version('2026-11-26T00:27:31.10Z')).toBe(version('2026-11-26T00:27:31.1Z'));
});

test.each([
	undefined,
	null,
	7,
	'',
	'yesterday',
	'2026-11-26',
	'2026-11-26T00:27:31+01:00',
	'2026-02-30T00:00:00Z',
	'2026-00-10T00:00:00Z',
	'2026-11-25T24:00:00Z',
	'2026-11-25T23:59:60Z',
	'2026-99-99T99:99:99Z',
	'9999-99-99T99:99:99.999999999Z',
])('%p cannot be compared', (given) => {
	expect(version(given)).toBeUndefined();
});

test('a time after the latest that can be cannot be compared', () => {
	expect(version('2026-11-26T12:00:00.999999999Z')).toBeDefined();
	expect(version('2026-11-26T12:00:01Z')).toBeUndefined();
	expect(version('2999-01-01T00:00:00Z')).toBeUndefined();
});

test('a leap day is a day', () => {
	expect(version('2024-02-29T00:00:00Z')).toBeDefined();
	expect(version('2023-02-29T00:00:00Z')).toBeUndefined();
});
