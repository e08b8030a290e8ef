// The idempotency key of an item: the user's own, or an automatic one.

import { randomUUID } from 'node:crypto';
import type { Idempotency } from '../api';
import { givenError, rowOf } from '../check/findings';
import { setting } from '../form/read';
import { keyOfValue } from '../http/idempotency';
import type { Item } from './operation';
import { customKeyField, keyChoiceField, OPTIONS } from './options';

/**
 * The key that goes with the item's request.
 *
 * @param automatic makes the key when the user has none of their own; equal for equal requests
 * @throws NodeOperationError when a custom key is chosen that has not the form that the API asks for, or
 * that another request of the run has
 */
export function idempotencyKey(item: Item, automatic: () => string): string {
	if (hasAutomaticKey(item)) return automatic();
	const key = setting(item, customKeyField, OPTIONS);
	const idempotency = idempotencyOf(item);
	const isKey = key !== undefined && idempotency.isKey(key);
	const other = isKey ? item.claim(`key ${key.toLowerCase()}`, automatic()) : undefined;
	if (isKey && other === undefined) return key;
	const problem =
		other !== undefined
			? `is that of ${rowOf(other)}, too, which is another request`
			: key === undefined
				? 'is empty'
				: `must be ${idempotency.form}`;
	throw givenError(
		item,
		`'${customKeyField.displayName}' ${problem}`,
		"Give one that is different for each item and the same when the item is sent again, or set 'Idempotency Key' to Automatic.",
	);
}

/** Whether the user has no key of their own. An automatic one is never that of another request. */
export const hasAutomaticKey = (item: Item): boolean =>
	setting(item, keyChoiceField(item.client.api, ''), OPTIONS) !== 'custom';

/**
 * A key of a body that holds something that can be used once, such as a signed agreement. An equal body is a
 * repeat: of a retry, of another run of the workflow, or of another worker.
 */
export function keyOfBody(item: Item, body: unknown): string {
	return keyOfValue(idempotencyOf(item).namespace, body);
}

/**
 * A key for requests that may legitimately repeat, such as two sessions for one country: execution, node,
 * run and item tell them apart, and so does the content. A retry of the node keeps the key.
 *
 * n8n numbers neither what an agent or an MCP client calls nor what has no execution. There the key is
 * random, and kept over the node's own tries only.
 *
 * @param content what is sent, and what tells several requests of one item apart
 */
export function keyOfRun(item: Item, ...content: unknown[]): string {
	const { context, itemIndex, client } = item;
	if (!isNumbered(item)) return randomUUID();
	const runIndex: unknown = context.getWorkflowDataProxy(itemIndex).$runIndex;
	return keyOfValue(client.api.idempotency?.namespace ?? '', [
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getExecutionId(),
		context.getNode().id,
		runIndex,
		itemIndex,
		...content,
	]);
}

/**
 * What sending again does, for requests with such a key: whether n8n repeats them under the same key.
 *
 * @param numbered true of an execution that n8n numbers
 * @param other true of an agent's or an MCP client's call
 */
export const ifRepeatedIn = (item: Item, numbered: string, other: string): string =>
	isNumbered(item) ? numbered : other;

/** Whether execution and run have numbers of their own. (n8n's types promise an execution's.) */
function isNumbered({ context }: Item): boolean {
	const executionId = context.getExecutionId() as string | undefined;
	return executionId !== undefined && executionId !== '' && !context.isToolExecution();
}

function idempotencyOf({ client: { api } }: Item): Idempotency {
	if (api.idempotency) return api.idempotency;
	throw new TypeError(`${api.name} has no idempotency keys`);
}
