// The one host that a credential may talk to: that of an environment of the vendor's, or a base URL of the
// user's own. The credential has the fields `environment` and `baseUrl` for it.

import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';
import { cleaned, unseenIn } from './fields';

/** One of a vendor's environments. */
export interface Environment {
	/** As texts name it. */
	name: string;
	/** Scheme and host. */
	origin: string;
}

/** A vendor's environments, by their values in the field `environment`. The first one is the default. */
export interface Hosts<Name extends string = string> {
	vendor: string;
	environments: Readonly<Record<Name, Environment>>;
}

/**
 * The environment that a credential is set to; undefined for a custom base URL.
 *
 * @throws UserError when the field holds something else, e.g. from an expression
 */
export function environmentOf<Name extends string>(
	{ environments }: Hosts<Name>,
	credentials: ICredentialDataDecryptedObject,
): Name | undefined {
	const given = credentials.environment ?? Object.keys(environments)[0];
	if (given === 'custom') return undefined;
	if (typeof given === 'string' && Object.hasOwn(environments, given)) return given as Name;
	throw new UserError(`Environment must be ${Object.keys(environments).join(', ')} or custom.`);
}

/**
 * The only origin (scheme, host and port) that the credential signs requests for.
 *
 * @returns a URL with the path `/`
 * @throws UserError, in words for the person who filled in the credential, when the base URL is not just
 * scheme and host, or is not https. Loopback addresses may be http, for tests.
 */
export function originOf(hosts: Hosts, credentials: ICredentialDataDecryptedObject): URL {
	const environment = environmentOf(hosts, credentials);
	if (environment !== undefined) return new URL(hosts.environments[environment]!.origin);
	const typed = cleaned(credentials.baseUrl);
	const url = URL.canParse(typed) ? new URL(typed) : undefined;
	const why = baseUrlFault(typed, url);
	if (!url || why) {
		const [{ origin }] = Object.values(hosts.environments) as [Environment];
		throw new UserError(
			`Base URL cannot be used: ${why}. Enter scheme and host only, e.g. ${origin}`,
		);
	}
	return url;
}

/** A host in words: by the vendor's name for it where it is one of the vendor's. */
export function hostWords({ environments }: Hosts, { protocol, host }: URL): string {
	const origin = `${protocol}//${host}`;
	const known = Object.values(environments).find((environment) => environment.origin === origin);
	return known ? `${known.name} (${origin})` : origin;
}

/** Whether the URL's host is the own computer: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback({ hostname }: URL): boolean {
	// `URL` has already turned 127.1 or 0x7f000001 into 127.0.0.1
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** What is wrong with a base URL, in words that follow "because"; undefined where nothing is. */
function baseUrlFault(typed: string, url: URL | undefined): string | undefined {
	if (!typed) return 'it is empty';
	const unseen = unseenIn(typed);
	if (unseen) return `it holds ${unseen}`;
	// `localhost:3000` is a valid URL too, of the scheme "localhost:"
	if (!url || !['http:', 'https:'].includes(url.protocol)) return 'it does not start with https://';
	if (url.username || url.password) return 'it holds a user name or password';
	if (typed.includes('?') || typed.includes('#')) {
		return 'it holds a query or fragment (after ? or #)';
	}
	if (url.pathname !== '/') return `it holds the path ${url.pathname}`;
	if (url.protocol === 'http:' && !isLoopback(url)) {
		return 'http is only for loopback addresses such as http://localhost:3000';
	}
	return undefined;
}
