import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The repository. */
export const root = path.resolve(__dirname, '../../..');

/** Without jest's `NODE_ENV=test`, under which one of n8n's lint plugins tests itself and not its input. */
const { NODE_ENV, ...env } = process.env;

/**
 * Runs a script of the repository, or of its dependencies, on this Node.js.
 *
 * @param script relative to the repository
 * @returns what it wrote to stdout
 * @throws Error with its output when it does not exit with 0
 */
export function run(script: string, args: string[] = [], input = ''): string {
	const { status, stdout, stderr, error } = spawnSync(
		process.execPath,
		[path.join(root, script), ...args],
		{ cwd: root, env, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
	);
	if (error) throw error;
	if (status !== 0) throw new Error(`${script} ended with ${status}\n${stdout}\n${stderr}`);
	return stdout;
}

/** The packed package as npm would install it; `remove` when done. */
export function unpackTarball(): { folder: string; remove: () => void } {
	const tarball = run('test/tools/setup.mjs', ['pack']).trim();
	const parent = mkdtempSync(path.join(tmpdir(), 'unpacked-'));
	const { status, stderr } = spawnSync('tar', ['-xzf', tarball, '-C', parent], {
		encoding: 'utf8',
	});
	rmSync(path.dirname(tarball), { recursive: true });
	if (status !== 0) throw new Error(`tar: ${stderr}`);
	return {
		folder: path.join(parent, 'package'),
		remove: () => rmSync(parent, { recursive: true }),
	};
}
