/** A real n8n for tests and the demo: what a person does with the editor and the command line. */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

import type {
	ExecutionStatus,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypeDescription,
	IRunExecutionData,
	ITaskData,
} from 'n8n-workflow';

import { freePort, N8nProcess, NODE_24, REAL_N8N, tail } from './process';

export { freePort };

const run = promisify(execFile);

const WAIT_MS = 120_000;
const POLL_MS = 100;
/** How long a wait for executions pauses at most: each look at them costs n8n more than a small workflow does. */
const LONGEST_POLL_MS = 400;
/** How long n8n may take to list an execution that has begun. */
const LISTED_MS = 2_000;
/** How long n8n may take to save what an execution gave, once it says that it has ended. */
const SAVED_MS = 10_000;

/** States of an execution that goes on. */
const UNENDED: ExecutionStatus[] = ['new', 'running', 'waiting'];

/** Who owns each n8n: what a person, or a test in a browser, logs in with. */
export const OWNER = {
	email: 'owner@n8n.test',
	firstName: 'Olga',
	lastName: 'Owner',
	password: 'Owner-pass-1',
};

/** A node of a workflow, as a test writes it: positions and ids are filled in. */
export type TestNode = Pick<INode, 'name' | 'type'> & Partial<INode>;

/** A workflow as a test writes it: without connections each node feeds the next. */
export type TestWorkflow = { nodes: TestNode[] } & Partial<
	Pick<Workflow, 'name' | 'connections' | 'settings'>
>;

/** A workflow that can be imported: what n8n's own export holds. */
export interface Workflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
}

/** A credential that can be imported; n8n encrypts `data` when it does. */
export interface Credential {
	id: string;
	name: string;
	type: string;
	data: IDataObject;
}

/** What came of a workflow's activation. */
interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

/** An execution as n8n lists it. */
export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	mode: string;
}

/** What a workflow's run left, by node name. */
export class Execution {
	constructor(
		readonly status: ExecutionStatus,
		private readonly data: IRunExecutionData | undefined,
	) {}

	/** The error that ended the run; undefined when it succeeded. */
	get error() {
		return this.data?.resultData.error;
	}

	/** Whether it holds what a node gave, or why none could; n8n has nothing of one that is at work. */
	get hasData(): boolean {
		return this.error !== undefined || Object.keys(this.data?.resultData.runData ?? {}).length > 0;
	}

	/** Every run of a node, in order; empty when it was not reached. */
	runs(node: string): ITaskData[] {
		return this.data?.resultData.runData[node] ?? [];
	}

	/**
	 * The items a node gave, all its runs together.
	 *
	 * @param output which output: 0 is the first; the error branch of a node comes after its others
	 */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.runs(node).flatMap((task) => task.data?.['main']?.[output] ?? []);
	}

	/** The same, only the JSON of each item. */
	json<T extends IDataObject>(node: string, output = 0): T[] {
		return this.items(node, output).map((item) => item.json as T);
	}

	/** The hints a node showed in the output panel. */
	hints(node: string): string[] {
		return this.runs(node).flatMap((task) => (task.hints ?? []).map((hint) => hint.message));
	}
}

/**
 * Reads n8n's stored execution data, which is in the `flatted` form: one array, where the first
 * entry is the root and every string inside an object or array is the index of an entry.
 */
function parseFlatted(text: string): unknown {
	const pool = JSON.parse(text) as unknown[];
	const revived = new Map<number, unknown>();
	const revive = (index: number): unknown => {
		if (revived.has(index)) return revived.get(index);
		const raw = pool[index];
		if (typeof raw !== 'object' || raw === null) return raw;
		const target: Record<string, unknown> | unknown[] = Array.isArray(raw) ? [] : {};
		revived.set(index, target);
		for (const [key, value] of Object.entries(raw as Record<string, unknown>)) {
			Object.assign(target, { [key]: typeof value === 'string' ? revive(Number(value)) : value });
		}
		return target;
	};
	return revive(0);
}

/** One n8n with its user folder. Make it with `RealN8n.create`, and `dispose` of it at the end. */
export class RealN8n extends N8nProcess {
	private cookie = '';

	private async import(kind: 'credentials' | 'workflow', content: unknown[]): Promise<void> {
		const file = path.join(this.folder, `import-${kind}.json`);
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		try {
			const { stdout, ok } = await this.command(`import:${kind}`, `--input=${file}`);
			if (!ok || !stdout.includes('Successfully imported')) {
				throw new Error(`n8n import:${kind} did not import:\n${tail(this.logs)}`);
			}
		} finally {
			await rm(file);
		}
	}

	/** Imports credentials with n8n's command line; the plain data is gone from disk afterwards. */
	async importCredentials(credentials: Credential[]): Promise<void> {
		await this.import('credentials', credentials);
	}

	/** Imports workflows with n8n's command line. */
	async importWorkflows(workflows: Workflow[]): Promise<void> {
		await this.import('workflow', workflows);
	}

	/**
	 * Runs an imported workflow with n8n's command line.
	 *
	 * @returns the run, also when it ended with an error
	 */
	async execute(id: string): Promise<Execution> {
		const { stdout } = await this.command('execute', `--id=${id}`, '--rawOutput');
		// one object over many lines; n8n's log may stand before it, and after it when the run failed
		const [result] = /^\{$[^]*?^\}$/m.exec(stdout) ?? [];
		if (!result) throw new Error(`n8n execute gave no result:\n${tail(this.logs)}`);
		const { status, data } = JSON.parse(result) as {
			status: ExecutionStatus;
			data: IRunExecutionData;
		};
		return new Execution(status, data);
	}

	/**
	 * Starts the server, waits until it answers, and logs its owner in.
	 *
	 * @param options.port where it listens: a free port unless told, such as that of its earlier start
	 * @param options.variables environment variables of this start alone
	 */
	async start(options: { port?: number; variables?: Record<string, string> } = {}): Promise<void> {
		const port = options.port ?? (await freePort());
		const hash = await run(
			NODE_24,
			['-p', `require('bcryptjs').hashSync(process.argv[1], 4)`, OWNER.password],
			{ cwd: REAL_N8N },
		);
		await this.launch(['start'], port, {
			N8N_PORT: String(port),
			N8N_SECURE_COOKIE: 'false',
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
			N8N_INSTANCE_OWNER_FIRST_NAME: OWNER.firstName,
			N8N_INSTANCE_OWNER_LAST_NAME: OWNER.lastName,
			N8N_INSTANCE_OWNER_PASSWORD_HASH: hash.stdout.trim(),
			...options.variables,
		});
		await this.until(async () => (await fetch(`${this.url}/healthz`)).status === 200);
		// The health check answers some seconds before the rest does, and until then n8n answers every
		// other call with 200 and a text that says it is starting.
		await this.until(async () => await this.logIn());
		await this.until(async () => (await fetch(`${this.url}/signin`)).status === 200);
	}

	private async logIn(): Promise<boolean> {
		const response = await fetch(`${this.url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: OWNER.email, password: OWNER.password }),
		});
		const cookies = response.headers.getSetCookie();
		this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return cookies.length > 0;
	}

	/**
	 * Calls the REST interface that n8n's editor uses.
	 *
	 * @param call e.g. `POST /credentials/test`
	 * @returns the `data` of the answer
	 * @throws Error with n8n's answer, when its status is not 2xx
	 */
	async rest<T = IDataObject>(call: string, body?: unknown): Promise<T> {
		const [method = 'GET', address = ''] = call.split(' ');
		const response = await fetch(`${this.url}/rest${address}`, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n ${call}: ${response.status} ${text.slice(0, 2000)}`);
		return (JSON.parse(text) as { data: T }).data;
	}

	/** Stores a credential in the started server and gives the reference that nodes hold. */
	async addCredential(
		type: string,
		name: string,
		data: IDataObject,
	): Promise<{ id: string; name: string }> {
		const { id } = await this.rest<{ id: string }>('POST /credentials', { name, type, data });
		return { id, name };
	}

	/** What n8n says when a user presses "Test" on a credential. */
	async testCredential(
		type: string,
		data: IDataObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.rest('POST /credentials/test', {
			credentials: { id: '', name: 'tested', type, data },
		});
	}

	/**
	 * Stores a workflow in the started server, runs it from its Manual Trigger and waits for its end.
	 *
	 * @param workflow the nodes, and their connections: a chain in the given order unless told
	 */
	async run(workflow: TestWorkflow): Promise<Execution> {
		return await this.runStored(await this.addWorkflow(workflow));
	}

	/** Stores a workflow in the started server and gives its id. */
	async addWorkflow(workflow: TestWorkflow): Promise<string> {
		return (await this.rest<{ id: string }>('POST /workflows', chain(workflow))).id;
	}

	/** Every node type that the started server has, each in all of its versions, as the editor loads them. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const response = await fetch(`${this.url}/types/nodes.json`, {
			headers: { cookie: this.cookie },
		});
		return (await response.json()) as INodeTypeDescription[];
	}

	/**
	 * Activates a stored workflow as it is now, and waits until its triggers are ready.
	 *
	 * @throws Error with the messages of the triggers that n8n could not activate
	 */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.rest<{ versionId: string }>(`GET /workflows/${id}`);
		await this.rest(`POST /workflows/${id}/activate`, { versionId });
		const { status, triggers } = await this.published(id, ['in_progress', 'not_published']);
		if (status === 'published') return;
		throw new Error(triggers.map(({ errorMessage }) => errorMessage).join('\n'));
	}

	/** Deactivates a workflow, and waits until its triggers are gone. */
	async deactivate(id: string): Promise<void> {
		await this.rest(`POST /workflows/${id}/deactivate`, {});
		await this.published(id, ['in_progress']);
	}

	/**
	 * n8n activates and deactivates after it has answered: waits for what comes of it.
	 *
	 * @param before what n8n says as long as it is not known
	 */
	private async published(
		id: string,
		before: Array<PublicationStatus['status']>,
	): Promise<PublicationStatus> {
		for (const end = Date.now() + WAIT_MS; ; await sleep(POLL_MS / 4)) {
			const now = await this.rest<PublicationStatus>(`GET /workflows/${id}/publication-status`);
			if (!before.includes(now.status)) return now;
			if (Date.now() > end) throw new Error(`Workflow ${id} is still being activated`);
		}
	}

	/** Listens for one call of a trigger's test URL, as the editor does. */
	async listen(id: string, trigger: string): Promise<void> {
		const triggerToStartFrom = { name: trigger };
		const answer = await this.rest(`POST /workflows/${id}/run`, { triggerToStartFrom });
		if (!answer['waitingForWebhook']) throw new Error('n8n does not listen for a test event');
	}

	/**
	 * The executions of a workflow, the oldest first, without their data.
	 *
	 * @param options.wait false: also those that have not ended yet
	 */
	async executionsOf(
		workflowId: string,
		options: { wait?: boolean } = {},
	): Promise<ExecutionSummary[]> {
		const end = Date.now() + WAIT_MS;
		const listedAt = Date.now() + LISTED_MS;
		for (let pause = POLL_MS; ; pause = Math.min(2 * pause, LONGEST_POLL_MS)) {
			const running = options.wait === false ? 0 : await this.count(workflowId, UNENDED);
			// n8n says -1 where PostgreSQL cannot tell it how many there are
			if (running <= 0) {
				const all = await this.listed(workflowId);
				// n8n lists an execution a moment after it has answered
				const mayCome = all.length === 0 && Date.now() < listedAt;
				const isDone = !mayCome && !all.some(({ status }) => UNENDED.includes(status));
				if (options.wait === false || isDone) return all.reverse();
			}
			if (Date.now() > end) throw new Error(`Executions of ${workflowId} are still running`);
			await sleep(pause);
		}
	}

	/** The executions of a workflow that n8n lists now, the newest first. */
	private async listed(workflowId: string): Promise<ExecutionSummary[]> {
		const all: ExecutionSummary[] = [];
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		for (let cursor: string | null = ''; cursor !== null;) {
			const page: { results: ExecutionSummary[]; nextCursor?: string | null } = await this.rest(
				`GET /executions?limit=100&filter=${filter}${cursor && `&cursor=${cursor}`}`,
			);
			all.push(...page.results);
			cursor = page.nextCursor ?? null;
		}
		return all;
	}

	/** How many executions of a workflow n8n counts: those of some status, or those that have ended or sleep. */
	private async count(workflowId: string, status?: ExecutionStatus[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
		return (await this.rest<{ count: number }>(`GET /executions?limit=1&filter=${filter}`)).count;
	}

	/**
	 * How many executions a workflow has, when all have ended. n8n's own count: its pages go by the
	 * executions' numbers and their order by their start, so many that started together may be left out.
	 */
	async countExecutions(workflowId: string): Promise<number> {
		await this.executionsOf(workflowId);
		return await this.count(workflowId);
	}

	/** One execution, with what it gave; one that is at work has given nothing yet. */
	async execution(id: string): Promise<Execution> {
		for (const end = Date.now() + SAVED_MS; ; await sleep(POLL_MS)) {
			const { status, data } = await this.rest<{ status: ExecutionStatus; data: string }>(
				`GET /executions/${id}`,
			);
			const execution = new Execution(status, parseFlatted(data) as IRunExecutionData | undefined);
			// n8n saves how an execution ended a moment before what it gave
			if (execution.hasData || !['success', 'error'].includes(status) || Date.now() > end) {
				return execution;
			}
		}
	}

	/** Runs a stored workflow from its Manual Trigger and waits for its end. */
	async runStored(id: string): Promise<Execution> {
		const { nodes } = await this.rest<{ nodes: INode[] }>(`GET /workflows/${id}`);
		const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		const { executionId } = await this.rest<{ executionId: string }>(`POST /workflows/${id}/run`, {
			triggerToStartFrom: { name: trigger?.name },
		});
		const end = Date.now() + WAIT_MS;
		for (;;) {
			const execution = await this.rest<{ status: ExecutionStatus }>(
				`GET /executions/${executionId}`,
			);
			if (!UNENDED.includes(execution.status)) return await this.execution(executionId);
			if (Date.now() > end)
				throw new Error(`Execution ${executionId} is still ${execution.status}`);
			await sleep(POLL_MS);
		}
	}
}

/** Completes a test's nodes to a workflow; without connections each node feeds the next. */
function chain(workflow: TestWorkflow): Omit<Workflow, 'id'> {
	const nodes = workflow.nodes.map((node, index) => ({
		id: `node-${index}`,
		typeVersion: 1,
		position: [index * 220, 0] as [number, number],
		parameters: {},
		...node,
	}));
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index]?.name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		name: workflow.name ?? 'test',
		nodes,
		connections: workflow.connections ?? (Object.fromEntries(links) as IDataObject),
		settings: workflow.settings ?? { executionOrder: 'v1' },
	};
}
