/** What it costs n8n to load the package. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import manifest from '../../../package.json';
import { median, sideBySide, summaryOf } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';

const ALLOWED_MS = 50;
const REPETITIONS = 9;

const run = promisify(execFile);

export const loading: Measurement = async ({ repetitions = REPETITIONS }) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'bvnk-onboarding-bench-'));
	try {
		const packed = path.join(folder, 'packed');
		const empty = path.join(folder, 'empty');
		await unpack(process.env['PACKED_TARBALL']!, packed);
		await mkdir(empty);
		const nothing = { name: 'n8n-nodes-empty', version: '1.0.0', n8n: { nodes: [] } };
		await writeFile(path.join(empty, 'package.json'), JSON.stringify(nothing));
		const costs = await sideBySide(repetitions, {
			packed: async () => await load(packed, manifest.n8n.nodes.length),
			empty: async () => await load(empty, 0),
		});
		const more = costs.packed.map((ms, repetition) => ms - costs.empty[repetition]!);
		return [
			resultOf({
				name: 'Loading beside 50 ms',
				what: 'loading the package into n8n',
				against: `the ${ALLOWED_MS} ms that it may take more than an empty package`,
				how: "n8n's own package loader on the packed package: all nodes and the credential, in a new process each time, on n8n's Node.js, with n8n-core loaded before. n8n's whole start takes seconds and differs by more than this.",
				ratios: summaryOf(more.map((ms) => ms / ALLOWED_MS)),
				target: { atMost: 1 },
				repetitions,
				figures: {
					'this package, ms': median(costs.packed),
					'an empty package, ms': median(costs.empty),
					'more, ms': median(more),
				},
			}),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder);
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/** Milliseconds that loading takes in a new process. */
async function load(folder: string, expected: number): Promise<number> {
	const given = { folder };
	const { ms, nodes } = await withProgram(
		programFile('loading.mjs'),
		async (program) => await program.call<{ ms: number; nodes: number }>('load', given),
	);
	if (nodes !== expected) throw new Error(`${nodes} nodes were loaded, not ${expected}`);
	return ms;
}
