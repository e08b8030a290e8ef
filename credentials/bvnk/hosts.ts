// BVNK's hosts, spelled here alone: which one a credential may talk to, where its people look things up, and
// where customers sign.

import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';

/** BVNK's two environments. Keys, customers and wallets of one do not exist in the other. */
export const environments = {
	sandbox: {
		name: "BVNK's sandbox",
		origin: 'https://api.sandbox.bvnk.com',
		portal: 'https://app.sandbox.bvnk.com',
		signup: 'https://signup.sandbox.bvnk.com',
	},
	production: {
		name: "BVNK's production",
		origin: 'https://api.bvnk.com',
		portal: 'https://app.bvnk.com',
		signup: 'https://signup.bvnk.com',
	},
} as const;

/** Where BVNK tells of outages. */
export const bvnkStatusPage = 'https://bvnk.status.io';

/** The name of a BVNK environment, as stored in the credential's field `environment`. */
export type EnvironmentName = keyof typeof environments;

/**
 * The BVNK environment a credential is set to; undefined for a custom base URL.
 *
 * @throws UserError when the field holds something else, e.g. from an expression
 */
export function environmentOf(
	credentials: ICredentialDataDecryptedObject,
): EnvironmentName | undefined {
	const name = credentials.environment ?? 'sandbox';
	if (name === 'custom') return undefined;
	if (name === 'sandbox' || name === 'production') return name;
	throw new UserError('Environment must be sandbox, production or custom.');
}

/**
 * The only origin (scheme, host and port) that the credential signs requests for.
 *
 * @returns a URL with the path `/`
 * @throws UserError, in words for the person who filled in the credential, when the base URL is not
 * just scheme and host, or is not https (loopback addresses may be http, for tests)
 */
export function originOf(credentials: ICredentialDataDecryptedObject): URL {
	const environment = environmentOf(credentials);
	if (environment) return new URL(environments[environment].origin);

	const typed = typeof credentials.baseUrl === 'string' ? credentials.baseUrl.trim() : '';
	if (!typed) throw wrongBaseUrl('it is empty');
	const url = parse(typed);
	// `localhost:3000` is a valid URL too, of the scheme "localhost:"
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw wrongBaseUrl('it does not start with https://');
	}
	if (url.username || url.password) throw wrongBaseUrl('it holds a user name or password');
	if (typed.includes('?') || typed.includes('#')) {
		throw wrongBaseUrl('it holds a query or fragment (after ? or #)');
	}
	if (url.pathname !== '/') throw wrongBaseUrl(`it holds the path ${url.pathname}`);
	if (url.protocol === 'http:' && !isLoopback(url)) {
		throw wrongBaseUrl('http is only for loopback addresses such as http://localhost:3000');
	}
	return url;
}

/** Hosts of BVNK's that are its sandbox's. */
const SANDBOX = /(^|\.)sandbox\.bvnk\.com$/;
const ANY = /(^|\.)bvnk\.com$/;

/** Whether a URL is of the environment that the credential talks to; sandbox and production share nothing. */
export function isOwnUrl(credentials: ICredentialDataDecryptedObject, url: URL): boolean {
	const environment = environmentOf(credentials);
	if (!environment) return originOf(credentials).host === url.host;
	const isSandbox = SANDBOX.test(url.hostname);
	return ANY.test(url.hostname) && isSandbox === (environment === 'sandbox');
}

/**
 * The page on which a customer reads and signs the agreements (BVNK's guide on signing agreements). For a
 * custom base URL it is looked for there.
 *
 * @param redirectUri where the page sends the customer afterwards, with the session's status
 */
export function agreementsPage(
	credentials: ICredentialDataDecryptedObject,
	session: string,
	redirectUri?: string,
): string {
	const environment = environmentOf(credentials);
	const host = environment ? environments[environment].signup : originOf(credentials).origin;
	const url = new URL('/agreements', host);
	url.searchParams.set('session', session);
	if (redirectUri) url.searchParams.set('redirectUri', redirectUri);
	return url.href;
}

/** Whether the URL's host is the own computer: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback({ hostname }: URL): boolean {
	// `URL` has already turned 127.1 or 0x7f000001 into 127.0.0.1
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function wrongBaseUrl(why: string): UserError {
	return new UserError(
		`Base URL cannot be used: ${why}. Enter scheme and host only, e.g. ${environments.sandbox.origin}`,
	);
}

function parse(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}
