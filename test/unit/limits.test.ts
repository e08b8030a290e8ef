// What one answer may take: SECURITY.md and docs/requests.md name both limits.

import { Readable } from 'node:stream';
import {
	answerText,
	failure,
	MAX_ANSWER_BYTES,
	TOO_LARGE,
} from '../../nodes/shared/http/answerText';

const never = new AbortController().signal;
const timedOut = () => failure('ETIMEDOUT', 'The time was up');

/** So many pieces of a megabyte, made when they are asked for. */
function megabytes(count: number) {
	const asked = { pieces: 0 };
	const stream = Readable.from(
		(function* () {
			for (; asked.pieces < count; asked.pieces++) yield Buffer.alloc(1_000_000, 'x');
		})(),
	);
	return { stream, asked };
}

test('the limit is 50 MB', () => expect(MAX_ANSWER_BYTES).toBe(50_000_000));

test('an answer of the limit is read', async () => {
	const text = await answerText(megabytes(50).stream, never, timedOut);

	expect(text.length).toBe(50_000_000);
});

test('of a larger one no more is read, and its connection is closed', async () => {
	const { stream, asked } = megabytes(10_000);

	await expect(answerText(stream, never, timedOut)).rejects.toMatchObject({ code: TOO_LARGE });
	expect(stream.destroyed).toBe(true);
	expect(asked.pieces).toBeLessThan(200);
});

test('an answer that does not end is left when the time is up', async () => {
	const stream = new Readable({ read: () => undefined });
	const limit = new AbortController();
	const reading = answerText(stream, limit.signal, timedOut);
	limit.abort();

	await expect(reading).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	expect(stream.destroyed).toBe(true);
});
