/** The embedded BVNK in a process of its own. */
import { startServer } from '../tools/bench/server';
import type { Server } from '../bvnk';

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
	return await startServer<Server>('test/sandbox/main.ts', { customers, 'delay-ms': delayMs });
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
