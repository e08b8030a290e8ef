/**
 * `npm test`: in a fresh clone with Node.js 20, npm and git, sets up what the tests need and runs them all, lint and
 * types among them; some of the engine tests once more on Node.js 22 and 24. The last line is
 * `N passed, N failed, N skipped`, over all runs.
 *
 * With arguments, jest gets them, on the running Node.js only, and only what the chosen projects
 * need is set up: `npm test -- --selectProjects unit`.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import {
	build,
	installDependencies,
	installNode22,
	installRealN8n,
	installScanner,
	packTarball,
	removeLeftovers,
	root,
} from './tools/setup.mjs';
import config from '../jest.config.js';

const PROJECTS = config.projects.map(({ displayName }) => displayName);
const those = (names) => PROJECTS.filter((project) => names.includes(project));
/** The projects that need no n8n and nothing built: they run while n8n is being installed. */
const QUICK = those(['unit', 'engine']);
/** The projects that start a real n8n. */
const WITH_N8N = those(['e2e', 'queue', 'start', 'browser']);
/** What remains; it runs beside those that start a real n8n. */
const OTHERS = PROJECTS.filter((project) => ![...QUICK, ...WITH_N8N].includes(project));
/** jest alone would take one of two cores; many files wait for a server, a build or an n8n. */
const TWO_AT_ONCE = ['--maxWorkers=2'];
/** Leaves out what takes a minute and tests n8n more than this package: it runs when its project is asked for. */
const WITHOUT_RARE = ['--testPathIgnorePatterns', 'test/queue/installing'];
/** Far above what a run takes; a run that hangs is ended, and counts as failed. */
const RUN_TIMEOUT_MS = 20 * 60_000;

const nothing = { passed: 0, failed: 0, skipped: 0 };
const failure = { ...nothing, failed: 1 };
const inWords = ({ passed, failed, skipped }) =>
	`${passed} passed, ${failed} failed, ${skipped} skipped`;
const sum = (a, b) => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
});

/** Which projects jest's arguments mean: those they name, as a project or in a path; else all. */
function projectsOf(args) {
	const named = PROJECTS.filter((project) =>
		args.some((arg) => arg === project || arg.replaceAll('\\', '/').includes(`test/${project}/`)),
	);
	return named.length > 0 ? named : PROJECTS;
}

/** What a command writes to stdout. */
const output = async (command, args) =>
	(await promisify(execFile)(command, args, { cwd: root })).stdout;

/**
 * Runs jest and counts.
 *
 * @param {string} label
 * @param {string} node the Node.js binary
 * @param {string[]} args jest's
 * @param {NodeJS.ProcessEnv} env
 * @param {number} priority the system's: what has a higher number waits for what has a lower one
 */
async function jest(label, node, args, env, priority = 0) {
	const start = Date.now();
	const folder = mkdtempSync(path.join(tmpdir(), 'test-results-'));
	const file = path.join(folder, 'result.json');
	process.stderr.write(`\n${label}\n`);
	const cli = path.join('node_modules', 'jest', 'bin', 'jest.js');
	// a process group of its own, so that what a hanging test has started ends with it
	const child = spawn(node, [cli, '--json', '--outputFile', file, ...args], {
		cwd: root,
		// stdout belongs to the counts: there, jest would write its result a second time
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, ...env },
		detached: process.platform !== 'win32',
	});
	if (priority !== 0 && child.pid) setPriority(child.pid, priority);
	const end = (signal) => {
		try {
			process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
		} catch {
			// it has ended by itself
		}
	};
	process.on('SIGINT', end).on('SIGTERM', end);
	const timer = setTimeout(() => {
		process.stderr.write(`${label}: not done after ${RUN_TIMEOUT_MS / 60_000} minutes, ended\n`);
		end('SIGKILL');
	}, RUN_TIMEOUT_MS);
	try {
		const code = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		const counts = existsSync(file) ? countsOf(JSON.parse(readFileSync(file, 'utf8'))) : failure;
		// jest has a reason of its own to be unhappy, e.g. no test was found
		const result = code !== 0 && counts.failed === 0 ? sum(counts, failure) : counts;
		return { label, ...result, seconds: Math.round((Date.now() - start) / 1000) };
	} finally {
		clearTimeout(timer);
		process.off('SIGINT', end).off('SIGTERM', end);
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A suite that does not load has no tests to fail: it counts as one. */
function countsOf(result) {
	return {
		passed: result.numPassedTests,
		failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
		skipped: result.numPendingTests + result.numTodoTests,
	};
}

/** Runs whole projects; more of jest's arguments may follow. */
async function run(name, node, projects, env = {}, more = [], priority = 0) {
	const label = `${name}: ${projects.join(', ')}`;
	return await jest(label, node, ['--selectProjects', ...projects, ...more], env, priority);
}

/** Runs whole projects with what the tests of an n8n leave of the processor: people wait for n8n. */
const runBehind = (name, node, projects, more = []) =>
	run(name, node, projects, {}, [...TWO_AT_ONCE, ...more], 15);

/** Packs the package once, for all tests that install it. */
async function withTarball(work) {
	const tarball = await packTarball();
	try {
		return await work({ PACKED_TARBALL: tarball });
	} finally {
		rmSync(path.dirname(tarball), { recursive: true, force: true });
		removeLeftovers();
	}
}

/** What jest's arguments choose, on the running Node.js. */
async function chosen(args) {
	const projects = projectsOf(args);
	const needsN8n = projects.some((project) => WITH_N8N.includes(project));
	await installDependencies();
	if (projects.includes('gate')) await installScanner();
	if (needsN8n) await installRealN8n();
	if (projects.some((project) => project !== 'unit')) await build();
	const only = async (env) =>
		await jest(`${version}: ${args.join(' ')}`, process.execPath, args, env);
	runs.push(await (needsN8n ? withTarball(only) : only({})));
}

/**
 * All projects. An n8n waits half of its time, for a server, a browser or the clock: those tests have all others
 * beside them, so that no core is idle.
 */
async function everything() {
	// the real n8n brings Node.js 24; a package without tests that start it is tested on 20 and 22 here
	const needsN8n = WITH_N8N.length > 0;
	// what takes longest needs nothing of this repository's own tools
	const installing = Promise.all([needsN8n && installRealN8n(), installNode22()]);
	installing.catch(() => {}); // it is waited for below
	await installDependencies();
	await installScanner();
	await build();
	if (QUICK.length > 0) runs.push(await run(version, process.execPath, QUICK, {}, TWO_AT_ONCE));
	const [node24, node22] = await installing;
	const [withN8n, others] = await Promise.all([
		needsN8n ? withTarball(inRealN8n) : [],
		withoutN8n(node22, node24),
	]);
	runs.push(...withN8n, ...others);
}

const inRealN8n = async (env) => [
	await run(version, process.execPath, WITH_N8N, env, [...TWO_AT_ONCE, ...WITHOUT_RARE]),
];

/** What needs no real n8n, and has not run yet. */
async function withoutN8n(node22, node24) {
	const others = OTHERS.length > 0 ? [await runBehind(version, process.execPath, OTHERS)] : [];
	return [...others, ...(await onOtherVersions(node22, node24))];
}

/**
 * A quarter of the engine tests on each of the other versions, another one with each commit; all of them on 22 where
 * there is no 24. `.github/workflows/test.yml` runs unit and engine tests on every version.
 */
async function onOtherVersions(node22, node24) {
	const engine = those(['engine']);
	if (engine.length === 0) return [];
	if (!node24) return [await runBehind('Node.js 22', node22, engine)];
	const commits = Number(await output('git', ['rev-list', '--count', 'HEAD']));
	const quarter = (shift) => [`--shard=${((commits + shift) % 4) + 1}/4`];
	return [
		await runBehind('Node.js 24, one file in four', node24, engine, quarter(0)),
		await runBehind('Node.js 22, one file in four', node22, engine, quarter(2)),
	];
}

const version = `Node.js ${process.versions.node}`;
const runs = [];
try {
	const args = process.argv.slice(2);
	await (args.length > 0 ? chosen(args) : everything());
} catch (error) {
	process.stderr.write(`${error.message}\n`);
	runs.push({ label: 'Set-up', ...failure, seconds: 0 });
}
console.log('');
for (const run of runs) console.log(`${run.label}: ${inWords(run)} (${run.seconds} s)`);
const total = runs.reduce(sum, nothing);
console.log(inWords(total));
// where everything is to be had, as for a release, nothing may be skipped
const isIncomplete = Boolean(process.env.NOTHING_SKIPPED) && total.skipped > 0;
if (isIncomplete) process.stderr.write('Tests were skipped, and NOTHING_SKIPPED is set\n');
process.exitCode = total.failed > 0 || total.passed === 0 || isIncomplete ? 1 : 0;
