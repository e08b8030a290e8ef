// The shapes in which LegalTalent says that something is wrong, and one way to read them all.

import type { Problem } from '../../../../../nodes/shared/api';
import { isObject } from '../../../../../nodes/shared/check/groups';

/** The characters that are read of a text that is no JSON. */
const MAX_TEXT = 300;

/**
 * Reads an error body of any shape that LegalTalent is known to answer with, and does not mind any other.
 *
 * - `{status: "error", error: {type, message, code}}`
 * - `{status: "error", error: "…"}`, as for seats that are used up
 * - `{error, message, retry_after}` of the limit of requests
 * - `{message}` and `{Message}`, as the AWS services before the API answer
 * - plain text
 */
export function readProblem(body: unknown): Problem {
	if (typeof body === 'string') return { message: plainText(body), findings: [] };
	if (!isObject(body)) return { findings: [] };
	const error = isObject(body.error) ? body.error : {};
	const message =
		textOf(error.message) ?? textOf(body.error) ?? textOf(body.message) ?? textOf(body.Message);
	return {
		message,
		code: textOf(error.code) ?? textOf(error.type) ?? textOf(body.code),
		traceId: requestIdOf(body),
		findings: [error.details, error.errors, body.details, body.errors].flatMap(findingsIn),
	};
}

/** Whether an answer with a good status says that the call did not work. */
export const isRefusal = (body: unknown): boolean =>
	isObject(body) && typeof body.status === 'string' && /^error$/i.test(body.status);

/** The seconds that the limit of requests asks to wait; undefined where it does not say. */
export function secondsToWait(body: unknown): number | undefined {
	const seconds = isObject(body) ? Number(body.retry_after ?? NaN) : NaN;
	return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** The newer answers have it in `meta`, those of a monitoring run in `execution_context`. */
function requestIdOf({ meta, execution_context: context, request_id: own }: Level) {
	const inside = [meta, context].filter(isObject).map((level) => textOf(level.request_id));
	return inside.find((id) => id !== undefined) ?? textOf(own);
}

type Level = Record<string, unknown>;

/** Findings about fields. LegalTalent documents no such list: one of objects with a field and words is read. */
function findingsIn(list: unknown): Problem['findings'] {
	if (!Array.isArray(list)) return [];
	return list.filter(isObject).flatMap((entry) => {
		const text = textOf(entry.message) ?? textOf(entry.msg);
		const field = textOf(entry.field) ?? textOf(entry.path);
		return text ? [{ ...(field ? { field } : {}), text }] : [];
	});
}

/** Words that are no JSON, at a length that is read. A web page has none of the API's. */
function plainText(body: string): string | undefined {
	return body.trimStart().startsWith('<') ? undefined : textOf(body.slice(0, MAX_TEXT));
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}
