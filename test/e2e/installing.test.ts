// The package in the hands of n8n's own installer: what docs/installing.md says is tried here.

import { appendFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import manifest from '../../package.json';
import { addCredential, credentialOf, NODE_TYPE, PACKAGE, type Credentials } from '../bvnk';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { withTarball } from '../tools/n8n/process';
import { RealN8n } from '../tools/n8n/n8n';
import { startRegistry, type Registry } from '../tools/n8n/registry';
import { WatchedTests } from '../tools/n8n/suite';
import { start } from './suite';

const PREPARATION_MS = 90_000;

const THIS = manifest.version;
const NEXT = '77.0.0';
/** A version whose action node does not load. */
const BROKEN = '77.1.0';
const MAY_INSTALL_ALL = { N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' };

let registry: Registry;
let bvnk: Sandbox;
let n8n: RealN8n;
let workflow: string;
const watched = new WatchedTests(120_000);
const { test } = watched;

beforeAll(async () => {
	registry = await withTarball(
		async (tarball) =>
			await startRegistry(tarball, {
				[THIS]: async () => {},
				[BROKEN]: async (unpacked) =>
					await appendFile(
						path.join(unpacked, manifest.n8n.nodes[0]!),
						"\nthrow new Error('No');\n",
					),
				[NEXT]: async () => {},
			}),
	);
	bvnk = await startSandbox();
	bvnk.seedCustomers(3);
	n8n = await RealN8n.create({ home: null, variables: registry.variables });
}, PREPARATION_MS);
afterAll(async () => {
	await n8n?.dispose({ keepLog: watched.failed });
	await bvnk?.close();
	await registry?.close();
}, PREPARATION_MS);

/** Stops n8n, and starts it with other environment variables. */
async function startWith(variables: Record<string, string>): Promise<void> {
	await n8n.stop();
	await n8n.start({ variables });
}

/** The node types of the package that the editor offers. */
const offered = async () =>
	new Set(
		(await n8n.nodeTypes()).map(({ name }) => name).filter((name) => name.startsWith(PACKAGE)),
	);

/** How many customers the stored workflow reads, by the stored credential. */
async function customersRead(): Promise<number> {
	const run = await n8n.runStored(workflow);
	expect(run.error).toBeUndefined();
	return run.items('BVNK').length;
}

/** The version that lies in n8n's folder. */
async function installed(): Promise<string> {
	const file = path.join(n8n.folder, '.n8n/nodes/node_modules', PACKAGE, 'package.json');
	return (JSON.parse(await readFile(file, 'utf8')) as typeof manifest).version;
}

/** A list of packages as a deployment pins them. */
const pinned = (version: string, checksum: string) => ({
	N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
	N8N_COMMUNITY_PACKAGES: JSON.stringify([{ name: PACKAGE, version, checksum }]),
});

test('Settings › Community nodes › Install brings every node and the credential', async () => {
	await startWith(MAY_INSTALL_ALL);
	expect(await offered()).toEqual(new Set());

	await n8n.rest('POST /community-packages', { name: `${PACKAGE}@${THIS}` });

	const nodes = manifest.n8n.nodes.map((file) => path.basename(file, '.node.js'));
	for (const name of nodes) {
		expect(await offered()).toContain(`${PACKAGE}.${name[0]!.toLowerCase()}${name.slice(1)}`);
	}
	const credentials: Credentials = await addCredential(n8n, credentialOf(bvnk));
	const parameters = { resource: 'customer', operation: 'getAll', returnAll: true };
	const bvnkNode = { name: 'BVNK', type: NODE_TYPE, credentials, parameters };
	workflow = await n8n.addWorkflow({ nodes: [start, bvnkNode] });
	expect(await customersRead()).toBe(3);
});

test('an update leaves workflows and credentials as they are', async () => {
	await n8n.rest('PATCH /community-packages', { name: PACKAGE });

	expect(await installed()).toBe(NEXT);
	expect(await customersRead()).toBe(3);
});

test('an update that cannot be loaded is taken back', async () => {
	await expect(
		n8n.rest('PATCH /community-packages', { name: PACKAGE, version: BROKEN }),
	).rejects.toThrow('could not be loaded');

	expect(await installed()).toBe(NEXT);
	expect(await customersRead()).toBe(3);
});

test('an older version comes back by uninstalling and installing it', async () => {
	await n8n.rest(`DELETE /community-packages?name=${PACKAGE}`);
	expect(await offered()).toEqual(new Set());

	await n8n.rest('POST /community-packages', { name: `${PACKAGE}@${THIS}` });

	expect(await installed()).toBe(THIS);
	expect(await customersRead()).toBe(3);
});

test('a folder that is lost with its container is filled again where that is switched on', async () => {
	await n8n.stop();
	await rm(path.join(n8n.folder, '.n8n/nodes'), { recursive: true });

	await startWith({ ...MAY_INSTALL_ALL, N8N_REINSTALL_MISSING_PACKAGES: 'true' });

	expect(await installed()).toBe(THIS);
	expect(await customersRead()).toBe(3);
});

test('a pinned version is installed by its checksum, though unverified packages are off', async () => {
	await startWith({
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'false',
		...pinned(NEXT, registry.integrity(NEXT)),
	});

	expect(await installed()).toBe(NEXT);
	expect(await customersRead()).toBe(3);
});

test('a pinned version of another checksum is not installed', async () => {
	await startWith(pinned(THIS, registry.integrity(NEXT)));

	expect(n8n.logs).toContain('Failed to verify package checksum');
	expect(await installed()).toBe(NEXT);
	expect(await customersRead()).toBe(3);
});
