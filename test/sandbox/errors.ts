// The error answers: one class to throw anywhere, and the body BVNK's platform endpoints give.
import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

/** Field path, dotted (`company.associates[0].firstName`), to what is wrong with it. */
export type FieldErrors = Record<string, string[]>;

interface ErrorBody {
	code: string;
	traceId: string;
	status: string;
	message: string;
	details: { errors: FieldErrors };
}

/**
 * The body of an error answer. `ACCOUNTS-2000` is known for 400; BVNK publishes no list of the
 * other `ACCOUNTS-*` codes, so theirs are made up from the status.
 */
export function errorBody(status: number, message: string, errors: FieldErrors = {}): ErrorBody {
	return {
		code: status === 400 ? 'ACCOUNTS-2000' : `ACCOUNTS-0${status}`,
		traceId: randomBytes(16).toString('hex'),
		status: STATUS_CODES[status] ?? String(status),
		message,
		details: { errors },
	};
}

/** Thrown by a route; the server answers it with `status` and BVNK's error body. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly errors: FieldErrors = {},
		readonly headers: Record<string, string> = {},
		/** BVNK's code; made from the status unless told. */
		readonly code?: string,
	) {
		super(message);
	}
}

/** 400 with one of the codes that v2 documents, e.g. 4004. */
export function refusal(code: number, message: string): ApiError {
	return new ApiError(400, message, {}, {}, `bvnk:onboarding-accounts:${code}`);
}

/** v2 says one thing of each field, where the first version has a list. */
export function errorBodyV2(body: ErrorBody): object {
	const errors = Object.entries(body.details.errors).map(([path, all]) => [path, all.join('; ')]);
	return { ...body, details: { errors: Object.fromEntries(errors) as Record<string, string> } };
}

/** 400 `ACCOUNTS-2000` with the given field errors. */
export function invalidRequest(errors: FieldErrors): ApiError {
	return new ApiError(400, 'Invalid request', errors);
}
