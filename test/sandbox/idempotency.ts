// X-Idempotency-Key: one key, one request. A repeat of the same request answers what the first one
// made; another request under the same key is refused. Failures are not remembered.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import stringify from 'safe-stable-stringify';
import { invalidRequest } from './errors';
import type { SandboxState } from './state';
import { isUuid } from './validation';

/** What a repeat is: the reference that the first request made. */
interface Repeat {
	/** Reference made by an earlier equal request; undefined when this is the first. */
	reference: string | undefined;
	/** Remembers what this request made. Call it in the tick of the check: then equal requests at the same time make one. */
	remember: (reference: string) => void;
}

/** Looks the request's key up; throws 400 for a malformed key or one used for another request. */
export function repeatOf(
	request: FastifyRequest,
	state: Pick<SandboxState, 'options' | 'settings' | 'replays'>,
): Repeat {
	const key = request.headers['x-idempotency-key']?.toString();
	if (key === undefined || !state.settings.idempotencyKeys)
		return { reference: undefined, remember: () => undefined };
	if (!isUuid(key))
		throw invalidRequest({ 'X-Idempotency-Key': ['must be a UUID of 36 characters'] });
	const scope = `${state.options.hawkId} ${key.toLowerCase()}`;
	// "Identical body" is read as equal JSON: the order of members does not count.
	const body = createHash('sha256').update(stringify(request.body) ?? '');
	const asked = `${request.method} ${request.raw.url} ${body.digest('hex')}`;
	const earlier = state.replays.get(scope);
	if (earlier && earlier.request !== asked) {
		throw invalidRequest({ 'X-Idempotency-Key': [`Request with id ${key} already exists`] });
	}
	return {
		reference: earlier?.reference,
		remember: (reference) => state.replays.set(scope, { request: asked, reference }),
	};
}
