/** The workflow `examples/wait-for-verification.json` at work, for tests of one n8n and of many. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INode } from 'n8n-workflow';

import type { Execution, RealN8n, Workflow } from '../tools/n8n/n8n';
import { jsonOf, nodeOf, readExample, withCredentials } from './examples';

/** Above what a limit takes: n8n looks once a minute for what has slept enough. */
const PATIENCE_MS = 120_000;
const POLL_MS = 100;
/** States of an execution that does not go on. */
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** Waits until something is there. */
export async function untilFound<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
	for (const end = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
		const found = await find();
		if (found !== undefined) return found;
		if (Date.now() > end) throw new Error(`Not in time: ${what}`);
	}
}

/** Options of a run of the example. */
export interface Options {
	/** The credential of BVNK's nodes. */
	credentials: NonNullable<INode['credentials']>;
	/** The customers that are waited for. */
	customers: string[];
	/** A change to the workflow before it is stored. */
	change?: (workflow: Workflow) => void;
	/** How it begins, once it is published; from its Manual Trigger unless told. */
	start?: () => Promise<void>;
}

/** One execution of the example, begun, and where BVNK's events go. */
export interface Waiting {
	/** The trigger's path: below `/webhook/` of a process that takes webhooks. */
	path: string;
	/** Begins to wait, and gives the number of the execution. */
	begin(): Promise<string>;
	/** Waits until the execution sleeps, having looked so many times. */
	asleep(looks: number): Promise<Execution>;
	/** Waits until the execution has ended. */
	ended(): Promise<Execution>;
	/** The customers that went on, in order, over all looks. */
	wentOn(execution: Execution): string[];
	/** The rows of its table. */
	rows(): Promise<IDataObject[]>;
}

/** Stores the example under a table and a URL of its own, and publishes it. */
export async function waitFor(n8n: RealN8n, options: Options): Promise<Waiting> {
	const { credentials, customers, change = () => {} } = options;
	const webhookId = randomUUID();
	const table = `Waiting ${webhookId}`;
	const workflow = withCredentials(await readExample('wait-for-verification.json'), credentials);
	for (const { parameters } of workflow.nodes) {
		if (parameters['tableName']) parameters['tableName'] = table;
		if (parameters['dataTableId']) {
			parameters['dataTableId'] = { __rl: true, mode: 'name', value: table };
		}
	}
	nodeOf(workflow, 'BVNK Onboarding Trigger').webhookId = webhookId;
	jsonOf(workflow, 'Customers').set({ customers });
	change(workflow);
	const id = await n8n.addWorkflow(workflow);
	let begun = '';
	const stateOf = async () => await n8n.execution(begun);
	return {
		path: `${webhookId}/bvnk`,
		async begin() {
			await n8n.activate(id);
			const run = { triggerToStartFrom: { name: 'Start' } };
			if (options.start) await options.start();
			else await n8n.rest(`POST /workflows/${id}/run`, run);
			begun = await untilFound('the execution', async () => {
				const [first] = await n8n.executionsOf(id, { wait: false });
				return first?.id;
			});
			return begun;
		},
		asleep: async (looks) =>
			await untilFound(`sleep after ${looks} looks`, async () => {
				const execution = await stateOf();
				if (ENDED.includes(execution.status)) throw new Error(`It is ${execution.status}`);
				// while it is at work, n8n has no data of it
				if (execution.status !== 'waiting') return undefined;
				return execution.runs('Get Customer').length >= looks ? execution : undefined;
			}),
		ended: async () =>
			await untilFound('the end', async () => {
				const execution = await stateOf();
				return ENDED.includes(execution.status) ? execution : undefined;
			}),
		wentOn: (execution) =>
			execution.json<{ reference: string }>('What Comes Next').map(({ reference }) => reference),
		async rows() {
			const { nodes } = workflow;
			const { dataTableId } = nodeOf({ ...workflow, nodes }, 'Who Waits?').parameters;
			const run = await n8n.run({
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{
						name: 'Rows',
						type: 'n8n-nodes-base.dataTable',
						typeVersion: 1.1,
						parameters: { operation: 'get', dataTableId: dataTableId!, returnAll: true },
					},
				],
			});
			return run.json('Rows');
		},
	};
}
