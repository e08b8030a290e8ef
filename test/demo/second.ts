/** The workflow that BVNK's webhooks start: `examples/customer-status-changed.json`, published in an n8n. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import type { RealN8n } from '../tools/n8n/n8n';
import type { Sandbox } from '../sandbox/server';
import { nodeOf, readExample, withCredentials } from './examples';

const FILE = 'customer-status-changed.json';
const TRIGGER = 'BVNK Onboarding Trigger';
const ROUTER = 'By Status';
const PATIENCE_MS = 20_000;
/** What is chosen in BVNK's portal: of v2 the newest name alone, as each change has an old one beside it. */
const EVENTS = ['bvnk:platform:customer:status-change', 'platform:accounts:customer:status-change'];

/** One run of it: which status it was told of, and where that led. */
export interface Routed {
	execution: string;
	status: string;
	branch: string | undefined;
}

/** The published workflow. Make it with `publish`. */
export class SecondWorkflow {
	private constructor(
		private readonly n8n: RealN8n,
		private readonly id: string,
		readonly name: string,
		private readonly branches: string[],
		/** Ends BVNK's interest in it. */
		readonly unregister: () => void,
	) {}

	/** Stores and publishes it, and registers its URL at the embedded BVNK. */
	static async publish(
		n8n: RealN8n,
		sandbox: Sandbox,
		credentials: NonNullable<INode['credentials']>,
	): Promise<SecondWorkflow> {
		const workflow = withCredentials(await readExample(FILE), credentials);
		const connections = workflow.connections as Record<
			string,
			{ main: Array<Array<{ node: string }>> }
		>;
		const branches = connections[ROUTER]!.main.flat().map(({ node }) => node);
		const id = await n8n.addWorkflow(workflow);
		await n8n.activate(id);
		const { webhookId } = nodeOf(workflow, TRIGGER);
		const registration = sandbox.webhooks.register(`${n8n.url}/webhook/${webhookId}/bvnk`, {
			events: EVENTS,
		});
		return new SecondWorkflow(n8n, id, workflow.name, branches, () => registration.remove());
	}

	/**
	 * Its runs about a customer, in the order in which they were started, once one of them is about the
	 * status.
	 *
	 * @throws Error when none is in time
	 */
	async runsUntil(reference: string, status: string): Promise<Routed[]> {
		for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
			const runs = await this.runs(reference);
			if (runs.some((run) => run.status === status)) return runs;
			if (Date.now() > end) throw new Error(`No webhook said that ${reference} is ${status}`);
		}
	}

	private async runs(reference: string): Promise<Routed[]> {
		const routed: Routed[] = [];
		for (const { id } of await this.n8n.executionsOf(this.id)) {
			const execution = await this.n8n.execution(id);
			const [event] = execution.json<{ customerReference: string; status: string }>(TRIGGER);
			if (event?.customerReference !== reference) continue;
			const branch = this.branches.find((name) => execution.runs(name).length > 0);
			routed.push({ execution: id, status: event.status, branch });
		}
		return routed;
	}
}
