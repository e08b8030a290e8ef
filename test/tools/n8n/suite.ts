/** What the tests of a file that share an n8n have in common. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { TestNode } from './n8n';

/** Tests of jest's, and whether one of them has failed: then n8n's log is worth keeping. */
export class WatchedTests {
	failed = false;

	/**
	 * @param timeoutMs how long a test may take
	 * @param run jest's `test`, or its `skip`
	 */
	constructor(
		private readonly timeoutMs: number,
		private readonly run: (
			name: string,
			body: () => Promise<void>,
			timeoutMs: number,
		) => void = test,
	) {}

	/** A test of jest's. */
	readonly test = (name: string, body: () => Promise<void>): void =>
		this.run(name, async () => await this.watch(body), this.timeoutMs);

	/** Does a piece of work, and remembers it when that fails. */
	async watch(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.failed = true;
			throw error;
		}
	}
}

/** The trigger of every test's workflow. */
export const start: TestNode = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/** Nodes that start a workflow with these items; the last one is named `Rows`. */
export function rows(items: IDataObject[]): TestNode[] {
	return [
		start,
		{
			name: 'List',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
		},
		{
			name: 'Rows',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'items', options: {} },
		},
	];
}

/** n8n's own HTTP Request node with one credential, named `HTTP`. */
export function httpNode(
	credentials: Record<string, { id: string; name: string }>,
	parameters: IDataObject,
	more: Partial<TestNode> = {},
): TestNode {
	return {
		name: 'HTTP',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: Object.keys(credentials)[0],
			...parameters,
		},
		...more,
	};
}

/** Waits until something holds, for five seconds at most; n8n writes its log a little after it answers. */
export async function eventually(holds: () => boolean): Promise<void> {
	for (const end = Date.now() + 5_000; !holds() && Date.now() < end;) await sleep(50);
}
