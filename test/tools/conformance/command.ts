// `npm run conformance`: whether a vendor is as its package assumes. It compares the package's calls with the
// vendor's OpenAPI document, and with keys of the sandbox it tries what the vendor does not confirm.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { compare, readOpenApi, type Difference, type Table } from './openapi';
import type { Result } from './probes';

/** A vendor, as the command knows it. */
export interface Conformance {
	table: Table;
	/** What `--help` would say, and what a call without anything to compare gets. */
	usage: string;
	/** The only host beside this machine that is tried. */
	sandbox: string;
	/** Options beside `--openapi` and `--url`, with their defaults. */
	options?: NonNullable<ParseArgsConfig['options']>;
	/**
	 * Tries what is not confirmed, where keys are at hand; undefined where none are.
	 *
	 * @param env where the keys stand
	 */
	trial(
		env: NodeJS.ProcessEnv,
	): ((origin: string, options: Record<string, unknown>) => Promise<Result[]>) | undefined;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** What a run of the command found, as Markdown, and how many differences that are. */
export interface Report {
	text: string;
	differences: number;
}

/**
 * Compares, and tries, what the arguments and the environment allow.
 *
 * @throws Error where there is nothing to compare with, or another host is to be tried
 */
export async function conformance(
	vendor: Conformance,
	args: string[],
	env: NodeJS.ProcessEnv,
): Promise<Report> {
	const { values } = parseArgs({
		args,
		options: {
			openapi: { type: 'string' },
			url: { type: 'string', default: vendor.sandbox },
			...vendor.options,
		},
	});
	const { openapi, url, ...options } = values as Record<string, string>;
	const trial = vendor.trial(env);
	if (!openapi && !trial) {
		throw new Error(`There is nothing to compare with.\n\n${vendor.usage}`);
	}
	const reports: Report[] = [];
	if (openapi) {
		const found = compare(vendor.table, await readOpenApi(openapi));
		reports.push({ text: documentReport(found), differences: found.length });
	}
	if (trial) {
		const { origin, hostname } = new URL(url!);
		if (origin !== vendor.sandbox && !LOOPBACK.includes(hostname)) {
			throw new Error(`Only the sandbox is tried, and ${origin} is another host`);
		}
		const results = await trial(origin, options);
		const differences = results.filter(({ asAssumed }) => asAssumed === false).length;
		reports.push({ text: sandboxReport(vendor.table.vendor, results), differences });
	}
	return {
		text: reports.map(({ text }) => text).join('\n'),
		differences: reports.reduce((sum, { differences }) => sum + differences, 0),
	};
}

/** Runs the command for one vendor: exits with 1 where something differs, with 2 where it could not run. */
export async function runConformance(vendor: Conformance, args: string[]): Promise<void> {
	try {
		const { text, differences } = await conformance(vendor, args, process.env);
		process.stdout.write(`${text}\n`);
		process.exitCode = differences > 0 ? 1 : 0;
	} catch (error) {
		process.stderr.write(`${(error as Error).message}\n`);
		process.exitCode = 2;
	}
}

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
export function sandboxReport(vendor: string, results: Result[]): string {
	const verdict = ({ asAssumed }: Result) =>
		asAssumed === undefined ? 'not seen' : asAssumed ? 'as assumed' : '**differs**';
	const rows = results.map((one) => {
		const change = one.asAssumed === false ? one.change : '';
		return `| ${one.open} | ${one.assumed} | ${verdict(one)}: ${one.words} | ${change} |`;
	});
	return [
		`## What ${vendor} does not confirm, tried on the sandbox`,
		'',
		'| open | assumed | seen | what to change |',
		'|---|---|---|---|',
		...rows,
		'',
	].join('\n');
}
