// A creation that BVNK refuses as known, after a try whose answer was lost, or in a retry of the node. What is there
// may be what that try made, what somebody else made meanwhile, or have been there before.

import { isKeyField } from '../../BvnkOnboarding/api/bvnk';
import { readProblem } from '../../BvnkOnboarding/api/errors';
import type { Answer } from '../../shared/http/call';
import { hasAutomaticKey } from '../../shared/node/idempotencyKey';
import type { Item } from '../../shared/node/operation';
import type { Row } from '../api/answers';

/** A moment with its zone. What has none would be read in the zone of this machine, hours off. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i;

/** Words of a refusal by which a key is known, and nothing was done under it that counts as this request. */
const NOT_DONE = /\bprogress|\bprocess|\bdifferent|\banother|\bmismatch|\bnot match/i;

/**
 * Whether a refusal says that BVNK knows the idempotency key: a try with it was carried out, as BVNK forgets
 * those that fail. That the key stands elsewhere in the answer, such as in a trace ID, says nothing.
 *
 * @param refused an answer that says that something exists
 */
export function isAboutKey({ body, text }: Pick<Answer, 'body' | 'text'>, key: string): boolean {
	const { message, findings } = readProblem(body);
	const told = [{ field: '', text: body === undefined ? text : (message ?? '') }, ...findings];
	const about = told.filter(
		(one) => isKeyField(one.field) || one.text.toLowerCase().includes(key.toLowerCase()),
	);
	return about.length > 0 && !told.some((one) => NOT_DONE.test(one.text));
}

/**
 * Whether a refusal may be about what this item has done itself. That is by a try before, or in an attempt
 * before of n8n's Retry On Fail, which has the same automatic key.
 */
export const mayBeOwnDoing = (
	item: Item,
	refused: Pick<Answer, 'body' | 'text' | 'mayHaveActedBefore'>,
	key: string,
): boolean => refused.mayHaveActedBefore || (hasAutomaticKey(item) && isAboutKey(refused, key));

/**
 * Whether something came to be between the start of the first try and the refusal of the last one, all by BVNK's
 * own clock. So may what others have made meanwhile, and in the second before.
 *
 * @returns undefined where BVNK does not tell
 */
export function isMadeMeanwhile(
	{ headers, tookMs }: Pick<Answer, 'headers' | 'tookMs'>,
	createdAt: unknown,
): boolean | undefined {
	// of whole seconds: the moment is up to a second later
	const refusedAt = Date.parse(headers.date ?? '');
	const at = momentOf(createdAt);
	if (Number.isNaN(refusedAt) || Number.isNaN(at)) return undefined;
	return at >= refusedAt - tookMs && at < refusedAt + 1000;
}

/** Those that came to be meanwhile, the oldest first; undefined where BVNK does not tell when each did. */
export function madeMeanwhile(
	refused: Pick<Answer, 'headers' | 'tookMs'>,
	rows: Row[],
): Row[] | undefined {
	const told = rows.map(({ createdAt }) => isMadeMeanwhile(refused, createdAt));
	if (told.includes(undefined)) return undefined;
	return rows
		.filter((_, index) => told[index])
		.sort((a, b) => momentOf(a.createdAt) - momentOf(b.createdAt));
}

/** Of those that look so, those that an item has made, where a refusal is about its own doing and its key. */
export const madeUnderKey = (
	refused: Pick<Answer, 'headers' | 'tookMs' | 'mayHaveActedBefore'>,
	rows: Row[],
): Row[] =>
	// what an attempt before has made, by n8n's Retry On Fail, is older than this one
	refused.mayHaveActedBefore ? (madeMeanwhile(refused, rows) ?? rows) : rows;

/** Whether each came to be at another moment than the others, so that their order is known. */
export const areInOrder = (rows: Row[]): boolean =>
	new Set(rows.map(({ createdAt }) => momentOf(createdAt))).size === rows.length;

const momentOf = (createdAt: unknown): number =>
	typeof createdAt === 'string' && MOMENT.test(createdAt) ? Date.parse(createdAt) : NaN;
