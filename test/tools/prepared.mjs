/** Runs a program that needs a real n8n: sets up what is missing, packs the package, and waits for the end. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

import {
	build,
	installDependencies,
	installRealN8n,
	packTarball,
	removeLeftovers,
	root,
} from './setup.mjs';

/** Runs the program itself, with its output shown, and gives its exit status. */
async function show(program, args, tarball) {
	const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, PACKED_TARBALL: tarball },
	});
	// Ctrl+C reaches the program as well, which tidies up; this process waits for it
	const wait = (signal) => signal === 'SIGTERM' && child.kill(signal);
	process.on('SIGINT', wait).on('SIGTERM', wait);
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

/**
 * Sets up what a fresh clone lacks, and runs a TypeScript program of this repository. Sets this
 * process's exit status to that of the program.
 *
 * @param {string} program its path from the repository's root
 * @param {string[]} args what it gets as arguments
 */
export async function runPrepared(program, args = []) {
	try {
		await installDependencies();
		await installRealN8n();
		await build();
		const tarball = await packTarball();
		try {
			process.exitCode = await show(program, args, tarball);
		} finally {
			rmSync(path.dirname(tarball), { recursive: true, force: true });
			removeLeftovers();
		}
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
