// Requests signed for Offblocks, verified by a library that is not ours; RFC 9421's own vectors hold for the
// library that signs.

import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	sign as signBytes,
	verify as verifyBytes,
} from 'node:crypto';
import { createVerifier } from 'http-message-signatures/lib/algorithm';
import {
	createSignatureBase,
	formatSignatureBase,
	signMessage,
	verifyMessage,
} from 'http-message-signatures/lib/httpbis';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { RequestOptions } from '../../../../nodes/shared/credential/requestUrl';
import { sign, signatureHeaders } from '../../credentials/offblocks/signature';

const KEY_ID = '86b59965-6cf1-4633-9148-92848330fd1b';
const pair = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const privateKey = pair.privateKey.export({ type: 'sec1', format: 'pem' }) as string;

const credential: ICredentialDataDecryptedObject = {
	environment: 'sandbox',
	apiKey: 'an invented key',
	apiSecret: 'an invented secret',
	signingKeyId: KEY_ID,
	privateKey,
	sessionToken: 'an.invented.token',
};

type Signed = IHttpRequestOptions & { headers: Record<string, string> };
const signed = async (options: RequestOptions, fields: ICredentialDataDecryptedObject = {}) =>
	(await sign({ ...credential, ...fields }, options)) as Signed;

/** What the kept library, which Offblocks' own client is a fork of, says of a request. */
const verified = async ({ method = 'GET', url, headers }: Signed) =>
	await verifyMessage(
		{
			keyLookup: async ({ keyid }) =>
				keyid === KEY_ID
					? {
							id: KEY_ID,
							algs: ['ecdsa-p384-sha384'],
							verify: createVerifier(publicPem, 'ecdsa-p384-sha384'),
						}
					: null,
			requiredFields: ['@method', '@authority', '@path'],
			requiredParams: ['keyid', 'alg', 'created', 'expires'],
		},
		{ method, url, headers },
	);

const BODY =
	'{"chainId":"eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb","externalId":"cust-42"}';

describe('a request', () => {
	test('has the headers of Offblocks’ own client', async () => {
		const headers = await signatureHeaders(
			{
				method: 'POST',
				url: new URL('https://api.sandbox.offblocks.xyz/v1/customers'),
				body: BODY,
			},
			{ id: KEY_ID, key: pair.privateKey },
			1_700_000_005_000,
		);

		expect(headers['Content-Digest']).toBe(
			'sha-512=:5SOo0HboAdBCL9ei5ojK4jdTLcam3fK7o4pgJSLv93uhCsXSwWkV6beIN0zvOEL65sHjACnOrbwbdBcI6HNVWQ==:',
		);
		expect(headers['Signature-Input']).toBe(
			`sig=("@method" "@authority" "@path" "content-digest");keyid="${KEY_ID}";alg="ecdsa-p384-sha384";created=1700000000;expires=1700000300`,
		);
		const base = [
			'"@method": POST',
			'"@authority": api.sandbox.offblocks.xyz',
			'"@path": /v1/customers',
			`"content-digest": ${headers['Content-Digest']}`,
			`"@signature-params": ${headers['Signature-Input']!.slice('sig='.length)}`,
		].join('\n');
		const signature = Buffer.from(/^sig=:(.*):$/.exec(headers.Signature!)![1]!, 'base64');
		expect(signature).toHaveLength(96);
		const key = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' as const };
		expect(verifyBytes('sha384', Buffer.from(base), key, signature)).toBe(true);
	});

	test.each([
		['GET', '/v1/customers', undefined],
		['GET', '/v1/assets', { chain: 'eip155:1' }],
		['PATCH', '/v1/customers/123e4567-e89b-12d3-a456-426614174000/deactivate', undefined],
		['DELETE', '/v1/accounts/123e4567-e89b-12d3-a456-426614174000', undefined],
		['GET', '/v1/customers/a%2Fb%20c', undefined],
	] as const)('without a body is verified: %s %s', async (method, url, qs) => {
		const request = await signed({ method, url, ...(qs ? { qs } : {}) });

		expect(await verified(request)).toBe(true);
		expect(request.headers['Content-Digest']).toBeUndefined();
		expect(request.headers['Signature-Input']).toMatch(/^sig=\("@method" "@authority" "@path"\);/);
	});

	test.each([
		['a list or an object', { a: 1, ü: '…' }],
		['a text with blanks', ' { "a": 1 } '],
		['a text that is not JSON', 'a'],
	])('with %s is verified, and its digest is of what is sent', async (_, body) => {
		const request = await signed({ method: 'POST', url: '/v1/customers', body });

		expect(await verified(request)).toBe(true);
		const hash = createHash('sha512')
			.update(request.body as string)
			.digest('base64');
		expect(request.headers['Content-Digest']).toBe(`sha-512=:${hash}:`);
		expect(request.headers['Signature-Input']).toContain('"content-digest"');
	});

	test('fails when anything that is covered changes', async () => {
		const request = await signed({ method: 'POST', url: '/v1/customers', body: BODY });
		const changes: Array<Partial<Signed>> = [
			{ method: 'PUT' },
			{ url: 'https://api.offblocks.xyz/v1/customers' },
			{ url: 'https://api.sandbox.offblocks.xyz/v1/accounts' },
			{ headers: { ...request.headers, 'Content-Digest': 'sha-512=:AA==:' } },
		];

		for (const change of changes) {
			expect(await verified({ ...request, ...change })).toBe(false);
		}
	});

	test('is dated back, because Offblocks’ own verifier takes no time in the future', async () => {
		const before = Math.floor(Date.now() / 1000);
		const { headers } = await signed({ method: 'GET', url: '/v1/chains' });

		const [, created, expires] = /created=(\d+);expires=(\d+)$/.exec(headers['Signature-Input']!)!;
		expect(Number(created)).toBeLessThanOrEqual(before - 4);
		expect(Number(expires) - Number(created)).toBe(300);
	});
});

describe('what else a request gets', () => {
	test('the token', async () => {
		const { headers } = await signed({ method: 'GET', url: '/v1/chains' });

		expect(headers.Authorization).toBe('Bearer an.invented.token');
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
		'an idempotency key, where %s has none',
		async (method) => {
			const { headers } = await signed({ method, url: '/v1/webhooks' });

			expect(headers['Idempotency-Key']).toMatch(/^[0-9a-f-]{36}$/);
		},
	);

	test.each(['idempotency-key', 'idempotency-key ', ' idempotency-key'])(
		'its own idempotency key stays, however the header is written: %j',
		async (name) => {
			const own = { [name]: '0c1d6c3e-0d3c-4a1b-8d0e-5f2b7f3a9c11' };
			const { headers } = await signed({ method: 'POST', url: '/v1/customers', headers: own });

			expect(headers['idempotency-key']).toBe(own[name]);
			expect(headers['Idempotency-Key']).toBeUndefined();
		},
	);

	test('a read has no idempotency key', async () => {
		const { headers } = await signed({ url: '/v1/chains' });

		expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('idempotency-key');
	});

	test('signed once more, as n8n does after a 401, it keeps the key and has a new signature', async () => {
		const first = await signed({ method: 'POST', url: '/v1/customers', body: BODY });
		const second = await signed(first, { sessionToken: 'a.newer.token' });

		expect(second.headers['Idempotency-Key']).toBe(first.headers['Idempotency-Key']);
		expect(second.headers.Authorization).toBe('Bearer a.newer.token');
		expect(second.headers.Signature).not.toBe(first.headers.Signature);
		expect(second.headers['Signature-Input']).toMatch(/^sig=/);
		expect(second.body).toBe(first.body);
		expect(await verified(second)).toBe(true);
	});

	test('what makes keys has the token alone', async () => {
		const { headers } = await signed({ method: 'PUT', url: '/v1/auth/signing', body: {} });

		expect(headers.Authorization).toBe('Bearer an.invented.token');
		expect(Object.keys(headers)).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/signature|idempotency/i)]),
		);
	});
});

describe('nothing is signed', () => {
	test.each([
		'https://example.org/v1/customers',
		'https://api.offblocks.xyz/v1/customers',
		'https://api.sandbox.offblocks.xyz.example.org/v1/customers',
		'http://api.sandbox.offblocks.xyz/v1/customers',
	])('for another host: %s', async (url) => {
		await expect(signed({ url })).rejects.toThrow('It was not signed and not sent');
	});

	test('and no redirect is followed', async () => {
		expect(await signed({ url: '/v1/chains' })).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
		});
	});

	test.each([
		['', 'has no Signing Key ID'],
		['86b59965', 'is no UUID'],
	])('with the signing key id %j', async (signingKeyId, words) => {
		await expect(signed({ url: '/v1/chains' }, { signingKeyId })).rejects.toThrow(words);
	});
});

describe('the library that signs holds RFC 9421’s vectors', () => {
	const request = {
		method: 'POST',
		url: 'https://example.com/foo?param=Value&Pet=dog',
		headers: {
			Host: 'example.com',
			Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
			'Content-Type': 'application/json',
			'Content-Digest':
				'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
			'Content-Length': '18',
		},
	};

	test('B.2.6, Ed25519, which is deterministic: input and signature', async () => {
		const key = createPrivateKey(
			[
				'-----BEGIN PRIVATE KEY-----',
				'MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF',
				'-----END PRIVATE KEY-----',
			].join('\n'),
		);
		const signedRequest = await signMessage(
			{
				name: 'sig-b26',
				key: { id: 'test-key-ed25519', sign: async (data) => signBytes(null, data, key) },
				params: ['created', 'keyid'],
				fields: ['date', '@method', '@path', '@authority', 'content-type', 'content-length'],
				paramValues: { created: new Date(1_618_884_473_000) },
			},
			request,
		);
		const headers = signedRequest.headers as Record<string, string>;

		expect(headers['Signature-Input']).toBe(
			'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
		);
		expect(headers.Signature).toBe(
			'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
		);
	});

	test('B.2.4, ECDSA P-256 of a response: a signature in the form r‖s', () => {
		const key = createPublicKey(
			[
				'-----BEGIN PUBLIC KEY-----',
				'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf',
				'w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==',
				'-----END PUBLIC KEY-----',
			].join('\n'),
		);
		const response = {
			status: 200,
			headers: {
				'Content-Type': 'application/json',
				'Content-Digest':
					'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
				'Content-Length': '23',
			},
		};
		const fields = ['@status', 'content-type', 'content-digest', 'content-length'];
		const params = `(${fields.map((name) => `"${name}"`).join(' ')});created=1618884473;keyid="test-key-ecc-p256"`;
		const base = formatSignatureBase([
			...createSignatureBase({ fields }, response),
			['"@signature-params"', [params]],
		]);

		const signature = Buffer.from(
			'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==',
			'base64',
		);
		const options = { key, dsaEncoding: 'ieee-p1363' as const };
		expect(verifyBytes('sha256', Buffer.from(base), options, signature)).toBe(true);
	});

	test('the digest of its test request', async () => {
		const { headers } = await signed({
			method: 'POST',
			url: '/v1/customers',
			body: '{"hello": "world"}',
		});

		expect(headers['Content-Digest']).toBe(request.headers['Content-Digest']);
	});
});
