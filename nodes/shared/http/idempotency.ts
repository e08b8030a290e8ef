// The key by which BVNK tells a request that is sent again from a new one.

import { v5 as uuidV5 } from 'uuid';

/** Namespace of this package's keys. Changing it would turn every repeat into a new request. */
const NAMESPACE = '4f6ce0a6-4b34-5c1f-9d0e-6f2b8d1a7c55';

/**
 * The automatic key of a creation: a UUID v5 (RFC 9562) over the request body with its keys in order.
 * A body holds an agreement session that can be used once, so an equal body is a repeat, whether it
 * comes from a retry, from another run of the workflow, or from a worker that took over.
 */
export function idempotencyKeyOf(body: unknown): string {
	return uuidV5(JSON.stringify(body, withSortedKeys) ?? '', NAMESPACE);
}

/** For JSON.stringify: the order in which an object's keys were set must not make another key. */
function withSortedKeys(_: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
