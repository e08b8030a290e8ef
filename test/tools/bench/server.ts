/** An embedded server in a process of its own, so that what it computes is not the bench's or n8n's. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/**
 * Starts a server by its command line.
 *
 * @param program its path from the repository's root; it prints one line of JSON once it listens
 * @param options what its command line takes, without the hyphens
 * @returns what that line says
 */
export async function startServer<Server extends object>(
	program: string,
	options: Record<string, number>,
): Promise<Server & { close(): Promise<void> }> {
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const kill = () => child.kill();
	process.once('exit', kill);
	const exited = new Promise((resolve) => child.once('exit', resolve));
	const lines = createInterface(child.stdout);
	const line = await new Promise<string>((resolve, reject) => {
		lines.once('line', resolve);
		child.once('exit', () => reject(new Error(`${program} did not start`)));
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
