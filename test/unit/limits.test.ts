// What one answer may take: SECURITY.md and docs/requests.md name both limits.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { answerText, MAX_ANSWER_BYTES, TOO_LARGE } from '../../nodes/shared/http/answerText';

const never = new AbortController().signal;

/** So many pieces of a megabyte, made when they are asked for. */
function megabytes(count: number) {
	const asked = { pieces: 0 };
	const stream = Readable.from(
		(function* () {
			for (; asked.pieces < count; asked.pieces++) yield Buffer.alloc(MEGABYTE, 'x');
		})(),
	);
	return { stream, asked };
}

const MEGABYTE = 1_000_000;
const LIMIT = MAX_ANSWER_BYTES / MEGABYTE;

test.each(['SECURITY.md', 'docs/requests.md'])('%s names the limit', (page) => {
	const text = readFileSync(path.join(__dirname, '../..', page), 'utf8');

	expect(text).toMatch(new RegExp(`[Aa]nswer of more than ${LIMIT} MB`));
});

test('an answer of the limit is read', async () => {
	const text = await answerText(megabytes(LIMIT).stream, never);

	expect(text.length).toBe(MAX_ANSWER_BYTES);
});

test('of a larger one no more is read, and its connection is closed', async () => {
	const { stream, asked } = megabytes(10_000);

	await expect(answerText(stream, never)).rejects.toMatchObject({ code: TOO_LARGE });
	expect(stream.destroyed).toBe(true);
	expect(asked.pieces).toBeLessThan(2 * LIMIT);
});

test('an answer that does not end is left when the time is up', async () => {
	const stream = new Readable({ read: () => undefined });
	const limit = new AbortController();
	const reading = answerText(stream, limit.signal);
	limit.abort();

	await expect(reading).rejects.toMatchObject({ code: 'ETIMEDOUT' });
	expect(stream.destroyed).toBe(true);
});
