// The idempotency key of an item: the user's own, or the automatic one.

import type { IDataObject } from 'n8n-workflow';
import { inputError, parameter } from './input';
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
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) {
		throw inputError(
			call,
			`'Custom Idempotency Key' ${key === '' ? 'is empty' : 'must be a UUID'}`,
			"Give a UUID that is different for each item and the same when the item is sent again, or set 'Idempotency Key' to Automatic.",
		);
	}
	return key;
}
