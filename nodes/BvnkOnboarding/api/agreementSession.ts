// The agreement session: what a customer signs before it can be created.

import * as z from 'zod/v4';
import { countryCode, group, ipAddress, text } from './checks';

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

/** Whether an address can be a customer's on the internet: no loopback, no private network. */
export function isPublicAddress(address: string): boolean {
	return !/^(127\.|10\.|0\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|::$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(
		address,
	);
}
