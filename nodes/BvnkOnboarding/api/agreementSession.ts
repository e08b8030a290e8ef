// The agreement session: what a customer signs before it can be created.

import * as z from 'zod/v4';
import { countryCode, group, ipAddress, text } from '../../shared/check/checks';

/** `POST /platform/v1/customers/agreement/sessions`. */
export const createSessionRequest = group({
	customerType: text(),
	countryCode: countryCode(),
	useCase: text(),
});

/** `PUT …/sessions/{reference}`: the address is the consenting person's, not the server's. */
export const answerSessionRequest = group({ status: text(), ipAddress: ipAddress() });

export const sessionAnswer = z.looseObject({ reference: z.string() });

/** Where BVNK shows the agreements to the customer, for each environment (BVNK's guide on signing agreements). */
const hostedPages: Record<string, string> = {
	sandbox: 'https://signup.sandbox.bvnk.com/agreements',
	production: 'https://signup.bvnk.com/agreements',
};

/**
 * The page on which the customer reads and signs, and from which it returns to `redirectUri` with the
 * session's status.
 *
 * @param environment the credential's; for a custom one the page is looked for at its own base URL
 */
export function hostedUrl(
	{ environment = 'sandbox', baseUrl = '' }: { environment?: string; baseUrl?: string },
	reference: string,
	redirectUri?: string,
): string {
	const own = `${baseUrl.trim().replace(/\/$/, '')}/agreements`;
	const url = new URL(hostedPages[environment] ?? own);
	url.searchParams.set('session', reference);
	if (redirectUri) url.searchParams.set('redirectUri', redirectUri);
	return url.href;
}

/** Networks of one machine, of a house or a company, or of a provider's inside. */
const INNER_IPV4 =
	/^(0|10|127)\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\./;
const INNER_IPV6 = /^\[(::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

/** Whether an IP address can be a customer's on the internet: no loopback, no private network. */
export function isPublicAddress(address: string): boolean {
	if (!address.includes(':')) return !INNER_IPV4.test(address);
	// A URL's host is an address in its shortest form, however it was written.
	const { hostname } = new URL(`http://[${address}]`);
	const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(hostname) ?? [];
	if (high === undefined || low === undefined) return !INNER_IPV6.test(hostname);
	const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
	return isPublicAddress([first >> 8, first & 255, second >> 8, second & 255].join('.'));
}
