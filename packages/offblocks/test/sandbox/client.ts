// A signed call, for tests that speak to the embedded Offblocks without the node under test. Signed by
// `http-message-signatures`, as the vendor's own client is.
import { createHash, createPrivateKey, randomUUID } from 'node:crypto';
import { createSigner, httpbis } from 'http-message-signatures';
import type { Offblocks } from './server';

/** Where a call goes: a running server, or what its command line printed. */
export type Target = Pick<Offblocks, 'baseUrl' | 'credentials'>;

export interface CallOptions {
	/** Sent as JSON; a text is sent as it is. */
	body?: unknown;
	/** Added to the headers or in their place, after signing; undefined: it is left out. */
	headers?: Record<string, string | undefined>;
	/** When it was signed, in ms since 1970; five seconds ago unless told. */
	created?: number;
	/** The covered components; the vendor's unless told. */
	covered?: string[];
	/** A new one for each call unless told. */
	idempotencyKey?: string;
	/** A new one for each call unless told. */
	token?: string;
}

export interface CallAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is no JSON. */
	json: Record<string, string>;
}

/** Asks for a token. */
export async function tokenOf({ baseUrl, credentials }: Target): Promise<string> {
	const { apiKey, apiSecret } = credentials;
	const response = await fetch(`${baseUrl}/auth/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ apiKey, apiSecret }),
	});
	const { token } = (await response.json()) as { token: string };
	return token;
}

/** The headers that sign a request, and the digest of its body. @param path below the version */
export async function signatureOf(
	{ baseUrl, credentials }: Target,
	method: string,
	path: string,
	{ created = Date.now() - 5_000, covered, text }: SignatureOptions = {},
): Promise<Record<string, string>> {
	const key = createPrivateKey(credentials.privateKey);
	const digest = text && createHash('sha512').update(text).digest('base64');
	const { headers } = await httpbis.signMessage(
		{
			key: createSigner(key as never, 'ecdsa-p384-sha384', credentials.signingKeyId),
			fields: covered ?? ['@method', '@authority', '@path', ...(text ? ['content-digest'] : [])],
			paramValues: { created: new Date(created) },
		},
		{
			method,
			url: baseUrl + path,
			headers: digest ? { 'content-digest': `sha-512=:${digest}:` } : {},
		},
	);
	return headers as Record<string, string>;
}

type SignatureOptions = Pick<CallOptions, 'created' | 'covered'> & { text?: string };

/** Sends one signed request. @param path below the version, with its query */
export async function call(
	server: Target,
	method: string,
	path: string,
	options: CallOptions = {},
): Promise<CallAnswer> {
	const { body, idempotencyKey = randomUUID() } = options;
	const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
	const headers = Object.entries({
		...(await signatureOf(server, method, path, { ...options, text })),
		authorization: `Bearer ${options.token ?? (await tokenOf(server))}`,
		...(method === 'GET' ? {} : { 'idempotency-key': idempotencyKey }),
		...(text === undefined ? {} : { 'content-type': 'application/json' }),
		...options.headers,
	}).filter((entry): entry is [string, string] => entry[1] !== undefined);
	const response = await fetch(server.baseUrl + path, {
		method,
		headers,
		body: text,
		redirect: 'manual',
	});
	const answer = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		text: answer,
		json: parsed(answer),
	};
}

function parsed(text: string): Record<string, string> {
	try {
		return JSON.parse(text) as Record<string, string>;
	} catch {
		// A test that expects JSON fails on this, and one that does not can say so.
		return undefined as never;
	}
}
