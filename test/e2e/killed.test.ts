// n8n is killed in the middle of creations, started again, and the same rows are run again.
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { signFor } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import type { Execution, ExecutionSummary } from '../tools/n8n/n8n';
import { bvnkNode, rows, start, suite } from './suite';

const CUSTOMERS = '/platform/v1/customers';
const CREATIONS = { method: 'POST', path: CUSTOMERS };
const ROWS = 60;
/** As long as the embedded BVNK takes to answer. */
const ANSWER_MS = 60;
/** For what n8n takes a while to do. */
const PATIENCE_MS = 60_000;

// Nothing but the node's idempotency keys keeps a customer one.
const shared = suite({ bvnk: { delayMs: ANSWER_MS, uniqueReferences: false } });
const { test } = shared;

const people = Array.from({ length: ROWS }, (_, index) => individualBody(index));
const companies = Array.from({ length: ROWS }, (_, index) => companyBody(index));

beforeEach(() => {
	for (const body of [...people, ...companies]) signFor(shared.bvnk, body);
});

const create = (options: IDataObject = {}) =>
	bvnkNode(shared, { operation: 'createFromJson', body: '={{ $json }}', options });

/** Waits until the embedded BVNK, which runs in this process, is where the test wants it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(5)) {
		if (Date.now() > end) throw new Error('Not in time');
	}
}

/** Starts a stored workflow from its Manual Trigger, and does not wait for its end. */
async function begin(id: string): Promise<void> {
	await shared.n8n.rest(`POST /workflows/${id}/run`, { triggerToStartFrom: { name: start.name } });
}

/** The customers at BVNK by the rows' external references, each of which must be there once. */
function referencesOf(bodies: Array<{ externalReference: string }>): string[] {
	const { customers } = shared.bvnk;
	const references = new Map(
		[...customers].map(([reference, { externalReference }]) => [externalReference!, reference]),
	);
	expect([customers.size, references.size]).toEqual([bodies.length, bodies.length]);
	return bodies.map(({ externalReference }) => references.get(externalReference)!);
}

/** Each customer is there exactly once, and the run gave all of them, each for its own row. */
function expectAll(run: Execution, bodies: Array<{ externalReference: string }>): void {
	const items = run.items('BVNK');
	expect(run.status).toBe('success');
	expect(items.map(({ json }) => json['reference'])).toEqual(referencesOf(bodies));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(bodies.map((_, item) => ({ item })));
	expect(shared.bvnk.created).toBe(bodies.length);
}

const statusesOf = (executions: ExecutionSummary[]) => executions.map(({ status }) => status);

describe('n8n is killed with SIGKILL while it creates customers', () => {
	test('in the middle of a run: the same rows, run again, are each one customer', async () => {
		const { n8n, bvnk } = shared;
		const id = await n8n.addWorkflow({
			nodes: [...rows(people), create({ concurrency: 4 })],
		});

		await begin(id);
		await until(() => bvnk.created >= ROWS / 3);
		await n8n.kill();
		const before = bvnk.created;
		expect(before).toBeLessThan(ROWS);

		await n8n.start();
		const [crashed, ...others] = await n8n.executionsOf(id);
		expect([crashed?.status, others]).toEqual(['crashed', []]);
		expect((await n8n.execution(crashed!.id)).items('BVNK')).toEqual([]);
		// n8n does not go on by itself with what it was killed in; at most what was on its way has arrived.
		expect(bvnk.created).toBeLessThanOrEqual(before + 4);
		const asked = bvnk.count(CREATIONS);

		const again = await n8n.runStored(id);

		expectAll(again, people);
		expect(bvnk.count(CREATIONS) - asked).toBe(ROWS);
		expect(bvnk.count({ ...CREATIONS, status: 202 })).toBeLessThanOrEqual(ROWS);
		expect(statusesOf(await n8n.executionsOf(id))).toEqual(['crashed', 'success']);
	});

	test('after BVNK has acted and before n8n has the answer: that customer, too, is one', async () => {
		const { n8n, bvnk } = shared;
		const nth = ROWS / 2;
		// The head of the answer comes at once, and its body does not end while anybody waits for it.
		bvnk.fail({ ...CREATIONS, nth }, { kind: 'slowBody', ms: 600_000 });
		const id = await n8n.addWorkflow({ nodes: [...rows(companies), create()] });

		await begin(id);
		await until(() => bvnk.created === nth);
		await n8n.kill();
		await n8n.start();
		expect(statusesOf(await n8n.executionsOf(id))).toEqual(['crashed']);
		expect(bvnk.created).toBe(nth);

		const again = await n8n.runStored(id);

		expectAll(again, companies);
		expect(bvnk.count({ ...CREATIONS, status: 200 })).toBe(nth);
		expect(statusesOf(await n8n.executionsOf(id))).toEqual(['crashed', 'success']);
	});

	test('in a workflow that is active: it is active again, and the next call gives the rest', async () => {
		const { n8n, bvnk } = shared;
		const webhook = {
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { path: 'onboard', httpMethod: 'POST', responseMode: 'onReceived' },
			webhookId: 'onboard',
		};
		const [, ...list] = rows(people);
		const id = await n8n.addWorkflow({ nodes: [webhook, ...list, create()] });
		await n8n.activate(id);
		const onboard = async () => await fetch(`${n8n.url}/webhook/onboard`, { method: 'POST' });

		expect((await onboard()).status).toBe(200);
		await until(() => bvnk.created >= ROWS / 2);
		await n8n.kill();
		expect(bvnk.created).toBeLessThan(ROWS);

		await n8n.start();
		expect(statusesOf(await n8n.executionsOf(id))).toEqual(['crashed']);
		// not before n8n, which has just started, has activated the workflow
		await until(async () => (await onboard()).status === 200);
		await until(() => bvnk.created === ROWS);
		const executions = await n8n.executionsOf(id);

		expect(statusesOf(executions)).toEqual(['crashed', 'success']);
		expectAll(await n8n.execution(executions[1]!.id), people);
	});
});
