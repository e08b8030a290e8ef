// The time of a refusal tells nothing of the right signature: one that is right but for its last
// characters takes as long as one that is wrong from the first.
//
// Compared by rank (Mann-Whitney), on samples that were taken in turns, so neither a slow machine nor a
// pause makes a difference: it would have to hit one kind more often than the other. What `===` or
// memcmp give away is below what this can see: that neither is used, trigger-signature.test.ts shows.

import crypto, { createHmac } from 'node:crypto';
import { schemeOf } from '../../nodes/BvnkOnboarding/api/signature';
import type { Delivery } from '../../nodes/shared/webhook/delivery';

jest.setTimeout(60_000);

/** Samples of each kind, and calls in one sample. */
const SAMPLES = 3_000;
const CALLS = 20;
/** Standard deviations from what chance gives: less than once in 10^8. */
const TOO_FAR = 6;
const TRIES = 3;

const secret = 'whsec-EXAMPLE-0001';
const body = Buffer.from('{"event":"bvnk:platform:customer:status-change","data":{}}');
const right = (encoding: 'base64' | 'hex') =>
	createHmac('sha256', secret).update(body).digest(encoding);

const delivery = (signature: string): Delivery => ({
	body,
	headers: { 'x-signature': signature },
	contentType: 'application/json',
	method: 'POST',
	url: () => undefined,
	paths: () => ['/webhook/x/bvnk'],
});

/**
 * The same length and the same letters: the right one, with two letters near its end, or at its beginning,
 * changed. The last letter of base64 stays: some of its bits belong to no byte, and must be zero.
 */
function forged(signature: string): { wrongAtEnd: Delivery; wrongFromStart: Delivery } {
	const letters = [...signature];
	const other = (letter: string) => (letter === 'a' ? 'b' : 'a');
	const end = signature.replace(/=*$/, '').length;
	return {
		wrongAtEnd: delivery(
			letters.map((l, at) => (at >= end - 3 && at < end - 1 ? other(l) : l)).join(''),
		),
		wrongFromStart: delivery(letters.map((l, at) => (at < 2 ? other(l) : l)).join('')),
	};
}

function sample(given: Delivery): number {
	const start = process.hrtime.bigint();
	for (let call = 0; call < CALLS; call++) schemeOf(given, secret);
	return Number(process.hrtime.bigint() - start);
}

/** By how many standard deviations the ranks of one list lie above those of the other. */
function difference(one: number[], other: number[]): number {
	const all = [...one.map((ns) => ({ ns, own: true })), ...other.map((ns) => ({ ns, own: false }))];
	all.sort((a, b) => a.ns - b.ns);
	// ties are few among nanoseconds, and the order within them is as it comes
	const ranks = all.reduce((sum, { own }, index) => (own ? sum + index + 1 : sum), 0);
	const [n, m] = [one.length, other.length];
	const u = ranks - (n * (n + 1)) / 2;
	return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** Whether the two kinds differ in time by more than chance gives. */
function differs(encoding: 'base64' | 'hex'): boolean {
	const { wrongAtEnd, wrongFromStart } = forged(right(encoding));
	const times: [number[], number[]] = [[], []];
	for (let warmUp = 0; warmUp < 500; warmUp++) sample(warmUp % 2 ? wrongAtEnd : wrongFromStart);
	for (let pair = 0; pair < SAMPLES; pair++) {
		// which one goes first is drawn: the second finds warmer caches
		const order = Math.random() < 0.5 ? [0, 1] : [1, 0];
		for (const kind of order) times[kind]!.push(sample(kind === 0 ? wrongAtEnd : wrongFromStart));
	}
	return Math.abs(difference(...times)) > TOO_FAR;
}

/** A real difference is there each time. */
const tries = Array.from({ length: TRIES });

test.each(['base64', 'hex'] as const)(
	'a signature in %s that is right up to its end is refused no later than one that never was',
	(encoding) => {
		expect(tries.every(() => differs(encoding))).toBe(false);
	},
);

describe('a comparison that stops at the first difference', () => {
	const { timingSafeEqual } = crypto;
	beforeEach(() => {
		crypto.timingSafeEqual = (one, other) => {
			const [left, right] = [one as Buffer, other as Buffer];
			// slow enough to be seen beside whatever else a machine is doing
			for (let at = 0; at < left.length; at++) {
				for (let times = 0; times < 50; times++) if (left[at] !== right[at]) return false;
			}
			return true;
		};
	});
	afterEach(() => {
		crypto.timingSafeEqual = timingSafeEqual;
	});

	test.each(['base64', 'hex'] as const)('would be found out by this, in %s', (encoding) => {
		expect(tries.some(() => differs(encoding))).toBe(true);
	});
});
