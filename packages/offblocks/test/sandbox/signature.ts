// Who signed a request: checked by `http-message-signatures`, which the vendor's documentation names. What
// must be covered is what the vendor's own client covers.
import { createHash, type KeyObject } from 'node:crypto';
import { createVerifier, httpbis } from 'http-message-signatures';
import { isInnerList, parseDictionary, serializeItem } from 'structured-headers';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './errors';

const ALGORITHM = 'ecdsa-p384-sha384';
/** r and s of P-384, one behind the other. */
const SIGNATURE_BYTES = 96;
const PARAMETERS = ['keyid', 'alg', 'created', 'expires'];

/** The key that requests are signed with. */
export interface SigningKey {
	id: string;
	publicKey: KeyObject;
}

/**
 * Checks the signature of a request and the digest of its body.
 *
 * @param now the server's clock, in ms since 1970; nothing may come from its future
 * @throws ApiError 400 in the words of the vendor's library
 */
export async function checkSignature(
	request: FastifyRequest,
	{ id, publicKey }: SigningKey,
	now: number,
): Promise<void> {
	const { method, headers, rawBody, raw } = request;
	try {
		const [input, ...others] = parseDictionary(String(headers['signature-input'])).values();
		if (!input || others.length > 0 || !isInnerList(input)) throw invalid();
		const covered = input[0].map((item) => serializeItem(item).replaceAll('"', ''));
		const needed = [
			'@method',
			'@authority',
			'@path',
			...(rawBody.length ? ['content-digest'] : []),
		];
		if (covered.join() !== needed.join()) throw invalid();
		const parameters = Object.fromEntries(input[1]);
		if (Object.keys(parameters).sort().join() !== [...PARAMETERS].sort().join()) throw invalid();
		const { keyid, alg, created, expires } = parameters;
		const isInTime = Number(created) <= now / 1000 && Number(expires) >= now / 1000;
		if (keyid !== id || alg !== ALGORITHM || !isInTime) throw invalid();
		if (rawBody.length > 0 && !isDigestOf(rawBody, headers['content-digest'])) throw invalid();
		const path = raw.url!.replace(/\?.*/, '');
		const verify = createVerifier(publicKey, ALGORITHM);
		const isSigned = await httpbis.verifyMessage(
			{
				keyLookup: async () => ({
					id,
					algs: [ALGORITHM],
					verify: async (base, signature) =>
						signature.length === SIGNATURE_BYTES && (await verify(base, signature)),
				}),
				all: true,
				// times were looked at by the server's own clock
				tolerance: Infinity,
				componentParser: (name) => (name === '@path' ? [path] : null),
			},
			{
				method,
				url: `http://${headers.host}${raw.url}`,
				headers: headers as Record<string, string>,
			},
		);
		if (isSigned !== true) throw invalid();
	} catch {
		throw invalid();
	}
}

/** The vendor's library takes the digests that it knows, and needs one. */
function isDigestOf(body: Buffer, header: unknown): boolean {
	const known = [...parseDictionary(String(header))].filter(([name]) =>
		/^sha-(256|512)$/.test(name),
	);
	return (
		known.length > 0 &&
		known.every(([name, [value]]) => {
			const digest = createHash(name.replace('-', '')).update(body).digest();
			return value instanceof ArrayBuffer && digest.equals(Buffer.from(value));
		})
	);
}

function invalid(): ApiError {
	const text = 'invalid required signature';
	return new ApiError(400, text, text);
}
