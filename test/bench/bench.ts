/**
 * The benchmark: each line is a ratio, measured side by side in this run.
 *
 *   npm run bench                            everything, into results.json and the README's picture
 *   npm run bench -- list signing            only these; prints, and writes nothing
 *   npm run bench -- --repetitions 1 list    quick, for developing; prints, and writes nothing
 *
 * With `BENCH_PROFILE=<folder>` each n8n writes there where its processor time went, for Chromium's
 * developer tools; such a run writes no results either.
 *
 * A missed target is told, and is no failure: the exit status is 0 unless something broke.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { Measurement } from '../tools/bench/measurement';
import { cpu } from './measurements/cpu';
import { create } from './measurements/create';
import { list } from './measurements/list';
import { loading } from './measurements/loading';
import { scale } from './measurements/scale';
import { signing } from './measurements/signing';
import { webhooks } from './measurements/webhooks';
import { picturesOf } from '../tools/bench/picture';
import { nodeVersion } from '../tools/bench/program';
import {
	lineOf,
	RESULTS_FILE,
	tableOf,
	textOf,
	type Result,
	type Results,
} from '../tools/bench/results';

const ROOT = path.resolve(__dirname, '..', '..');

/** In the order in which they run, and stand in the results. */
const MEASUREMENTS: Record<string, Measurement> = {
	list,
	scale,
	create,
	cpu,
	signing,
	webhooks,
	loading,
};

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { repetitions: { type: 'string' } },
		allowPositionals: true,
	});
	const repetitions = repetitionsOf(values.repetitions);
	const names = positionals.length > 0 ? positionals : Object.keys(MEASUREMENTS);
	const unknown = names.filter((name) => !(name in MEASUREMENTS));
	if (unknown.length > 0) {
		throw new Error(`${unknown.join(', ')}: there is ${Object.keys(MEASUREMENTS).join(', ')}`);
	}
	const startedAt = Date.now();
	const results: Result[] = [];
	for (const name of names) {
		process.stderr.write(`Measuring ${name} …\n`);
		const found = await MEASUREMENTS[name]!({ repetitions });
		for (const result of found) console.log(lineOf(result));
		results.push(...found);
	}
	const all = { versions: await versions(), results };
	console.log(`\n${tableOf(all)}`);
	console.log(`\n${Math.round((Date.now() - startedAt) / 1000)} seconds`);
	const isWhole = positionals.length === 0 && repetitions === undefined;
	if (isWhole && !process.env['BENCH_PROFILE']) save(all);
}

/** What `--repetitions` says; undefined where it is not given. */
function repetitionsOf(given: string | undefined): number | undefined {
	if (given === undefined) return undefined;
	const number = Number(given);
	if (Number.isInteger(number) && number > 0) return number;
	throw new Error(`--repetitions takes a whole number of 1 or more, not ${given}`);
}

async function versions(): Promise<Results['versions']> {
	const versionOf = (folder: string) =>
		(
			JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as {
				version: string;
			}
		).version;
	return {
		n8n: versionOf('.cache/real-n8n/node_modules/n8n'),
		node: await nodeVersion(),
		package: versionOf('.'),
		cores: cpus().length,
	};
}

function save(results: Results): void {
	writeFileSync(RESULTS_FILE, textOf(results));
	for (const { file, svg } of picturesOf(results)) writeFileSync(file, svg);
	console.log(
		'Written: test/bench/results.json, docs/images/bench.svg, docs/images/bench-dark.svg',
	);
}

main().catch((error: Error) => {
	console.error(error.stack);
	process.exitCode = 1;
});
