// Runs the chosen operation for every input item: in order, several at a time, each output linked to its
// input, and nothing lost when some of them fail.

import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import pMap from 'p-map';
import { createClient, newTally, type Tally } from '../http/client';
import type { BvnkErrorContext } from '../http/errors';
import { resources } from '../../BvnkOnboarding/actions/index';
import { requestOptions } from '../form/read';
import type { Operation } from './operation';

type ItemError = NodeApiError | NodeOperationError;

/** Runs that take less need no summary: the panel's own time says enough. */
const LONG_RUN_MS = 5000;

/**
 * The node's `execute`.
 *
 * @returns the outputs of all items, in the items' order
 * @throws NodeApiError or NodeOperationError of the first item that failed, unless the node continues on
 * fail; it says which items had been done
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const operation = chosenOperation(this);
	const tally = newTally();
	const startedAt = Date.now();
	const outputs: Array<INodeExecutionData[] | undefined> = items.map(() => undefined);
	let failure: { itemIndex: number; error: ItemError } | undefined;

	await pMap(
		items,
		async (_, itemIndex) => {
			if (failure) return;
			try {
				outputs[itemIndex] = await runItem(this, operation, itemIndex, tally);
			} catch (error) {
				const itemError = asItemError(this, error, itemIndex);
				if (this.continueOnFail()) outputs[itemIndex] = [errorOutput(this, itemError, itemIndex)];
				else failure ??= { itemIndex, error: itemError };
			}
		},
		{ concurrency: itemConcurrency(this, operation) },
	);

	if (failure) throw withProgress(failure, outputs, operation);
	const results = outputs.flatMap((output) => output ?? []);
	addSummary(this, tally, results.length, Date.now() - startedAt);
	return [results];
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = resources
		.find((candidate) => candidate.value === resource)
		?.operations.find((candidate) => candidate.value === value);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation '${value}' for '${resource}'`,
		{
			description:
				'The workflow may come from a newer version: update the package n8n-nodes-bvnk-onboarding.',
		},
	);
}

async function runItem(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	tally: Tally,
): Promise<INodeExecutionData[]> {
	const { timeout, maxTries } = requestOptions(context, itemIndex);
	const client = createClient(context, { itemIndex, timeout, maxTries }, tally);
	const results = await operation.execute({ context, itemIndex, client, fields: operation.fields });
	return results.map((json) => ({ json, pairedItem: { item: itemIndex } }));
}

function itemConcurrency(context: IExecuteFunctions, operation: Operation): number {
	if (operation.inTurn) return 1;
	return requestOptions(context, 0).concurrency ?? operation.concurrency;
}

/** What n8n itself throws (an expression that cannot be resolved, say) gets the item that it was thrown for. */
function asItemError(context: IExecuteFunctions, error: unknown, itemIndex: number): ItemError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	return new NodeOperationError(context.getNode(), error as Error, { itemIndex });
}

/**
 * What an item that failed gives when the node continues on fail: the message in `error`, the rest beside
 * it. On the error output n8n merges it with the input item, and knows it there, in all its versions, by
 * nothing but a single key `error`; so there that holds it all.
 *
 * (n8n's other sign, an `error` beside `json`, would make it replace `json` by the message alone.)
 */
function errorOutput(
	context: IExecuteFunctions,
	error: ItemError,
	itemIndex: number,
): INodeExecutionData {
	const { code, traceId } = error.context as BvnkErrorContext;
	const httpCode = error instanceof NodeApiError ? Number(error.httpCode) : NaN;
	const facts = {
		...(error.description ? { description: error.description } : {}),
		...(Number.isInteger(httpCode) && httpCode > 0 ? { httpCode } : {}),
		...(code ? { code } : {}),
		...(traceId ? { traceId } : {}),
	};
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return {
		json: hasErrorOutput
			? { error: { message: error.message, ...facts } }
			: { error: error.message, ...facts },
		pairedItem: { item: itemIndex },
	};
}

/** The first error, with what the user has to know before running the rest: which items are done. */
function withProgress(
	{ itemIndex, error }: { itemIndex: number; error: ItemError },
	outputs: Array<INodeExecutionData[] | undefined>,
	{ ifRepeated }: Operation,
): ItemError {
	if (outputs.length === 1) return error;
	const done = outputs.flatMap((output, index) => (output ? [index] : []));
	const notStarted = outputs.length - done.length - 1;
	error.message = `${error.message} [item ${itemIndex}; done: ${done.length === 0 ? 'no item' : ranges(done)}]`;
	error.description = [
		error.description,
		`Items count from 0. ${done.length} of ${outputs.length} items were done, ${notStarted} were not.`,
		error.description?.includes(ifRepeated ?? '') ? '' : ifRepeated,
	]
		.filter(Boolean)
		.join(' ');
	return error;
}

/** `[0, 1, 2, 5]` → `items 0 to 2, 5`. */
function ranges(indexes: number[]): string {
	const spans: Array<[number, number]> = [];
	for (const index of indexes) {
		const latest = spans[spans.length - 1];
		if (latest && latest[1] === index - 1) latest[1] = index;
		else spans.push([index, index]);
	}
	const shown = spans.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
	return `item${indexes.length === 1 ? '' : 's'} ${shown.join(', ')}`;
}

/** One hint in the output panel, after a run that was long or met obstacles. */
function addSummary(context: IExecuteFunctions, tally: Tally, results: number, ms: number): void {
	// n8n before 1.80 has no such hints.
	if ((ms < LONG_RUN_MS && tally.retries === 0) || !('addExecutionHints' in context)) return;
	const parts = [
		count(results, 'result'),
		count(tally.requests, 'request'),
		...(tally.pages > 0 ? [count(tally.pages, 'page')] : []),
		count(tally.retries, 'retry', 'retries'),
		`${(ms / 1000).toFixed(1)} seconds`,
	];
	context.addExecutionHints({ message: `BVNK: ${parts.join(', ')}.`, location: 'outputPane' });
}

function count(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}
