// Trouble on order: a test adds a rule, and the requests it means fail in the way it says.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import stringify from 'safe-stable-stringify';
import { matches, type RequestMatch } from './matching';

/** Which requests fail. */
export interface FaultMatch extends RequestMatch {
	/** The first matching request that fails, counted from 1, which is the default. */
	nth?: number;
	/** How many requests fail from then on; 1 unless told, Infinity for all. */
	times?: number;
	/** False: the server acts, and then gives the fault's answer. True unless told. */
	before?: boolean;
	/** Of the matching requests, those for which this holds; all unless told. */
	when?: (asked: AskedRequest) => boolean;
}

/** One of the tries of a request. */
export interface AskedRequest {
	/**
	 * Method, path and query with `*` in place of references, and a hash of the body: the same for every
	 * try, and in every run of a test, since the references that the server makes up are not in it.
	 */
	request: string;
	/** How often it has come with this try, from 1. */
	time: number;
}

export type Fault =
	/** This answer in place of the real one; without a body, the vendor's error body for the status. */
	| { kind?: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	/** The connection is destroyed before the server acts. */
	| { kind: 'cut' }
	/** The server acts, and the connection is destroyed before it answers. */
	| { kind: 'cutAfter' }
	/** The head promises more bytes than arrive before the connection is destroyed. */
	| { kind: 'cutBody' }
	/** A complete HTTP answer whose JSON ends in the middle. */
	| { kind: 'truncatedJson' }
	/** The block page of a network in front of the API: 403, text/html. */
	| { kind: 'html'; status?: number }
	/** An answer without a body, 200 unless told. */
	| { kind: 'empty'; status?: number }
	/** The answer inside a JSON array. */
	| { kind: 'array' }
	/** The answer, with a member added that makes it this large. */
	| { kind: 'huge'; megabytes: number }
	/** The body arrives in ten parts, spread over this time. */
	| { kind: 'slowBody'; ms: number }
	/** The server waits before it acts; works together with another rule. */
	| { kind: 'delay'; ms: number }
	/** For this request the server's clock is so far ahead (negative: behind). */
	| { kind: 'clock'; ms: number }
	| { kind: 'redirect'; location: string; status?: number }
	/** The list answers the content of the first page, whichever was asked for. */
	| { kind: 'repeatPage' };

/** A rule in force, with the number of requests it matched and failed. */
export interface FaultRule extends FaultMatch {
	fault: Fault;
	matched: number;
	applied: number;
}

/** The rules of one server, and what they count. */
export class Faults {
	readonly rules: FaultRule[] = [];
	/** Requests that wait for a fault's delay before the server acts, their clients gone or not. */
	delayed = 0;
	/** How often each request has come: counted while a rule asks for it. */
	private readonly asked = new Map<string, number>();

	/** Adds a rule; the returned object counts what it did. */
	add(match: FaultMatch, fault: Fault): FaultRule {
		const rule: FaultRule = { ...match, fault, matched: 0, applied: 0 };
		this.rules.push(rule);
		return rule;
	}

	/** Forgets every rule, and what was asked. */
	clear(): void {
		this.rules.length = 0;
		this.asked.clear();
	}

	/**
	 * The rules this request falls under. Only one of them can decide its answer, the first; the others
	 * wait for the next request, so that rules added one after the other make a sequence of failures.
	 */
	due(request: FastifyRequest): FaultRule[] {
		let answered = false;
		const asked = this.rules.some(({ when }) => when) ? this.askedRequest(request) : undefined;
		return this.rules.filter((rule) => {
			if (!matches(rule, request.method, request.raw.url ?? '')) return false;
			if (rule.when && !rule.when(asked!)) return false;
			rule.matched += 1;
			if (rule.matched < (rule.nth ?? 1) || rule.applied >= (rule.times ?? 1)) return false;
			if (decidesAnswer(rule.fault)) {
				if (answered) return false;
				answered = true;
			}
			rule.applied += 1;
			return true;
		});
	}

	private askedRequest({ method, raw, body }: FastifyRequest): AskedRequest {
		const hash = createHash('sha256').update(stringify(body) ?? '');
		const path = (raw.url ?? '').replace(REFERENCE, '*');
		const request = `${method} ${path} ${hash.digest('hex')}`;
		const time = (this.asked.get(request) ?? 0) + 1;
		this.asked.set(request, time);
		return { request, time };
	}
}

/** What faults need to know of the server. */
export interface FaultyServer {
	faults: Faults;
	/** `delayMs`: how long every request waits before the server acts. */
	settings: { delayMs: number };
	/** The vendor's body of an error answer. */
	errorBody: (status: number, message: string) => unknown;
	/** Checks who is asking once more, by a clock that is so far ahead; throws when it is refused. */
	checkAtClock: (request: FastifyRequest, reply: FastifyReply, aheadMs: number) => Promise<void>;
}

declare module 'fastify' {
	interface FastifyRequest {
		/** What is to go wrong after the server has acted. */
		laterFault: Fault | null;
		/** True: the list answers its first page. */
		repeatPage: boolean;
		/** How far the clock is ahead of the server's own for this request, in milliseconds. */
		clockShiftMs: number;
	}
}

/** Applies the rules to requests that the server lets in: a request with a wrong signature is 401 in any case. */
export function applyFaults(app: FastifyInstance, server: FaultyServer): void {
	const { faults, settings } = server;
	app.decorateRequest('laterFault', null);
	app.decorateRequest('repeatPage', false);
	app.decorateRequest('clockShiftMs', 0);

	// After the body has been read, so that a client can finish sending before it is answered.
	app.addHook('preValidation', async (request, reply) => {
		if (settings.delayMs > 0) await pause(settings.delayMs);
		for (const rule of faults.due(request)) {
			const { fault } = rule;
			if (fault.kind === 'delay') {
				faults.delayed += 1;
				await pause(fault.ms);
				faults.delayed -= 1;
			} else if (fault.kind === 'clock') {
				request.clockShiftMs = fault.ms;
				await server.checkAtClock(request, reply, fault.ms);
			} else if (fault.kind === 'repeatPage') request.repeatPage = true;
			else if (actsFirst(rule)) request.laterFault = fault;
			else return failNow(answerOf(fault, server), request, reply);
		}
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const fault = request.laterFault;
		if (!fault) return payload;
		request.laterFault = null;
		const text = typeof payload === 'string' ? payload : '';
		return replaceAnswer(fault, answerOf(fault, server), request, reply, text);
	});
}

const REFERENCE = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function decidesAnswer({ kind }: Fault): boolean {
	return kind !== 'delay' && kind !== 'repeatPage';
}

/** Faults that spoil the real answer need the server to act; the others do when `before` is false. */
function actsFirst({ fault, before }: FaultRule): boolean {
	return hasOwnAnswer(fault) || fault.kind === 'cut' ? before === false : true;
}

function failNow(
	answer: Answer | undefined,
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	if (!answer) {
		request.raw.socket.destroy();
		return reply.hijack();
	}
	return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

function replaceAnswer(
	fault: Fault,
	answer: Answer | undefined,
	request: FastifyRequest,
	reply: FastifyReply,
	payload: string,
): string | Readable {
	if (answer) {
		void reply.code(answer.status).headers(answer.headers);
		if (answer.body === undefined) reply.removeHeader('content-type');
		return answer.body ?? '';
	}
	switch (fault.kind) {
		case 'cut':
		case 'cutAfter':
			request.raw.socket.destroy();
			return '';
		case 'cutBody':
			void reply.header('content-length', Buffer.byteLength(payload) + 1000);
			return Readable.from(thenCut(payload, request));
		case 'truncatedJson':
			return payload.slice(0, Math.ceil(payload.length / 2));
		case 'array':
			return `[${payload}]`;
		case 'huge':
			return Readable.from(padded(payload, fault.megabytes));
		case 'slowBody':
			void reply.header('content-length', Buffer.byteLength(payload));
			return Readable.from(inParts(payload, fault.ms));
		default:
			return payload;
	}
}

interface Answer {
	status: number;
	headers: Record<string, string>;
	/** Undefined: no body, and so no content type. */
	body?: string;
}

const hasOwnAnswer = ({ kind = 'status' }: Fault): boolean =>
	['status', 'html', 'empty', 'redirect'].includes(kind);

/** The whole answer of a fault that has one of its own. */
function answerOf(
	fault: Fault,
	{ errorBody }: Pick<FaultyServer, 'errorBody'>,
): Answer | undefined {
	switch (fault.kind) {
		case undefined:
		case 'status': {
			const { status, body = errorBody(status, 'Switched on by a test'), headers = {} } = fault;
			const type = typeof body === 'string' ? 'text/plain' : 'application/json';
			return {
				status,
				headers: { 'content-type': type, ...headers },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			};
		}
		case 'html':
			return {
				status: fault.status ?? 403,
				headers: { 'content-type': 'text/html' },
				body: BLOCK_PAGE,
			};
		case 'empty':
			return { status: fault.status ?? 200, headers: {} };
		case 'redirect':
			return { status: fault.status ?? 302, headers: { location: fault.location } };
		default:
			return undefined;
	}
}

const BLOCK_PAGE = `<!DOCTYPE html>
<html><head><title>ERROR: The request could not be satisfied</title></head><body>
<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2>
<p>Request blocked. We can't connect to the server for this app or website at this time.</p>
<pre>Generated by cloudfront (CloudFront)
Request ID: 00000000000000000000000000000000==</pre>
</body></html>
`;

async function* thenCut(payload: string, request: FastifyRequest): AsyncGenerator<string> {
	yield payload;
	// A moment for the bytes to leave, then the end that the head did not announce.
	await pause(20);
	request.raw.socket.destroy();
}

async function* padded(payload: string, megabytes: number): AsyncGenerator<string> {
	const megabyte = 'x'.repeat(1024 * 1024);
	yield `${payload.slice(0, payload.lastIndexOf('}'))},"padding":"`;
	for (let sent = 0; sent < megabytes; sent++) yield megabyte;
	yield '"}';
}

async function* inParts(payload: string, ms: number): AsyncGenerator<string> {
	const length = Math.ceil(payload.length / 10) || 1;
	for (let start = 0; start < payload.length; start += length) {
		// Node sends the head together with the first part, so that one must not wait.
		if (start > 0) await pause(ms / 9);
		yield payload.slice(start, start + length);
	}
}

/** Waits without keeping the process alive, so that a closed server ends at once. */
function pause(ms: number): Promise<void> {
	return sleep(ms, undefined, { ref: false });
}
