/**
 * Brings a fresh clone to where tests and the demo can run: dependencies, the built package, the packed
 * tarball, the real n8n, n8n's scanner and another Node.js. Needs nothing but Node.js 20, npm and git, so
 * it imports Node's own modules only. What is installed is kept between runs.
 *
 * Also a command, for tests that need one step: `node test/tools/setup.mjs pack` packs the package and prints the
 * tarball's path, and with the folder of a package under `packages/` behind it, packs that one.
 * `node test/tools/setup.mjs scanner` installs n8n's scanner.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { folderOf, hashOfTree, layOut, manifestOf, root } from './trees.mjs';

export { root };

const HEAD_LINES = 20;
const TAIL_LINES = 40;
const PROGRESS_EVERY_MS = 5_000;
const STAMP = '.installed';

const say = (line) => process.stderr.write(`${line}\n`);
const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;
/** npm as the running Node.js has it, found through the shell's PATH on every system. */
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Runs a command with its output kept back, and says every few seconds that it is still at it.
 *
 * @param {string} label what a person reads, e.g. `Building the package`
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options] `env`: what it is told beside this process's own
 * @returns {Promise<string>} what the command wrote to stdout
 * @throws {Error} with the end of the command's output, when it does not exit with 0
 */
export async function step(label, command, args, options = {}) {
	const start = Date.now();
	say(`${label} …`);
	const progress = setInterval(() => say(`  … ${seconds(start)}`), PROGRESS_EVERY_MS);
	const child = spawn(command, args, {
		cwd: options.cwd ?? root,
		env: { ...process.env, ...options.env },
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32',
	});
	const stdout = [];
	const all = [];
	child.stdout.on('data', (chunk) => {
		stdout.push(chunk);
		all.push(chunk);
	});
	child.stderr.on('data', (chunk) => all.push(chunk));
	const stop = (signal) => child.kill(signal);
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		const ended = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (code, signal) => resolve(signal ?? code));
		});
		if (ended !== 0) {
			const output = Buffer.concat(all).toString('utf8').trimEnd();
			throw new Error(`${label}: ended with ${ended}\n${shortened(output)}`);
		}
		say(`  done in ${seconds(start)}`);
		return Buffer.concat(stdout).toString('utf8');
	} finally {
		clearInterval(progress);
		process.off('SIGINT', stop).off('SIGTERM', stop);
	}
}

/** The beginning and the end of an output: npm says what went wrong first, and most tools last. */
function shortened(output) {
	const lines = output.split('\n');
	if (lines.length <= HEAD_LINES + TAIL_LINES) return output;
	return [...lines.slice(0, HEAD_LINES), '…', ...lines.slice(-TAIL_LINES)].join('\n');
}

const isAlive = (pid) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
};

/**
 * Lets one command at a time do a piece of work; a lock left by a command that died is taken over.
 *
 * @template T
 * @param {string} name the piece of work
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(name, work) {
	const folder = path.join(root, '.cache');
	const lock = path.join(folder, `${name}.lock`);
	mkdirSync(folder, { recursive: true });
	for (let told = false; ;) {
		try {
			writeFileSync(lock, String(process.pid), { flag: 'wx' });
			break;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
		// 0: the owner has just gone, or has not written its id yet
		if (owner !== 0 && !isAlive(owner)) rmSync(lock, { force: true });
		else if (!told) {
			say(`Waiting: another command is at ${name} (process ${owner}) …`);
			told = true;
		}
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	try {
		return await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

/**
 * Installs into a folder, once. The stamp is written last and holds the hash of what was asked for, so an
 * installation that was cut off, or is of other versions, is repeated.
 *
 * @param {string} name what messages and the lock call it
 * @param {string} folder
 * @param {() => string} wanted the hash of what is asked for
 * @param {() => Promise<void>} install installs and checks; throws when something is wrong
 */
async function installOnce(name, folder, wanted, install) {
	const stamp = path.join(folder, 'node_modules', STAMP);
	const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted();
	if (isInstalled()) return;
	await alone(`install-${name}`, async () => {
		if (isInstalled()) return;
		rmSync(stamp, { force: true });
		await install();
		writeFileSync(stamp, `${wanted()}\n`);
	});
}

/**
 * Installs a tool tree, once.
 *
 * @param {string} tree its name
 * @param {(tools: {
 *   folder: string,
 *   wanted: Record<string, string>,
 *   run: (label: string, command: string, args: string[], env?: NodeJS.ProcessEnv) => Promise<string>,
 * }) => Promise<void>} install gets the tree's folder, the versions asked for and a `step` in that folder
 */
async function installTree(tree, install) {
	const folder = folderOf(tree);
	await installOnce(
		tree,
		folder,
		() => hashOfTree(tree),
		async () => {
			layOut(tree);
			await install({
				folder,
				wanted: manifestOf(tree).dependencies,
				run: async (label, command, args, env = {}) =>
					await step(label, command, args, { cwd: folder, env }),
			});
		},
	);
}

/**
 * Runs the install scripts of the packages that are named. `npm test` hands `ignore-scripts` of `.npmrc` on to
 * every npm that it starts.
 */
const REBUILD = ['rebuild', '--ignore-scripts=false'];

/**
 * What a lock file names is not asked for again where npm has it: for n8n alone that halves npm's work.
 * test/gate/audit.test.ts asks for known weaknesses.
 */
const FROM_LOCK = ['--no-audit', '--no-fund', '--prefer-offline'];

/** The package's own development tools; esbuild and swc bring binaries, which are tried once. */
export async function installDependencies() {
	const wanted = () => hashOf(['package.json', 'package-lock.json']);
	await installOnce('root', root, wanted, async () => {
		const checkBinaries = () =>
			step('Checking esbuild and swc', process.execPath, [
				'-e',
				"require('esbuild').transformSync('1');require('@swc/core').transformSync('1')",
			]);
		// npm keeps a copy of the lock file in node_modules: equal ones mean a complete installation
		const installed = path.join(root, 'node_modules', '.package-lock.json');
		const complete =
			existsSync(installed) && isSameTree(installed, path.join(root, 'package-lock.json'));
		if (!complete) {
			// `.npmrc` keeps install scripts from running, also for who types this by hand
			await step('Installing dependencies (half a minute)', npm, [
				'install',
				'--no-save',
				...FROM_LOCK,
			]);
		}
		await checkBinaries();
	});
}

/** Whether npm's record of an installation holds every package of a lock file that fits this system. */
function isSameTree(record, lockFile) {
	const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
	const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
	return Object.entries(wanted).every(
		([name, { version, optional }]) =>
			name === '' || optional || installed[name]?.version === version,
	);
}

/** What a build does not read. */
const NOT_BUILT_FROM = new Set(['node_modules', 'dist', 'test', 'examples', 'coverage']);

/** One hash over files, and over folders with all in them; names that start with a dot are left out. */
function hashOf(paths) {
	const hash = createHash('sha256');
	const add = (name) => {
		const file = path.join(root, name);
		if (!existsSync(file)) return;
		if (statSync(file).isDirectory()) {
			for (const entry of readdirSync(file).sort()) add(path.join(name, entry));
		} else {
			hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
		}
	};
	for (const name of paths) if (!name.startsWith('.')) add(name);
	return hash.digest('hex');
}

/** Builds `dist`, unless neither it nor anything it is made from has changed since the last time. */
export async function build() {
	const sources = readdirSync(root).filter((name) => !NOT_BUILT_FROM.has(name));
	const stamp = path.join(root, '.cache', 'built');
	const state = () => `${hashOf(sources)} ${hashOf(['dist'])}`;
	await alone('build', async () => {
		if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) return;
		await step('Building the package', process.execPath, [
			'node_modules/gulp/bin/gulp.js',
			'build',
		]);
		writeFileSync(stamp, state());
	});
}

/**
 * Packs the built package as a release would.
 *
 * @param {string} home the package's folder: the repository, or one under `packages/`
 * @returns {Promise<string>} the tarball, in a temporary folder of its own that the caller removes
 */
export async function packTarball(home = root) {
	const folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
	const packed = path.join(folder, 'packed');
	try {
		mkdirSync(packed);
		const source = home === root ? root : laidOut(home, path.join(folder, 'source'));
		// not while another command builds; no scripts, because `build` has just run
		const flags = ['--ignore-scripts', '--pack-destination', packed];
		await alone('build', () =>
			step('Packing the tarball', npm, ['pack', ...flags], { cwd: source }),
		);
		const [tarball] = readdirSync(packed);
		// in a folder with nothing else, which the caller removes
		renameSync(path.join(packed, tarball), path.join(folder, tarball));
		for (const made of ['packed', 'source']) {
			rmSync(path.join(folder, made), { recursive: true, force: true });
		}
		return path.join(folder, tarball);
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}

/** A package under `packages/`, as far as a release of it has it. */
function laidOut(home, target) {
	const manifest = JSON.parse(readFileSync(path.join(home, 'manifest.json'), 'utf8'));
	mkdirSync(target);
	cpSync(path.join(home, 'dist'), path.join(target, 'dist'), { recursive: true });
	writeFileSync(
		path.join(target, 'package.json'),
		JSON.stringify({ ...manifest, files: ['dist'] }),
	);
	return target;
}

/** Removes n8n's user folders of test processes that were killed: they hold customers' data. */
export function removeLeftovers() {
	for (const name of readdirSync(tmpdir())) {
		const [, pid] = /^n8n-under-test-(\d+)-\w+$/.exec(name) ?? [];
		if (pid && !isAlive(Number(pid))) {
			rmSync(path.join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 });
		}
	}
}

/**
 * The n8n that end-to-end tests and the demo run on, with its own Node.js 24.
 *
 * @returns {Promise<string>} the Node.js 24 binary
 */
export async function installRealN8n() {
	const node = path.join(folderOf('real-n8n'), 'node_modules', '.bin', 'node');
	await installTree('real-n8n', async ({ wanted, run }) => {
		// Not `npm ci`, which refuses: some optional packages for other systems cannot be had. No scripts:
		// one of n8n's optional clients cannot build without a compiler, and is not needed.
		await run(`Installing n8n ${wanted.n8n} (once, two to three minutes, 2.2 GB)`, npm, [
			'install',
			'--legacy-peer-deps',
			'--ignore-scripts',
			'--no-save',
			...FROM_LOCK,
		]);
		// built where no binary can be had: half as long without a compiler's best effort, which no test needs
		const build = [...REBUILD, 'node', 'sqlite3'];
		const quick = { CFLAGS: '-O1' };
		await run(`Installing Node.js ${wanted.node} and SQLite for it (once)`, npm, build, quick);
		const cli = path.join('node_modules', 'n8n', 'bin', 'n8n');
		const version = await run('Checking n8n', node, [cli, '--version']);
		if (version.trim() !== wanted.n8n) {
			throw new Error(`n8n ${wanted.n8n} was asked for, and ${version.trim()} is installed`);
		}
	});
	return node;
}

/**
 * Node.js 22, for the tests that run on every version the package supports.
 *
 * @returns {Promise<string>} its binary
 */
export async function installNode22() {
	const node = path.join(folderOf('node-22'), 'node_modules', '.bin', 'node');
	await installTree('node-22', async ({ wanted, run }) => {
		await run(`Installing Node.js ${wanted.node} (once)`, npm, [
			'ci',
			'--ignore-scripts',
			...FROM_LOCK,
		]);
		// its install script fetches the binary for this system
		await run('Fetching its binary', npm, [...REBUILD, 'node']);
		const version = await run('Checking it', node, ['--version']);
		if (version.trim() !== `v${wanted.node}`) {
			throw new Error(`Node.js ${wanted.node} was asked for, and ${version.trim()} is installed`);
		}
	});
	return node;
}

/**
 * n8n's package scanner. It brings TypeScript 7, on which its own parser cannot run, so its tree asks for
 * 5.9.3 as well.
 */
export async function installScanner() {
	await installTree('scanner', async ({ run }) => {
		// the peers of its plugins exclude each other on paper
		const flags = ['--legacy-peer-deps', '--ignore-scripts', ...FROM_LOCK];
		await run("Installing n8n's scanner (once, about ten seconds)", npm, ['ci', ...flags]);
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (process.argv[2] === 'pack') console.log(await packTarball(process.argv[3]));
	if (process.argv[2] === 'scanner') await installScanner();
}
