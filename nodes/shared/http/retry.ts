// When a request is tried again, and after which pause. The policy stands here alone.

/** The server is busy or briefly away. Every other status is an answer, and asking again would not change it. */
const WORTH_RETRYING = new Set([429, 502, 503, 504]);

/** What Node.js and the HTTP library call a connection that could not be made or did not last. */
const NETWORK_CODES = new Set([
	'EAI_AGAIN',
	'ECONNABORTED',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_NETWORK',
	'ETIMEDOUT',
]);

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_RETRY_AFTER_MS = 60_000;

export const DEFAULT_MAX_TRIES = 4;

/** Whether an answer with this status may be asked for again. */
export function isWorthRetrying(status: number): boolean {
	return WORTH_RETRYING.has(status);
}

/** Whether a failure with this code was the network's, so that the same request may be sent again. */
export function isNetworkCode(code: string | undefined): boolean {
	return code !== undefined && NETWORK_CODES.has(code);
}

/**
 * Milliseconds to wait before the next try: exponential with full jitter, so that many items that
 * failed together do not come back together, and never shorter than what `Retry-After` asks for.
 *
 * @param tries how many tries have been made, 1 or more
 * @param retryAfter the header as received: seconds, or an HTTP date (RFC 9110, 10.2.3)
 */
export function pauseBeforeRetry(tries: number, retryAfter?: string): number {
	const exponential = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
	return Math.max(Math.random() * exponential, retryAfterMs(retryAfter));
}

/** `Retry-After` in milliseconds from now, at most 60,000; 0 where it says nothing that can be read. */
export function retryAfterMs(header: string | undefined): number {
	if (!header) return 0;
	const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
	return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS) : 0;
}
