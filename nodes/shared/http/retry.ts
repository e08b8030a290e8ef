// When a request is tried again, and after which pause. The policy stands here alone.

import type { Answer } from './call';

/** What may differ from API to API. */
export interface RetryPolicy {
	/** Statuses of a server that is busy or briefly away. Every other status is an answer. */
	statuses: ReadonlySet<number>;
	/** The wait that an answer asks for, in milliseconds; 0 where it asks for none. */
	waitAskedFor: (answer: Pick<Answer, 'headers' | 'body'>) => number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_WAIT_ASKED_FOR_MS = 60_000;

/** Tries in all, where the user says nothing else. */
export const DEFAULT_MAX_TRIES = 4;

/** What holds where an API says nothing else. */
export const RETRY: RetryPolicy = {
	statuses: new Set([408, 429, 502, 503, 504]),
	waitAskedFor: ({ headers }) => retryAfterMs(headers['retry-after']),
};

/**
 * Milliseconds to wait before the next try, never fewer than the answer asks for. They grow exponentially,
 * with full jitter, so that many items that failed together do not come back together.
 *
 * @param tries how many tries have been made, 1 or more
 * @param askedFor milliseconds; more than a minute counts as a minute
 */
export function retryDelay(tries: number, askedFor = 0): number {
	const exponential = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
	return Math.max(Math.random() * exponential, Math.min(askedFor, LONGEST_WAIT_ASKED_FOR_MS));
}

/** `Retry-After` (seconds, or an HTTP date: RFC 9110, 10.2.3) in milliseconds from now; 0 where it cannot be read. */
export function retryAfterMs(header: string | undefined): number {
	if (!header) return 0;
	const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_ASKED_FOR_MS) : 0;
}
