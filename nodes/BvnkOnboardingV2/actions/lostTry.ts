// A creation whose answer was lost, and whose next try BVNK refuses: what is there may be what that try made, or
// have been there before.

import type { Answer } from '../../shared/http/call';
import type { Row } from '../api/answers';

/** When the first try began, by this machine's clock in ms, and under which idempotency key all were sent. */
export interface Tries {
	startedAt: number;
	key: string;
}

/**
 * Which of the things that look like what was sent the lost try has made. BVNK's own clock tells: they came to be
 * after the first try began. Where it tells no time, its refusal has to name the key of the tries.
 *
 * @param refused the answer to the last try, just received
 * @param alike all that BVNK has of that look
 * @param count how many were sent
 * @returns as many as were sent, the oldest first; `amongOthers` where BVNK took them, and more look the same;
 * undefined where nothing shows that the lost try has made them
 */
export function madeByLostTry(
	refused: Pick<Answer, 'headers' | 'text'>,
	{ startedAt, key }: Tries,
	alike: Row[],
	count: number,
): Row[] | 'amongOthers' | undefined {
	const isKeyNamed = refused.text.toLowerCase().includes(key.toLowerCase());
	// BVNK's Date has whole seconds, so that this is never too late
	const since = startedAt - (Date.now() - Date.parse(refused.headers.date ?? ''));
	const timed = alike.map((row) => ({ row, at: Date.parse(String(row.createdAt)) }));
	const isTold = [since, ...timed.map(({ at }) => at)].every(Number.isFinite);
	const made = isTold
		? timed.filter(({ at }) => at >= since).sort((a, b) => a.at - b.at)
		: isKeyNamed
			? timed
			: [];
	if (made.length === count) return made.map(({ row }) => row);
	return isKeyNamed && made.length > count ? 'amongOthers' : undefined;
}
