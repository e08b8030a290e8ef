// What GitHub runs: its commands exist here, nothing is published that has not passed everything, and no job
// may do more than it needs.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import manifest from '../../package.json';
import { root } from '../tools/gate/commands';

interface Job {
	needs?: string | string[];
	uses?: string;
	if?: string;
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	steps?: Array<{ uses?: string; run?: string; if?: string; 'continue-on-error'?: boolean }>;
}

interface Workflow {
	on: Record<string, unknown>;
	env?: Record<string, string>;
	permissions: Record<string, string>;
	concurrency?: object;
	jobs: Record<string, Job>;
}

const folder = path.join(root, '.github', 'workflows');
const files = readdirSync(folder);
const workflow = (file: string) =>
	parse(readFileSync(path.join(folder, file), 'utf8'), { version: '1.2' }) as Workflow;
const stepsOf = (file: string) =>
	Object.values(workflow(file).jobs).flatMap(({ steps = [] }) => steps);
const commandsOf = (file: string) => stepsOf(file).flatMap(({ run = '' }) => run.split('\n'));
/** The projects that a workflow's `npm test` chooses. */
const projectsOf = (file: string) =>
	commandsOf(file)
		.flatMap((command) => /^npm test -- --selectProjects (.+)$/.exec(command)?.[1] ?? [])
		.flatMap((names) => names.split(' '));

const jestConfig = jest.requireActual<{ projects: Array<{ displayName: string }> }>(
	'../../jest.config.js',
);
const projects = jestConfig.projects.map(({ displayName }) => displayName);

test('there are three: tests, publishing, and the newest n8n each night', () => {
	expect(files.sort()).toEqual(['nightly.yml', 'publish.yml', 'test.yml']);
	expect(Object.keys(workflow('test.yml').on)).toEqual(
		expect.arrayContaining(['push', 'pull_request', 'workflow_call']),
	);
	expect(workflow('publish.yml').on).toEqual({ push: { tags: ['v*'] } });
	expect(Object.keys(workflow('nightly.yml').on)).toContain('schedule');
});

describe.each(files)('%s', (file) => {
	test('runs only scripts and test projects that exist', () => {
		const scripts = commandsOf(file).flatMap((command) =>
			[...command.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([all, name]) => ({
				all,
				name: name!,
			})),
		);
		const own = scripts.filter(({ all, name }) => all.startsWith('npm run') || name === 'test');

		expect(own).not.toEqual([]);
		for (const { name } of own) expect(Object.keys(manifest.scripts)).toContain(name);
		for (const project of projectsOf(file)) expect(projects).toContain(project);
	});

	test('takes actions by their commit, and may read the repository and nothing else', () => {
		for (const { uses } of stepsOf(file)) {
			if (uses) expect(uses).toMatch(/^actions\/(checkout|setup-node)@[0-9a-f]{40}$/);
		}
		const { permissions, concurrency, jobs } = workflow(file);
		expect(permissions).toEqual({ contents: 'read' });
		expect(concurrency).toBeDefined();
		for (const [name, job] of Object.entries(jobs)) {
			const more = name === 'publish' ? { contents: 'read', 'id-token': 'write' } : undefined;
			expect({ name, permissions: job.permissions }).toEqual({ name, permissions: more });
			if (!job.uses) expect(job['timeout-minutes']).toBeGreaterThan(0);
		}
	});

	test('uses no secret and no token', () => {
		expect(readFileSync(path.join(folder, file), 'utf8')).not.toMatch(/secrets\.|[A-Z]_TOKEN/);
	});

	test('runs only files that exist', () => {
		const scripts = commandsOf(file).flatMap((command) =>
			[...command.matchAll(/\bnode (\S+\.mjs)|require\('\.\/([^']+)'\)/g)].map(
				([, script, required]) => (script ?? required)!,
			),
		);
		for (const script of scripts) expect(existsSync(path.join(root, script))).toBe(true);
	});

	test('lets nothing fail unseen', () => {
		expect(stepsOf(file).filter((step) => step['continue-on-error'])).toEqual([]);
		expect(commandsOf(file).filter((command) => command.includes('|| true'))).toEqual([]);
	});
});

test('the tests of a push run every project there is, each Node.js its own', () => {
	expect(projectsOf('test.yml').sort()).toEqual([...projects].sort());
	expect(workflow('test.yml').jobs['node']).toMatchObject({
		strategy: { matrix: { node: [20, 22, 24] } },
	});
});

test('each night takes the newest of n8n, its scanner and its lint rules, and tests with them', () => {
	const { env, jobs } = workflow('nightly.yml');
	const { newest } = jobs;
	const steps = newest!.steps!.map(({ run = '', if: condition }) => ({ run, condition }));
	const position = (command: string) => steps.findIndex(({ run }) => run.includes(command));
	const tests = position('npm test --');
	const preparations = [
		'trees.mjs newest scanner @n8n/scan-community-package beta latest',
		'trees.mjs version @n8n/eslint-plugin-community-nodes beta latest',
		'trees.mjs newest real-n8n n8n latest',
		'"n8n-core@$core" "n8n-workflow@$workflow"',
	].map(position);

	for (const preparation of preparations) {
		expect(preparation).toBeGreaterThan(-1);
		expect(preparation).toBeLessThan(tests);
	}
	const wanted = ['engine', 'gate', 'e2e'].filter((project) => projects.includes(project));
	expect(projectsOf('nightly.yml')).toEqual(wanted);
	// neither the job nor a step before the tests' end may be left out
	expect(newest!.if).toBeUndefined();
	expect(steps.slice(0, tests + 1).map(({ condition }) => condition)).toEqual(
		Array<undefined>(tests + 1).fill(undefined),
	);
	expect(env).toEqual({ NOTHING_SKIPPED: '1' });
});

test('publishing waits for all of them, and comes last', () => {
	const { release, test: tests, publish } = workflow('publish.yml').jobs;

	expect(tests).toEqual({ needs: 'release', uses: './.github/workflows/test.yml' });
	expect(publish!.needs).toEqual(['release', 'test']);
	// a condition could let it run although one of them has failed
	expect([release, tests, publish].map((job) => job!.if)).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	const commands = publish!.steps!.flatMap(({ run }) => run ?? []);
	const gate = commands.indexOf('npm test -- --selectProjects gate');
	expect(gate).toBeGreaterThan(-1);
	expect(commands.findIndex((command) => command.startsWith('npm publish'))).toBe(
		commands.length - 1,
	);
	expect(commands.at(-1)).toBe('npm publish --provenance --access public --ignore-scripts');
});
