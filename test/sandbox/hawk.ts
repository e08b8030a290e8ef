// Who is asking: the signature is checked by hawk's own server code, with its 60 s window.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { server as hawkServer } from 'hawk';
import { ApiError } from './errors';
import type { SandboxState } from './state';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** True: a page for a person's browser, which signs nothing. */
		unsigned?: boolean;
	}
}

/** The key that the server accepts. */
type Keys = Pick<SandboxState, 'options'>;

/** Lets only signed requests from allowed addresses through; throws 401 or 403. */
export function authenticate(
	app: FastifyInstance,
	state: Keys & Pick<SandboxState, 'settings' | 'nonces'>,
): void {
	app.addHook('onRequest', async (request, reply) => {
		if (request.routeOptions.config.unsigned) return;
		const { authorisedIps, clockShiftMs } = state.settings;
		await checkSignature(request, reply, state, {
			localtimeOffsetMsec: clockShiftMs,
			nonceFunc: (_, nonce, ts) => once(state, nonce, ts),
		});
		if (authorisedIps && !authorisedIps.includes(request.ip)) {
			throw new ApiError(403, 'Forbidden');
		}
	});
}

/**
 * Checks a request's signature by the server's clock.
 *
 * @throws ApiError 401, with hawk's challenge in its header
 */
export async function checkSignature(
	request: FastifyRequest,
	reply: FastifyReply,
	state: Keys,
	options: { localtimeOffsetMsec: number; nonceFunc?: NonceFunction },
): Promise<void> {
	const { hawkId, hawkKey } = state.options;
	try {
		// The raw request carries the path and query as received; those are what was signed.
		await hawkServer.authenticate(
			request.raw,
			(id) => (id === hawkId ? { key: hawkKey, algorithm: 'sha256', user: id } : unknownId()),
			options,
		);
	} catch (error) {
		throw unauthorized(error as HawkError, reply);
	}
}

/** Throws for a nonce that was used before with this time. */
type NonceFunction = (key: string, nonce: string, ts: string) => void;

/** What hawk throws (a Boom error); the challenge carries `ts` and `tsm` when the clock is off. */
interface HawkError extends Error {
	output?: { headers?: Record<string, string> };
}

function unauthorized(error: HawkError, reply: FastifyReply): ApiError {
	const challenge = error.output?.headers?.['WWW-Authenticate'] ?? 'Hawk';
	void reply.header('www-authenticate', challenge);
	return new ApiError(401, error.message || 'Unauthorized');
}

/** hawk answers "Unknown credentials" to null, which its types do not mention. */
function unknownId(): never {
	return null as never;
}

function once(state: Keys & Pick<SandboxState, 'nonces'>, nonce: string, ts: string): void {
	const use = `${state.options.hawkId} ${nonce} ${ts}`;
	if (state.nonces.has(use)) throw new Error('Nonce was used before');
	state.nonces.add(use);
}
