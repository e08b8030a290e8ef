/**
 * A benchmark from the command line: each line is a ratio, measured side by side in this run.
 *
 * - No arguments: everything, into the results' file and its pictures.
 * - Names of measurements: only these; prints, and writes nothing.
 * - `--repetitions 1`: quick, for developing; prints, and writes nothing.
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

import type { Measurement } from './measurement';
import { picturesOf } from './picture';
import { nodeVersion } from './program';
import { lineOf, tableOf, textOf, type Result, type Results } from './results';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** What a benchmark consists of. */
export interface Benchmark {
	/** By name, in the order in which they run and stand in the results. */
	measurements: Record<string, Measurement>;
	/** Where the results of a whole run go. */
	resultsFile: string;
	/** Where their pictures go. */
	pictures: string;
}

/** Runs what the command line asks for. Sets this process's exit status to 1 where something broke. */
export function runBenchmark(benchmark: Benchmark): void {
	measure(benchmark).catch((error: Error) => {
		console.error(error.stack);
		process.exitCode = 1;
	});
}

async function measure({ measurements, resultsFile, pictures }: Benchmark): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { repetitions: { type: 'string' } },
		allowPositionals: true,
	});
	const repetitions = repetitionsOf(values.repetitions);
	const names = positionals.length > 0 ? positionals : Object.keys(measurements);
	const unknown = names.filter((name) => !(name in measurements));
	if (unknown.length > 0) {
		throw new Error(`${unknown.join(', ')}: there is ${Object.keys(measurements).join(', ')}`);
	}
	const startedAt = Date.now();
	const results: Result[] = [];
	for (const name of names) {
		process.stderr.write(`Measuring ${name} …\n`);
		const found = await measurements[name]!({ repetitions });
		for (const result of found) console.log(lineOf(result));
		results.push(...found);
	}
	const all = { versions: await versions(), results };
	console.log(`\n${tableOf(all)}`);
	console.log(`\n${Math.round((Date.now() - startedAt) / 1000)} seconds`);
	const isWhole = positionals.length === 0 && repetitions === undefined;
	if (!isWhole || process.env['BENCH_PROFILE']) return;
	const written = [{ file: resultsFile, text: textOf(all) }];
	for (const { file, svg } of picturesOf(all, pictures)) written.push({ file, text: svg });
	for (const { file, text } of written) writeFileSync(file, text);
	const files = written.map(({ file }) => path.relative(ROOT, file));
	console.log(`Written: ${files.join(', ')}`);
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
