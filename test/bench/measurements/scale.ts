/** How the time and the memory of Get Many grow with the number of customers, in the real n8n. */
import path from 'node:path';

import { addCredential, credentialOf, type Credentials } from '../../bvnk';
import { startBvnk, type Bvnk } from '../bvnk';
import { median, ratios, summaryOf } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import {
	bvnkNode,
	memoryOf,
	nodeTime,
	peakMemoryOf,
	resetPeakMemory,
	runQuietly,
	start,
	succeeded,
	withN8n,
} from '../n8n';
import { resultOf } from '../../tools/bench/results';
import type { RealN8n, TestNode } from '../../tools/n8n/n8n';

/** The first is also what each n8n is warmed up with. */
const SIZES = [1_000, 10_000, 100_000] as const;
const LARGEST = SIZES.length - 1;
const PAGE_DELAY_MS = 20;
const REPETITIONS = 3;
const MEGABYTE = 1024 * 1024;

/** What a run of one size cost. */
interface Run {
	/** How long the node ran. */
	ms: number;
	/** n8n's greatest memory in it above that before the first run, in bytes. */
	peak: number;
	/** Length of the items' JSON, in bytes. */
	json: number;
}

/** The runs of each size, in one n8n. */
type Series = Run[];

/** Makes so many items. */
type NodeFor = (count: number, credentials: Credentials) => TestNode;

const sides = {
	/** The package's Get Many. */
	node: (_, credentials) => bvnkNode(credentials, { operation: 'getAll', returnAll: true }),
	/** The same requests and items by n8n's request helper. */
	helper: (count, credentials) => ({
		...{ name: 'BVNK', type: 'CUSTOM.benchPages', credentials },
		parameters: { count },
	}),
} satisfies Record<string, NodeFor>;

export const scale: Measurement = async ({ repetitions = REPETITIONS }) => {
	const servers = await Promise.all(
		SIZES.map((customers) => startBvnk({ customers, delayMs: PAGE_DELAY_MS })),
	);
	try {
		const costs: Record<keyof typeof sides, Series[]> = { node: [], helper: [] };
		for (let repetition = 0; repetition < repetitions; repetition++) {
			for (const side of Object.keys(sides) as Array<keyof typeof sides>) {
				costs[side].push(await seriesOf(sides[side], servers));
			}
		}
		return resultsOf(costs, repetitions);
	} finally {
		await Promise.all(servers.map((server) => server.close()));
	}
};

/** Runs all sizes in a new n8n, the smallest first, and before that once to warm it up. */
async function seriesOf(nodeFor: NodeFor, servers: Bvnk[]): Promise<Series> {
	const variables = { N8N_CUSTOM_EXTENSIONS: path.join(__dirname, '..', 'nodes') };
	return await withN8n(async (n8n) => {
		const runs: Run[] = [];
		const credentials: Credentials[] = [];
		for (const server of servers) credentials.push(await addCredential(n8n, credentialOf(server)));
		await runOf(n8n, nodeFor(SIZES[0], credentials[0]!), SIZES[0]);
		const idle = memoryOf(n8n.pid);
		for (const [index, size] of SIZES.entries()) {
			const run = await runOf(n8n, nodeFor(size, credentials[index]!), size);
			runs.push({ ...run, peak: run.peak - idle });
		}
		return runs;
	}, variables);
}

/** Runs one node; the peak is n8n's whole memory. */
async function runOf(n8n: RealN8n, node: TestNode, count: number): Promise<Run> {
	const workflow = await n8n.addWorkflow({ nodes: [start, node] });
	resetPeakMemory(n8n.pid);
	const id = await runQuietly(n8n, workflow);
	const peak = peakMemoryOf(n8n.pid);
	const execution = succeeded(await n8n.execution(id));
	const rows = execution.json(node.name);
	if (rows.length !== count) throw new Error(`${count} items were asked for, ${rows.length} came`);
	const json = rows.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
	return { ms: nodeTime(execution, node.name), peak, json };
}

function resultsOf(costs: Record<keyof typeof sides, Series[]>, repetitions: number) {
	const what = `Get Many of ${SIZES.join(', ')} customers, ${PAGE_DELAY_MS} ms a page, default options`;
	const middle = (side: keyof typeof sides, size: number, cost: keyof Run) =>
		median(costs[side].map((series) => series[size]![cost]));
	const figuresOf = (side: keyof typeof sides, cost: 'ms' | 'peak', words: string) =>
		Object.fromEntries(
			SIZES.map((customers, size) => [
				`${customers} customers, ${words}`,
				middle(side, size, cost) / (cost === 'peak' ? MEGABYTE : 1),
			]),
		);
	const memory =
		'n8n in a new process for each side, one size after the other; its greatest memory in RAM until the execution is saved, above what it had before.';
	const memoryFigures = {
		[`JSON of ${SIZES[LARGEST]} items, MB`]: middle('node', LARGEST, 'json') / MEGABYTE,
		'peak with our node, MB': middle('node', LARGEST, 'peak') / MEGABYTE,
		'peak with the request helper in a bare node, MB': middle('helper', LARGEST, 'peak') / MEGABYTE,
	};
	return [
		resultOf({
			name: 'Get Many, growth of time',
			what,
			against: 'the growth of the number of customers',
			how: 'The steeper of the two steps: how many times longer the node ran, by how many times more customers. 1 is growth in proportion.',
			ratios: summaryOf(costs.node.map((series) => steepest(series.map(({ ms }) => ms)))),
			target: { atMost: 1 },
			repetitions,
			figures: figuresOf('node', 'ms', 'ms'),
		}),
		resultOf({
			name: 'Get Many, growth of memory',
			what,
			against: 'the growth of the number of customers',
			how: `The steeper of the two steps, as for the time. ${memory}`,
			ratios: summaryOf(costs.node.map((series) => steepest(series.map(({ peak }) => peak)))),
			target: { atMost: 1 },
			repetitions,
			figures: figuresOf('node', 'peak', 'peak MB'),
		}),
		resultOf({
			name: 'Get Many, memory beside the helper',
			what: `peak memory of Get Many of ${SIZES[LARGEST]} customers above n8n's own`,
			against:
				"n8n's request helper in a bare node: the same pages, 4 at a time, and the same items",
			how: memory,
			ratios: ratios(
				costs.node.map((series) => series[LARGEST]!.peak),
				costs.helper.map((series) => series[LARGEST]!.peak),
			),
			target: { atMost: 1.05 },
			repetitions,
			figures: memoryFigures,
		}),
	];
}

/** The greatest growth from one size to the next, by the growth of the size. */
function steepest(costs: number[]): number {
	const steps = costs
		.slice(1)
		.map((cost, index) => cost / costs[index]! / (SIZES[index + 1]! / SIZES[index]!));
	return Math.max(...steps);
}
