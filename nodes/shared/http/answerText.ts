// An answer, read piece by piece: never more than a limit, never longer than its time.

import type { Api } from '../api';
import { jsonOf } from '../check/json';
import { onAbort } from './abort';
import type { Answer } from './call';
import { codedError, timedOut } from './network';

/** The most that is read of one answer, in bytes after decompression: far above any list or form. */
export const MAX_ANSWER_BYTES = 60_000_000;

/**
 * The most values that an answer may hold, by its commas and opening brackets. JSON of nothing but empty
 * objects takes twenty times its size in memory, so its bytes alone are no limit.
 */
const MAX_VALUES = 2_000_000;
const [COMMA, BRACE, BRACKET] = [...',{['].map((mark) => mark.charCodeAt(0));

/** What Node.js's streams have of a readable stream, and all that is used here. */
export interface ByteStream extends AsyncIterable<Buffer | string> {
	destroy(error?: Error): void;
}

/** An answer that is larger than the limit. */
export const TOO_LARGE = 'ANSWER_TOO_LARGE';

/**
 * Reads an answer's body. Whatever ends the reading closes its connection.
 *
 * @param body a stream; a text is handed on, because n8n's mocked runs answer one
 * @param signal ends the reading
 * @throws Error ANSWER_TOO_LARGE for one above the limits, and ETIMEDOUT when the signal fires
 */
export async function answerText(
	body: unknown,
	signal: AbortSignal,
	maxBytes = MAX_ANSWER_BYTES,
): Promise<string> {
	if (typeof body === 'string') return body;
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	if (!isByteStream(body)) return body === undefined || body === null ? '' : JSON.stringify(body);
	const whole = await answerBytes(body, signal, maxBytes);
	// a value takes a byte at least, so that most answers need no counting
	if (whole.length > MAX_VALUES && valuesIn(whole) > MAX_VALUES) throw tooLarge();
	return whole.toString('utf8');
}

/**
 * Reads a stream to its end, as `answerText` does: never more than a limit, and no longer than the signal
 * lets it.
 */
export async function answerBytes(
	body: ByteStream,
	signal: AbortSignal,
	maxBytes: number,
): Promise<Buffer> {
	const forget = onAbort(signal, () => body.destroy(timedOut()));
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		// leaving the loop destroys the stream, and with it the connection
		for await (const chunk of body) {
			const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
			bytes += piece.length;
			if (bytes > maxBytes) throw tooLarge();
			chunks.push(piece);
		}
	} finally {
		forget();
	}
	return Buffer.concat(chunks);
}

const tooLarge = () => codedError(TOO_LARGE, 'The answer is too large');

/** A response that came at the first try, its body read, and its JSON taken out of the API's envelope. */
export async function answerOf(
	{ open, isRefusal }: Pick<Api, 'open' | 'isRefusal'>,
	{ status, headers, body }: { status: number; headers: Answer['headers']; body: unknown },
	signal: AbortSignal,
	maxBytes?: number,
): Promise<Answer> {
	const text = await answerText(body, signal, maxBytes);
	const json = jsonOf(text);
	return {
		status,
		headers,
		body: json === undefined ? undefined : (open?.(json) ?? json),
		...(json !== undefined && isRefusal?.(json) ? { isRefusal: true } : {}),
		text,
		tries: 1,
		mayHaveActedBefore: false,
		tookMs: 0,
	};
}

/** Whether a body comes piece by piece. */
export function isByteStream(value: unknown): value is ByteStream {
	return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function valuesIn(piece: Buffer): number {
	let count = 0;
	for (let at = 0; at < piece.length; at++) {
		const byte = piece[at];
		if (byte === COMMA || byte === BRACE || byte === BRACKET) count++;
	}
	return count;
}
