// The one way to BVNK: signed by the credential, tried again by the policy of retry.ts, its answer read
// as JSON, and everything that goes wrong told by errors.ts.

import {
	NodeOperationError,
	sleep,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { IDEMPOTENCY_HEADER } from '../../BvnkOnboarding/api/endpoints';
import { answerError, networkError, unreadableError } from './errors';
import {
	CREDENTIAL,
	DEFAULT_TIMEOUT_MS,
	type BvnkAnswer,
	type BvnkRequest,
	type NoAnswer,
	type RequestContext,
	type RequestSettings,
} from './request';
import { DEFAULT_MAX_TRIES, isNetworkCode, isWorthRetrying, pauseBeforeRetry } from './retry';

/** What was done on the wire, summed up over a run. */
export interface Tally {
	requests: number;
	retries: number;
	pages: number;
}

/** Sends requests for one item. */
export interface BvnkClient {
	send(request: BvnkRequest): Promise<BvnkAnswer>;
	readonly tally: Tally;
	readonly context: RequestContext;
	readonly settings: RequestSettings;
}

/** A tally of a run that has not begun. */
export const newTally = (): Tally => ({ requests: 0, retries: 0, pages: 0 });

/**
 * A client for one item. `send` gives an answer with a status below 300 (or one that is allowed), and
 * throws a NodeApiError for everything else.
 */
export function createClient(
	context: RequestContext,
	settings: RequestSettings = {},
	tally: Tally = newTally(),
): BvnkClient {
	return {
		context,
		settings,
		tally,
		send: async (request) => await send(context, request, settings, tally),
	};
}

async function send(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	tally: Tally,
): Promise<BvnkAnswer> {
	const maxTries = settings.maxTries ?? DEFAULT_MAX_TRIES;
	for (let tries = 1; ; tries++) {
		stopIfCancelled(context, settings);
		tally.requests++;
		const outcome = await attempt(context, request, settings);
		const again = outcome.failed
			? isNetworkCode(outcome.failed.code)
			: isWorthRetrying(outcome.response.statusCode);
		if (!again || tries >= maxTries) {
			if (outcome.failed) throw networkError(context, request, settings, outcome.failed, tries);
			return read(context, request, settings, outcome.response, tries);
		}
		tally.retries++;
		await pause(
			context,
			pauseBeforeRetry(tries, outcome.failed ? undefined : header(outcome.response, 'retry-after')),
		);
	}
}

type Outcome =
	| { failed: NoAnswer; response?: undefined }
	| { failed?: undefined; response: IN8nHttpFullResponse };

/** One try: signed anew by the credential, never following a redirect, its body left as text. */
async function attempt(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
): Promise<Outcome> {
	const timeout = settings.timeout ?? DEFAULT_TIMEOUT_MS;
	const options: IHttpRequestOptions = {
		method: request.method,
		// The credential puts its own host before it.
		url: request.path,
		headers: {
			accept: 'application/json',
			...(request.body ? { 'content-type': 'application/json' } : {}),
			...(request.idempotencyKey ? { [IDEMPOTENCY_HEADER]: request.idempotencyKey } : {}),
		},
		...(request.query ? { qs: request.query } : {}),
		...(request.body ? { body: request.body } : {}),
		timeout,
		encoding: 'text',
		returnFullResponse: true,
		// Otherwise n8n sends a request again after a 401, a creation too, and hides what BVNK said.
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	try {
		const answer = context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options);
		return { response: await within(timeout, answer as Promise<IN8nHttpFullResponse>) };
	} catch (error) {
		stopIfCancelled(context, settings);
		return { failed: noAnswer(error) };
	}
}

/**
 * The request helper's own time-out starts anew with every byte; this one is for the whole try, of `ms`
 * milliseconds. When the answer is there, nothing keeps it: a list's pages would stay in memory until
 * their time is up.
 */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
	const signal = AbortSignal.timeout(ms);
	let stop = () => {};
	const timeIsUp = new Promise<never>((_, reject) => {
		stop = () => reject(Object.assign(new Error('The time was up'), { code: 'ETIMEDOUT' }));
	});
	signal.addEventListener('abort', stop);
	try {
		return await Promise.race([answer, timeIsUp]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/**
 * n8n wraps what the HTTP library threw, so its code is found down the chain of causes. Without a code
 * it was no network: the credential refused to sign, say.
 */
function noAnswer(error: unknown): NoAnswer {
	let code: string | undefined;
	let words = String(error);
	for (
		let at: unknown = error, depth = 0;
		at instanceof Error && depth < 5;
		at = at.cause, depth++
	) {
		const own = (at as { code?: unknown }).code;
		if (typeof own === 'string') code = own;
		words = at.message || words;
	}
	return { code, words };
}

function read(
	context: RequestContext,
	request: BvnkRequest,
	settings: RequestSettings,
	response: IN8nHttpFullResponse,
	tries: number,
): BvnkAnswer {
	const text = typeof response.body === 'string' ? response.body : '';
	const answer: BvnkAnswer = {
		status: response.statusCode,
		headers: response.headers as BvnkAnswer['headers'],
		body: jsonOf(text),
		text,
		tries,
	};
	const allowed = request.allow?.includes(answer.status) ?? false;
	if (!allowed && (answer.status < 200 || answer.status >= 300)) {
		throw answerError(context, request, settings, answer, tries);
	}
	if (!allowed && text.trim() !== '' && answer.body === undefined) {
		throw unreadableError(context, request, settings, answer);
	}
	return answer;
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function header(response: IN8nHttpFullResponse, name: string): string | undefined {
	const value = response.headers[name];
	return typeof value === 'string' ? value : undefined;
}

/** The signal that n8n gives when the user stops the execution; forms that only load lists have none. */
function cancelSignal(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

function stopIfCancelled(context: RequestContext, { itemIndex }: RequestSettings): void {
	if (!cancelSignal(context)?.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was canceled', {
		description: 'No further request was sent to BVNK',
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
}

/**
 * Waits `ms` milliseconds, and stops waiting at once when the execution is cancelled, also where n8n's
 * own `sleep` cannot. Whoever waited finds out by the next request, which is not sent.
 */
export async function pause(context: RequestContext, ms: number): Promise<void> {
	const signal = cancelSignal(context);
	let stop = () => {};
	const cancelled = new Promise<void>((resolve) => (stop = resolve));
	signal?.addEventListener('abort', stop);
	try {
		// n8n's own `sleep` rejects when the signal fires; the loop that waited sees the signal itself.
		await Promise.race([sleep(ms, signal).catch(() => undefined), cancelled]);
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}
