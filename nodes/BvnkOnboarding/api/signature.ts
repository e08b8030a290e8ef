// Whether a delivery is BVNK's: the signature over its raw bytes.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** How BVNK signs. `automatic` accepts each of them, told apart by the signature's form. */
export type SignatureScheme = 'automatic' | 'current' | 'legacy';

export const SIGNATURE_HEADER = 'x-signature';

/** What was delivered, as it came. */
export interface Delivery {
	signature: string;
	/** The secret of the webhook in BVNK's portal, labelled "Public key" there, as UTF-8. */
	secret: string;
	body: Buffer;
	/** Paths under which BVNK may know this webhook: the one of its URL, and the one that was asked for. */
	paths: string[];
	/** The header as received. */
	contentType: string;
}

/**
 * Checks an HMAC-SHA256 of the delivery in constant time.
 *
 * - `current`: over the raw body, in base64. BVNK does not state the encoding; hex of the same is
 *   accepted as well.
 * - `legacy`: over the URL's path, the content type and the raw body, in hex, as the merchant-level
 *   webhooks do (docs.bvnk.com, webhook validator).
 */
export function isSigned(delivery: Delivery, scheme: SignatureScheme): boolean {
	const given = Buffer.from(delivery.signature.trim());
	return expected(delivery, scheme, given.length).some(
		(signature) => signature.length === given.length && timingSafeEqual(signature, given),
	);
}

const BASE64_LENGTH = 44;
const HEX_LENGTH = 64;

/** The signatures of this length that a delivery of BVNK's could carry. */
function expected(delivery: Delivery, scheme: SignatureScheme, length: number): Buffer[] {
	const { body, paths, contentType, secret } = delivery;
	const hmac = (...parts: Array<string | Buffer>) => {
		const mac = createHmac('sha256', secret);
		for (const part of parts) mac.update(part);
		return mac;
	};
	const signatures: string[] = [];
	if (scheme !== 'legacy') {
		if (length === BASE64_LENGTH) signatures.push(hmac(body).digest('base64'));
		if (length === HEX_LENGTH) signatures.push(hmac(body).digest('hex'));
	}
	if (scheme !== 'current' && length === HEX_LENGTH) {
		for (const path of new Set(paths)) {
			for (const type of new Set([contentType, 'application/json'])) {
				signatures.push(hmac(path, type, body).digest('hex'));
			}
		}
	}
	return signatures.map((signature) => Buffer.from(signature));
}
