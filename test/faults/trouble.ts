// What goes wrong, how often, and with which request: decided by a seed, the request and the try alone,
// so that the order in which requests happen to arrive changes nothing.
import { createHash } from 'node:crypto';
import type { AskedRequest, Fault, Sandbox } from '../sandbox/server';

/** How long the node waits for an answer here, in milliseconds; a late answer comes after it. */
export const TIMEOUT_MS = 1000;
const LATE_MS = 1500;

/** Tries of one request that all fail where trouble is stubborn: as many as the node makes by itself. */
const STUBBORN_TRIES = 4;
const STUBBORN_PER_MILLE = 15;

/** One kind of trouble. */
interface Trouble {
	name: string;
	/** Of a thousand tries, those that meet it. */
	perMille: number;
	fault: Fault;
	/** True: the server acts first. Kinds that spoil the real answer act first in any case. */
	acts?: boolean;
	/** True: the node tries again by itself, after no more than a pause of its own. */
	passes?: boolean;
}

const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });

/** Kinds of which a try meets one at most. */
export const TROUBLES: Trouble[] = [
	{ name: '429', perMille: 10, fault: { status: 429 }, passes: true },
	{
		name: '429, Retry-After 0',
		perMille: 20,
		fault: { status: 429, headers: retryAfter(0) },
		passes: true,
	},
	{ name: '429, Retry-After 1', perMille: 3, fault: { status: 429, headers: retryAfter(1) } },
	{ name: '502', perMille: 12, fault: { status: 502 }, passes: true },
	{ name: '503', perMille: 12, fault: { status: 503 }, passes: true },
	{ name: '504', perMille: 10, fault: { status: 504 }, passes: true },
	{
		name: '503 after it acted',
		perMille: 12,
		fault: { status: 503 },
		acts: true,
		passes: true,
	},
	{
		name: '504 after it acted',
		perMille: 12,
		fault: { status: 504 },
		acts: true,
		passes: true,
	},
	{ name: '500', perMille: 6, fault: { status: 500 } },
	{ name: '500 after it acted', perMille: 6, fault: { status: 500 }, acts: true },
	{ name: 'cut before it acted', perMille: 25, fault: { kind: 'cut' }, passes: true },
	{ name: 'cut after it acted', perMille: 25, fault: { kind: 'cutAfter' }, passes: true },
	{ name: 'body cut off', perMille: 15, fault: { kind: 'cutBody' }, passes: true },
	{ name: 'HTML page, 403', perMille: 6, fault: { kind: 'html' } },
	{ name: 'HTML page, 503', perMille: 10, fault: { kind: 'html', status: 503 }, passes: true },
	{
		name: 'HTML page, 200 after it acted',
		perMille: 5,
		fault: { kind: 'html', status: 200 },
		acts: true,
	},
	{ name: 'JSON cut in half', perMille: 8, fault: { kind: 'truncatedJson' } },
	{ name: 'clock 90 s ahead', perMille: 4, fault: { kind: 'clock', ms: 90_000 } },
	{ name: 'clock 90 s behind', perMille: 4, fault: { kind: 'clock', ms: -90_000 } },
	{ name: 'clock 30 s off', perMille: 8, fault: { kind: 'clock', ms: 30_000 } },
	{ name: 'body of 200 ms', perMille: 5, fault: { kind: 'slowBody', ms: 200 } },
];

/** Kinds that only take time, and come on top of the others. */
export const DELAYS: Trouble[] = [
	{ name: 'delay of 5 ms', perMille: 150, fault: { kind: 'delay', ms: 5 } },
	{ name: 'delay of 40 ms', perMille: 50, fault: { kind: 'delay', ms: 40 } },
	{ name: 'acts after the time-out', perMille: 5, fault: { kind: 'delay', ms: LATE_MS } },
];

/** A number from 0 up to 1 that depends on nothing but what is given. */
function draw(...from: Array<string | number>): number {
	return createHash('sha256').update(from.join(' ')).digest().readUInt32BE(0) / 2 ** 32;
}

/** The kind on which a number from 0 up to 1 falls when every kind has its share of `whole`. */
function pick(kinds: Trouble[], number: number, whole: number): Trouble | undefined {
	let end = 0;
	return kinds.find(({ perMille }) => (end += perMille) > number * whole);
}

/** The kind of trouble that a try of a request meets; undefined where it meets none. */
export function troubleOf(seed: number, { request, time }: AskedRequest): Trouble | undefined {
	const isStubborn = draw(seed, 'stubborn', request) * 1000 < STUBBORN_PER_MILLE;
	const number = draw(seed, 'trouble', request, time);
	if (!isStubborn || time > STUBBORN_TRIES) return pick(TROUBLES, number, 1000);
	const passing = TROUBLES.filter(({ passes }) => passes);
	const whole = passing.reduce((sum, { perMille }) => sum + perMille, 0);
	return pick(passing, number, whole);
}

/** The delay that a try of a request meets; undefined where it meets none. */
function delayOf(seed: number, { request, time }: AskedRequest): Trouble | undefined {
	return pick(DELAYS, draw(seed, 'delay', request, time), 1000);
}

/**
 * Makes a server meet its requests with trouble.
 *
 * @returns counts, by kind, the tries that met it so far
 */
export function addTrouble(sandbox: Sandbox, seed: number): () => Record<string, number> {
	const add = (kinds: Trouble[], of: typeof troubleOf) =>
		kinds.map((kind) => {
			const when = (asked: AskedRequest) => of(seed, asked)?.name === kind.name;
			const match = { when, times: Infinity, ...(kind.acts ? { before: false } : {}) };
			return { name: kind.name, rule: sandbox.fail(match, kind.fault) };
		});
	const rules = [...add(TROUBLES, troubleOf), ...add(DELAYS, delayOf)];
	return () => Object.fromEntries(rules.map(({ name, rule }) => [name, rule.applied]));
}
