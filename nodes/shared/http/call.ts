// A call of an API, written as one line: method, path, the name of the thing, the schema of the answer.

import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import type * as z from 'zod/v4';
import type { Reference } from '../check/reference';

declare const isPath: unique symbol;

/** A path below the credential's host. Only `path` makes one, so that nothing unchecked gets into it. */
export type Path = string & { readonly [isPath]: true };

/** path`/customers/${reference}/documents`: the parts that are filled in must be checked references. */
export function path(texts: TemplateStringsArray, ...references: Reference[]): Path {
	const parts = texts.map((text, at) => text + encodeURIComponent(references[at] ?? ''));
	return parts.join('') as Path;
}

/** A body that is sent byte for byte, where an API signs its digest or takes no JSON. */
export class RawBody {
	constructor(
		readonly content: string | Buffer,
		readonly contentType: string,
	) {}
}

/** What is sent: JSON, or bytes. */
export type Body = IDataObject | IDataObject[] | RawBody;

/** One call. `T` is what its answer is read as. */
export interface Call<T = unknown> {
	method: IHttpRequestMethods;
	path: Path;
	query?: IDataObject;
	body?: Body;
	/** What the path leads to, in words that follow "no such" or "a": `customer`. */
	thing: string;
	/** How the answer is read; left out where nothing in it is needed. */
	answer?: z.ZodType<T>;
	/** Whether an answer, as it came, is about what was asked for; left out where it names nothing. */
	isAbout?: (body: unknown) => boolean;
}

/** An API's answer. */
export interface Answer {
	status: number;
	headers: Record<string, string | undefined>;
	/** Its JSON out of the API's envelope; undefined where nothing came, or what came is not JSON. */
	body: unknown;
	/** Whether its body says that the call did not work, whatever the status. */
	isRefusal?: boolean;
	/** As it came. */
	text: string;
	/** How often was asked until this came. */
	tries: number;
	/** Whether a try before this one may have reached the API: it was cut off, or a gateway gave up. */
	mayHaveActedBefore: boolean;
	/** Milliseconds from the start of the first try until this came. */
	tookMs: number;
}

interface CallParts {
	query?: IDataObject;
	body?: Body;
	isAbout?: (body: unknown) => boolean;
}

/**
 * Makers of calls, one for each method.
 *
 * @param root what every path begins with, such as `/platform/v1`
 */
export function calls(root: string) {
	const maker =
		(method: IHttpRequestMethods) =>
		<T = unknown>(
			where: Path,
			thing: string,
			answer?: z.ZodType<T>,
			parts: CallParts = {},
		): Call<T> => ({
			method,
			path: `${root}${where}` as Path,
			thing,
			...(answer ? { answer } : {}),
			...parts,
		});
	return {
		get: maker('GET'),
		post: maker('POST'),
		put: maker('PUT'),
		patch: maker('PATCH'),
		del: maker('DELETE'),
	};
}
