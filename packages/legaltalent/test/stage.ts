/** A real n8n with this package, an embedded LegalTalent, and the examples in them: for end-to-end tests and the demo. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INode } from 'n8n-workflow';

import { RealN8n, type Execution, type Workflow } from '../../../test/tools/n8n/n8n';
import { CREDENTIAL_TYPE, credentialOf } from './legaltalent';
import { startSandbox, type Decision, type Sandbox } from './sandbox/server';

/** The package's folder, and that of its examples. */
const HOME = path.resolve(__dirname, '..');
export const EXAMPLES = path.join(HOME, 'examples');

/** How long a start of n8n, and a step of it, may take on a busy machine. */
const START_MS = 300_000;
const PATIENCE_MS = 60_000;

/** An example as it is in the repository. */
export const readExample = async (file: string): Promise<Workflow> =>
	JSON.parse(await readFile(path.join(EXAMPLES, file), 'utf8')) as Workflow;

/** A node by its name. */
export function nodeOf({ nodes }: Workflow, name: string): INode {
	const node = nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node '${name}'`);
	return node;
}

/** What a merchant fills in. */
export interface Answers {
	number: string;
	company: string;
	country: string;
	website: string;
	contact: string;
	email: string;
}

/** One outcome of a session. */
export interface AuditRow {
	session: string;
	customer: string;
	outcome: string;
	event: string;
	at: string;
}

/** n8n and LegalTalent. Make it with `start`, and `end` it. */
export class Stage {
	private constructor(
		readonly n8n: RealN8n,
		readonly legalTalent: Sandbox,
		readonly credentials: NonNullable<INode['credentials']>,
	) {}

	/** Starts both, and stores the credential. */
	static async start(): Promise<Stage> {
		const legalTalent = await startSandbox();
		const n8n = await RealN8n.create({ home: HOME, startTimeoutMs: START_MS });
		try {
			await n8n.start();
			const data = credentialOf(legalTalent) as IDataObject;
			const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'LegalTalent', data);
			return new Stage(n8n, legalTalent, { [CREDENTIAL_TYPE]: reference });
		} catch (error) {
			await n8n.dispose({ keepLog: true });
			await legalTalent.close();
			throw error;
		}
	}

	async end(options: { keepLog?: boolean } = {}): Promise<void> {
		await this.n8n.dispose(options);
		await this.legalTalent.close();
	}

	/** Stores an example with the credential, a table and URLs of its own, after a change to it. */
	async stored(
		file: string,
		change: (workflow: Workflow) => void = () => {},
	): Promise<{ id: string; table: string; workflow: Workflow }> {
		const workflow = await readExample(file);
		const table = `Table ${randomUUID()}`;
		for (const node of workflow.nodes) {
			const { parameters } = node;
			if (parameters['tableName']) parameters['tableName'] = table;
			if (parameters['dataTableId']) {
				parameters['dataTableId'] = { __rl: true, mode: 'name', value: table };
			}
			if (node.credentials) node.credentials = this.credentials;
			if (node.webhookId) node.webhookId = randomUUID();
		}
		change(workflow);
		return { id: await this.n8n.addWorkflow(workflow), table, workflow };
	}

	/** The rows of a data table. */
	async rowsOf(table: string): Promise<IDataObject[]> {
		const run = await this.n8n.run({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Rows',
					type: 'n8n-nodes-base.dataTable',
					typeVersion: 1.1,
					parameters: {
						operation: 'get',
						dataTableId: { __rl: true, mode: 'name', value: table },
						returnAll: true,
					},
				},
			],
		});
		return run.json('Rows');
	}

	/** `onboard-merchant.json`, set up and published, with its trigger registered by hand or by itself. */
	async merchants(registration: 'manual' | 'automatic' = 'manual'): Promise<Merchants> {
		const { n8n, legalTalent } = this;
		const { id, table, workflow } = await this.stored('onboard-merchant.json', (example) => {
			nodeOf(example, 'Create Session').parameters['workflowId'] = {
				__rl: true,
				mode: 'id',
				value: legalTalent.workflows[0]!.workflow_id,
			};
			nodeOf(example, 'LegalTalent Trigger').parameters['registration'] = registration;
		});
		await n8n.runStored(id);
		await n8n.activate(id);
		const urlOf = (name: string) => nodeOf(workflow, name).webhookId;
		const url = `${n8n.url}/webhook/${urlOf('LegalTalent Trigger')}/legaltalent`;
		if (registration === 'manual') legalTalent.setNotifications({ webhook_url: url });
		return new Merchants(this, id, table, `${n8n.url}/form/${urlOf('Form')}`, url);
	}
}

/** The published workflow of `onboard-merchant.json`. */
export class Merchants {
	constructor(
		private readonly stage: Stage,
		readonly id: string,
		readonly table: string,
		private readonly form: string,
		/** Where it takes events. */
		readonly url: string,
	) {}

	/** Fills in the form, and gives the execution. */
	async apply(answers: Answers): Promise<Execution> {
		const { number, company, country, website, contact, email } = answers;
		const body = new FormData();
		for (const [at, answer] of [number, company, country, website, contact, email].entries()) {
			body.append(`field-${at}`, answer);
		}
		const [execution] = await this.startedBy(1, async () => {
			const answer = await fetch(this.form, { method: 'POST', body });
			if (!answer.ok) throw new Error(`The form answered ${answer.status}`);
		});
		return execution!;
	}

	/** Has LegalTalent decide on a session, and gives the executions that its events have started. */
	async decide(session: string, decision: Decision, finalDecision?: string): Promise<Execution[]> {
		const { legalTalent } = this.stage;
		// of the three events, the workflow takes the one of the decision, and that of who made it
		return await this.startedBy(2, async () => {
			legalTalent.decide(session, decision, finalDecision);
			await legalTalent.webhooks.idle(PATIENCE_MS);
		});
	}

	/** What the audit table holds. */
	async audit(): Promise<AuditRow[]> {
		return (await this.stage.rowsOf(this.table)) as unknown as AuditRow[];
	}

	/** Executions that something starts, once there are so many. */
	async startedBy(count: number, work: () => Promise<void>): Promise<Execution[]> {
		const { n8n } = this.stage;
		const before = (await n8n.executionsOf(this.id)).length;
		await work();
		for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
			const started = (await n8n.executionsOf(this.id)).slice(before);
			if (started.length >= count || Date.now() > end) {
				return await Promise.all(started.map(async ({ id }) => await n8n.execution(id)));
			}
		}
	}
}
