// Runs the chosen operation for every input item. All are checked before the first is sent. They run several
// at a time, and come out in order, each linked to its input. Nothing is lost when some of them fail.

import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import pMap from 'p-map';
import { rowOf } from '../check/findings';
import { cancelSignal, turnTaker } from '../http/abort';
import { createClient, newUsage, type Usage } from '../http/client';
import type { ErrorFacts } from '../http/errors';
import { WithFiles, type Item, type NodeParts, type Operation, type Output } from './operation';
import { itemConcurrency, requestSettings } from './options';

type ItemError = NodeApiError | NodeOperationError;

/** What is left to do for an item, or why nothing can be done. */
type Task = { run: () => Promise<Output[]> } | { error: ItemError };

/** What became of an item. */
type Outcome = { output: INodeExecutionData[] } | { error: ItemError };

/** Runs that take less need no summary: the panel's own time says enough. */
const LONG_RUN_MS = 5000;

/** Items that are made ready at the same time, which reads at most. */
const MADE_READY_AT_ONCE = 4;

/** Remarks that are shown one by one. */
const MAX_REMARKS = 10;

/** Runs of items that a text names one by one: every second row of thousands would fill the panel. */
const MAX_SPANS = 20;

/** What n8n itself adds to both lists of every node whose credential signs requests. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/**
 * A node's `execute`.
 *
 * @returns the outputs of all items, in the items' order
 * @throws NodeApiError or NodeOperationError of the first item that failed, unless the node continues on
 * fail; it says which items had been done
 */
export async function runItems(
	context: IExecuteFunctions,
	parts: NodeParts,
): Promise<INodeExecutionData[][]> {
	try {
		return [await runOperation(context, parts, chosenOperation(context, parts))];
	} catch (error) {
		if (!context.continueOnFail()) throw asItemError({ context, itemIndex: 0 }, error);
		// n8n would hand the input on as if all of it had been done
		return [
			context
				.getInputData()
				.map((_, itemIndex) =>
					linkedTo(itemIndex, errorJson(context, asItemError({ context, itemIndex }, error))),
				),
		];
	}
}

async function runOperation(
	context: IExecuteFunctions,
	parts: NodeParts,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData();
	const startedAt = performance.now();
	const usage = newUsage();
	const remarks = new Map<string, number[]>();
	const claims = new Map<string, { request: string; by: number }>();
	const items = inputs.map((_, itemIndex): Item => ({
		context,
		itemIndex,
		client: createClient(parts.api, context, { itemIndex }, usage),
		remark(text) {
			const noted = remarks.get(text);
			if (noted) noted.push(itemIndex);
			else remarks.set(text, [itemIndex]);
		},
		claim(what, request) {
			const first = claims.get(what);
			if (!first) claims.set(what, { request, by: itemIndex });
			return first && first.request !== request ? first.by : undefined;
		},
	}));
	const takeTurn = turnTaker();
	const tasks = await pMap(
		items,
		async (item) => {
			await takeTurn();
			return await taskFor(operation, item);
		},
		{ concurrency: MADE_READY_AT_ONCE },
	);
	const outcomes = await runTasks(context, operation, items, tasks);
	const results = outcomes.flatMap((outcome, itemIndex) =>
		'output' in outcome ? outcome.output : [linkedTo(itemIndex, errorJson(context, outcome.error))],
	);
	showRemarks(context, remarks);
	showSummary(context, parts.api.name, usage, results.length, performance.now() - startedAt);
	return results;
}

function chosenOperation(
	context: IExecuteFunctions,
	{ resources, packageName, api }: NodeParts,
): Operation {
	const resource = context.getNodeParameter('resource', 0);
	// n8n hides the operation where the resource itself is a custom call
	const value = context.getNodeParameter('operation', 0, '');
	const operation = resources
		.find((candidate) => candidate.value === resource)
		?.operations.find((candidate) => candidate.value === value);
	if (operation) return operation;
	if ([resource, value].includes(CUSTOM_API_CALL)) {
		throw new NodeOperationError(
			context.getNode(),
			'A custom API call is made with the HTTP Request node',
			{
				description: `Add n8n's HTTP Request node, choose Authentication › Predefined Credential Type and this credential: it signs any call of ${api.name}'s API.`,
			},
		);
	}
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation '${value}' for '${resource}'`,
		{
			description: `The workflow may come from a newer version: update the package ${packageName}.`,
		},
	);
}

/** Of an operation that writes, the item is made ready here: what is wrong is found before anything is sent. */
async function taskFor(operation: Operation, given: Item): Promise<Task> {
	const ready = (): Item => ({
		...given,
		client: createClient(
			given.client.api,
			given.context,
			requestSettings(given, operation),
			given.client.usage,
		),
	});
	if (operation.kind === 'read') {
		return { run: async () => await operation.execute(ready()) };
	}
	try {
		const item = ready();
		stopIfCancelled(item);
		const prepared = await operation.prepare(item);
		return { run: async () => await operation.send(item, prepared) };
	} catch (error) {
		return { error: asItemError(given, error) };
	}
}

/** Nothing more is evaluated or read once the user has stopped the execution. */
function stopIfCancelled({ context, itemIndex }: Item): void {
	if (!cancelSignal(context)?.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was canceled', { itemIndex });
}

async function runTasks(
	context: IExecuteFunctions,
	operation: Operation,
	items: Item[],
	tasks: Task[],
): Promise<Outcome[]> {
	const continues = context.continueOnFail();
	const outcomes: Array<Outcome | undefined> = tasks.map(() => undefined);
	const bad = tasks.flatMap((task, itemIndex) => ('error' in task ? [itemIndex] : []));
	if (bad.length > 0 && !continues) throw withBadItems(tasks, bad);
	let failed: { itemIndex: number; error: ItemError } | undefined;
	await pMap(
		tasks,
		async (task, itemIndex) => {
			if (failed) return;
			try {
				if ('error' in task) throw task.error;
				const output = (await task.run()).map((one) => linkedTo(itemIndex, one));
				outcomes[itemIndex] = { output };
			} catch (thrown) {
				const error = asItemError(items[itemIndex]!, thrown);
				if (continues) outcomes[itemIndex] = { error };
				else failed ??= { itemIndex, error };
			}
		},
		{ concurrency: items.length > 0 ? atOnce(operation, items[0]!) : 1 },
	);
	if (failed) throw withProgress(failed, outcomes, operation);
	return outcomes.flatMap((outcome) => outcome ?? []);
}

function atOnce(operation: Operation, first: Item): number {
	try {
		return itemConcurrency(first, operation);
	} catch (error) {
		throw asItemError(first, error);
	}
}

const linkedTo = (item: number, output: Output): INodeExecutionData => ({
	...(output instanceof WithFiles
		? { json: output.json, binary: output.binary }
		: { json: output }),
	pairedItem: { item },
});

/** What n8n itself throws (an expression that cannot be resolved, say) gets the item that it was thrown for. */
function asItemError(
	{ context, itemIndex }: Pick<Item, 'context' | 'itemIndex'>,
	error: unknown,
): ItemError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}

/**
 * What an item that failed gives when the node continues on fail: the message in `error`, the rest beside
 * it. On the error output, n8n recognises a failed item only when `error` is its sole key, and merges it
 * with the input item. So everything goes inside `error` there.
 *
 * (n8n's other sign, an `error` beside `json`, would make it replace `json` by the message alone.)
 */
function errorJson(context: IExecuteFunctions, error: ItemError): IDataObject {
	const { code, traceId, fields } = error.context as ErrorFacts;
	const httpCode = error instanceof NodeApiError ? Number(error.httpCode) : NaN;
	const facts = {
		...(error.description ? { description: error.description } : {}),
		...(Number.isInteger(httpCode) && httpCode > 0 ? { httpCode } : {}),
		...(code ? { code } : {}),
		...(traceId ? { traceId } : {}),
		...(fields ? { fields: fields.map((one) => ({ ...one })) } : {}),
	};
	return context.getNode().onError === 'continueErrorOutput'
		? { error: { message: error.message, ...facts } }
		: { error: error.message, ...facts };
}

/** The error of the first item that is not right; nothing was sent for any. */
function withBadItems(tasks: Task[], bad: number[]): ItemError {
	const { error } = tasks[bad[0]!] as { error: ItemError };
	if (tasks.length === 1) return error;
	const others = bad.length - 1;
	return extended(error, `[${rowOf(bad[0]!)}]`, [
		COUNTING,
		`All ${tasks.length} rows were checked before the first was sent: nothing was sent.`,
		others > 0
			? `${others === 1 ? 'One other row is' : `${others} other rows are`} not right either: ${rowRanges(bad.slice(1))}.`
			: '',
	]);
}

/** The first error, with what the user has to know before running the rest: which items are done. */
function withProgress(
	{ itemIndex, error }: { itemIndex: number; error: ItemError },
	outcomes: Array<Outcome | undefined>,
	{ ifRepeated }: Operation,
): ItemError {
	if (outcomes.length === 1) return error;
	const done = outcomes.flatMap((outcome, index) => (outcome ? [index] : []));
	const notDone = outcomes.length - done.length - 1;
	return extended(
		error,
		`[${rowOf(itemIndex)}; done: ${done.length === 0 ? 'no row' : rowRanges(done)}]`,
		[
			COUNTING,
			`${done.length} of ${outcomes.length} rows were done, ${notDone} were not.`,
			error.description?.includes(ifRepeated ?? '') ? '' : (ifRepeated ?? ''),
		],
	);
}

const COUNTING = 'Rows count from 1, and items, as n8n shows them, from 0.';

function extended(error: ItemError, place: string, sentences: string[]): ItemError {
	error.message = `${error.message} ${place}`;
	error.description = [error.description, ...sentences].filter(Boolean).join(' ');
	return error;
}

/** `[0, 1, 2, 5]` → `rows 1 to 3, 6`. */
function rowRanges(indexes: number[]): string {
	const spans: Array<[number, number]> = [];
	for (const index of indexes) {
		const latest = spans[spans.length - 1];
		if (latest && latest[1] === index - 1) latest[1] = index;
		else spans.push([index, index]);
	}
	const shown = spans
		.slice(0, MAX_SPANS)
		.map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1} to ${to + 1}`));
	if (spans.length > MAX_SPANS) shown.push('…');
	return `row${indexes.length === 1 ? '' : 's'} ${shown.join(', ')}`;
}

/** What went through and deserves a look, in the output panel. */
function showRemarks(context: IExecuteFunctions, remarks: Map<string, number[]>): void {
	// n8n before 1.80 has no such hints.
	if (!('addExecutionHints' in context)) return;
	for (const [text, indexes] of [...remarks].slice(0, MAX_REMARKS)) {
		const where = context.getInputData().length > 1 ? `${capitalised(rowRanges(indexes))}: ` : '';
		context.addExecutionHints({
			message: `${where}${text}`,
			type: 'warning',
			location: 'outputPane',
		});
	}
}

/** One hint in the output panel, after a run that was long or met obstacles. */
function showSummary(
	context: IExecuteFunctions,
	name: string,
	usage: Usage,
	results: number,
	ms: number,
): void {
	if ((ms < LONG_RUN_MS && usage.retries === 0) || !('addExecutionHints' in context)) return;
	const parts = [
		count(results, 'result'),
		count(usage.requests, 'request'),
		...(usage.pages > 0 ? [count(usage.pages, 'page')] : []),
		count(usage.retries, 'retry', 'retries'),
		`${(ms / 1000).toFixed(1)} seconds`,
	];
	context.addExecutionHints({ message: `${name}: ${parts.join(', ')}.`, location: 'outputPane' });
}

function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
