/**
 * `npm test`: in a fresh clone with Node.js 20, npm and git, sets up what the tests need and runs
 * them all, lint and types among them; unit and engine tests once more on Node.js 22 and on 24. The last line is
 * `N passed, N failed, N skipped`, over all runs.
 *
 * With arguments, jest gets them, on the running Node.js only, and only what the chosen projects
 * need is set up: `npm test -- --selectProjects unit`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
	build,
	installDependencies,
	installNode22,
	installRealN8n,
	packTarball,
	removeLeftovers,
	root,
	step,
} from './setup.mjs';

const PROJECTS = ['unit', 'engine', 'gate', 'faults', 'e2e', 'queue', 'start', 'browser'];
/** The projects that run on every Node.js the package supports. */
const EVERYWHERE = ['unit', 'engine'];
/** The projects that start a real n8n. */
const WITH_N8N = ['e2e', 'queue', 'start', 'browser'];
/** Far above what a run takes; a run that hangs is ended, and counts as failed. */
const RUN_TIMEOUT_MS = 12 * 60_000;

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

/**
 * Runs jest and counts.
 *
 * @param {string} label
 * @param {string} node the Node.js binary
 * @param {string[]} args jest's
 * @param {NodeJS.ProcessEnv} env
 */
async function jest(label, node, args, env) {
	const start = Date.now();
	const folder = mkdtempSync(path.join(tmpdir(), 'bvnk-onboarding-jest-'));
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

async function main() {
	const args = process.argv.slice(2);
	const quick = args.length > 0;
	const projects = quick ? projectsOf(args) : PROJECTS;
	const needs = (project) => projects.includes(project);
	const needsN8n = WITH_N8N.some(needs);
	const env = {};
	const runs = [];
	const version = `Node.js ${process.versions.node}`;

	await installDependencies();
	if (needs('gate')) {
		await step("Checking n8n's scanner", process.execPath, ['test/scanner/install.mjs']);
	}
	const node24 = needsN8n ? await installRealN8n() : undefined;
	const node22 = quick ? undefined : await installNode22();
	if (projects.some((project) => project !== 'unit')) await build();
	if (needsN8n) env.PACKED_TARBALL = await packTarball();
	try {
		const label = `${version}: ${quick ? args.join(' ') : projects.join(', ')}`;
		runs.push(await jest(label, process.execPath, args, env));
		if (!quick) {
			for (const [name, node] of [
				['Node.js 22', node22],
				['Node.js 24', node24],
			]) {
				const select = ['--selectProjects', ...EVERYWHERE];
				runs.push(await jest(`${name}: ${EVERYWHERE.join(', ')}`, node, select, env));
			}
		}
	} finally {
		if (env.PACKED_TARBALL) {
			rmSync(path.dirname(env.PACKED_TARBALL), { recursive: true, force: true });
		}
		removeLeftovers();
	}
	return runs;
}

let runs = [];
try {
	runs = await main();
} catch (error) {
	process.stderr.write(`${error.message}\n`);
	runs.push({ label: 'Set-up', ...failure, seconds: 0 });
}
console.log('');
for (const run of runs) console.log(`${run.label}: ${inWords(run)} (${run.seconds} s)`);
const total = runs.reduce(sum, nothing);
console.log(inWords(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
