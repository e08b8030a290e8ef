// A signed call, for tests that speak to the embedded BVNK without the node under test.
import { client as hawkClient } from 'hawk';
import type { FieldErrors } from './errors';
import type { Sandbox } from './server';
import type { companyView, individualView, listItem } from './views';

/** Where a call goes: a running server, or what its command line printed. */
export type Target = Pick<Sandbox, 'url' | 'credentials'>;

export interface CallOptions {
	/** Sent as JSON; a text or a form is sent as it is. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Unix seconds to sign with; the real time unless told. */
	timestamp?: number;
	nonce?: string;
	hawkId?: string;
	hawkKey?: string;
}

export interface CallAnswer {
	status: number;
	headers: Headers;
	text: string;
	/** The parsed body; undefined when it is no JSON. */
	json: AnswerBody;
}

/** What an answer may have; which members are there depends on the request. */
export interface AnswerBody {
	reference: string;
	status: string;
	type: string;
	infoRequired: { questionnaires: string[] };
	individual: ReturnType<typeof individualView>['individual'];
	verification: ReturnType<typeof individualView>['verification'];
	company: ReturnType<typeof companyView>['company'];
	content: Array<ReturnType<typeof listItem>>;
	totalElements: number;
	totalPages: number;
	code: string;
	details: { errors: FieldErrors };
}

/** Has whoever a body is about sign the agreement session that it names, where there is no such session yet. */
export function signFor({ signSession }: Pick<Sandbox, 'signSession'>, body: unknown): void {
	const { signedAgreementSessionReference, type } = Object(body) as Record<string, unknown>;
	if (typeof signedAgreementSessionReference !== 'string') return;
	signSession(signedAgreementSessionReference, String(type).toUpperCase());
}

/** The Authorization header for a request to the sandbox; `path` includes the query. */
export function authorization(
	sandbox: Target,
	method: string,
	path: string,
	{ timestamp, nonce, hawkId, hawkKey }: CallOptions = {},
): string {
	const id = hawkId ?? sandbox.credentials.hawkId;
	const key = hawkKey ?? sandbox.credentials.hawkKey;
	const { header } = hawkClient.header(sandbox.url + path, method, {
		credentials: { id, key, algorithm: 'sha256' },
		timestamp,
		nonce,
	});
	return header;
}

/** Sends one signed request; redirects are not followed. Rejects when the connection is cut. */
export async function call(
	sandbox: Target,
	method: string,
	path: string,
	options: CallOptions = {},
): Promise<CallAnswer> {
	const { body, headers = {} } = options;
	// A form's content type has a boundary, which `fetch` makes.
	const isForm = body instanceof FormData;
	const response = await fetch(sandbox.url + path, {
		method,
		redirect: 'manual',
		headers: {
			authorization: authorization(sandbox, method, path, options),
			...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
			...headers,
		},
		body: typeof body === 'string' || body === undefined || isForm ? body : JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): AnswerBody {
	try {
		return JSON.parse(text) as AnswerBody;
	} catch {
		// A test that expects JSON fails on this, and one that does not can say so.
		return undefined as never;
	}
}
