// The embedded BVNK: starts the server, and gives a test what it needs to steer and to count.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Customer } from './customer';
import type { CustomerStore } from './customers';
import { ApiError, errorBody, errorBodyV2, invalidRequest } from './errors';
import {
	applyFaults,
	type AskedRequest,
	type Fault,
	type FaultMatch,
	type FaultRule,
} from '../tools/server/faults';
import { authenticate, checkSignature } from './hawk';
import { satisfy } from './lifecycle';
import type { RequestMatch } from '../tools/server/matching';
import { noticeStatus, watchClock } from './notices';
import { logRequests, type RequestRecord } from '../tools/server/request-log';
import { ROUTES } from './routes';
import { completeVerification } from './routes/pages';
import type { SandboxOptions, SandboxSettings } from './settings';
import type { SignatureScheme } from './signature';
import { SandboxState } from './state';
import { type FileServer, startFiles } from './v2/files';
import { readMultipart } from './v2/multipart';
import { type SwitchesV2, switchesV2 } from './v2/switches';
import type { Webhooks } from '../tools/server/webhooks';

export type { AskedRequest, Customer, Fault, FaultMatch, FaultRule, RequestMatch, RequestRecord };
export type { SandboxOptions, SandboxSettings };

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Documents come as base64 inside JSON. */
const BODY_LIMIT = 64 * 1024 * 1024;

/** A running embedded BVNK. */
export interface Sandbox {
	/** E.g. `http://127.0.0.1:4010`, without a slash at the end. */
	readonly url: string;
	readonly credentials: { hawkId: string; hawkKey: string; webhookSecret: string };
	/** May be written to at any moment; holds from the next request on. */
	readonly settings: SandboxSettings;
	/** By reference, in order of creation; generated customers are made when they are looked at. */
	readonly customers: Pick<CustomerStore, 'get' | 'has' | 'size' | 'keys' | 'values'> &
		Iterable<[string, Customer]>;
	/** Every request since the start or the last reset. */
	readonly requests: readonly RequestRecord[];
	/** What is told to whom, and what became of it. */
	readonly webhooks: Pick<
		Webhooks<SignatureScheme>,
		'register' | 'send' | 'deliveries' | 'pending' | 'idle'
	>;
	/** Customers that a POST really made. */
	readonly created: number;
	/** The most requests there were at the same time. */
	readonly maxInFlight: number;
	/** Requests that a fault delays, and on which the server has not acted yet. */
	readonly delayed: number;
	/** Number of requests by method, path and status; what is left out matches all. */
	count(match: RequestMatch & { status?: number }): number;
	/** Adds a rule; the returned object counts what it did. */
	fail(match: FaultMatch, fault: Fault): Readonly<FaultRule>;
	/** Adds generated customers. */
	seedCustomers(count: number): void;
	/** Puts a customer into a status for good. Throws for an unknown reference. */
	setStatus(reference: string, status: string): void;
	/** Makes a session of this reference that a customer of this type has signed, where there is none. */
	signSession: (reference: string, customerType: string) => void;
	/** Supplies all that was asked of a customer. Throws for an unknown reference. */
	satisfy(reference: string): void;
	/**
	 * Does what a person does behind a verification link: the customer itself, or one of its associates
	 * by the person's reference. Throws for an unknown one.
	 */
	completeVerification(reference: string, person?: string): void;
	/** What a test may do with v2's customers. */
	readonly v2: SwitchesV2;
	/** Back to how it started: settings, customers, webhooks, rules and counts. */
	reset(): void;
	/** Ends every connection, gives up what is pending, and stops. */
	close(): Promise<void>;
}

/**
 * Starts an embedded BVNK on loopback.
 *
 * @param options see `settings.ts`; what is left out has the default given there
 * @throws Error for a host or a webhook URL that is not loopback, or a port that is taken
 */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	const state = new SandboxState(options);
	const { host, port, hawkId, hawkKey, webhookSecret } = state.options;
	if (!LOOPBACK.includes(host))
		throw new Error(`The embedded BVNK listens on loopback only, not on ${host}`);
	const app = build(state);
	await app.listen({ host, port });
	const address = app.server.address() as AddressInfo;
	state.url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
	const files: FileServer = await startFiles(state, host);
	state.filesUrl = files.url;
	const stopClock = watchClock(state);
	const find = (reference: string): Customer => {
		const customer = state.customers.get(reference);
		if (!customer) throw new Error(`There is no customer ${reference}`);
		return customer;
	};
	return {
		url: state.url,
		credentials: { hawkId, hawkKey, webhookSecret },
		settings: state.settings,
		get customers() {
			return state.customers;
		},
		requests: state.log.records,
		webhooks: state.webhooks,
		get created() {
			return state.created;
		},
		get maxInFlight() {
			return state.log.maxInFlight;
		},
		get delayed() {
			return state.faults.delayed;
		},
		count: (match) => state.log.count(match),
		fail: (match, fault) => state.faults.add(match, fault),
		seedCustomers: (count) => state.customers.addSeeded(count),
		setStatus: (reference, status) => noticeStatus(find(reference), status, state),
		signSession: (reference, customerType) => {
			const key = reference.toLowerCase();
			if (state.sessions.has(key)) return;
			state.sessions.set(key, {
				reference: key,
				status: 'SIGNED',
				customerType,
				countryCode: 'DE',
				useCase: 'STABLECOIN_PAYOUTS',
				expiresOn: new Date(state.now() + state.settings.sessionLifetimeMs).toISOString(),
			});
		},
		satisfy: (reference) => satisfy(find(reference)),
		completeVerification: (reference, person) => {
			const customer = find(reference);
			if (person !== undefined && !customer.personReferences.includes(person)) {
				throw new Error(`There is no person ${person} of customer ${reference}`);
			}
			completeVerification(customer, customer.company && person, state.webhooks);
		},
		v2: switchesV2(state),
		reset: () => state.reset(),
		close: async () => {
			stopClock();
			state.webhooks.stop();
			await files.close();
			await app.close();
		},
	};
}

/** The hooks run in the order in which they are added here. */
function build(state: SandboxState): FastifyInstance {
	const app = fastify({
		logger: false,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		bodyLimit: BODY_LIMIT,
		// BVNK ignores members it does not know; these two would be refused otherwise.
		onProtoPoisoning: 'remove',
		onConstructorPoisoning: 'remove',
	});
	app.removeContentTypeParser('text/plain');
	app.addHook('onSend', async (request, reply, payload) => {
		// Set by hand, because node's own header does not know about a shifted clock.
		void reply.header('date', new Date(state.now() + request.clockShiftMs).toUTCString());
		return payload;
	});
	logRequests(app, state.log, (headers) => ({
		idempotencyKey: (headers['x-idempotency-key'] ?? headers['idempotency-key'])?.toString(),
		nonce: /nonce="([^"]*)"/.exec(headers.authorization ?? '')?.[1],
	}));
	authenticate(app, state);
	applyFaults(app, {
		faults: state.faults,
		settings: state.settings,
		errorBody,
		checkAtClock: async (request, reply, aheadMs) => {
			const localtimeOffsetMsec = state.settings.clockShiftMs + aheadMs;
			await checkSignature(request, reply, state, { localtimeOffsetMsec });
		},
	});
	app.setErrorHandler((error: FastifyError | ApiError, request, reply) => {
		const { status, message, errors, headers, code } = toApiError(error);
		const usual = errorBody(status, message, errors);
		const body = { ...usual, code: code ?? usual.code };
		const isV2 = request.raw.url?.startsWith('/platform/v2/');
		return reply
			.code(status)
			.headers(headers)
			.send(isV2 ? errorBodyV2(body) : body);
	});
	app.setNotFoundHandler((request) => {
		throw new ApiError(404, `No endpoint ${request.method} ${request.raw.url}`);
	});
	readMultipart(app);
	for (const routes of ROUTES) routes(app, state);
	return app;
}

function toApiError(error: FastifyError | ApiError): ApiError {
	if (error instanceof ApiError) return error;
	if (error.statusCode === 400) return invalidRequest({ body: [error.message] });
	return new ApiError(error.statusCode ?? 500, error.message);
}
