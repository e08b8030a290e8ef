// What the server was asked. Holds no body and no authorization header.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { matches, pathOf, type RequestMatch } from './matching';

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
	/** What makes a signature unique, where the vendor has such a thing. */
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

/**
 * Notes every request that reaches the server, before anything else looks at it.
 *
 * @param read what the vendor's headers say
 */
export function logRequests(
	app: FastifyInstance,
	log: RequestLog,
	read: (headers: IncomingHttpHeaders) => Pick<RequestRecord, 'idempotencyKey' | 'nonce'>,
): void {
	app.addHook('onRequest', async ({ raw }, reply) => {
		const { method = '', url = '', headers } = raw;
		const path = pathOf(url);
		const record: RequestRecord = {
			method,
			path,
			query: url.slice(path.length + 1),
			status: 0,
			userAgent: headers['user-agent'],
			contentType: headers['content-type'],
			...read(headers),
			startedAt: Date.now(),
		};
		const end = log.begin(record);
		// The head is written before a client can have read the answer, so the status is there when a
		// test looks; `close` also comes for a connection that was cut.
		reply.raw.once('close', () => {
			if (reply.raw.headersSent) record.status = reply.raw.statusCode;
			end();
		});
	});
}
