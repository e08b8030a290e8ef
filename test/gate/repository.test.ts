// What may be tracked in this repository, and what may know what.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
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

// It serves packages for several vendors: what one of them needs to say is handed in.
describe('the test tooling', () => {
	const TOOLS = 'test/tools/';
	const tools = tracked()
		.filter((file) => file.startsWith(TOOLS))
		.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
	const code = tools.filter(({ file }) => /\.[mc]?[jt]s$/.test(file));

	/** The floor that every package stands on, in a repository of its own as well. */
	const FLOOR = 'nodes/shared/';

	/** What a file imports from above the tooling, other than packages and Node's own modules. */
	const escapes = ({ file, text }: { file: string; text: string }) =>
		ts
			.preProcessFile(text, true, true)
			.importedFiles.map(({ fileName }) => fileName)
			.filter((name) => /^[./]/.test(name))
			.filter((name) => {
				const imported = path.posix.resolve('/', path.posix.dirname(file), name);
				return ![TOOLS, FLOOR].some((folder) => imported.startsWith(`/${folder}`));
			});

	test('is there', () => {
		expect(code.length).toBeGreaterThan(20);
	});

	// a lock file's hashes may spell anything
	const written = tools.filter(({ file }) => !file.endsWith('/lock.json'));

	test.each(written)('names no vendor: $file', ({ text }) => {
		expect(text).not.toMatch(/bvnk|offblocks|legaltalent/i);
	});

	test.each(code)('imports nothing above itself: $file', (file) => {
		expect(escapes(file)).toEqual([]);
	});

	test('would be found where it imports what is above it', () => {
		const text =
			"import { a } from '../n8n/a';\nimport '../../../nodes/shared/a';\nimport '../../sandbox/b';\nrequire('../../../nodes/c');\nawait import('/d');";
		expect(escapes({ file: 'test/tools/queue/e.ts', text })).toEqual([
			'../../sandbox/b',
			'../../../nodes/c',
			'/d',
		]);
	});
});
