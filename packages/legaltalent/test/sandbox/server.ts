/**
 * An embedded LegalTalent for tests and the demo: the endpoints that the nodes call, on loopback, with what LegalTalent does
 * not document as settings.
 */
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyError, type FastifyInstance } from 'fastify';
import {
	applyFaults,
	type Fault,
	type FaultMatch,
	type FaultRule,
} from '../../../../test/tools/server/faults';
import type { RequestMatch } from '../../../../test/tools/server/matching';
import { logRequests, type RequestRecord } from '../../../../test/tools/server/request-log';
import type { Webhooks } from '../../../../test/tools/server/webhooks';
import { ApiError, errorBody } from './answers';
import type { SignatureScheme } from './events';
import { customerRoutes } from './routes/customers';
import { otherRoutes } from './routes/others';
import { dataOf, sessionRoutes } from './routes/sessions';
import type { SandboxOptions, SandboxSettings } from './settings';
import { SandboxState, type Customer, type Session } from './state';

export type { SandboxOptions } from './settings';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** What the token's role needs. */
		permission?: string;
		/** True: for a person's browser, which has no token. */
		isPublic?: boolean;
	}
}

/** How a session may end. */
export type Decision = 'approved' | 'rejected' | 'manual_review';

/** A running embedded LegalTalent. */
export interface Sandbox {
	readonly url: string;
	readonly credentials: { apiToken: string; webhookSecret: string };
	readonly settings: SandboxSettings;
	readonly customers: ReadonlyMap<string, Customer>;
	readonly sessions: ReadonlyMap<string, Session>;
	/** Customers on monitoring. */
	readonly monitored: readonly string[];
	readonly workflows: ReadonlyArray<{ workflow_id: string; name: string }>;
	readonly requests: readonly RequestRecord[];
	readonly webhooks: Webhooks<SignatureScheme>;
	/** Where the account's events go. */
	readonly notifications: Readonly<{ webhook_url: string | null; webhook_secret: string }>;
	setNotifications(changes: { webhook_url?: string | null; webhook_secret?: string }): void;
	count(match: RequestMatch & { status?: number }): number;
	fail(match: FaultMatch, fault: Fault): FaultRule;
	/** Adds generated customers. */
	seedCustomers(count: number): void;
	/** The person does all steps, and LegalTalent decides: sends the events of both. Throws for an unknown session. */
	decide(sessionId: string, decision: Decision, finalDecision?: string): void;
	/** Back to how it started. */
	reset(): void;
	close(): Promise<void>;
}

/**
 * Starts an embedded LegalTalent on loopback.
 *
 * @param options see `settings.ts`; what is left out has the default given there
 */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
	const state = new SandboxState(options);
	const { port, apiToken, webhookSecret } = state.options;
	let url = '';
	const app = build(state, () => url);
	await app.listen({ host: '127.0.0.1', port });
	url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return {
		url,
		credentials: { apiToken, webhookSecret },
		settings: state.settings,
		customers: state.customers,
		sessions: state.sessions,
		monitored: state.monitored,
		workflows: state.workflows,
		requests: state.log.records,
		webhooks: state.webhooks,
		get notifications() {
			return state.notifications;
		},
		setNotifications: (changes) => state.setNotifications(changes),
		count: (match) => state.log.count(match),
		fail: (match, fault) => state.faults.add(match, fault),
		seedCustomers: (count) => state.seed(count),
		decide: (sessionId, decision, finalDecision) =>
			decide(state, sessionId, decision, finalDecision),
		reset: () => state.reset(),
		close: async () => {
			state.webhooks.stop();
			await app.close();
		},
	};
}

function decide(
	state: SandboxState,
	sessionId: string,
	decision: Decision,
	finalDecision?: string,
): void {
	const session = state.sessions.get(sessionId);
	if (!session) throw new Error(`There is no session ${sessionId}`);
	const tell = (event: string) => state.webhooks.emit({ event, data: dataOf(session) });
	session.status = state.spelled('completed');
	tell('kyc.session.completed');
	session.status = state.spelled(decision);
	if (finalDecision !== undefined) session.final_decision = finalDecision;
	tell('kyc.session.processed');
	tell(`kyc.session.${decision}`);
}

function build(state: SandboxState, url: () => string): FastifyInstance {
	const { settings, options } = state;
	const app = fastify({ logger: false, forceCloseConnections: true, exposeHeadRoutes: false });
	// n8n's client names JSON as the type of a DELETE without a body
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_, text, done) => {
		try {
			done(null, text === '' ? undefined : JSON.parse(text as string));
		} catch (error) {
			done(Object.assign(error as Error, { statusCode: 400 }));
		}
	});
	logRequests(app, state.log, () => ({}));
	app.addHook('onRequest', async ({ headers, routeOptions: { config } }) => {
		if (config.isPublic) return;
		if (headers.authorization !== `Bearer ${options.apiToken}`) {
			throw new ApiError(401, 'Missing or invalid token', 'UNAUTHORIZED');
		}
		if (config.permission && !settings.permissions.includes(config.permission)) {
			throw new ApiError(403, `Missing permission ${config.permission}`, 'FORBIDDEN');
		}
	});
	applyFaults(app, {
		faults: state.faults,
		settings,
		errorBody: (status, message) => errorBody(settings, status, message, `HTTP_${status}`),
		checkAtClock: async () => {},
	});
	app.setErrorHandler((error: FastifyError | ApiError, _, reply) => {
		const { status, code, isText } =
			error instanceof ApiError
				? error
				: { status: error.statusCode ?? 500, code: error.code, isText: false };
		const form = isText ? ({ ...settings, errors: 'text' } as const) : settings;
		return reply.code(status).send(errorBody(form, status, error.message, code));
	});
	app.setNotFoundHandler((request) => {
		throw new ApiError(404, `No endpoint ${request.method} ${request.raw.url}`, 'NOT_FOUND');
	});
	customerRoutes(app, state);
	sessionRoutes(app, state, url);
	otherRoutes(app, state);
	return app;
}
