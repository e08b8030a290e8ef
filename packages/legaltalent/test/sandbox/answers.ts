// Envelopes and error answers, in the forms that the settings choose.
import { randomUUID } from 'node:crypto';
import type { SandboxSettings } from './settings';

/** Thrown by a route; the server answers it with `status` and an error body. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly code: string,
		/** True: this one is always worded as a text, as LegalTalent documents it. */
		readonly isText = false,
	) {
		super(message);
	}
}

type Settings = Pick<SandboxSettings, 'envelope' | 'errors'>;

/** An answer's data in its envelope. */
export function answer({ envelope }: Settings, data: unknown, meta: object = {}): object {
	const request_id = randomUUID();
	switch (envelope) {
		case 'meta':
			return { status: 'success', data, meta: { request_id, ...meta } };
		case 'executionContext':
			return {
				status: 'success',
				data,
				execution_context: { timestamp: new Date().toISOString(), request_id },
				...(Object.keys(meta).length > 0 ? { meta } : {}),
			};
		default:
			return data as object;
	}
}

/** The body of an error answer. */
export function errorBody({ errors }: Settings, status: number, message: string, code: string) {
	const isGate = status === 401 || status === 403;
	if (isGate && errors === 'aws') return { message: status === 401 ? 'Unauthorized' : 'Forbidden' };
	if (isGate && errors === 'awsDeny') {
		return { Message: 'User is not authorized to access this resource with an explicit deny' };
	}
	if (errors === 'text') return { status: 'error', error: message };
	const meta = { request_id: randomUUID() };
	return { status: 'error', error: { type: 'ApiError', message, code }, meta };
}
