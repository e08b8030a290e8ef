/** The workflow examples/wait-for-verification.json in a real n8n: sleeping for BVNK's decision, woken by its events. */
import { randomUUID } from 'node:crypto';

import { nodeOf } from '../demo/examples';
import { untilFound, waitFor, type Waiting } from '../demo/waiting';
import type { Workflow } from '../tools/n8n/n8n';
import { suite } from './suite';

const STATUS_CHANGE = 'bvnk:platform:customer:status-change';

const shared = suite();
const { test: it } = shared;

/** Customers of BVNK's whose status only a test changes. */
function pending(count: number): string[] {
	const { bvnk } = shared;
	bvnk.seedCustomers(count);
	const references = [...bvnk.customers.keys()];
	for (const reference of references) bvnk.setStatus(reference, 'PENDING');
	return references;
}

/** Begins to wait for customers; BVNK tells the workflow's trigger what happens, unless it is not to. */
async function waiting(
	customers: string[],
	options: { isTold?: boolean; change?: (workflow: Workflow) => void } = {},
): Promise<Waiting> {
	const { n8n, bvnk, credentials } = shared;
	const { isTold = true, change } = options;
	const one = await waitFor(n8n, { credentials, customers, ...(change ? { change } : {}) });
	await one.begin();
	if (isTold) bvnk.webhooks.register(`${n8n.url}/webhook/${one.path}`);
	return one;
}

/** An event that says what is not, or not yet, so at BVNK. */
const tell = async (reference: string, status: string) =>
	await shared.bvnk.webhooks.send(STATUS_CHANGE, { reference, status });

it('goes on with who is decided already, and needs no event for it', async () => {
	const [decided] = pending(1);
	shared.bvnk.setStatus(decided!, 'VERIFIED');
	const one = await waiting([decided!]);
	const execution = await one.ended();

	expect(execution.status).toBe('success');
	expect(one.wentOn(execution)).toEqual([decided]);
	expect(execution.runs('Sleep')).toEqual([]);
	expect(await one.rows()).toEqual([]);
});

it('looks at BVNK when an event comes too early, sleeps again, and goes on with the next', async () => {
	const [customer] = pending(1);
	const one = await waiting([customer!]);
	await one.asleep(1);
	await tell(customer!, 'VERIFIED');
	const early = await one.asleep(2);
	expect(one.wentOn(early)).toEqual([]);
	expect(await one.rows()).toMatchObject([{ customerReference: customer }]);

	shared.bvnk.setStatus(customer!, 'VERIFIED');
	const execution = await one.ended();

	expect(execution.json('What Comes Next')).toMatchObject([
		{ reference: customer, statusGroup: 'verified' },
	]);
	expect(await one.rows()).toEqual([]);
});

it('wakes by an event that comes while the execution is still at work', async () => {
	const [first, second] = pending(2);
	// the first is read; the second keeps the execution at work
	const path = `/platform/v1/customers/${second}`;
	shared.bvnk.fail({ method: 'GET', path }, { kind: 'delay', ms: 4_000 });
	const one = await waiting([first!, second!]);
	await untilFound('the delay', async () => (shared.bvnk.delayed > 0 ? true : undefined));
	await untilFound('the first look', async () =>
		shared.bvnk.count({ path: `/platform/v1/customers/${first}`, status: 200 }) > 0
			? true
			: undefined,
	);
	shared.bvnk.setStatus(first!, 'VERIFIED');
	const looked = await one.asleep(2);

	expect(one.wentOn(looked)).toEqual([first]);
	shared.bvnk.setStatus(second!, 'REJECTED');
	expect(one.wentOn(await one.ended())).toEqual([first, second]);
});

it('takes five customers through one execution, each once, with three events at once and each twice', async () => {
	const customers = pending(5);
	const [decided, ...others] = customers;
	shared.bvnk.setStatus(decided!, 'VERIFIED');
	shared.bvnk.settings.webhookCopies = 2;
	const one = await waiting(customers);
	const asleep = await one.asleep(1);
	expect(one.wentOn(asleep)).toEqual([decided]);

	for (const reference of others.slice(0, 3)) shared.bvnk.setStatus(reference, 'VERIFIED');
	const later = await untilFound('the three', async () => {
		const execution = await one.asleep(2);
		return one.wentOn(execution).length >= 4 ? execution : undefined;
	});
	expect(one.wentOn(later).sort()).toEqual(customers.slice(0, 4).sort());
	expect(await one.rows()).toMatchObject([{ customerReference: customers[4] }]);

	shared.bvnk.setStatus(customers[4]!, 'TERMINATED');
	const execution = await one.ended();
	expect(execution.status).toBe('success');
	expect(one.wentOn(execution).sort()).toEqual([...customers].sort());
	expect(await one.rows()).toEqual([]);
});

it('sleeps on while n8n is stopped and started again, and then goes on', async () => {
	const { n8n, bvnk } = shared;
	const [customer] = pending(1);
	const one = await waiting([customer!]);
	await one.asleep(1);
	const port = Number(new URL(n8n.url).port);
	await n8n.stop();
	await n8n.start({ port });
	await one.asleep(1);
	// not before n8n, which has just started, takes webhooks
	await untilFound('the webhook', async () =>
		(await fetch(`${n8n.url}/webhook/${one.path}`, { method: 'POST' })).status === 404
			? undefined
			: true,
	);
	bvnk.setStatus(customer!, 'VERIFIED');

	expect(one.wentOn(await one.ended())).toEqual([customer]);
});

it('looks by itself when its time is up, so that a lost event costs time and no more', async () => {
	const [customer] = pending(1);
	const one = await waiting([customer!], {
		isTold: false,
		change: (workflow) =>
			Object.assign(nodeOf(workflow, 'Sleep').parameters, {
				resumeAmount: 5,
				resumeUnit: 'seconds',
			}),
	});
	await one.asleep(1);
	shared.bvnk.setStatus(customer!, 'VERIFIED');
	const execution = await one.ended();

	expect(one.wentOn(execution)).toEqual([customer]);
	expect(shared.bvnk.webhooks.deliveries).toEqual([]);
});

it('sleeps over an answer of BVNK that is an error, and loses nobody', async () => {
	const customers = pending(2);
	const path = `/platform/v1/customers/${customers[0]}`;
	shared.bvnk.setStatus(customers[1]!, 'VERIFIED');
	// not one that the node would try again for
	shared.bvnk.fail({ method: 'GET', path }, { status: 403 });
	const one = await waiting(customers);
	const asleep = await one.asleep(1);
	expect(one.wentOn(asleep)).toEqual([customers[1]]);

	shared.bvnk.setStatus(customers[0]!, 'VERIFIED');
	expect(one.wentOn(await one.ended())).toEqual([customers[1], customers[0]]);
});

it('leaves other executions asleep when an event is about nobody they wait for', async () => {
	const [customer] = pending(1);
	const one = await waiting([customer!]);
	await one.asleep(1);
	await tell(randomUUID(), 'VERIFIED');
	const asleep = await one.asleep(1);

	expect(asleep.runs('Get Customer')).toHaveLength(1);
	shared.bvnk.setStatus(customer!, 'VERIFIED');
	await one.ended();
});
