// Signs requests as Offblocks asks for it: HTTP Message Signatures (RFC 9421) with ECDSA P-384, and a digest of
// the body. The session's token goes with them, and an idempotency key where a write has none.

import { createHash, randomUUID, sign as signBytes, type KeyObject } from 'node:crypto';
import { signMessage } from 'http-message-signatures/lib/httpbis';
import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	UserError,
} from 'n8n-workflow';
import { isUuid } from '../../../../nodes/shared/check/reference';
import { withExactBody } from '../../../../nodes/shared/credential/exactBody';
import { cleaned, readFields } from '../../../../nodes/shared/credential/fields';
import type { RequestOptions } from '../../../../nodes/shared/credential/requestUrl';
import { signedFor, type Outgoing } from '../../../../nodes/shared/credential/signed';
import { offblocksHosts, ROOT } from './hosts';
import { isOwn } from './owner';
import { privateKeyOf } from './privateKey';

/** Offblocks' only algorithm (its docs, Request Signatures). */
export const ALGORITHM = 'ecdsa-p384-sha384';

/** The header that tells a repeated request from a new one. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';

/** Offblocks' own verifier takes no time in the future, so a clock may be ahead by this many seconds. */
export const BACKDATED_S = 5;

/** Seconds for which a signature holds, as in Offblocks' own client. */
export const VALID_S = 300;

/** The parts of a request that Offblocks' own client signs; the query is none of them. */
const COVERED = ['@method', '@authority', '@path'];
const DIGEST = 'Content-Digest';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The key that signs, and the id under which its public half is registered. */
export interface SigningKey {
	id: string;
	key: KeyObject;
}

/** `Content-Digest` of the very text that is sent (RFC 9530). */
export const contentDigest = (body: string | Buffer): string =>
	`sha-512=:${createHash('sha512').update(body).digest('base64')}:`;

/**
 * The headers that sign one request: `Signature`, `Signature-Input`, and `Content-Digest` where there is a body.
 *
 * @param now milliseconds since 1970; given only by tests
 */
export async function signatureHeaders(
	{ method, url, body }: { method: string; url: URL; body?: string },
	{ id, key }: SigningKey,
	now = Date.now(),
): Promise<Record<string, string>> {
	const digest: Record<string, string> =
		body === undefined ? {} : { [DIGEST]: contentDigest(body) };
	const created = Math.floor(now / 1000) - BACKDATED_S;
	const { headers } = await signMessage(
		{
			key: {
				id,
				alg: ALGORITHM,
				sign: async (data) => signBytes('sha384', data, { key, dsaEncoding: 'ieee-p1363' }),
			},
			fields: [...COVERED, ...Object.keys(digest).map((name) => name.toLowerCase())],
			paramValues: {
				created: new Date(created * 1000),
				expires: new Date((created + VALID_S) * 1000),
			},
		},
		{ method, url, headers: digest },
	);
	return headers;
}

/**
 * Signs one request for the credential's own host. Repeatable: of what it returned, only the time and the
 * signature change, and the idempotency key stays.
 *
 * @param options as a node gave them to n8n; not changed
 * @throws UserError when the credential is incomplete, its key cannot sign, or the request is for another
 * host
 */
export async function sign(
	credentials: ICredentialDataDecryptedObject,
	options: RequestOptions,
): Promise<IHttpRequestOptions> {
	return await signedFor(offblocksHosts, credentials, withExactBody(options), async (request) => {
		// without one Offblocks answers 401, and n8n asks for the account's own
		const token = isOwn(credentials) ? cleaned(credentials.sessionToken) : '';
		const bearer: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
		// what makes keys and tokens is not signed
		if (request.url.pathname.startsWith(`${ROOT}/auth/`)) return bearer;
		return { ...bearer, ...ownKey(request), ...(await signed(request, signingKeyOf(credentials))) };
	});
}

async function signed(
	{ method, url, body }: Outgoing,
	key: SigningKey,
): Promise<Record<string, string>> {
	const text = typeof body === 'string' ? { body } : {};
	return await signatureHeaders({ method: method.toUpperCase(), url, ...text }, key);
}

/** A new idempotency key for a write that has none. */
function ownKey({ method, headers }: Outgoing): Record<string, string> {
	const wanted = IDEMPOTENCY_HEADER.toLowerCase();
	const hasOne = Object.keys(headers).some((name) => name.toLowerCase() === wanted);
	if (hasOne || !WRITES.has(method.toUpperCase())) return {};
	return { [IDEMPOTENCY_HEADER]: randomUUID() };
}

/**
 * The signing key of a credential.
 *
 * @throws UserError that names the field which is wrong, never with a value
 */
export function signingKeyOf(credentials: ICredentialDataDecryptedObject): SigningKey {
	const { signingKeyId: id } = readFields(credentials, {
		vendor: offblocksHosts.vendor,
		labels: { signingKeyId: 'Signing Key ID' },
		source: 'where you registered the public key with Offblocks',
	});
	if (!isUuid(id)) {
		throw new UserError(
			'The Signing Key ID of the Offblocks credential is no UUID. Enter the id under which you registered the public key with Offblocks, such as 86b59965-6cf1-4633-9148-92848330fd1b.',
		);
	}
	return { id, key: privateKeyOf(credentials.privateKey) };
}
