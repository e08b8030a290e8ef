/**
 * Tool trees: what tests need in a `node_modules` of its own, such as the real n8n. Each has a folder in
 * `trees/` with a manifest and its lock file, and is installed in `.cache/<tree>`. The files get npm's names
 * only there: n8n's scanner refuses a repository that tracks more than one `package.json`.
 *
 * Needs Node's own modules only. Also a command, for those who test with the newest versions:
 *
 *     node test/tools/trees.mjs version <package> <tag>...        prints the version of the first tag there is
 *     node test/tools/trees.mjs newest <tree> <package> <tag>...  puts that version into a tree
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A tracked file of a tree, and the name that npm wants for it. */
const FILES = { 'manifest.json': 'package.json', 'lock.json': 'package-lock.json' };

const trackedFile = (tree, name) => path.join(root, 'test', 'tools', 'trees', tree, name);

/** Where a tree is installed. */
export const folderOf = (tree) => path.join(root, '.cache', tree);

/** A tree's manifest: npm's, with exact versions. */
export const manifestOf = (tree) =>
	JSON.parse(readFileSync(trackedFile(tree, 'manifest.json'), 'utf8'));

/** A tree's manifest and lock file in one hash. */
export function hashOfTree(tree) {
	const hash = createHash('sha256');
	for (const name of Object.keys(FILES)) hash.update(readFileSync(trackedFile(tree, name)));
	return hash.digest('hex');
}

/** Puts a tree's files under npm's names into the folder where it is installed. */
export function layOut(tree) {
	mkdirSync(folderOf(tree), { recursive: true });
	for (const [name, npmName] of Object.entries(FILES)) {
		writeFileSync(path.join(folderOf(tree), npmName), readFileSync(trackedFile(tree, name)));
	}
}

function npm(args, cwd = root) {
	return execFileSync('npm', args, {
		cwd,
		encoding: 'utf8',
		shell: process.platform === 'win32',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
}

/**
 * The version that a package's first existing tag stands for.
 *
 * @param {string} name
 * @param {string[]} wanted tags, best first
 * @returns {string} such as `2.41.1`
 * @throws {Error} when the package has none of the tags
 */
function versionOf(name, wanted) {
	const tags = JSON.parse(npm(['view', name, 'dist-tags', '--json']));
	const tag = wanted.find((candidate) => tags[candidate]);
	if (!tag) throw new Error(`${name} has no version tagged ${wanted.join(' or ')}`);
	return tags[tag];
}

/**
 * Puts another version of a package into a tree, with a lock file of today. Overrides go: they hold the
 * tracked versions together.
 */
function renew(tree, name, version) {
	const { overrides, dependencies, ...rest } = manifestOf(tree);
	if (!dependencies[name]) throw new Error(`The tree ${tree} does not ask for ${name}`);
	const manifest = { ...rest, dependencies: { ...dependencies, [name]: version } };
	const folder = mkdtempSync(path.join(tmpdir(), 'newest-'));
	try {
		writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
		npm(['install', '--package-lock-only', '--legacy-peer-deps', '--ignore-scripts'], folder);
		for (const [tracked, npmName] of Object.entries(FILES)) {
			writeFileSync(trackedFile(tree, tracked), readFileSync(path.join(folder, npmName)));
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [command, ...args] = process.argv.slice(2);
	if (command === 'version') {
		const [name, ...tags] = args;
		console.log(versionOf(name, tags));
	} else if (command === 'newest') {
		const [tree, name, ...tags] = args;
		const version = versionOf(name, tags);
		renew(tree, name, version);
		console.log(`${name} ${version}`);
	} else {
		throw new Error(`Not a command: ${command}`);
	}
}
