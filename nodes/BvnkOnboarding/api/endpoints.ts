// Where BVNK's Customers API v1 is, and the header names it uses. No other file spells a path.

const customers = '/platform/v1/customers';

/**
 * Paths below the credential's host. BVNK's older pages also print `/api/platform/v1/…`;
 * every reference page and live client uses the form without `/api`.
 */
export const endpoints = {
	customers,
	customer: (reference: string) => `${customers}/${encodeURIComponent(reference)}`,
	requiredInfo: (reference: string) =>
		`${customers}/${encodeURIComponent(reference)}/info-required`,
	documents: (reference: string) => `${customers}/${encodeURIComponent(reference)}/documents`,
	document: (reference: string) => `${customers}/documents/${encodeURIComponent(reference)}`,
	documentUrl: (reference: string) => `${customers}/documents/${encodeURIComponent(reference)}/url`,
	/** Singular, unlike the path to which answers are submitted. */
	questionnaireDefinitions: `${customers}/questionnaire/definitions`,
	questionnaires: (reference: string) =>
		`${customers}/${encodeURIComponent(reference)}/questionnaires`,
	/** Singular: `agreement`. */
	agreementSessions: `${customers}/agreement/sessions`,
	agreementSession: (reference: string) =>
		`${customers}/agreement/sessions/${encodeURIComponent(reference)}`,
	/**
	 * Of Customers API v2, where a customer of v1 shows up too, with v1's reference as `id` and the
	 * external one as `reference`. Seen in a public client, not stated by BVNK.
	 */
	customersV2: '/platform/v2/customers',
	industries: '/platform/v1/accounts/industries',
	monthlyVolumes: '/platform/v1/accounts/monthly-expected-volumes',
};

/** v1's name. (v2 endpoints read `Idempotency-Key` instead.) BVNK asks for a UUID of 36 characters. */
export const IDEMPOTENCY_HEADER = 'X-Idempotency-Key';

/** Largest page that BVNK's pagination guide allows; not confirmed for customers, so a smaller answer is accepted. */
export const MAX_PAGE_SIZE = 100;

/** What a path leads to, in the words of an error text. */
export function thingAt(path: string): string {
	if (path.startsWith(`${endpoints.agreementSessions}/`)) return 'agreement session';
	if (path.startsWith(`${customers}/documents/`)) return 'document';
	return path.startsWith(`${customers}/`) ? 'customer' : 'address';
}
