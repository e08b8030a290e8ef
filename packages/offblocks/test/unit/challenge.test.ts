// A challenge as text, and whether it says by itself that its time is over.

import {
	isExpired,
	textOfChallenge,
	withChallengeText,
} from '../../nodes/Offblocks/output/challenge';

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

const NOW = Date.parse('2026-03-01T12:00:00Z');
const issued = (at: string, more = '') =>
	base64(`api.sandbox.offblocks.xyz wants you to sign in\n\nNonce: a1b2\nIssued At: ${at}${more}`);

test.each([
	['a text of several lines', base64('a\nb — ü'), 'a\nb — ü'],
	['bytes that are no text', base64(Buffer.from([0xff, 0xfe, 0x00])), null],
	['a text with a control character', base64('a\u0000b'), null],
	['nothing', '', null],
])('%s', (_, challenge, text) => {
	expect(textOfChallenge(challenge)).toBe(text);
});

test('an answer without a challenge stays as it is', () => {
	expect(withChallengeText({ id: '1' })).toEqual({ id: '1' });
});

test.each([
	['just issued', issued('2026-03-01T11:59:59Z'), false],
	['issued an hour ago, within the tolerance of the clocks', issued('2026-03-01T10:59:00Z'), false],
	['issued more than an hour ago', issued('2026-03-01T10:57:00Z'), true],
	[
		'of another age, that says when it expires',
		issued('2026-03-01T09:00:00Z', '\nExpiration Time: 2026-03-01T13:00:00Z'),
		false,
	],
	[
		'that says that it has expired',
		issued('2026-03-01T11:59:00Z', '\nExpiration Time: 2026-03-01T11:50:00Z'),
		true,
	],
	['of a date that cannot be read', issued('yesterday'), false],
	['that is no text', base64(Buffer.from([0xff, 0xfe])), false],
])('a challenge %s', (_, challenge, expired) => {
	expect(isExpired(challenge, NOW)).toBe(expired);
});
