// Idempotency-Key: one key, one request. A repeat is answered what the first was; other bytes under the same
// key are refused, and so is a repeat while the first is at work.
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { validate } from 'uuid';
import { ApiError } from './errors';
import type { OffblocksState } from './state';

/** What a key stands for. */
export interface Replay {
	/** Method, path and a hash of the body. */
	request: string;
	/** In ms since 1970. */
	at: number;
	/** Undefined while the first request is at work. */
	answer?: { status: number; type: string | undefined; body: string };
}

declare module 'fastify' {
	interface FastifyRequest {
		/** What the request's key stands for, where this is the first request with it. */
		replay: Replay | null;
		/** True once a route has the request: an answer before that is not remembered. */
		isActedOn: boolean;
	}
}

/** Holds all requests that write, but for `/auth/`, to the rules of keys. */
export function keepKeys(app: FastifyInstance, state: OffblocksState): void {
	app.decorateRequest('replay', null);
	app.decorateRequest('isActedOn', false);

	app.addHook('preValidation', async (request, reply) => {
		const { method, raw, rawBody, headers } = request;
		if (method === 'GET' || request.routeOptions.config.isOpen) return;
		const key = headers['idempotency-key']?.toString().toLowerCase();
		// the documentation's own words for a key that is missing
		if (!key || !validate(key)) throw new ApiError(400, 'Invalid request signature');
		const asked = `${method} ${raw.url} ${createHash('sha256').update(rawBody).digest('hex')}`;
		const earlier = state.replays.get(key);
		if (earlier && state.now() - earlier.at < state.settings.idempotencyMs) {
			if (earlier.request !== asked) throw new ApiError(422, 'Idempotency-Key has other data');
			if (!earlier.answer) throw new ApiError(409, 'Idempotency-Key Concurrency Conflict');
			const { status, type, body } = earlier.answer;
			if (type !== undefined) void reply.header('content-type', type);
			return reply.code(status).send(body || undefined);
		}
		const replay: Replay = { request: asked, at: state.now() };
		request.replay = replay;
		state.replays.set(key, replay);
		// a request that came to nothing leaves the key free
		reply.raw.once('close', () => {
			if (!replay.answer && state.replays.get(key) === replay) state.replays.delete(key);
		});
	});

	app.addHook('preHandler', async (request) => void (request.isActedOn = true));

	app.addHook('onSend', async (request, reply, payload) => {
		const { replay, isActedOn } = request;
		if (replay && isActedOn && reply.statusCode < 500) {
			const type = reply.getHeader('content-type')?.toString();
			const body = typeof payload === 'string' ? payload : '';
			replay.answer = { status: reply.statusCode, type, body };
		}
		return payload;
	});
}
