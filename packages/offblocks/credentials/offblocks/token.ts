// The session's token: had for API key and secret, without a signature, and good for about an hour.

import {
	type ICredentialDataDecryptedObject,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	UserError,
} from 'n8n-workflow';
import { readFields } from '../../../../nodes/shared/credential/fields';
import { codedError, NO_TOKEN } from '../../../../nodes/shared/http/network';
import { signedFor } from '../../../../nodes/shared/credential/signed';
import { offblocksHosts, ROOT } from './hosts';
import { OWNER_FIELD, ownerOf } from './owner';
import { signingKeyOf } from './signature';

/** Milliseconds that the token may take. */
const TIMEOUT_MS = 30_000;

/** The field of the credential that keeps the token. n8n fills it in, and renews it after a 401. */
export const TOKEN_FIELD = 'sessionToken';

/** What an answer of `POST /auth/token` adds to the credential; undefined where it holds no token. */
export function tokenIn(body: unknown): { [TOKEN_FIELD]: string } | undefined {
	const { token } = (typeof body === 'object' && body !== null ? body : {}) as { token?: unknown };
	return typeof token === 'string' && token !== '' ? { [TOKEN_FIELD]: token } : undefined;
}

/**
 * `POST /auth/token`, for the credential's own host alone.
 *
 * @throws UserError when key or secret is missing
 */
export function tokenRequest(credentials: ICredentialDataDecryptedObject): IHttpRequestOptions {
	const { apiKey, apiSecret } = readFields(credentials, {
		vendor: offblocksHosts.vendor,
		labels: { apiKey: 'API Key', apiSecret: 'API Secret' },
		source: 'what Offblocks gave you',
	});
	return signedFor(
		offblocksHosts,
		credentials,
		{
			method: 'POST',
			url: `${ROOT}/auth/token`,
			headers: { accept: 'application/json', 'content-type': 'application/json' },
			body: JSON.stringify({ apiKey, apiSecret }),
			timeout: TIMEOUT_MS,
		},
		() => ({}),
	);
}

/**
 * A new token, as n8n's `preAuthentication` wants it.
 *
 * @throws UserError when Offblocks does not accept key and secret, or the signing key cannot sign: then
 * nothing is sent
 * @throws Error NO_TOKEN when Offblocks is too busy or away, so that the request is tried again
 */
export async function newToken(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ [TOKEN_FIELD]: string; [OWNER_FIELD]: string }> {
	signingKeyOf(credentials);
	const { statusCode: status, body } = (await helpers.httpRequest({
		...tokenRequest(credentials),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	})) as IN8nHttpFullResponse;
	const token = status >= 200 && status < 300 ? tokenIn(body) : undefined;
	if (token) return { ...token, [OWNER_FIELD]: ownerOf(credentials) };
	if (status === 408 || status === 429 || status >= 500) {
		throw codedError(NO_TOKEN, `Offblocks gave no token (status ${status})`);
	}
	throw new UserError(
		status === 400 || status === 401 || status === 403
			? `Offblocks does not accept the API Key and API Secret of the credential (status ${status}). Check both, and that they are of the environment that the credential is set to.`
			: `Offblocks gave no token (status ${status}). Check the environment and the base URL of the credential.`,
	);
}
