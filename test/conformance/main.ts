// `npm run conformance`: whether BVNK is as this package assumes. `npm run conformance -- <vendor>` asks that of
// the package below `packages/`.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { environments } from '../../credentials/bvnk/hosts';
import { runConformance, type Conformance } from '../tools/conformance/command';
import { look } from '../tools/conformance/probes';
import { table } from './calls';
import { probes } from './probes';
import { Sandbox } from './sandbox';

export const bvnk: Conformance = {
	table,
	usage: `npm run conformance -- [--openapi <file or address>] [--url <sandbox>] [--country <code>]

  --openapi   BVNK's OpenAPI document; its paths, methods, fields and values are compared with the package's
  --url       the sandbox; ${environments.sandbox.origin} unless told
  --country   where those live that are created; US unless told

With BVNK_HAWK_ID and BVNK_HAWK_KEY of the sandbox set, what BVNK does not confirm is tried there.
Exits with 1 where something differs.

npm run conformance -- <vendor> asks the same of a package below packages/.`,
	sandbox: environments.sandbox.origin,
	options: { country: { type: 'string', default: 'US' } },
	trial({ BVNK_HAWK_ID: hawkId, BVNK_HAWK_KEY: hawkKey }) {
		if (!hawkId || !hawkKey) return undefined;
		return async (url, { country }) => {
			const target = { url, credentials: { hawkId, hawkKey, webhookSecret: '' } };
			return await look(probes, new Sandbox(target, String(country)));
		};
	},
};

/** The package of another vendor, by the name of its folder. */
async function vendorOf(name: string): Promise<Conformance> {
	const file = path.resolve(__dirname, '../../packages', name, 'test/conformance/main.ts');
	if (!existsSync(file)) throw new Error(`There is no such command for packages/${name}`);
	return ((await import(file)) as { vendor: Conformance }).vendor;
}

async function main(args: string[]): Promise<void> {
	const [first = '', ...rest] = args;
	if (/^\w[\w-]*$/.test(first)) await runConformance(await vendorOf(first), rest);
	else await runConformance(bvnk, args);
}

if (require.main === module) {
	main(process.argv.slice(2)).catch((error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exitCode = 2;
	});
}
