// Offblocks' times: which of two is the later one.

import { versionOf } from '../../nodes/Offblocks/api/events';

test('a later time sorts behind, however many digits are written', () => {
	const inOrder = [
		'2026-11-26T00:27:31Z',
		'2026-11-26T00:27:31.000000001Z',
		'2026-11-26T00:27:31.1Z',
		'2026-11-26T00:27:31.123456789Z',
		'2026-11-26T00:27:31.2Z',
		'2026-11-26T00:27:32Z',
	].map(versionOf);

	expect(inOrder).not.toContain(undefined);
	expect([...inOrder].reverse().sort()).toEqual(inOrder);
});

test('the same time is the same, with and without zeros', () => {
	expect(versionOf('2026-11-26T00:27:31.10Z')).toBe(versionOf('2026-11-26T00:27:31.1Z'));
});

test.each([undefined, null, 7, '', 'yesterday', '2026-11-26', '2026-11-26T00:27:31+01:00'])(
	'%p cannot be compared',
	(given) => {
		expect(versionOf(given)).toBeUndefined();
	},
);
