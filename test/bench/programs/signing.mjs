/** Signs the same request by the package's credential, or by hawk itself. */
import { createRequire } from 'node:module';
import hawk from 'hawk';

import { serve } from '../../tools/bench/serve.mjs';

const { BvnkHawkApi } = createRequire(import.meta.url)(
	'../../../dist/credentials/BvnkHawkApi.credentials.js',
);
const credential = {
	environment: 'sandbox',
	hawkId: 'hawk-id-EXAMPLE-0001',
	hawkKey: 'hawk-secret-key-EXAMPLE-0001',
};
const { authenticate } = new BvnkHawkApi();

/** What a signature costs, in microseconds of wall time. */
async function cost(times, sign) {
	const start = performance.now();
	for (let time = 0; time < times; time++) await sign(time);
	return ((performance.now() - start) * 1000) / times;
}

serve({
	// what the credential gets from n8n for a page of the list, and gives back to be sent
	credential: ({ times }) =>
		cost(times, (page) =>
			authenticate(credential, {
				method: 'GET',
				url: '/platform/v1/customers',
				headers: { accept: 'application/json' },
				qs: { page, size: 100 },
				timeout: 30_000,
				returnFullResponse: true,
			}),
		),
	hawk: ({ times }) =>
		cost(times, async (page) =>
			hawk.client.header(
				`https://api.sandbox.bvnk.com/platform/v1/customers?page=${page}&size=100`,
				'GET',
				{
					credentials: {
						id: credential.hawkId,
						key: credential.hawkKey,
						algorithm: 'sha256',
					},
				},
			),
		),
});
