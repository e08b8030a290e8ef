// `npm run conformance`: whether Offblocks is as this package assumes. It compares the package's calls with
// Offblocks' OpenAPI document, and with keys of the sandbox it tries what Offblocks does not confirm.

import { runConformance, type Conformance } from '../../../../test/tools/conformance/command';
import { look } from '../../../../test/tools/conformance/probes';
import { environments, ROOT } from '../../credentials/offblocks/hosts';
import { privateKeyOf } from '../../credentials/offblocks/privateKey';
import { table } from './calls';
import { probes, Sandbox } from './probes';

/** Where the document was published that this package was built from. */
const DOCUMENT = 'https://raw.githubusercontent.com/OffBlocks/offblocks-api-spec/master/api.yaml';

export const vendor: Conformance = {
	table,
	usage: `npm run conformance -- [--openapi <file or address>] [--url <sandbox>] [--chain <CAIP-2>]

  --openapi   Offblocks' OpenAPI document: servers, paths, methods, headers, fields and values are compared with the
              package's. It was published at
              ${DOCUMENT}
  --url       the sandbox; ${environments.sandbox.origin} unless told
  --chain     the chain of the wallets of the customers that are created; eip155:300 unless told

With OFFBLOCKS_API_KEY, OFFBLOCKS_API_SECRET, OFFBLOCKS_SIGNING_KEY_ID and OFFBLOCKS_PRIVATE_KEY (PEM) of the
sandbox set, what Offblocks does not confirm is tried there. Exits with 1 where something differs.`,
	sandbox: environments.sandbox.origin,
	options: { chain: { type: 'string', default: 'eip155:300' } },
	trial(env) {
		const {
			OFFBLOCKS_API_KEY: apiKey,
			OFFBLOCKS_API_SECRET: apiSecret,
			OFFBLOCKS_SIGNING_KEY_ID: signingKeyId,
			OFFBLOCKS_PRIVATE_KEY: pem,
		} = env;
		if (!apiKey || !apiSecret || !signingKeyId || !pem) return undefined;
		const privateKey = privateKeyOf(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
		const credentials = { apiKey, apiSecret, signingKeyId, privateKey };
		return async (origin, { chain }) =>
			await look(probes, new Sandbox({ baseUrl: origin + ROOT, credentials }, String(chain)));
	},
};

if (require.main === module) void runConformance(vendor, process.argv.slice(2));
