// Whether a delivery is BVNK's: the signature over its raw bytes.

import { createHmac } from 'node:crypto';
import type { Delivery } from '../../shared/webhook/delivery';
import { isAmong, sha256Signatures } from '../../shared/webhook/signatures';

/** What BVNK signs: the body, or the URL's path, the content type and the body. */
export type Scheme = 'current' | 'legacy';

/** The header that carries the signature, in small letters as Node.js gives it. */
export const SIGNATURE_HEADER = 'x-signature';

/**
 * The scheme by which a delivery is signed; undefined where it is not signed with this secret. Signatures
 * are compared in constant time.
 *
 * - `current`: HMAC-SHA256 over the raw body. BVNK does not state how it is written.
 * - `legacy`: over path, content type and raw body, as the merchant-level webhooks do (docs.bvnk.com,
 *   webhook validator).
 *
 * @param secret of the webhook in BVNK's portal, labelled "Public key" there; its UTF-8 is the key
 */
export function schemeOf(delivery: Delivery, secret: string): Scheme | undefined {
	const given = sha256Signatures(delivery.headers[SIGNATURE_HEADER] ?? '');
	if (given.length === 0) return undefined;
	const { body, contentType } = delivery;
	const isSigned = (...parts: Array<string | Buffer>) => {
		const mac = createHmac('sha256', secret);
		for (const part of parts) mac.update(part);
		return isAmong(mac.digest(), given);
	};
	if (isSigned(body)) return 'current';
	for (const path of new Set(delivery.paths())) {
		// a proxy may have added a charset to the content type
		for (const type of new Set([contentType, 'application/json'])) {
			if (isSigned(path, type, body)) return 'legacy';
		}
	}
	return undefined;
}
