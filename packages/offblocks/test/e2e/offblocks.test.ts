/** The package in a real n8n, at an embedded Offblocks: the trigger and the examples. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { Execution, RealN8n } from '../../../../test/tools/n8n/n8n';
import { WatchedTests } from '../../../../test/tools/n8n/suite';
import type { Offblocks } from '../sandbox/server';
import { walletOf, type Wallet } from '../sandbox/wallets';
import { play } from '../demo/play';
import { EXAMPLES, onboardingOf, readExample, signByForm, type Mail } from './examples';
import {
	CREDENTIAL_TYPE,
	credentialOf,
	startStage,
	succeeded,
	TRIGGER_TYPE,
	withCredentials,
	type Credentials,
} from './n8n';

const START_MS = 120_000;
const TEST_MS = 180_000;
/** Above what a step takes on a busy machine. */
const PATIENCE_MS = 30_000;
jest.setTimeout(TEST_MS);

let n8n: RealN8n;
let offblocks: Offblocks;
let credentials: Credentials;
const watched = new WatchedTests(TEST_MS);
const it = watched.test;

beforeAll(async () => {
	await watched.watch(async () => {
		({ n8n, offblocks, credentials } = await startStage());
	});
}, START_MS);
beforeEach(() => offblocks.reset());
afterAll(async () => {
	await n8n?.dispose({ keepLog: watched.failed });
	await offblocks?.close();
});

/** Waits until something is there; n8n and Offblocks go on by themselves. */
async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) {
		const found = await find();
		if (found !== undefined) return found;
	}
	throw new Error('It did not come to pass');
}

/** Stores a workflow with the trigger and a node after it. */
async function stored(
	parameters: INodeParameters = {},
	nodeCredentials: object = credentials,
): Promise<{ id: string; url: string }> {
	const webhookId = randomUUID();
	const id = await n8n.addWorkflow({
		nodes: [
			{
				name: 'Offblocks Trigger',
				type: TRIGGER_TYPE,
				typeVersion: 2,
				webhookId,
				credentials: nodeCredentials as Credentials,
				parameters,
			},
			{ name: 'Seen', type: 'n8n-nodes-base.noOp' },
		],
	});
	return { id, url: `${n8n.url}/webhook/${webhookId}/offblocks` };
}

async function executionsOf(id: string): Promise<Execution[]> {
	const all: Execution[] = [];
	for (const { id: execution } of await n8n.executionsOf(id)) {
		all.push(await n8n.execution(execution));
	}
	return all;
}

const seen = async (id: string): Promise<IDataObject[]> =>
	(await executionsOf(id)).flatMap((execution) => execution.json('Seen'));

const registered = () => offblocks.webhooks.all().map(({ callbackUrl }) => callbackUrl);
const send = async (status: string) =>
	await offblocks.webhooks.send('customer.updated', { id: randomUUID(), status });

describe('the trigger', () => {
	it('registers itself, starts workflows with what Offblocks signed, and takes itself away', async () => {
		const workflow = await stored();

		await n8n.activate(workflow.id);
		expect(registered()).toEqual([workflow.url]);
		expect(await send('active')).toBe(200);
		expect(
			await offblocks.webhooks.send('customer.updated', { status: 'rejected' }, { key: 'forged' }),
		).toBe(401);
		expect(await seen(workflow.id)).toEqual([
			expect.objectContaining({
				webhookType: 'customer.updated',
				status: 'active',
				bodyCovered: true,
				addressCovered: true,
			}),
		]);

		await n8n.deactivate(workflow.id);
		expect(registered()).toEqual([]);
	});

	it('registers the test URL while the editor listens, and only then', async () => {
		const workflow = await stored();

		await n8n.listen(workflow.id, 'Offblocks Trigger');
		const [url] = registered();
		expect(url).toBe(workflow.url.replace('/webhook/', '/webhook-test/'));
		expect(await send('verifying')).toBe(200);

		expect(await seen(workflow.id)).toEqual([expect.objectContaining({ status: 'verifying' })]);
		await until(async () => (registered().length === 0 ? true : undefined));
	});

	it('says in one message why it cannot be published', async () => {
		const wrong = { ...credentialOf(offblocks), apiSecret: 'another' };
		const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'Wrong', wrong);
		const workflow = await stored({}, { [CREDENTIAL_TYPE]: reference });

		await expect(n8n.activate(workflow.id)).rejects.toThrow(/API Key and API Secret|API key/i);
		expect(registered()).toEqual([]);
	});

	it('takes deliveries after n8n was started again, and none twice', async () => {
		const workflow = await stored();
		await n8n.activate(workflow.id);
		const body = Buffer.from(
			JSON.stringify({ webhookType: 'customer.updated', eventId: randomUUID(), status: 'active' }),
		);
		const other = Buffer.from(body.toString().replace(/[0-9a-f]{8}-/, '00000000-'));
		/** n8n comes back at another port: what Offblocks would send there. */
		const deliver = async (sent: Buffer) => {
			const url = n8n.url + new URL(workflow.url).pathname;
			const signed = await offblocks.webhooks.sign(url, sent);
			const headers = { ...signed, 'content-type': 'application/json' };
			const answer = await fetch(url, { method: 'POST', headers, body: sent });
			return { status: answer.status, ...((await answer.json()) as IDataObject) };
		};
		expect(await deliver(body)).toMatchObject({ status: 200, started: true });

		await n8n.restart();

		expect(registered()).toEqual([workflow.url]);
		expect(await deliver(body)).toMatchObject({ status: 200, reason: 'taken before' });
		expect(await deliver(other)).toMatchObject({ status: 200, started: true });
		expect(await seen(workflow.id)).toHaveLength(2);
		await n8n.deactivate(workflow.id);
	});
});

describe.each(readdirSync(EXAMPLES))('the file examples/%s', (file) => {
	it('has only parameters that n8n knows, and all that it asks for', async () => {
		const types = await n8n.nodeTypes();
		const { nodes } = await readExample(file);
		for (const node of nodes) {
			const type = types.find(
				({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion),
			);
			expect({ node: node.name, type: type?.name }).toEqual({ node: node.name, type: node.type });
			const { properties } = type!;
			const known = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				type!,
			);
			expect(Object.keys(known ?? {})).toEqual(
				expect.arrayContaining(Object.keys(node.parameters)),
			);
			const issues = NodeHelpers.getNodeParametersIssues(properties, node, type!);
			expect({ node: node.name, issues }).toEqual({ node: node.name, issues: null });
		}
	});

	it('needs no account but Offblocks’, no code, and holds no key', async () => {
		const { nodes } = await readExample(file);
		const reference = { [CREDENTIAL_TYPE]: { id: 'offblocksExample1', name: 'Offblocks account' } };
		for (const node of nodes.filter(({ disabled }) => !disabled)) {
			expect(node.type).not.toMatch(/\.code$/);
			expect(node.credentials ?? reference).toEqual(reference);
		}
		const text = JSON.stringify(nodes);
		expect(text).not.toMatch(/privateKey|apiSecret|PRIVATE KEY|127\.0\.0\.1|localhost/);
		const hosts = [...text.matchAll(/(?:https?:\/\/|@)([\w.-]+\.[a-z]+)/g)].map(([, host]) => host);
		expect(hosts.filter((host) => !/(^|\.)example\.org$/.test(host!))).toEqual([]);
	});
});

describe('onboard-by-wallet.json', () => {
	const wallets = { amelie: walletOf(), bastien: walletOf() };
	const row = (name: string, wallet: Wallet) => ({
		externalId: `cust-${name}`,
		name,
		emailAddress: `${name}@example.org`,
		wallet: `eip155:300:${wallet.address}`,
	});

	/** Stores and publishes it, and runs it from its Manual Trigger. */
	async function played(): Promise<{ id: string; run: Execution }> {
		const workflow = await onboardingOf(
			[
				row('amelie', wallets.amelie),
				row('bastien', wallets.bastien),
				{ ...row('carmen', wallets.amelie), wallet: 'eip155:300:0x27b1' },
			],
			n8n.url,
		);
		const id = await n8n.addWorkflow(withCredentials(workflow, credentials));
		await n8n.activate(id);
		return { id, run: succeeded(await n8n.runStored(id)) };
	}

	const statusOf = (externalId: string) =>
		[...offblocks.customers.values()].find((customer) => customer.externalId === externalId)
			?.status;

	/** The statuses that reached a node behind the trigger. */
	const reached = async (id: string, node: string) =>
		(await executionsOf(id)).flatMap((execution) =>
			execution.json(node).map(({ status }) => status),
		);

	it('takes a customer with a wallet from the table to active', async () => {
		offblocks.settings.verification = 'active';
		const { id, run } = await played();

		expect(run.json('Create Customer')).toHaveLength(2);
		expect(run.items('Not Created')).toHaveLength(1);
		const mails = run.json<Mail & IDataObject>('Challenge by Mail');
		expect(mails.map(({ to }) => to)).toEqual(['amelie@example.org', 'bastien@example.org']);

		const page = await signByForm(mails[0]!, wallets.amelie);
		expect(page).toContain('The wallet is yours');
		await offblocks.idle();

		expect(statusOf('cust-amelie')).toBe('active');
		expect(statusOf('cust-bastien')).toBe('initiating');
		expect(await reached(id, 'Welcome the Customer')).toEqual(['active']);
		await n8n.deactivate(id);
	});

	it('tells compliance of who is rejected', async () => {
		offblocks.settings.screening = 'rejected';
		const { id, run } = await played();

		await signByForm(run.json<Mail & IDataObject>('Challenge by Mail')[1]!, wallets.bastien);
		await offblocks.idle();

		expect(statusOf('cust-bastien')).toBe('rejected');
		expect(await reached(id, 'Tell Compliance')).toEqual(['rejected']);
		expect(await reached(id, 'Welcome the Customer')).toEqual([]);
		await n8n.deactivate(id);
	});

	it('takes no signature of another wallet', async () => {
		const { id, run } = await played();

		const page = await signByForm(
			run.json<Mail & IDataObject>('Challenge by Mail')[0]!,
			wallets.bastien,
		);
		await offblocks.idle();

		expect(page).toContain('The signature was not taken');
		expect(statusOf('cust-amelie')).toBe('initiating');
		await n8n.deactivate(id);
	});
});

it('the demo tells of a customer from its creation to active, and agrees with Offblocks', async () => {
	Object.assign(offblocks.settings, { verification: 'active', stepMs: 50 });

	const { steps, wrong } = await play({ n8n, offblocks, credentials });

	expect(wrong).toEqual([]);
	expect(steps.map(([name]) => name)).toEqual([
		...['Registered', 'Created', 'Refused', 'Mail', 'Signed', 'Webhooks', 'Changed', 'Webhooks'],
		'Unpublished',
	]);
});

describe('stuck-customers.json', () => {
	it('lists who has waited for two days, and what to do', async () => {
		offblocks.seedCustomers(6);
		const twoDays = 48 * 3_600_000;
		for (const [index, customer] of [...offblocks.customers.values()].entries()) {
			const age = index < 3 ? twoDays + 60_000 : twoDays - 60_000;
			customer.updatedAt = new Date(Date.now() - age).toISOString().replace('Z', '123456Z');
		}
		const late = [...offblocks.customers.values()]
			.slice(0, 3)
			.filter(({ status }) => ['initiating', 'screening', 'verifying'].includes(status))
			.map(({ externalId }) => externalId);
		const workflow = withCredentials(await readExample('stuck-customers.json'), credentials);
		const id = await n8n.addWorkflow(workflow);

		const run = succeeded(await n8n.runStored(id));

		const steps = run.json<{ externalId: string; status: string; todo: string }>('Your Steps');
		expect(late.length).toBeGreaterThan(1);
		expect(steps.map(({ externalId }) => externalId).sort()).toEqual(late.sort());
		expect(Object.fromEntries(steps.map(({ status, todo }) => [status, todo]))).toMatchObject({
			initiating: 'Have the challenge signed, within the hour',
			screening: 'Ask Offblocks how the screening stands',
		});
	});
});
