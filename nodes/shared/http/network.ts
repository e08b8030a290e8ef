// Why no answer came, by the codes of Node.js, of TLS and of the HTTP library.

/** Why no answer came: nothing that the API said. */
export interface NoAnswer {
	/** The system's or a library's code, such as ECONNREFUSED; undefined where it was no network. */
	code?: string;
	/** What was thrown, in its own words. */
	words: string;
}

/** The code of a request that was not sent because the API was too busy to give a token for it. */
export const NO_TOKEN = 'NO_TOKEN';

/** Codes of what ended before the first byte went out, in words that follow "because". */
const NOT_SENT: Record<string, string> = {
	[NO_TOKEN]: 'it was too busy, or briefly away, to give a token for the request',
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be looked up (DNS)',
	ECONNREFUSED: 'the connection was refused',
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no network',
};

/** Certificates that were not trusted. Nothing is sent then, and to try again would not change it. */
const CERTIFICATE: Record<string, string> = {
	CERT_HAS_EXPIRED: "its certificate has expired, or this computer's clock is wrong",
	CERT_NOT_YET_VALID: "its certificate is not valid yet, or this computer's clock is wrong",
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed, as those of some company proxies are',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
	UNABLE_TO_GET_ISSUER_CERT: 'its certificate cannot be verified',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate cannot be verified',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** Codes of what may have ended after the API had acted. */
const CUT_OFF: Record<string, string> = {
	ECONNRESET: 'the connection was cut',
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
};

/** An error with a code, as those of Node.js have one. */
export function codedError(code: string, message: string): Error {
	return Object.assign(new Error(message), { code });
}

/** The error of a request whose time was up. */
export const timedOut = () => codedError('ETIMEDOUT', 'The time was up');

/** Whether a failure with this code was a matter of the network, so that the request may be sent again. */
export function isNetworkCode(code: string | undefined): boolean {
	return code !== undefined && !Object.hasOwn(CERTIFICATE, code);
}

/** Whether it is certain that nothing was sent. Without a code, the credential or n8n refused to send. */
export function wasNotSent({ code }: NoAnswer): boolean {
	return code === undefined || Object.hasOwn(NOT_SENT, code) || Object.hasOwn(CERTIFICATE, code);
}

/** Whether the time of a try was up. */
export function isTimeout(code: string | undefined): boolean {
	return code === 'ETIMEDOUT' || code === 'ECONNABORTED';
}

/** A code in words that follow "because"; undefined where there are none. */
export function networkWords(code: string | undefined): string | undefined {
	const table = { ...NOT_SENT, ...CERTIFICATE, ...CUT_OFF };
	return code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;
}

/** What was thrown, down the chain of causes: n8n wraps what the HTTP library threw. */
export function noAnswer(error: unknown): NoAnswer {
	let code: string | undefined;
	let words = String(error);
	for (let at = asThrown(error), depth = 0; at && depth < 5; at = asThrown(at.cause), depth++) {
		if (typeof at.code === 'string' && at.code !== '') code = at.code;
		if (typeof at.message === 'string' && at.message !== '') words = at.message;
	}
	return { code, words };
}

/** The HTTP library's response inside what was thrown, where an answer came and counted as an error. */
export function thrownResponse(
	error: unknown,
): { status?: unknown; headers?: object; data?: unknown } | undefined {
	for (let at = asThrown(error), depth = 0; at && depth < 5; at = asThrown(at.cause), depth++) {
		if (typeof at.response === 'object' && at.response !== null) return at.response;
	}
	return undefined;
}

/** Whatever was thrown. An error of another realm is no instance of this realm's `Error`. */
function asThrown(
	value: unknown,
): { code?: unknown; message?: unknown; cause?: unknown; response?: unknown } | undefined {
	return typeof value === 'object' && value !== null ? value : undefined;
}
