/**
 * n8n in queue mode: one main process, two workers, two webhook processes. What holds there by itself,
 * what does not, and the pattern of examples/queue-mode-events.json that closes the gap.
 */
import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import { nodeOf, readExample } from '../demo/examples';
import { waitFor } from '../demo/waiting';
import { NODE_TYPE, TRIGGER_TYPE } from '../bvnk';
import type { TestWorkflow, Workflow } from '../tools/n8n/n8n';
import { signFor } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import { atOnce, deliver, type Delivered } from './deliveries';
import { suite, until } from './suite';

const TRIGGER = TRIGGER_TYPE;
const CUSTOMERS = { method: 'POST', path: '/platform/v1/customers' };
/** Deliveries at the same time. */
const AT_ONCE = 20;

const shared = suite();
const { test: it } = shared;

const say = (line: string) => process.stderr.write(`${line}\n`);

/** A workflow that is started by a webhook, active; its URLs, one for each webhook process. */
interface Active {
	id: string;
	urls: string[];
}

/** A workflow that makes a customer of each body in `customers` of what is posted to it. */
async function creating(): Promise<Active> {
	const { main, webhooks } = shared.cluster;
	const path = randomUUID();
	const id = await main.addWorkflow({
		nodes: [
			{
				name: 'Rows',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
			},
			{
				name: 'Each',
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'body.customers', options: {} },
			},
			{
				name: 'Create',
				type: NODE_TYPE,
				credentials: shared.bvnkCredential,
				parameters: {
					resource: 'customer',
					operation: 'createFromJson',
					body: '={{ $json }}',
				},
			},
		],
	});
	await main.activate(id);
	return { id, urls: webhooks.map(({ url }) => `${url}/webhook/${path}`) };
}

/** Starts one execution for each list of bodies, all at once and by all webhook processes in turn. */
async function create({ urls }: Active, lists: object[][]): Promise<void> {
	await Promise.all(
		lists.map(async (customers, index) => {
			const response = await fetch(urls[index % urls.length]!, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ customers }),
			});
			expect(response.status).toBe(200);
		}),
	);
}

/** Lists of bodies, all signed and no two alike; `first` tells them from those of other tests. */
const bodies = (first: number, lists: number, each: number) =>
	Array.from({ length: lists }, (_, list) =>
		Array.from({ length: each }, (_, index) => {
			const body = individualBody(first + list * each + index);
			signFor(shared.bvnk, body);
			return body;
		}),
	);

/** How often each customer was made, by external reference: the same for every one of these bodies. */
const timesMade = () => {
	const times: Record<string, number> = {};
	for (const { externalReference = '' } of shared.bvnk.customers.values()) {
		times[externalReference] = (times[externalReference] ?? 0) + 1;
	}
	return times;
};
const once = (lists: Array<Array<{ externalReference: string }>>) =>
	Object.fromEntries(lists.flat().map(({ externalReference }) => [externalReference, 1]));

/** Stores a workflow that BVNK's webhooks start, and activates it. */
async function started(workflow: TestWorkflow): Promise<Active> {
	const { main, webhooks } = shared.cluster;
	const webhookId = randomUUID();
	const nodes = workflow.nodes.map((node) =>
		node.type === TRIGGER ? { ...node, webhookId, credentials: shared.bvnkCredential } : node,
	);
	const id = await main.addWorkflow({ ...workflow, nodes });
	await main.activate(id);
	return { id, urls: webhooks.map(({ url }) => `${url}/webhook/${webhookId}/bvnk`) };
}

/** Makes a table of one column, which nodes write into. */
const createTable = async (table: string) =>
	await shared.cluster.postgres.query(`CREATE TABLE ${table} (value text)`);

/** Makes a node write a field of each item into a table, and nothing else. */
function writeDown(node: INode, table: string, field: string): void {
	Object.assign(node, {
		type: 'n8n-nodes-base.postgres',
		typeVersion: 2.6,
		credentials: shared.postgresCredential,
		parameters: {
			operation: 'executeQuery',
			query: `INSERT INTO ${table} VALUES ($1)`,
			options: { queryReplacement: `={{ [$json.${field}] }}` },
		},
	});
}

/** What is written down, sorted. */
const written = async (table: string) =>
	(await shared.cluster.postgres.query(`SELECT value FROM ${table} ORDER BY value`)).flat();

/** The example with its switched-off database node as its note says, and with a count of what is done. */
async function exampleWithDatabase(): Promise<Workflow> {
	const { cluster, postgresCredential } = shared;
	const example = await readExample('queue-mode-events.json');
	const note = nodeOf(example, 'Note 2').parameters['content'] as string;
	const [, sql = ''] = /```sql\n([^]+?)```/.exec(note) ?? [];
	await cluster.postgres.query(sql);
	Object.assign(nodeOf(example, 'Take the Event'), {
		disabled: false,
		credentials: postgresCredential,
	});
	// in the place of what is done for a customer: it would be done any number of times
	await createTable('handled');
	writeDown(nodeOf(example, 'Your Steps'), 'handled', 'eventId');
	return example;
}

/** Waits until every execution of a workflow has ended, and counts them. */
async function ended({ id }: Active): Promise<number> {
	const count = async (condition: string) => {
		const sql = `SELECT count(*) FROM execution_entity WHERE "workflowId" = '${id}' AND ${condition}`;
		return Number((await shared.cluster.postgres.query(sql, 'n8n'))[0]?.[0]);
	};
	await until('the end of all executions', async () => (await count(`"stoppedAt" IS NULL`)) === 0);
	expect(await count(`status <> 'success'`)).toBe(0);
	return await count('true');
}

/** How often each event started the workflow. */
function starts(deliveries: Delivered[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const { eventId, started } of deliveries) {
		times.set(eventId, (times.get(eventId) ?? 0) + (started ? 1 : 0));
	}
	return times;
}

/** How often an event came, and when its repeat did. */
type Kind = 'once' | 'twice at once' | 'again later';

/** Three of seven events come twice, half of those at the same moment: 30 % of all deliveries. */
const kindOf = (index: number): Kind =>
	index % 14 < 3 ? 'twice at once' : index % 14 < 6 ? 'again later' : 'once';

/** Delivers events, three of seven twice: the first to one URL, the repeat to the next. */
async function deliverAll(urls: string[], events: string[]): Promise<Delivered[]> {
	const { webhookSecret } = shared.bvnk.credentials;
	const deliveries: Delivered[] = [];
	const send = async (eventId: string, to: number) => {
		deliveries.push(await deliver(urls[to % urls.length]!, webhookSecret, eventId));
	};
	const jobs = events.map((eventId, index) => async () => {
		const kind = kindOf(index);
		const repeat = async () => await send(eventId, index + 1);
		if (kind === 'twice at once') return void (await Promise.all([send(eventId, index), repeat()]));
		await send(eventId, index);
		if (kind === 'again later') await repeat();
	});
	await atOnce(AT_ONCE, jobs);
	return deliveries;
}

const events = (count: number) => Array.from({ length: count }, () => randomUUID());

describe('creations', () => {
	it('are spread over both workers, and each customer is made once', async () => {
		const { cluster, bvnk } = shared;
		const rows = bodies(0, 24, 4);
		bvnk.settings.delayMs = 250;
		const workflow = await creating();
		await create(workflow, rows);

		expect(await ended(workflow)).toBe(rows.length);
		expect(timesMade()).toEqual(once(rows));
		expect(bvnk.count(CUSTOMERS)).toBe(rows.flat().length);
		const taken = cluster.workers.map(({ executions }) => executions);
		expect(new Set(taken.flat()).size).toBe(rows.length);
		expect(taken.flat()).toHaveLength(rows.length);
		for (const executions of taken) expect(executions.length).toBeGreaterThan(0);
	});
});

/** What the killed worker was at, for the last test: n8n takes a while to notice. */
let interrupted: { workflow: Active; executions: string[] };

describe('a worker that is killed in the middle', () => {
	it('leaves rows undone; the same rows sent again make them, and no customer twice', async () => {
		const { cluster, bvnk } = shared;
		const rows = bodies(1_000, 6, 8);
		// nothing but the idempotency keys keeps a customer one
		Object.assign(bvnk.settings, { uniqueReferences: false, delayMs: 400 });
		const workflow = await creating();
		await create(workflow, rows);
		await until('the middle of the executions', () => bvnk.created >= rows.length);
		const worker = cluster.workers.find(({ unfinished }) => unfinished.length > 0);
		await worker!.kill();
		const executions = worker!.unfinished;
		interrupted = { workflow, executions };
		expect(executions.length).toBeGreaterThan(0);

		const startedAgain = worker!.start();
		// looked at below, unless something else fails before
		startedAgain.catch(() => undefined);
		const succeeded = async () =>
			(await cluster.main.executionsOf(workflow.id, { wait: false })).filter(
				({ status }) => status === 'success',
			).length;
		const others = rows.length - executions.length;
		await until('the end of the other executions', async () => (await succeeded()) === others);
		const made = bvnk.created;
		expect(made).toBeLessThan(rows.flat().length);

		bvnk.settings.delayMs = 0;
		await create(workflow, rows);
		const all = others + rows.length;
		await until('the end of the repeats', async () => (await succeeded()) === all);
		expect(timesMade()).toEqual(once(rows));
		expect(bvnk.created).toBe(rows.flat().length);
		await startedAgain;
		say(
			`A killed worker: ${executions.length} executions cut off, ${made} of ${bvnk.created} customers made by the others and until then; ${bvnk.count(CUSTOMERS)} requests in all, no customer twice`,
		);
	});
});

describe('BVNK’s webhooks', () => {
	it('start one execution for each event by the trigger alone, where one process takes them', async () => {
		const workflow = await started({
			nodes: [
				{ name: 'BVNK Trigger', type: TRIGGER, typeVersion: 2 },
				{ name: 'Seen', type: 'n8n-nodes-base.noOp' },
			],
		});
		const all = events(70);
		const deliveries = await deliverAll(workflow.urls.slice(0, 1), all);

		expect(deliveries).toHaveLength(100);
		expect(deliveries.filter(({ status }) => status !== 200)).toEqual([]);
		expect([...starts(deliveries).values()]).toEqual(all.map(() => 1));
		expect(await ended(workflow)).toBe(all.length);
	});

	it('are handled once each by the example with Take the Event: 1,000 over two processes, 300 of them repeats', async () => {
		const workflow = await started(await exampleWithDatabase());
		const all = events(700);
		const begun = Date.now();
		const deliveries = await deliverAll(workflow.urls, all);
		const delivered = Date.now();

		expect(deliveries).toHaveLength(1_000);
		expect(deliveries.filter(({ status }) => status !== 200)).toEqual([]);
		// the trigger loses no event, and starts some twice: each process knows its own
		const times = starts(deliveries);
		expect(Math.min(...times.values())).toBeGreaterThan(0);
		const executions = [...times.values()].reduce((sum, count) => sum + count);
		expect(await ended(workflow)).toBe(executions);
		expect(await written('handled')).toEqual([...all].sort());

		const twice = (kind: Kind) =>
			all.filter((eventId, index) => kindOf(index) === kind && times.get(eventId)! > 1).length;
		const seconds = (since: number, until = Date.now()) => ((until - since) / 1000).toFixed(1);
		const ms = deliveries.map((delivery) => delivery.ms).sort((a, b) => a - b);
		say(
			`1,000 deliveries of 700 events to two processes: answered in ${seconds(begun, delivered)} s, p50 ${Math.round(ms[499]!)} ms, p99 ${Math.round(ms[989]!)} ms; ${executions} executions, ended after ${seconds(begun)} s.\n` +
				`Started by both: ${twice('twice at once')} of 150 events that came twice at once, ${twice('again later')} of 150 that came again later. Handled: each once.`,
		);
	});
});

describe('examples/wait-for-verification.json', () => {
	it('holds no worker while it sleeps, and takes each of five customers on once', async () => {
		const { bvnk, cluster, bvnkCredential } = shared;
		const { main, workers, webhooks, door } = cluster;
		bvnk.seedCustomers(5);
		const customers = [...bvnk.customers.keys()];
		for (const reference of customers) bvnk.setStatus(reference, 'PENDING');
		bvnk.setStatus(customers[0]!, 'VERIFIED');
		const path = randomUUID();
		await createTable('went_on');
		const one = await waitFor(main, {
			credentials: bvnkCredential,
			customers,
			change: (workflow) => {
				// a production execution, which a worker runs
				Object.assign(nodeOf(workflow, 'Start'), {
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					webhookId: path,
					parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
				});
				// what n8n keeps of an execution is not all it did, where two processes wake it shortly after each other
				writeDown(nodeOf(workflow, 'What Comes Next'), 'went_on', 'reference');
			},
			start: async () => {
				const { status } = await fetch(`${door.url}/webhook/${path}`, { method: 'POST' });
				expect(status).toBe(200);
			},
		});
		const id = await one.begin();
		await one.asleep(1);
		expect(await written('went_on')).toEqual([customers[0]]);
		const times = () => workers.flatMap(({ executions }) => executions.filter((of) => of === id));
		expect(times()).toHaveLength(1);
		await until('a worker that is free again', () =>
			workers.every(({ unfinished }) => !unfinished.includes(id)),
		);

		// each event comes by both processes
		for (const { url } of webhooks) bvnk.webhooks.register(`${url}/webhook/${one.path}`);
		for (const reference of customers.slice(1, 4)) bvnk.setStatus(reference, 'VERIFIED');
		await until('four', async () => (await written('went_on')).length >= 4);
		await one.asleep(2);
		bvnk.setStatus(customers[4]!, 'REJECTED');
		const execution = await one.ended();

		expect(execution.status).toBe('success');
		expect(await written('went_on')).toEqual([...customers].sort());
		expect(await one.rows()).toEqual([]);
		// each time it woke, a worker took it again
		expect(times().length).toBeGreaterThan(2);
	});
});

describe('n8n', () => {
	it('shows what a killed worker was at as failed, and has no input to retry it with', async () => {
		const { cluster, bvnk } = shared;
		const { workflow, executions } = interrupted;
		const ofKilled = async () =>
			(await cluster.main.executionsOf(workflow.id, { wait: false })).filter(({ id }) =>
				executions.includes(id),
			);
		await until('n8n’s notice', async () =>
			(await ofKilled()).every(({ status }) => status !== 'running'),
		);
		const listed = await ofKilled();
		expect(listed.map(({ status }) => status)).toEqual(executions.map(() => 'error'));
		const [first] = listed;
		expect(await cluster.main.execution(first!.id)).toMatchObject({ status: 'error' });
		const retry = await cluster.main.rest(`POST /executions/${first!.id}/retry`, {});
		expect(retry).toMatchObject({ retryOf: first!.id, status: 'error' });
		expect(bvnk.count(CUSTOMERS)).toBe(0);
	});
});
