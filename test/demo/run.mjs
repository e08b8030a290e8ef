/**
 * `npm run demo`: in a fresh clone, sets up what is missing, then onboards the customers of the
 * example workflow in a real n8n. See `demo.ts` for what it shows.
 */
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
} from '../setup.mjs';

/** Runs the demo itself, with its output shown, and gives its exit status. */
async function show(tarball) {
	const demo = spawn(process.execPath, ['--import', 'tsx', 'test/demo/demo.ts'], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, PACKED_TARBALL: tarball },
	});
	// Ctrl+C reaches the demo as well, which tidies up; this process waits for it
	const wait = (signal) => signal === 'SIGTERM' && demo.kill(signal);
	process.on('SIGINT', wait).on('SIGTERM', wait);
	return await new Promise((resolve, reject) => {
		demo.once('error', reject);
		demo.once('close', (code) => resolve(code ?? 1));
	});
}

try {
	await installDependencies();
	await installRealN8n();
	await build();
	const tarball = await packTarball();
	try {
		process.exitCode = await show(tarball);
	} finally {
		rmSync(path.dirname(tarball), { recursive: true, force: true });
		removeLeftovers();
	}
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
