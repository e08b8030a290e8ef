// Headers as n8n's client sends them: names in any case, and without the blanks around them.

import type { IHttpRequestOptions } from 'n8n-workflow';

export type Headers = NonNullable<IHttpRequestOptions['headers']>;

/**
 * The same headers under the names that are sent. n8n's client drops the blanks around a name, and of two names
 * that become one it sends one only.
 */
export function withSentNames(headers: Headers = {}): Headers {
	if (Object.keys(headers).every((name) => name === name.trim())) return headers;
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.trim(), value]));
}

/**
 * The headers but for some.
 *
 * @param names in small letters
 */
export function without(names: string[], headers: Headers): Headers {
	const isOther = (name: string) => !names.includes(name.toLowerCase());
	if (Object.keys(headers).every(isOther)) return headers;
	return Object.fromEntries(Object.entries(headers).filter(([name]) => isOther(name)));
}
