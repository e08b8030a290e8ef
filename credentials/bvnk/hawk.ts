// Signs requests with Hawk, the scheme of BVNK's API: a MAC over time, nonce, method, URL and host.

import { header } from 'hawk/lib/client';
import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';
import { environmentOf, environments, originOf } from './hosts';
import { type RequestOptions, requestUrl } from '../../nodes/shared/credential/requestUrl';

/** What makes two signatures of one request differ; given only by tests. */
export interface Stamp {
	/** Unix time in seconds. */
	timestamp?: number;
	nonce?: string;
}

/**
 * The `Authorization` header for one request.
 *
 * Without Hawk's payload hash and `ext`: BVNK has payload validation switched off
 * (docs.bvnk.com, API overview, Authentication).
 *
 * @param key id and key as BVNK's portal shows them
 */
export function authorization(
	url: URL,
	method: string,
	key: { id: string; key: string },
	stamp: Stamp = {},
): string {
	// hawk takes strings and URL objects; its types only know of strings. For a string it would use
	// Node's legacy parser, which escapes some characters differently from the client that sends.
	const signed = url as unknown as string;
	const credentials = { ...key, algorithm: 'sha256' as const };
	return header(signed, method, { ...stamp, credentials }).header;
}

/**
 * Signs one request for the credential's own host.
 *
 * Pure and repeatable: n8n calls it with options that it uses again, and once more, with the options
 * that it returned, after a 401.
 *
 * @param options as a node gave them to n8n; not changed
 * @returns new options with the final `url` (and `uri`, when that came in), without `qs` and `baseURL`,
 * with the `Authorization` header, and set to follow no redirect, which would carry the header along
 * @throws UserError when the credential is incomplete, or the request is for another host
 */
export function sign(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): IHttpRequestOptions {
	const origin = originOf(credentials);
	const key = keyOf(credentials);
	const url = ownUrl(credentials, options, origin);
	// n8n's client would put an `auth` into the header in place of the signature
	const { baseURL, qs, auth, ...rest } = options;
	return {
		...rest,
		url: url.href,
		...(options.uri === undefined ? {} : { uri: url.href }),
		headers: {
			...withoutAuthorization(options.headers),
			Authorization: authorization(url, options.method ?? 'GET', key),
		},
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		// the same two in the words of n8n's older request form
		...{ followRedirect: false, followAllRedirects: false },
	};
}

/** Characters of an attribute in a Hawk header, as hawk's own parser has them. */
const HAWK_ATTRIBUTE = /^[ \w!#$%&'()*+,\-./:;<=>?@[\]^`{|}~]+$/;

function keyOf(credentials: ICredentialDataDecryptedObject): { id: string; key: string } {
	const id = trimmed(credentials.hawkId);
	const key = trimmed(credentials.hawkKey);
	const missing = [id ? '' : 'Hawk ID', key ? '' : 'Hawk Key'].filter(Boolean).join(' and ');
	if (missing) {
		throw new UserError(
			`The BVNK credential has no ${missing}. Copy them from BVNK's portal: Integrations, Generate API Key.`,
		);
	}
	if (!HAWK_ATTRIBUTE.test(id)) {
		throw new UserError(
			"The Hawk ID of the BVNK credential holds a character that cannot be sent. Copy it again from BVNK's portal.",
		);
	}
	return { id, key };
}

function ownUrl(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
	origin: URL,
): URL {
	const url = readable(options, origin);
	if (!url) {
		throw new UserError(
			'The URL of the request cannot be read. Check it, or enter a path such as /platform/v1/customers',
		);
	}
	if (url.username || url.password) {
		throw new UserError(
			'The URL of the request holds a user name or password. Remove it: the BVNK credential signs the request.',
		);
	}
	if (url.origin !== origin.origin) throw wrongHost(credentials, url, origin);
	return url;
}

function readable(options: RequestOptions, origin: URL): URL | undefined {
	try {
		return requestUrl(options, origin);
	} catch {
		return undefined;
	}
}

function wrongHost(credentials: ICredentialDataDecryptedObject, url: URL, origin: URL): UserError {
	const environment = environmentOf(credentials);
	const owner = environment
		? `${environments[environment].name} (${origin.origin})`
		: origin.origin;
	const other = Object.values(environments).find((candidate) => candidate.origin === url.origin);
	const target = other ? `${other.name} (${url.origin})` : `${url.protocol}//${url.host}`;
	return new UserError(
		`This BVNK credential is for ${owner}, and the request goes to ${target}. ` +
			'It was not signed and not sent. Change the URL, or use a credential for that host.',
	);
}

function withoutAuthorization(headers: RequestOptions['headers'] = {}): typeof headers {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
	);
}

function trimmed(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
