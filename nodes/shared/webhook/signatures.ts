// Signatures in a header, however they are written. What counts is their bytes.

import { timingSafeEqual } from 'node:crypto';

/** How many bytes an HMAC-SHA256 has. */
const SHA256_BYTES = 32;

/** Signatures in one header that are looked at: a doubled header has two, a change of keys as many. */
const MAX_SIGNATURES = 10;

/**
 * The signatures of a header, as bytes. They may be in hex or in base64 of either alphabet, in quotes, behind
 * the name of the hash (`sha256=`), and several with commas between them. What has not the length of a
 * SHA-256 is left out.
 */
export function sha256Signatures(header: string): Buffer[] {
	return header
		.split(',', MAX_SIGNATURES)
		.map((given) => bytesOf(unwrapped(given)))
		.filter((bytes) => bytes !== undefined);
}

/** Whether one of the signatures given is the right one. Takes as long for each that is not. */
export const isAmong = (right: Buffer, given: Buffer[]): boolean =>
	given.filter((one) => one.length === right.length && timingSafeEqual(one, right)).length > 0;

function unwrapped(given: string): string {
	return given
		.trim()
		.replace(/^"(.*)"$/, '$1')
		.replace(/^sha-?256=/i, '')
		.replace(/^"(.*)"$/, '$1')
		.trim();
}

function bytesOf(text: string): Buffer | undefined {
	if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
	if (!/^[\w+/-]{43}=?$/.test(text)) return undefined;
	const bytes = Buffer.from(text, 'base64');
	// the last letter has bits that are not part of any byte: another letter is another text
	const isExact = bytes.toString('base64url') === plainBase64(text);
	return bytes.length === SHA256_BYTES && isExact ? bytes : undefined;
}

const plainBase64 = (text: string) =>
	text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=$/, '');
