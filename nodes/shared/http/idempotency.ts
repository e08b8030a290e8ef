// The key by which an API tells a request that is sent again from a new one.

import { v5 as uuidV5 } from 'uuid';

/**
 * A key made from a value: a UUID v5 (RFC 9562) over its JSON with the keys in order. Equal values have
 * equal keys, whoever makes them and when.
 *
 * @param namespace the vendor's, as its `Api` has it
 */
export function keyOfValue(namespace: string, value: unknown): string {
	return uuidV5(JSON.stringify(value, withSortedKeys) ?? '', namespace);
}

/** For JSON.stringify: the order in which an object's keys were set must not make another key. */
function withSortedKeys(_: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
