// The embedded Offblocks: starts the server, and gives a test what it needs to steer and to count.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { ZodError } from 'zod/v4';
import {
	applyFaults,
	type Fault,
	type FaultMatch,
	type FaultRule,
} from '../../../../test/tools/server/faults';
import type { RequestMatch } from '../../../../test/tools/server/matching';
import { logRequests, type RequestRecord } from '../../../../test/tools/server/request-log';
import type { Callbacks } from './callbacks';
import { moveCustomer, type Account, type Card, type Customer } from './entities';
import { ApiError, badRequest, errorBody } from './errors';
import { keepKeys } from './idempotency';
import { addRoutes } from './routes';
import type { OffblocksOptions, OffblocksSettings } from './settings';
import { checkSignature } from './signature';
import { OffblocksState } from './state';

export type { Account, Card, Customer, OffblocksOptions, OffblocksSettings };

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

declare module 'fastify' {
	interface FastifyRequest {
		/** The bytes of the body; empty where there is none. */
		rawBody: Buffer;
	}
}

/** What a client needs to get in. */
export interface Credentials {
	apiKey: string;
	apiSecret: string;
	signingKeyId: string;
	/** PEM (PKCS#8). */
	privateKey: string;
}

/** A running embedded Offblocks. */
export interface Offblocks {
	/** E.g. `http://127.0.0.1:4010`, without a slash at the end. */
	readonly url: string;
	/** The same with the version, as the credential has it. */
	readonly baseUrl: string;
	readonly credentials: Credentials;
	/** May be written to at any moment; holds from the next request on. */
	readonly settings: OffblocksSettings;
	/** By id, in order of creation. */
	readonly customers: ReadonlyMap<string, Customer>;
	readonly accounts: ReadonlyMap<string, Account>;
	readonly cards: ReadonlyMap<string, Card>;
	/** Every request since the start or the last reset. */
	readonly requests: readonly RequestRecord[];
	/** What is told to whom, and what became of it. */
	readonly webhooks: Pick<
		Callbacks,
		'all' | 'changeKey' | 'deliveries' | 'delete' | 'idle' | 'pending' | 'put' | 'send' | 'sign'
	>;
	/** The most requests there were at the same time. */
	readonly maxInFlight: number;
	/** Number of requests by method, path and status; what is left out matches all. */
	count(match: RequestMatch & { status?: number }): number;
	/** Adds a rule; the returned object counts what it did. */
	fail(match: FaultMatch, fault: Fault): Readonly<FaultRule>;
	/** Adds generated customers. */
	seedCustomers(count: number): void;
	/** Puts a customer into a status, as Offblocks may at any moment. Throws for an unknown id. */
	setStatus(id: string, status: Customer['status']): void;
	/** Lets no token in that was given out before. */
	voidTokens(): void;
	/** Resolves once nothing is on its way, neither a step nor a callback. Throws after a time-out. */
	idle(timeoutMs?: number): Promise<void>;
	/** Back to how it started, but for the keys that requests are signed with. */
	reset(): void;
	/** Ends every connection, gives up what is pending, and stops. */
	close(): Promise<void>;
}

/**
 * Starts an embedded Offblocks on loopback.
 *
 * @param options see `settings.ts`; what is left out has the default given there
 * @throws Error for a host that is not loopback, or a port that is taken
 */
export async function startOffblocks(options: Partial<OffblocksOptions> = {}): Promise<Offblocks> {
	const state = new OffblocksState(options);
	const { host, port, apiKey, apiSecret, signingKeyId } = state.options;
	if (!LOOPBACK.includes(host)) {
		throw new Error(`The embedded Offblocks listens on loopback only, not on ${host}`);
	}
	const app = build(state);
	await app.listen({ host, port });
	const address = app.server.address() as AddressInfo;
	const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
	const privateKey = state.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	return {
		url,
		baseUrl: `${url}/v1`,
		credentials: { apiKey, apiSecret, signingKeyId, privateKey },
		settings: state.settings,
		customers: state.customers,
		accounts: state.accounts,
		cards: state.cards,
		requests: state.log.records,
		webhooks: state.callbacks,
		get maxInFlight() {
			return state.log.maxInFlight;
		},
		count: (match) => state.log.count(match),
		fail: (match, fault) => state.faults.add(match, fault),
		seedCustomers: (count) => state.seedCustomers(count),
		setStatus: (id, status) => {
			const customer = state.customers.get(id);
			if (!customer) throw new Error(`There is no customer ${id}`);
			moveCustomer(state, customer, status);
		},
		voidTokens: () => state.voidTokens(),
		idle: async (timeoutMs) => await state.idle(timeoutMs),
		reset: () => state.reset(),
		close: async () => {
			state.stop();
			await app.close();
		},
	};
}

/** The hooks run in the order in which they are added here. */
function build(state: OffblocksState): FastifyInstance {
	const app = fastify({ logger: false, forceCloseConnections: true, exposeHeadRoutes: false });
	app.decorateRequest('rawBody');
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
		request.rawBody = body as Buffer;
		done(null, body);
	});
	app.addHook('onRequest', async (request) => void (request.rawBody = Buffer.alloc(0)));
	app.addHook('onSend', async (request, reply, payload) => {
		// Set by hand, because node's own header does not know about a shifted clock.
		void reply.header('date', new Date(state.now() + request.clockShiftMs).toUTCString());
		return payload;
	});
	logRequests(app, state.log, (headers) => ({
		idempotencyKey: headers['idempotency-key']?.toString(),
		nonce: headers.signature?.toString(),
	}));
	app.addHook('preValidation', async (request) => {
		if (!request.routeOptions.config.isOpen) await letIn(request, state, state.now());
	});
	keepKeys(app, state);
	applyFaults(app, {
		faults: state.faults,
		settings: state.settings,
		errorBody: (_, message) => errorBody(message, state.settings),
		checkAtClock: async (request, _, aheadMs) => await letIn(request, state, state.now() + aheadMs),
	});
	app.setErrorHandler((error: FastifyError | ApiError | ZodError, _, reply) => {
		const { status, message, asItIs } = toApiError(error);
		const body = asItIs ?? errorBody(message, state.settings);
		if (body !== '') void reply.type(typeof body === 'string' ? 'text/plain' : 'application/json');
		return reply.code(status).send(body === '' ? undefined : body);
	});
	app.setNotFoundHandler(({ method, raw }) => {
		throw new ApiError(404, `No endpoint ${method} ${raw.url}`);
	});
	addRoutes(app, state);
	return app;
}

/** @throws ApiError 401 for the token, 400 for the signature */
async function letIn(request: FastifyRequest, state: OffblocksState, now: number): Promise<void> {
	const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
	if (!state.isToken(token, now)) throw new ApiError(401, 'Not authorised');
	const { publicKey } = state.keys;
	await checkSignature(request, { id: state.options.signingKeyId, publicKey }, now);
}

function toApiError(error: FastifyError | ApiError | ZodError): ApiError {
	if (error instanceof ApiError) return error;
	if (error instanceof ZodError) return badRequest(error.issues[0]?.message ?? 'Invalid request');
	return new ApiError(error.statusCode ?? 500, error.message);
}
