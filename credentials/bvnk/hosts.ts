// BVNK's hosts, spelled here alone: which one a credential may talk to, where its people look things up, and
// where customers sign.

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import * as hosts from '../../nodes/shared/credential/hosts';
import type { Hosts } from '../../nodes/shared/credential/hosts';

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

/** What the shared frame of a credential knows of BVNK. */
export const bvnk: Hosts<EnvironmentName> = { vendor: 'BVNK', environments };

/** The BVNK environment a credential is set to; undefined for a custom base URL. */
export const environmentOf = (credentials: ICredentialDataDecryptedObject) =>
	hosts.environmentOf(bvnk, credentials);

/** The only origin that the credential signs requests for. */
export const originOf = (credentials: ICredentialDataDecryptedObject) =>
	hosts.originOf(bvnk, credentials);

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
