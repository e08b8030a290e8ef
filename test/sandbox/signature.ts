// How BVNK signs a webhook: HMAC-SHA256 in the header `x-signature`. BVNK's validator page has two
// schemes, and does not say how the current one is encoded; base64 is likely, hex has been seen.
import { createHmac } from 'node:crypto';
import type { Signed } from '../tools/server/webhooks';

/** `current` is base64 of the body, `currentHex` hex of it, `legacy` hex of path, type and body. */
export type SignatureScheme = 'current' | 'currentHex' | 'legacy';

/**
 * The value of `x-signature`; the secret's UTF-8 bytes are the key. The address' path without query and the
 * content type count in the legacy scheme only.
 */
export function sign(scheme: SignatureScheme, secret: string, signed: Signed): string {
	const hmac = createHmac('sha256', secret);
	if (scheme === 'legacy') hmac.update(new URL(signed.url).pathname + signed.contentType);
	return hmac.update(signed.body).digest(scheme === 'current' ? 'base64' : 'hex');
}
