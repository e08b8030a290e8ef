// The one way to an API: signed by the credential, tried again by the policy of retry.ts, its answer read
// as JSON, and everything that goes wrong told by errors.ts.

import {
	NodeApiError,
	NodeOperationError,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type JsonObject,
} from 'n8n-workflow';
import type { Api } from '../api';
import { cancelSignal, deadline, inTime, pause, type Deadline } from './abort';
import { answerOf, TOO_LARGE } from './answerText';
import { RawBody, type Answer, type Call } from './call';
import { causeOf } from './causes';
import {
	credentialOfItem,
	DEFAULT_TIMEOUT_MS,
	type RequestContext,
	type RequestSettings,
} from './context';
import {
	answerError,
	networkError,
	unexpectedError,
	unreadableError,
	type Sending,
} from './errors';
import { isNetworkCode, noAnswer, thrownResponse, wasNotSent, type NoAnswer } from './network';
import { DEFAULT_MAX_TRIES, RETRY, retryDelay } from './retry';

/** What was done on the wire, summed up over a run. */
export interface Usage {
	requests: number;
	retries: number;
	pages: number;
	/** Of all answers. */
	characters: number;
	/** When the next request may start, where the run has a limit, on the clock of `performance.now()`. */
	nextAt: number;
}

/** What a caller adds to a call. */
export interface CallOptions extends Pick<Sending, 'ifRepeated' | 'personal'> {
	/** Where the API counts or spells fields in another way than the form's own. */
	labelOf?: RequestSettings['labelOf'];
	/** Makes a repeat harmless: the API answers it with what it answered first. */
	idempotencyKey?: string;
	/**
	 * Whether it does no harm to send the call again after a try that may have reached the API. Left out: a read
	 * does none, nor does anything where the API has idempotency keys.
	 */
	isSafeToRepeat?: boolean;
	/** Statuses that the caller deals with itself, although they say that something is wrong. */
	allow?: readonly number[];
	/** Ends the call where its answer is not wanted any more. */
	signal?: AbortSignal;
}

/** An answer that was read. */
export interface Answered<T> extends Answer {
	value: T;
}

/** An answer with a status that the caller allowed: no value, and the error that it would have been. */
export interface Refused extends Answer {
	value: undefined;
	refusal: NodeApiError;
}

/** Sends calls for one item. */
export interface Client {
	/** @throws NodeApiError for an answer that is no success, or that cannot be read */
	call<T>(call: Call<T>, options?: CallOptions & { allow?: undefined }): Promise<Answered<T>>;
	call<T>(
		call: Call<T>,
		options: CallOptions,
	): Promise<(Answered<T> & { refusal?: undefined }) | Refused>;
	readonly usage: Usage;
	readonly context: RequestContext;
	readonly settings: RequestSettings;
	readonly api: Api;
}

/** The usage of a run that has not begun. */
export const newUsage = (): Usage => ({
	requests: 0,
	retries: 0,
	pages: 0,
	characters: 0,
	nextAt: 0,
});

/** A client for one item, with its settings; `usage` is added to. */
export function createClient(
	api: Api,
	context: RequestContext,
	settings: RequestSettings = {},
	usage: Usage = newUsage(),
): Client {
	const call = async <T>(
		request: Call<T>,
		options: CallOptions = {},
	): Promise<Answered<T> | Refused> => {
		const { ifRepeated, personal, labelOf = settings.labelOf } = options;
		const sending: Sending = {
			api,
			context,
			settings: { ...settings, labelOf },
			call: request,
			ifRepeated,
			personal,
		};
		return read(sending, request, options, await send(sending, options, usage));
	};
	return { api, context, settings, usage, call };
}

/** Sends until there is an answer that no further try would change. */
async function send(sending: Sending, options: CallOptions, usage: Usage): Promise<Answer> {
	const { api, context, settings, call } = sending;
	const policy = { ...RETRY, ...api.retry };
	const maxTries = settings.maxTries ?? DEFAULT_MAX_TRIES;
	const { isSafeToRepeat = call.method === 'GET' || api.idempotency !== undefined } = options;
	let mayHaveActedBefore = false;
	let startedAt: number | undefined;
	for (let tries = 1; ; tries++) {
		await keepPace(sending, usage, options.signal);
		stopIfCancelled(sending, options.signal);
		usage.requests++;
		startedAt ??= performance.now();
		const { failed, answer } = await attempt(sending, options);
		usage.characters += answer?.text.length ?? 0;
		const again = failed
			? mayPass(failed) && (isSafeToRepeat || wasNotSent(failed))
			: policy.statuses.has(answer.status) && (isSafeToRepeat || answer.status === NOT_DONE);
		if (!again || tries >= maxTries) {
			if (failed) throw networkError(sending, failed, tries);
			return { ...answer, tries, mayHaveActedBefore, tookMs: performance.now() - startedAt };
		}
		// a server that asks for fewer requests, or says that it is away, has not acted
		mayHaveActedBefore ||= failed ? !wasNotSent(failed) : ![429, 503].includes(answer.status);
		usage.retries++;
		const delay = retryDelay(tries, failed ? 0 : policy.waitAskedFor(answer));
		await pause(context, delay, options.signal);
	}
}

/** The one status by which a server says for certain that it has not acted: it asks for fewer requests. */
const NOT_DONE = 429;

/** Waits until the run may start another request; those that wait start one after the other. */
async function keepPace(
	{ context, settings: { requestsPerSecond } }: Sending,
	usage: Usage,
	signal?: AbortSignal,
): Promise<void> {
	if (!requestsPerSecond) return;
	const now = performance.now();
	const at = Math.max(now, usage.nextAt);
	usage.nextAt = at + 1000 / requestsPerSecond;
	if (at > now) await pause(context, at - now, signal);
}

/** A network may be better the next time; an answer that is too large stays so. */
const mayPass = ({ code }: NoAnswer) => isNetworkCode(code) && code !== TOO_LARGE;

type Outcome = { failed: NoAnswer; answer?: undefined } | { failed?: undefined; answer: Answer };

/** One try: signed anew by the credential, never following a redirect, over when its time is up. */
async function attempt(
	sending: Sending,
	{ idempotencyKey, signal }: CallOptions,
): Promise<Outcome> {
	const { api, settings } = sending;
	const timeout = settings.timeout ?? DEFAULT_TIMEOUT_MS;
	const limit = deadline(timeout);
	if (signal) limit.join(signal);
	try {
		const request = endingWith(limit, requestOf(sending, timeout, idempotencyKey));
		const answer = await inTime(
			limit,
			async () => await answerOf(api, await came(sending, request), limit.signal),
		);
		return { answer };
	} catch (error) {
		stopIfCancelled(sending, signal);
		return { failed: noAnswer(error) };
	}
}

/**
 * What makes n8n sign with the item's own credential. n8n alone would take the first item's for all. For that
 * one nothing is said, so that n8n does as it always does.
 */
async function ownCredential({ api, context, settings: { itemIndex } }: Sending) {
	if (!itemIndex) return undefined;
	const data = await credentialOfItem({ context, itemIndex }, api.credential);
	return { credentialsDecrypted: { id: '', name: '', type: api.credential, data } };
}

/** What came back, its body unread. */
interface Came {
	status: number;
	headers: Answer['headers'];
	body: unknown;
}

/** Hands a request to n8n. A 401 that n8n throws, because a renewed token is not accepted either, is an answer. */
async function came(sending: Sending, request: IHttpRequestOptions): Promise<Came> {
	const { api, context } = sending;
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			api.credential,
			request,
			await ownCredential(sending),
		)) as IN8nHttpFullResponse;
		const { statusCode: status, headers, body } = response;
		return { status, headers: headers as Answer['headers'], body };
	} catch (error) {
		const { status, headers, data } = (api.renewsTokenOn401 && thrownResponse(error)) || {};
		if (status !== 401) throw new NodeApiError(context.getNode(), error as JsonObject);
		return { status, headers: { ...headers }, body: data };
	}
}

function requestOf(
	{ api, call: { method, path, query, body } }: Sending,
	timeout: number,
	idempotencyKey?: string,
): IHttpRequestOptions {
	const isRaw = body instanceof RawBody;
	return {
		method,
		// The credential puts its own host before it.
		url: path,
		headers: {
			accept: 'application/json',
			...(body ? { 'content-type': isRaw ? body.contentType : 'application/json' } : {}),
			...(idempotencyKey && api.idempotency ? { [api.idempotency.header]: idempotencyKey } : {}),
		},
		...(query ? { qs: query } : {}),
		...(body ? { body: isRaw ? body.content : body } : {}),
		timeout,
		encoding: 'stream',
		returnFullResponse: true,
		// Otherwise n8n sends a request again after a 401, a creation too, and hides what the API said.
		ignoreHttpStatusErrors: api.renewsTokenOn401 ? { ignore: true, except: [401] } : true,
		disableFollowRedirect: true,
	};
}

/**
 * The request, which ends with its connection when the limit is reached. n8n puts a signal of its own
 * into every request, for the user's stop, and would replace ours: so that one is joined to it.
 */
export function endingWith(limit: Deadline, request: IHttpRequestOptions): IHttpRequestOptions {
	return Object.defineProperty(request, 'abortSignal', {
		enumerable: true,
		get: () => limit.signal,
		set: (own?: AbortSignal) => own && limit.join(own),
	});
}

function read<T>(
	sending: Sending,
	request: Call<T>,
	{ allow = [] }: CallOptions,
	answer: Answer,
): Answered<T> | Refused {
	if (causeOf(answer) !== undefined) {
		const refusal = answerError(sending, answer);
		if (!allow.includes(answer.status)) throw refusal;
		return { ...answer, value: undefined, refusal };
	}
	if (answer.text.trim() !== '' && answer.body === undefined) {
		throw unreadableError(sending, answer);
	}
	if (!request.answer) {
		if (request.isAbout?.(answer.body) === false) throw unexpectedError(sending, answer, false);
		return { ...answer, value: undefined as T };
	}
	const result = request.answer.safeParse(answer.body);
	if (!result.success) throw unexpectedError(sending, answer);
	if (request.isAbout?.(answer.body) === false) throw unexpectedError(sending, answer, false);
	return { ...answer, value: result.data };
}

/** @throws NodeOperationError once the user has stopped the execution */
export function stopIfCancelled(
	{ api, context, settings: { itemIndex } }: Pick<Sending, 'api' | 'context' | 'settings'>,
	signal?: AbortSignal,
): void {
	if (!cancelSignal(context)?.aborted && !signal?.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was canceled', {
		description: `No further request was sent to ${api.name}`,
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
}
