// A creation whose answer was lost, and whose next try BVNK refuses. What is there may be what that try made, what
// somebody else made meanwhile, or have been there before.

import { readProblem } from '../../BvnkOnboarding/api/errors';
import type { Answer } from '../../shared/http/call';
import type { Row } from '../api/answers';

/** A moment with its zone. What has none would be read in the zone of this machine, hours off. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * Whether a refusal says that BVNK knows the idempotency key: a try with it was carried out, as BVNK forgets
 * those that fail. That the key stands elsewhere in the answer, such as in a trace ID, says nothing.
 *
 * @param refused an answer that says that something exists
 */
export function isAboutKey({ body, text }: Pick<Answer, 'body' | 'text'>, key: string): boolean {
	const { message = '', findings } = readProblem(body);
	const words = [body === undefined ? text : message, ...findings.map((finding) => finding.text)];
	return (
		findings.some(({ field = '' }) => /idempotency/i.test(field)) ||
		words.some((one) => one.toLowerCase().includes(key.toLowerCase()))
	);
}

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

/** Whether each came to be at another moment than the others, so that their order is known. */
export const areInOrder = (rows: Row[]): boolean =>
	new Set(rows.map(({ createdAt }) => momentOf(createdAt))).size === rows.length;

const momentOf = (createdAt: unknown): number =>
	typeof createdAt === 'string' && MOMENT.test(createdAt) ? Date.parse(createdAt) : NaN;
