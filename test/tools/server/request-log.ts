// What the server was asked. Holds no body, no authorization header and no key: only the nonce.
import type { FastifyInstance } from 'fastify';
import { matches, pathOf, type RequestMatch } from './matching';
import type { SandboxState } from '../../sandbox/state';

/** One request as it arrived; times are milliseconds since 1970. */
export interface RequestRecord {
	method: string;
	path: string;
	/** The query as received, without `?`; empty when there is none. */
	query: string;
	/** 0 until it is answered, and when the connection was cut in place of an answer. */
	status: number;
	idempotencyKey?: string;
	userAgent?: string;
	contentType?: string;
	nonce?: string;
	startedAt: number;
	endedAt?: number;
}

/** Counts requests, and how many there were at the same time. */
export class RequestLog {
	readonly records: RequestRecord[] = [];
	maxInFlight = 0;
	private inFlight = 0;

	/** Notes a request; call the returned function once, when it is over. */
	begin(record: RequestRecord): () => void {
		this.records.push(record);
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		return () => {
			record.endedAt = Date.now();
			this.inFlight -= 1;
		};
	}

	count(match: RequestMatch & { status?: number }): number {
		return this.records.filter(
			(record) =>
				matches(match, record.method, `${record.path}?${record.query}`) &&
				(match.status === undefined || match.status === record.status),
		).length;
	}

	clear(): void {
		this.records.length = 0;
		this.maxInFlight = this.inFlight;
	}
}

/** Notes every request that reaches the server, before anything else looks at it. */
export function logRequests(app: FastifyInstance, state: SandboxState): void {
	app.addHook('onRequest', async ({ raw }, reply) => {
		const { method = '', url = '', headers } = raw;
		const path = pathOf(url);
		const record: RequestRecord = {
			method,
			path,
			query: url.slice(path.length + 1),
			status: 0,
			idempotencyKey: headers['x-idempotency-key']?.toString(),
			userAgent: headers['user-agent'],
			contentType: headers['content-type'],
			nonce: /nonce="([^"]*)"/.exec(headers.authorization ?? '')?.[1],
			startedAt: Date.now(),
		};
		const end = state.log.begin(record);
		// The head is written before a client can have read the answer, so the status is there when a
		// test looks; `close` also comes for a connection that was cut.
		reply.raw.once('close', () => {
			if (reply.raw.headersSent) record.status = reply.raw.statusCode;
			end();
		});
	});
}
