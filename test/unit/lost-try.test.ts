// What came to be between the first try of a creation and the refusal of the last one, by BVNK's own clock.
import {
	areInOrder,
	isAboutKey,
	isMadeMeanwhile,
	madeMeanwhile,
} from '../../nodes/BvnkOnboardingV2/actions/lostTry';

/** BVNK's second is that of 10:00:30 to 10:00:31; the first try began five seconds before. */
const refused = { headers: { date: 'Thu, 26 Nov 2026 10:00:30 GMT' }, tookMs: 5000 };
const KEY = '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02';

test.each([
	['2026-11-26T10:00:25.000Z', true],
	['2026-11-26T10:00:30.900Z', true],
	['2026-11-26T11:00:27.123456789+01:00', true],
	['2026-11-26T05:00:27-0500', true],
	['2026-11-26T10:00:24.999Z', false],
	// after BVNK had refused the last try
	['2026-11-26T10:00:31.000Z', false],
	['2026-11-26T09:00:27Z', false],
])('what came to be at %s came to be meanwhile: %p', (createdAt, isMeanwhile) => {
	expect(isMadeMeanwhile(refused, createdAt)).toBe(isMeanwhile);
});

test.each([
	// its hour would be that of whichever zone this machine is in
	'2026-11-26T10:00:27',
	'2026-11-26T10:00:27.123456',
	'2026-11-26',
	'Thu, 26 Nov 2026 10:00:27 GMT',
	1_795_687_227_000,
	'',
	null,
	undefined,
])('the moment %p is none that BVNK tells', (createdAt) => {
	expect(isMadeMeanwhile(refused, createdAt)).toBeUndefined();
	expect(madeMeanwhile(refused, [{ id: 'a', createdAt }])).toBeUndefined();
});

test.each([undefined, '', 'yesterday'])('nothing is told by the Date %p', (date) => {
	const headers = { date };

	expect(isMadeMeanwhile({ headers, tookMs: 5000 }, '2026-11-26T10:00:27Z')).toBeUndefined();
});

test('those of a list come in their order, and only where each is told', () => {
	const [before, first, second] = [
		{ id: 'before', createdAt: '2026-11-26T10:00:00Z' },
		{ id: 'first', createdAt: '2026-11-26T10:00:27Z' },
		{ id: 'second', createdAt: '2026-11-26T10:00:28Z' },
	];

	expect(madeMeanwhile(refused, [second, before, first])).toEqual([first, second]);
	expect(madeMeanwhile(refused, [second, { id: 'untold' }])).toBeUndefined();
	expect(areInOrder([first, second])).toBe(true);
	expect(areInOrder([first, { ...first, id: 'twin' }])).toBe(false);
});

test.each<[string, unknown, string, boolean]>([
	['in its message', { message: `Request with id ${KEY.toUpperCase()} already exists` }, '', true],
	['of a field', { details: { errors: { reference: [`${KEY} already exists`] } } }, '', true],
	['by its header', { details: { errors: { 'Idempotency-Key': ['already exists'] } } }, '', true],
	['in words that are no JSON', undefined, `Request ${KEY} already exists`, true],
	['as a trace ID alone', { message: 'Document already exists', traceId: KEY }, KEY, false],
	[
		'while it is in work',
		{ details: { errors: { 'Idempotency-Key': [`${KEY} is already being processed`] } } },
		'',
		false,
	],
	[
		'of another request',
		{ message: `${KEY} was already used with a different request body` },
		'',
		false,
	],
	['nowhere', { message: 'Document already exists' }, '', false],
])('a refusal is about the key where it names it: %s', (_, body, text, isAbout) => {
	expect(isAboutKey({ body, text }, KEY)).toBe(isAbout);
});
