/** The embedded BVNK in a process of its own, so that what it computes is not the bench's or n8n's. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

import type { Server } from '../bvnk';

const ROOT = path.resolve(__dirname, '..', '..');

/** A running server, as credentials and scripts name it. */
export interface Bvnk extends Server {
	close(): Promise<void>;
}

/**
 * Starts it with its own command line.
 *
 * @param options.customers how many generated customers it has
 * @param options.delayMs how long each signed request waits before it is answered
 */
export async function startBvnk(options: { customers?: number; delayMs?: number }): Promise<Bvnk> {
	const { customers = 0, delayMs = 0 } = options;
	const args = ['--customers', String(customers), '--delay-ms', String(delayMs)];
	const child = spawn(
		process.execPath,
		['--import', 'tsx', path.join('test', 'sandbox', 'main.ts'), ...args],
		{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const kill = () => child.kill();
	process.once('exit', kill);
	const exited = new Promise((resolve) => child.once('exit', resolve));
	const lines = createInterface(child.stdout);
	const line = await new Promise<string>((resolve, reject) => {
		lines.once('line', resolve);
		child.once('exit', () => reject(new Error('The embedded BVNK did not start')));
	});
	return {
		...(JSON.parse(line) as Server),
		close: async () => {
			process.off('exit', kill);
			child.kill();
			await exited;
		},
	};
}

/** Starts one, and closes it after its use. */
export async function withBvnk<T>(
	options: { customers?: number; delayMs?: number },
	use: (bvnk: Bvnk) => Promise<T>,
): Promise<T> {
	const bvnk = await startBvnk(options);
	try {
		return await use(bvnk);
	} finally {
		await bvnk.close();
	}
}
