/** Runs in a real n8n, and what they cost there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { type Credentials, NODE_TYPE } from '../bvnk';
import { RealN8n, type Execution, type TestNode } from '../tools/n8n/n8n';

const POLL_MS = 200;
const TIMEOUT_MS = 180_000;

/** The trigger of every workflow here. */
export const start: TestNode = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };

/**
 * Starts n8n with the package, and stops it after its use; its log is kept when that fails.
 *
 * @param home the folder of another package than this repository's own
 */
export async function withN8n<T>(
	use: (n8n: RealN8n) => Promise<T>,
	variables: Record<string, string> = {},
	home?: string,
): Promise<T> {
	const n8n = await RealN8n.create({
		...(home ? { home } : {}),
		variables: { ...profiling(), ...variables },
	});
	let keepLog = true;
	try {
		await n8n.start();
		const value = await use(n8n);
		keepLog = false;
		return value;
	} finally {
		await n8n.dispose({ keepLog });
	}
}

/** Has n8n write where its processor time went, into the folder that `BENCH_PROFILE` names. */
function profiling(): Record<string, string> {
	const folder = process.env['BENCH_PROFILE'];
	return folder ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` } : {};
}

/** The node that is measured, named `BVNK`: v1's unless told. */
export function bvnkNode(
	credentials: Credentials,
	parameters: IDataObject,
	type = NODE_TYPE,
): TestNode {
	const customer = { resource: 'customer', ...parameters };
	return { name: 'BVNK', type, credentials, parameters: customer };
}

/** Runs a stored workflow from its Manual Trigger, and waits for its end without reading its data. */
export async function runQuietly(n8n: RealN8n, id: string): Promise<string> {
	const { executionId } = await n8n.rest<{ executionId: string }>(`POST /workflows/${id}/run`, {
		triggerToStartFrom: { name: start.name },
	});
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	for (const end = Date.now() + TIMEOUT_MS; ; await sleep(POLL_MS)) {
		const { results } = await n8n.rest<{ results: Array<{ id: string; status: string }> }>(
			`GET /executions?limit=5&filter=${filter}`,
		);
		const status = results.find((execution) => execution.id === executionId)?.status ?? 'new';
		if (!['new', 'running', 'waiting'].includes(status)) return executionId;
		if (Date.now() > end) throw new Error(`Execution ${executionId} is still ${status}`);
	}
}

/** Runs a stored workflow; throws where it does not succeed. */
export async function runOnce(n8n: RealN8n, id: string): Promise<Execution> {
	return succeeded(await n8n.execution(await runQuietly(n8n, id)));
}

/** The execution itself; throws where it did not succeed. */
export function succeeded(execution: Execution): Execution {
	if (execution.status === 'success') return execution;
	throw new Error(`A measured run failed: ${JSON.stringify(execution.error)}`);
}

/** How long a node ran in an execution, in milliseconds: n8n's own figure. */
export function nodeTime(execution: Execution, node: string): number {
	return execution.runs(node).reduce((sum, { executionTime }) => sum + executionTime, 0);
}

/** The memory that a process has in RAM now, in bytes (Linux). */
export function memoryOf(pid: number): number {
	return statusOf(pid, 'VmRSS');
}

/** Forgets the process's greatest memory so far: `peakMemoryOf` then tells of what comes (Linux). */
export function resetPeakMemory(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The greatest memory that a process had since the last reset, in bytes (Linux). */
export function peakMemoryOf(pid: number): number {
	return statusOf(pid, 'VmHWM');
}

function statusOf(pid: number, name: string): number {
	const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(
		readFileSync(`/proc/${pid}/status`, 'utf8'),
	)!;
	return Number(kilobytes) * 1024;
}
