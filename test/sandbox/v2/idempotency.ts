// Idempotency-Key: each POST of v2 needs one. What BVNK answers to a replay is not known, so a test chooses.
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import stringify from 'safe-stable-stringify';
import { ApiError, invalidRequest } from '../errors';
import type { SandboxState } from '../state';
import { isUuid } from '../validation';

const HEADER = 'Idempotency-Key';

/** What a request is answered. */
export interface Answer {
	status: number;
	body?: unknown;
}

/**
 * Answers a POST: a replay as the settings say, and anything else with what `act` does. `act` must not wait
 * for anything: then equal requests at the same time are one. Failures are not remembered.
 *
 * @throws ApiError 400 for a key that is missing, malformed, or used with another body
 */
export function answerOnce(
	request: FastifyRequest,
	reply: FastifyReply,
	state: SandboxState,
	act: () => Answer,
): FastifyReply {
	const { settings, v2, options } = state;
	if (!settings.idempotencyKeys) return send(reply, act());
	const key = request.headers['idempotency-key']?.toString();
	if (key === undefined) throw invalidRequest({ [HEADER]: ['must not be null'] });
	if (!isUuid(key)) throw invalidRequest({ [HEADER]: ['must be a UUID of 36 characters'] });
	const scope = `${options.hawkId} ${key.toLowerCase()}`;
	const hash = createHash('sha256').update(stringify(request.body) ?? '');
	const asked = `${request.raw.url} ${hash.digest('hex')}`;
	const earlier = v2.replays.get(scope);
	if (!earlier) {
		const answer = act();
		v2.replays.set(scope, { request: asked, status: answer.status, body: answer.body });
		return send(reply, answer);
	}
	const exists = { [HEADER]: [`Request with id ${key} already exists`] };
	if (earlier.request !== asked) throw invalidRequest(exists);
	if (settings.replayAnswer === 'same') return send(reply, earlier);
	throw new ApiError(settings.replayAnswer, 'Request already exists', exists);
}

function send(reply: FastifyReply, { status, body }: Answer): FastifyReply {
	return reply.code(status).send(body);
}
