/** The workflow examples/customer-status-changed.json, imported into a real n8n and sent events. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_TYPE } from '../bvnk';
import type { Execution, Workflow } from '../tools/n8n/n8n';
import { suite } from './suite';

const EXAMPLES = path.resolve(__dirname, '..', '..', 'examples');
const EXAMPLE = path.join(EXAMPLES, 'customer-status-changed.json');
const QUEUE_EXAMPLE = path.join(EXAMPLES, 'queue-mode-events.json');
const STATUS_CHANGE = 'bvnk:platform:customer:status-change';
const BRANCHES = ['Welcome the Customer', 'Tell Compliance', 'Ask the Customer', 'Wait for More'];

const readExample = async (file = EXAMPLE) => JSON.parse(await readFile(file, 'utf8')) as Workflow;

const shared = suite();
const it = (name: string, body: () => Promise<void>) => shared.test(name, body);

/** Imports the example under another id, which leaves the example's own history alone. */
async function active(
	change: (workflow: Workflow) => void = () => {},
	file = EXAMPLE,
): Promise<Workflow> {
	const workflow = await readExample(file);
	for (const node of workflow.nodes) {
		if (node.webhookId) node.webhookId = randomUUID();
		if (node.credentials) node.credentials = shared.credentials;
	}
	change(workflow);
	const id = await shared.n8n.addWorkflow(workflow);
	await shared.n8n.activate(id);
	return { ...workflow, id };
}

/** Has the embedded BVNK send events to a workflow, and gives its executions. */
async function send(
	workflow: Workflow,
	events: Array<{ data: IDataObject; eventId?: string }>,
): Promise<Execution[]> {
	const { n8n, bvnk } = shared;
	const webhookId = workflow.nodes.find((node) => node.webhookId)?.webhookId;
	const to = bvnk.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`);
	const before = (await n8n.executionsOf(workflow.id)).length;
	for (const { data, ...stamp } of events) {
		expect(await bvnk.webhooks.send(STATUS_CHANGE, data, { ...stamp, to })).toBe(200);
	}
	to.remove();
	const executions: Execution[] = [];
	for (const { id } of (await n8n.executionsOf(workflow.id)).slice(before)) {
		executions.push(await n8n.execution(id));
	}
	return executions;
}

const withStatus = (status: string) => ({ data: { reference: randomUUID(), status } });

/** The branches that an execution has reached. */
const reached = (execution: Execution) =>
	BRANCHES.filter((name) => execution.items(name).length > 0);

it('each status takes its branch', async () => {
	const workflow = await active();
	const statuses = ['VERIFIED', 'REJECTED', 'INFO_REQUIRED', 'PENDING', 'TERMINATED', 'COMPLETED'];
	const executions = await send(workflow, statuses.map(withStatus));

	expect(executions.map(({ status }) => status)).toEqual(statuses.map(() => 'success'));
	expect(executions.map(reached)).toEqual([
		['Welcome the Customer'],
		['Tell Compliance'],
		['Ask the Customer'],
		['Wait for More'],
		['Wait for More'],
		['Welcome the Customer'],
	]);
});

it('the whole event arrives where it is routed', async () => {
	const event = withStatus('VERIFIED');
	const [execution] = await send(await active(), [event]);

	expect(execution?.json('Welcome the Customer')).toEqual([
		expect.objectContaining({
			event: STATUS_CHANGE,
			customerReference: event.data.reference,
			statusGroup: 'verified',
			data: event.data,
		}),
	]);
});

describe('queue-mode-events.json', () => {
	// in the place of the database, which test/queue has
	const answering = (isFirst: boolean) => (workflow: Workflow) => {
		const node = workflow.nodes.find(({ name }) => name === 'Take the Event')!;
		const parameters = { mode: 'raw', jsonOutput: JSON.stringify({ isFirst }), options: {} };
		Object.assign(node, {
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters,
			disabled: false,
		});
	};

	it('goes on with what Take the Event calls the first, and with nothing else', async () => {
		const event = withStatus('VERIFIED');
		const [first] = await send(await active(answering(true), QUEUE_EXAMPLE), [event]);
		const [repeat] = await send(await active(answering(false), QUEUE_EXAMPLE), [event]);

		expect(first?.json('Your Steps')).toMatchObject([{ data: event.data }]);
		expect(repeat?.runs('Take the Event')).toHaveLength(1);
		expect(repeat?.items('Your Steps')).toEqual([]);
	});

	it('goes on with each event while its database node is switched off', async () => {
		const event = withStatus('VERIFIED');
		const [execution] = await send(await active(undefined, QUEUE_EXAMPLE), [event]);

		expect(execution?.json('Your Steps')).toMatchObject([{ data: event.data }]);
	});
});

it('many events at once all arrive', async () => {
	const workflow = await active();
	const webhookId = workflow.nodes.find((node) => node.webhookId)?.webhookId;
	const { n8n, bvnk } = shared;
	bvnk.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`);
	await Promise.all(
		Array.from({ length: 20 }, async () => {
			const { data } = withStatus('VERIFIED');
			return await bvnk.webhooks.send(STATUS_CHANGE, data, { retry: true });
		}),
	);
	const executions = await n8n.executionsOf(workflow.id);
	expect(executions).toHaveLength(20);
	for (const { id } of executions) {
		expect(reached(await n8n.execution(id))).toEqual(['Welcome the Customer']);
	}
});

describe('the workflow as a file', () => {
	test('needs no account but BVNK’s, and holds neither credential data nor an address', async () => {
		const { nodes } = await readExample();
		const text = JSON.stringify(nodes);

		expect(nodes.flatMap(({ credentials = {} }) => Object.keys(credentials))).toEqual([
			CREDENTIAL_TYPE,
		]);
		expect(text).not.toMatch(/https?:|webhookSecret|hawkKey|127\.0\.0\.1/);
	});

	test('names the credential as the other example does', async () => {
		const other = path.join(path.dirname(EXAMPLE), 'onboard-customers.json');
		const { nodes } = JSON.parse(await readFile(other, 'utf8')) as Workflow;
		const reference = (all: Workflow['nodes']) =>
			all.find(({ credentials }) => credentials)?.credentials?.[CREDENTIAL_TYPE];

		expect(reference((await readExample()).nodes)).toEqual(reference(nodes));
	});

	test('lays no node over another, and every one over a note', async () => {
		const { nodes } = await readExample();
		const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
		const others = nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		const near = others.flatMap((a) =>
			others.filter(
				(b) =>
					a.name < b.name &&
					Math.abs(a.position[0] - b.position[0]) < 160 &&
					Math.abs(a.position[1] - b.position[1]) < 120,
			),
		);
		const lies = ([x, y]: [number, number], { position, parameters }: (typeof notes)[number]) =>
			x >= position[0] &&
			y >= position[1] &&
			x + 100 <= position[0] + Number(parameters['width']) &&
			y + 100 <= position[1] + Number(parameters['height']);

		expect(near).toEqual([]);
		expect(others.filter((node) => !notes.some((note) => lies(node.position, note)))).toEqual([]);
	});
});
