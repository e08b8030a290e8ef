// A package's table of calls, as the vendor's document would write them.

import type { KnownCall } from './openapi';

/** What is known of calls beside their method and path, by the calls' names. */
export type Details = Record<string, Omit<KnownCall, 'name' | 'method' | 'path'>>;

/**
 * Every call of a table, its path with `{}` where a reference stands.
 *
 * @param root what all paths begin with and the document has in its servers' addresses
 */
export function knownCalls(
	calls: Record<string, (...given: never[]) => { method: string; path: string }>,
	details: Details,
	root = '',
): KnownCall[] {
	return Object.entries(calls).map(([name, make]) => {
		// a reference, and a body of which nothing is known
		const any = Object('{}') as never;
		const { method, path } = make(...([any, any, any] as never[]));
		const whole = decodeURIComponent(path);
		if (!whole.startsWith(root)) throw new Error(`${name} is not below ${root}: ${whole}`);
		return { name, method, path: whole.slice(root.length), ...details[name] };
	});
}
