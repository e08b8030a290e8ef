// A file behind an address that the API handed out. It is fetched without the credential: whoever has such an
// address may read it, and a signature must not leave the API's own host.

import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isLoopback } from '../credential/hosts';
import { cancelSignal, deadline, inTime, pause } from './abort';
import { answerBytes, isByteStream, TOO_LARGE } from './answerText';
import { endingWith, stopIfCancelled, type Client } from './client';
import { credentialOfItem, DEFAULT_TIMEOUT_MS } from './context';
import { answersError } from './errors';
import { isNetworkCode, networkWords, noAnswer, type NoAnswer } from './network';
import { DEFAULT_MAX_TRIES, RETRY, retryDelay } from './retry';

/** A file as it came. */
export interface Fetched {
	content: Buffer;
	/** Undefined where the server tells none. */
	contentType?: string;
	/** By `Content-Disposition`, as `fileNameOf` gives it; undefined where it names none. */
	fileName?: string;
}

type Outcome = { failed: NoAnswer } | { status: number; file: Fetched };

/**
 * Fetches a file. The address is in no error text, because it is a key to the file.
 *
 * @param address `https`, or one of this computer's own where the API is on it, too
 * @param limit.thing what the file is, in words that follow "the"
 * @throws NodeApiError for an address that may not be asked, a refusal, and a file that is too large
 */
export async function fetchFile(
	client: Client,
	address: string,
	limit: { thing: string; maxBytes: number; tooLarge: string },
): Promise<Fetched> {
	const { api, settings } = client;
	const fault = (message: string, hint: string) => answersError(client, message, hint);
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const isHere = url !== undefined && isLoopback(url);
	const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
	if (!url || !isSafe || url.username || url.password) {
		throw fault(
			`${api.name} gave an address of the ${limit.thing} that is not https`,
			'It was not asked, because what came could have been changed on the way. Please report it to the makers of this node.',
		);
	}
	if (isHere && !(await isOfThisComputer(client))) {
		throw fault(
			`${api.name} gave an address of the ${limit.thing} that leads to this computer`,
			'It was not asked: what answers there is not the API. Please report it to the makers of this node.',
		);
	}
	const maxTries = settings.maxTries ?? DEFAULT_MAX_TRIES;
	for (let tries = 1; ; tries++) {
		stopIfCancelled(client);
		client.usage.requests++;
		const outcome = await attempt(client, url, limit.maxBytes);
		const isPassing =
			'failed' in outcome
				? isNetworkCode(outcome.failed.code) && outcome.failed.code !== TOO_LARGE
				: RETRY.statuses.has(outcome.status);
		if (isPassing && tries < maxTries) {
			client.usage.retries++;
			await pause(client.context, retryDelay(tries, 0));
			continue;
		}
		if ('failed' in outcome) {
			const { code = '' } = outcome.failed;
			if (code === TOO_LARGE) throw fault(`The ${limit.thing} is too large`, limit.tooLarge);
			const words = networkWords(code);
			throw fault(
				`The ${limit.thing} could not be fetched${words ? `: ${words}` : ''}`,
				`${api.name} keeps files on another host than its API. Check that n8n's network and its proxy allow it${code ? ` (last seen: ${code})` : ''}.`,
			);
		}
		if (outcome.status >= 200 && outcome.status < 300) return outcome.file;
		throw fault(
			`The ${limit.thing} could not be fetched (status ${outcome.status})`,
			'Its address is good for a short time only: run the item again.',
		);
	}
}

/** Whether the API itself is on this computer, as in tests: no other may lead there. */
async function isOfThisComputer({ api, context, settings }: Client): Promise<boolean> {
	if (!api.originOf) return false;
	const { itemIndex = 0 } = settings;
	return isLoopback(api.originOf(await credentialOfItem({ context, itemIndex }, api.credential)));
}

async function attempt(client: Client, url: URL, maxBytes: number): Promise<Outcome> {
	const { context, settings } = client;
	const timeout = settings.timeout ?? DEFAULT_TIMEOUT_MS;
	const limit = deadline(timeout);
	// n8n puts the user's stop into signed requests alone
	const cancelled = cancelSignal(context);
	if (cancelled) limit.join(cancelled);
	const request: IHttpRequestOptions = {
		method: 'GET',
		url: url.href,
		timeout,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	try {
		return await inTime(limit, async () => {
			const { statusCode, headers, body } = (await context.helpers.httpRequest(
				endingWith(limit, request),
			)) as IN8nHttpFullResponse;
			const content = isByteStream(body)
				? await answerBytes(body, limit.signal, maxBytes)
				: Buffer.from(typeof body === 'string' ? body : '');
			const type = headers['content-type'];
			const fileName = fileNameIn(headers['content-disposition']);
			const file: Fetched = {
				content,
				...(typeof type === 'string' && type !== '' ? { contentType: type } : {}),
				...(fileName ? { fileName } : {}),
			};
			return { status: statusCode, file };
		});
	} catch (error) {
		stopIfCancelled(client);
		return { failed: noAnswer(error) };
	}
}

/** The name in a `Content-Disposition` header (RFC 6266). */
function fileNameIn(header: unknown): string | undefined {
	if (typeof header !== 'string') return undefined;
	return fileNameOf(/filename="?([^";]+)"?/i.exec(header)?.[1]);
}

/** Characters of a file's name that are kept: file systems take no more. */
const MAX_FILE_NAME = 200;

/**
 * The name of a file as others may use it to write one: without folders, and without what no name holds.
 *
 * @returns undefined where nothing is left
 */
export function fileNameOf(given: string | null | undefined): string | undefined {
	const last = given?.split(/[\\/]/).pop() ?? '';
	const name = last
		.replace(/[\p{Cc}\p{Cf}:*?"<>|]/gu, '')
		.replace(/^[.\s]+|\s+$/g, '')
		.slice(-MAX_FILE_NAME);
	return name === '' ? undefined : name;
}
