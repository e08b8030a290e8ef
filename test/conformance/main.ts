// `npm run conformance`: whether BVNK is as this package assumes. It compares the package's calls with BVNK's
// OpenAPI document, and with keys of the sandbox it tries what BVNK does not confirm.

import { parseArgs } from 'node:util';
import { environments } from '../../credentials/bvnk/hosts';
import { compare, readOpenApi, type Difference } from '../tools/conformance/openapi';
import { table } from './calls';
import { look } from './probes';
import { Sandbox, type Result } from './sandbox';

const USAGE = `npm run conformance -- [--openapi <file or address>] [--url <sandbox>] [--country <code>]

  --openapi   BVNK's OpenAPI document; its paths, methods, fields and values are compared with the package's
  --url       the sandbox; ${environments.sandbox.origin} unless told
  --country   where the one person lives that is created; US unless told

With BVNK_HAWK_ID and BVNK_HAWK_KEY of the sandbox set, what BVNK does not confirm is tried there.
Exits with 1 where something differs.`;

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			openapi: { type: 'string' },
			url: { type: 'string', default: environments.sandbox.origin },
			country: { type: 'string', default: 'US' },
		},
	});
	const { BVNK_HAWK_ID: hawkId, BVNK_HAWK_KEY: hawkKey } = process.env;
	if (!values.openapi && !(hawkId && hawkKey)) {
		throw new Error(`There is nothing to compare with.\n\n${USAGE}`);
	}
	let differences = 0;
	if (values.openapi) {
		const found = compare(table, await readOpenApi(values.openapi));
		print(documentReport(found));
		differences += found.length;
	}
	if (hawkId && hawkKey) {
		const { origin, hostname } = new URL(values.url);
		if (origin !== environments.sandbox.origin && !LOOPBACK.includes(hostname)) {
			throw new Error(`Only the sandbox is tried, and ${origin} is another host`);
		}
		const target = { url: origin, credentials: { hawkId, hawkKey, webhookSecret: '' } };
		const results = await look(new Sandbox(target, values.country));
		print(sandboxReport(results));
		differences += results.filter(({ asAssumed }) => asAssumed === false).length;
	}
	process.exitCode = differences > 0 ? 1 : 0;
}

const print = (text: string) => process.stdout.write(`${text}\n`);

/** What the document says otherwise, as Markdown. */
export function documentReport(found: Difference[]): string {
	if (found.length === 0) return `The document and the package are alike.\n`;
	const rows = found.map(({ where, kind, words }) => `| ${where} | ${kind} | ${words} |`);
	return [
		`## The document, and the package: ${found.length} differences`,
		'',
		'| where | what | |',
		'|---|---|---|',
		...rows,
		'',
	].join('\n');
}

/** What the sandbox does, as Markdown. */
export function sandboxReport(results: Result[]): string {
	const verdict = ({ asAssumed }: Result) =>
		asAssumed === undefined ? 'not seen' : asAssumed ? 'as assumed' : '**differs**';
	const rows = results.map((one) => {
		const change = one.asAssumed === false ? one.change : '';
		return `| ${one.open} | ${one.assumed} | ${verdict(one)}: ${one.words} | ${change} |`;
	});
	return [
		'## What BVNK does not confirm, tried on the sandbox',
		'',
		'| open | assumed | seen | what to change |',
		'|---|---|---|---|',
		...rows,
		'',
	].join('\n');
}

if (require.main === module) {
	main().catch((error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exitCode = 2;
	});
}
