// The frame of every credential: one URL, one host, headers of its own, no redirect. A vendor adds the
// signature.

import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';
import { type Headers, without, withSentNames } from './headers';
import { hostWords, type Hosts, originOf } from './hosts';
import { type RequestOptions, requestUrl } from './requestUrl';

/** What is about to be sent, as a signature needs to know it. */
export interface Outgoing {
	method: string;
	/** Of the credential's own host, with its whole query, as it is sent. */
	url: URL;
	/** Those of the request under the names that are sent, without `Host`. */
	headers: Headers;
	/** As the request has it; where the signature covers it, `withExactBody` has made it text. */
	body: RequestOptions['body'];
}

/**
 * Signs one request for the credential's own host.
 *
 * Pure and repeatable where `sign` is: n8n calls it with options that it uses again, and once more, with
 * the options that it returned, after a 401.
 *
 * @param options as a node gave them to n8n; not changed
 * @param sign the headers that prove who asks. They replace the request's own of the same name, in any
 * case.
 * @returns new options with the final `url` (and `uri`, when that came in), without `qs` and `baseURL`. They
 * follow no redirect, which would carry the headers along. A promise where `sign` returns one.
 * @throws UserError when the base URL is wrong, a part of the URL cannot be sent, or the request is for another host
 */
export function signedFor(
	hosts: Hosts,
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
	sign: (request: Outgoing) => Headers,
): IHttpRequestOptions;
export function signedFor(
	hosts: Hosts,
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
	sign: (request: Outgoing) => Promise<Headers>,
): Promise<IHttpRequestOptions>;
export function signedFor(
	hosts: Hosts,
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
	sign: (request: Outgoing) => Headers | Promise<Headers>,
): IHttpRequestOptions | Promise<IHttpRequestOptions> {
	const url = ownUrl(hosts, originOf(hosts, credentials), options);
	// a Host of the user's would be sent in place of the host that is signed
	const headers = without(['host'], withSentNames(options.headers));
	const own = sign({ method: options.method ?? 'GET', url, headers, body: options.body });
	return own instanceof Promise
		? own.then((signature) => finished(options, url, headers, signature))
		: finished(options, url, headers, own);
}

function finished(
	options: RequestOptions,
	{ href }: URL,
	headers: Headers,
	own: Headers,
): IHttpRequestOptions {
	// n8n's client would put an `auth` into the header in place of the signature
	const { baseURL, qs, auth, ...rest } = options;
	const names = Object.keys(own).map((name) => name.toLowerCase());
	return {
		...rest,
		url: href,
		...(options.uri === undefined ? {} : { uri: href }),
		headers: { ...without(names, headers), ...own },
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		// the same two in the words of n8n's older request form
		...{ followRedirect: false, followAllRedirects: false },
	};
}

function ownUrl(hosts: Hosts, origin: URL, options: RequestOptions): URL {
	const url = readable(options, origin);
	if (url.username || url.password) {
		throw new UserError(
			`The URL of the request holds a user name or password. Remove it: the ${hosts.vendor} credential signs the request.`,
		);
	}
	// not `origin`, which blob:https://host has in common with https://host
	if (url.protocol !== origin.protocol || url.host !== origin.host) {
		throw new UserError(
			`This ${hosts.vendor} credential is for ${hostWords(hosts, origin)}, and the request goes to ${hostWords(hosts, url)}. ` +
				'It was not signed and not sent. Change the URL, or use a credential for that host.',
		);
	}
	return url;
}

function readable(options: RequestOptions, origin: URL): URL {
	try {
		return requestUrl(options, origin);
	} catch (error) {
		throw error instanceof UserError
			? error
			: new UserError(
					'The URL of the request cannot be read. Check it, or enter a path that begins with /',
				);
	}
}
