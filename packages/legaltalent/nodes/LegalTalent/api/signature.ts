// Whether a delivery is LegalTalent's: the signature over its raw bytes.

import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../../../nodes/shared/webhook/delivery';
import { isAmong, sha256Signatures } from '../../../../../nodes/shared/webhook/signatures';

/** What was signed: the body alone, or the time, a dot and the body. */
export type Scheme = 'body' | 'timestampAndBody';

/** The headers of the signature and of its time, in small letters as Node.js gives them. */
export const SIGNATURE_HEADER = 'x-webhook-signature';
const TIMESTAMP_HEADER = 'x-webhook-timestamp';

/**
 * What a delivery's signature covers; undefined where it is not signed with this secret. Signatures are compared
 * in constant time.
 *
 * LegalTalent documents HMAC-SHA256 and `sha256=…`, and not what is signed, so both usual forms are accepted. No
 * signature of one serves the other: the time must be digits, and the body of an event begins with a bracket.
 */
export function schemeOf(delivery: Delivery, secret: string): Scheme | undefined {
	const given = sha256Signatures(delivery.headers[SIGNATURE_HEADER] ?? '');
	if (given.length === 0) return undefined;
	const { body, headers } = delivery;
	const isSigned = (before: string) =>
		isAmong(createHmac('sha256', secret).update(before).update(body).digest(), given);
	if (isSigned('')) return 'body';
	const timestamp = headers[TIMESTAMP_HEADER] ?? '';
	return /^\d+$/.test(timestamp) && isSigned(`${timestamp}.`) ? 'timestampAndBody' : undefined;
}
