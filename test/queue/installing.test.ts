// n8n's own installer in queue mode: what docs/installing.md says of it. `npm test` leaves this file out.

import { randomUUID } from 'node:crypto';
import { appendFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

import manifest from '../../package.json';
import {
	addCredential,
	credentialOf,
	NODE_TYPE,
	PACKAGE,
	TRIGGER_TYPE,
	type Credentials,
} from '../bvnk';
import { startSandbox, type Sandbox } from '../sandbox/server';
import type { Execution, ExecutionSummary, RealN8n } from '../tools/n8n/n8n';
import { type N8nProcess, withTarball } from '../tools/n8n/process';
import { startRegistry, type Registry } from '../tools/n8n/registry';
import { WatchedTests } from '../tools/n8n/suite';
import { Cluster, type WebhookProcess, type Worker } from '../tools/queue/cluster';
import { findAllPrograms } from '../tools/queue/programs';
import { until } from './suite';

const START_MS = 300_000;
const TEST_MS = 240_000;

const THIS = manifest.version;
/** A version whose action node gives nothing but this number. */
const NEXT = '77.0.0';
const REINSTALL = { N8N_REINSTALL_MISSING_PACKAGES: 'true' };
const VERIFIED_ONLY = { N8N_UNVERIFIED_PACKAGES_ENABLED: 'false' };
const INSTALLED = `Community package installed: ${PACKAGE}`;
const UNINSTALLED = `Community package uninstalled: ${PACKAGE}`;

const programs = findAllPrograms();
const watched = new WatchedTests(TEST_MS, programs ? test : test.skip);
const { test: it } = watched;

let registry: Registry;
let bvnk: Sandbox;
let cluster: Cluster;
let main: RealN8n;
let webhooks: WebhookProcess;
/** The worker that always runs, and the one that is sometimes down. */
let steady: Worker;
let other: Worker;
let credentials: Credentials;
/** A workflow that reads all customers, and its production URL's path. */
let reading: { id: string; path: string };

beforeAll(
	async () =>
		await watched.watch(async () => {
			if (!programs) return;
			registry = await withTarball(
				async (tarball) =>
					await startRegistry(tarball, { [THIS]: async () => {}, [NEXT]: givesItsNumber }),
			);
			bvnk = await startSandbox();
			bvnk.seedCustomers(3);
			const variables = { ...registry.variables, N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' };
			cluster = await Cluster.start(programs, { workers: 2, webhooks: 1, home: null, variables });
			main = cluster.main;
			webhooks = cluster.webhooks[0]!;
			[steady, other] = [cluster.workers[0]!, cluster.workers[1]!];
		}),
	START_MS,
);
afterAll(async () => {
	await cluster?.dispose({ keepLog: watched.failed });
	await bvnk?.close();
	await registry?.close();
}, START_MS);

async function givesItsNumber(unpacked: string): Promise<void> {
	const execute = 'module.exports.BvnkOnboarding.prototype.execute';
	const code = `\n${execute} = async () => [[{ json: { version: '${NEXT}' } }]];\n`;
	await appendFile(path.join(unpacked, manifest.n8n.nodes[0]!), code);
}

/** Where n8n keeps the packages that it installs. */
const packagesOf = ({ folder }: N8nProcess) => path.join(folder, '.n8n', 'nodes');

/** Does something in the main process, and waits until each of these has written what comes of it. */
async function andThen(
	text: string,
	processes: N8nProcess[],
	work: () => Promise<unknown>,
): Promise<void> {
	const before = processes.map(({ logs }) => logs.length);
	await work();
	const all = () => processes.every(({ logs }, index) => logs.slice(before[index]).includes(text));
	await until(text, all);
}

const install = async () =>
	await main.rest('POST /community-packages', { name: `${PACKAGE}@${THIS}` });

/** Stores the credential and the workflow that reads all customers, and activates that. */
async function addReading(): Promise<void> {
	credentials = await addCredential(main, credentialOf(bvnk));
	const webhookId = randomUUID();
	const id = await main.addWorkflow({
		nodes: [
			{
				name: 'Now',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId,
				parameters: {
					httpMethod: 'POST',
					path: webhookId,
					responseMode: 'onReceived',
					options: {},
				},
			},
			{
				name: 'Customers',
				type: NODE_TYPE,
				credentials,
				parameters: { resource: 'customer', operation: 'getAll', returnAll: true },
			},
		],
	});
	await main.activate(id);
	reading = { id, path: `/webhook/${webhookId}` };
}

/** Starts an execution that reads all customers. */
async function startReading(): Promise<void> {
	const { status } = await fetch(`${webhooks.url}${reading.path}`, { method: 'POST' });
	expect(status).toBe(200);
}

/** Reads all customers in one execution that ends well. */
async function read(): Promise<Execution> {
	const listed = async () => await main.executionsOf(reading.id, { wait: false });
	const before = new Set((await listed()).map(({ id }) => id));
	let ended: ExecutionSummary | undefined;
	await startReading();
	await until('the end of an execution', async () => {
		ended = (await listed()).find(({ id }) => !before.has(id));
		return ['success', 'error'].includes(ended?.status ?? '');
	});
	const execution = await main.execution(ended!.id);
	expect(execution.error).toBeUndefined();
	return execution;
}

/** The error of an execution that should read all customers; n8n shows some of those as running for good. */
async function failToRead(): Promise<string | undefined> {
	const ofFailed = async () =>
		(await main.executionsOf(reading.id, { wait: false })).filter(
			({ status }) => status === 'error',
		);
	const before = (await ofFailed()).length;
	await until('a failed execution', async () => {
		await startReading();
		return (await ofFailed()).length > before;
	});
	return (await main.execution((await ofFailed()).at(-1)!.id)).error?.message;
}

it('installs in every running process what the main process installs, for the next execution', async () => {
	await andThen(INSTALLED, [steady, other, webhooks], install);

	await addReading();
	expect((await read()).items('Customers')).toHaveLength(3);
});

it('updates in every running process what the main process updates', async () => {
	await other.stop();

	await andThen(INSTALLED, [steady, webhooks], async () => {
		await main.rest('PATCH /community-packages', { name: PACKAGE });
	});

	expect((await read()).json('Customers')).toEqual([{ version: NEXT }]);
});

it('leaves the older version to a worker that was down during the update, whatever it may reinstall', async () => {
	await steady.stop();
	await other.start({ variables: REINSTALL });

	expect((await read()).items('Customers')).toHaveLength(3);
});

it('leaves a worker that starts with an empty folder without it, and executions there fail', async () => {
	await other.stop();
	await rm(packagesOf(other), { recursive: true });
	await other.start();

	expect(other.logs).toContain('n8n detected that some packages are missing');
	expect(await failToRead()).toBe(`Unrecognized node type: ${NODE_TYPE}`);
});

it('gives the installed version to a worker with an empty folder that may reinstall what is missing', async () => {
	await other.restart({ variables: REINSTALL });

	expect((await read()).json('Customers')).toEqual([{ version: NEXT }]);
});

it('takes away from every running process what the main process uninstalls; events are refused', async () => {
	const webhookId = randomUUID();
	const trigger = { name: 'T', type: TRIGGER_TYPE, typeVersion: 2, webhookId, credentials };
	await main.activate(await main.addWorkflow({ nodes: [trigger] }));

	await andThen(UNINSTALLED, [other, webhooks], async () => {
		await main.rest(`DELETE /community-packages?name=${PACKAGE}`);
	});

	const response = await fetch(`${webhooks.url}/webhook/${webhookId}/bvnk`, { method: 'POST' });
	expect(response.status).toBe(400);
	expect(await response.text()).toContain(`Unrecognized node type: ${TRIGGER_TYPE}`);
});

it('installs nothing in a worker to which unverified packages are forbidden', async () => {
	await other.restart({ variables: VERIFIED_ONLY });

	await andThen('Skipped installing community package', [other], async () => {
		await andThen(INSTALLED, [webhooks], install);
	});

	expect(await failToRead()).toBe(`Unrecognized node type: ${NODE_TYPE}`);
});

it('is not needed by a worker that shares the main process’s folder and starts after the installation', async () => {
	await other.stop();
	await rm(packagesOf(steady), { recursive: true });
	await symlink(packagesOf(main), packagesOf(steady));
	await steady.start();

	expect((await read()).items('Customers')).toHaveLength(3);
	await steady.stop();
});

/** What pins a version. */
let pinned: Record<string, string>;

it('installs a pinned version where unverified packages are forbidden, but not in a worker that starts later', async () => {
	await other.start({ variables: VERIFIED_ONLY });
	const list = [{ name: PACKAGE, version: NEXT, checksum: registry.integrity(NEXT) }];

	pinned = {
		N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
		N8N_COMMUNITY_PACKAGES: JSON.stringify(list),
	};

	await andThen(INSTALLED, [other, webhooks], async () => {
		await main.restart({ variables: { ...VERIFIED_ONLY, ...pinned } });
	});
	expect((await read()).json('Customers')).toEqual([{ version: NEXT }]);

	await other.stop();
	await rm(packagesOf(other), { recursive: true });
	await other.start({ variables: { ...VERIFIED_ONLY, ...REINSTALL } });
	expect(other.logs).toContain('Installation of unverified community packages is forbidden');
	expect(await failToRead()).toBe(`Unrecognized node type: ${NODE_TYPE}`);
});

it('has no pinned version in the main process either once its folder is lost, unless it may install what is not verified', async () => {
	const startEmpty = async (variables: Record<string, string>) => {
		await main.stop();
		await rm(packagesOf(main), { recursive: true, force: true });
		await main.start({ variables: { ...pinned, ...REINSTALL, ...variables } });
		return (await main.nodeTypes()).some(({ name }) => name === NODE_TYPE);
	};

	expect(await startEmpty(VERIFIED_ONLY)).toBe(false);
	expect(main.logs).toContain('Failed to reinstall community package');
	expect(await startEmpty({})).toBe(true);
});
