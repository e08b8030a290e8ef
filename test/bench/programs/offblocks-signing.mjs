/** Signs the same request by the credential of packages/offblocks, or by http-message-signatures itself. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createSigner, httpbis } from 'http-message-signatures';

import { serve } from '../../tools/bench/serve.mjs';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const ID = '86b59965-6cf1-4633-9148-92848330fd1b';
const credential = {
	environment: 'sandbox',
	apiKey: '6f5d8f5e-2f7c-4a44-9d0e-0e7f3b6a1c01',
	apiSecret: 'secret-EXAMPLE-0001',
	signingKeyId: ID,
	privateKey: privateKey.export({ type: 'sec1', format: 'pem' }),
	sessionToken: 'token-EXAMPLE-0001',
};
const bodyOf = (number) =>
	JSON.stringify({
		chainId: 'eip155:300:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb',
		externalId: `cust-${number}`,
	});

/** What a signature costs, in microseconds of wall time. */
async function cost(times, sign) {
	const start = performance.now();
	for (let time = 0; time < times; time++) await sign(time);
	return ((performance.now() - start) * 1000) / times;
}

serve({
	// what the credential gets from n8n to create a customer, and gives back to be sent
	credential: async ({ times, dist }) => {
		const { OffblocksApi } = createRequire(import.meta.url)(
			path.join(dist, 'credentials', 'OffblocksApi.credentials.js'),
		);
		const { authenticate } = new OffblocksApi();
		return await cost(times, (number) =>
			authenticate(credential, {
				method: 'POST',
				url: '/v1/customers',
				headers: { accept: 'application/json', 'content-type': 'application/json' },
				body: bodyOf(number),
				timeout: 30_000,
				returnFullResponse: true,
			}),
		);
	},
	library: async ({ times }) => {
		const key = createSigner(privateKey, 'ecdsa-p384-sha384', ID);
		return await cost(times, async (number) => {
			const digest = createHash('sha512').update(bodyOf(number)).digest('base64');
			await httpbis.signMessage(
				{ key, fields: ['@method', '@authority', '@path', 'content-digest'] },
				{
					method: 'POST',
					url: 'https://api.sandbox.offblocks.xyz/v1/customers',
					headers: { 'content-digest': `sha-512=:${digest}:` },
				},
			);
		});
	},
});
