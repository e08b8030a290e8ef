// The shapes in which BVNK says that something is wrong, and one way to read them all.

import type { Problem } from '../../shared/api';
import { isObject } from '../../shared/check/groups';

/** How deep bodies stand inside each other: lists of them do, once. What is deeper is no shape of BVNK's. */
const MAX_LEVELS = 5;

/**
 * Reads an error body of any shape that BVNK is known to answer with, and does not mind any other.
 *
 * - `{code, message, traceId, details: {errors}}`, with the errors as a map to lists, a map to text or a list
 * - an array of such objects
 * - the payment endpoints' `{errorList: [...]}`
 */
export function readProblem(body: unknown): Problem {
	return readLevel(body, 1);
}

function readLevel(body: unknown, level: number): Problem {
	if (level > MAX_LEVELS) return { findings: [] };
	const inner = (entries: unknown[]) => entries.map((entry) => readLevel(entry, level + 1));
	if (Array.isArray(body)) return merge(inner(body));
	if (!isObject(body)) return { findings: [] };
	const own: Problem = {
		message: textOf(body.message) ?? textOf(body.error),
		code: textOf(body.code),
		traceId: textOf(body.traceId) ?? textOf(body.requestId),
		findings: [
			...readFindings(isObject(body.details) ? body.details.errors : undefined),
			...readFindings(body.errors),
		],
	};
	const field = textOf(body.parameter) ?? textOf(body.field);
	if (field && own.message) own.findings.push({ field, text: own.message });
	return Array.isArray(body.errorList) ? merge([own, ...inner(body.errorList)]) : own;
}

function readFindings(errors: unknown): Problem['findings'] {
	if (Array.isArray(errors)) {
		return errors.flatMap((entry) => {
			if (!isObject(entry)) return textOf(entry) ? [{ text: textOf(entry)! }] : [];
			const text = textOf(entry.message) ?? textOf(entry.description) ?? textOf(entry.code);
			return text ? [{ field: textOf(entry.field) ?? textOf(entry.parameter), text }] : [];
		});
	}
	if (!isObject(errors)) return [];
	return Object.entries(errors).flatMap(([field, words]) =>
		(Array.isArray(words) ? words : [words]).flatMap((word) => {
			const text = textOf(word) ?? (isObject(word) ? textOf(word.message) : undefined);
			return text ? [{ field, text }] : [];
		}),
	);
}

function merge(problems: Problem[]): Problem {
	return {
		message: problems.find(({ message }) => message)?.message,
		code: problems.find(({ code }) => code)?.code,
		traceId: problems.find(({ traceId }) => traceId)?.traceId,
		findings: problems.flatMap(({ findings }) => findings),
	};
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}
