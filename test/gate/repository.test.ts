// What may be tracked in this repository.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../tools/gate/commands';

/** The tracked files, relative to the repository. */
function tracked(): string[] {
	const { status, stdout, stderr } = spawnSync('git', ['ls-files', '-z'], {
		cwd: root,
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
	return stdout.split('\0').filter(Boolean);
}

const named = (name: string) => tracked().filter((file) => path.posix.basename(file) === name);

// n8n's scanner looks for every package.json in the checkout of a package, and refuses a repository with more
// than one: "must use a single-package repository".
test('there is exactly one package.json, and one lock file beside it', () => {
	expect(named('package.json')).toEqual(['package.json']);
	expect(named('package-lock.json')).toEqual(['package-lock.json']);
});
