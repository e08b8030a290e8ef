// The idempotency key of an item: the user's own, or an automatic one.

import type { IDataObject } from 'n8n-workflow';
import { isReference } from '../check/checks';
import { idempotencyKeyOf } from '../http/idempotency';
import { inputError, parameter } from '../form/read';
import type { Call } from './operation';

/**
 * The key that goes with the item's request.
 *
 * @param automatic makes the key when the user has none of their own
 * @throws NodeOperationError when a custom key is chosen and is no UUID, as BVNK asks for
 */
export function chosenIdempotencyKey(call: Call, automatic: () => string): string {
	const { idempotencyKey = 'automatic', customIdempotencyKey } = parameter<IDataObject>(
		call,
		'options',
		{},
	);
	if (idempotencyKey !== 'custom') return automatic();
	const key = typeof customIdempotencyKey === 'string' ? customIdempotencyKey.trim() : '';
	if (!isReference(key)) {
		throw inputError(
			call,
			`'Custom Idempotency Key' ${key === '' ? 'is empty' : 'must be a UUID'}`,
			"Give a UUID that is different for each item and the same when the item is sent again, or set 'Idempotency Key' to Automatic.",
		);
	}
	return key;
}

/**
 * An automatic key for what is ordinary to be made twice, such as two agreement sessions for one country:
 * the execution, the node, its run and the item tell requests apart, while a retry of the node keeps
 * the key. Executions are numbered, so the n8n and the workflow belong to it: another n8n has an
 * execution of the same number.
 *
 * @param more what tells several requests of one item apart
 */
export function keyOfThisRun({ context, itemIndex }: Call, ...more: unknown[]): string {
	const runIndex: unknown = context.getWorkflowDataProxy(itemIndex).$runIndex;
	const execution = [context.getInstanceId(), context.getWorkflow().id, context.getExecutionId()];
	return idempotencyKeyOf([...execution, context.getNode().id, runIndex, itemIndex, ...more]);
}
