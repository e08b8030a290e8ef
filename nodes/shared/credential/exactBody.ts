// The body as the very text that is sent, for signatures that cover it.

import { type IDataObject, UserError } from 'n8n-workflow';
import { jsonOf } from '../check/json';
import { withSentNames } from './headers';
import type { RequestOptions } from './requestUrl';

/**
 * Options whose body is the text that n8n's client sends, byte for byte in UTF-8, and whose headers say
 * what it is. To do it twice changes nothing.
 *
 * A list or an object becomes JSON. Of a text that is called JSON, n8n's client drops the blanks around
 * it, and puts it in quotes where it is not JSON. That is done here before.
 *
 * @param options not changed
 * @throws UserError for a form, a file or a stream, whose text is made only when it is sent
 */
export function withExactBody(options: RequestOptions): RequestOptions & { body?: string } {
	const { body, form, formData, ...rest } = withNames(options) as RequestOptions & IDataObject;
	const given = typeOf(rest.headers);
	if (form !== undefined || formData !== undefined || !isTextOrJson(body, given)) {
		throw new UserError(
			'The body of the request cannot be signed. Send JSON or text, not a form or a file.',
		);
	}
	// one of the two forms of n8n's client sends no body with GET
	const isRead = ['GET', 'HEAD'].includes(rest.method?.toUpperCase() ?? 'GET');
	if (isRead || body === undefined || body === null || body === '') return rest;
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = given ?? (isJson(text) ? JSON_TYPE : 'text/plain');
	return {
		...rest,
		...(given === undefined ? { headers: { ...rest.headers, 'content-type': type } } : {}),
		body: !type.includes(JSON_TYPE) ? text : isJson(text) ? text.trim() : JSON.stringify(text),
	};
}

const JSON_TYPE = 'application/json';

const withNames = (options: RequestOptions): RequestOptions =>
	options.headers ? { ...options, headers: withSentNames(options.headers) } : options;

/** Text, or a list or an object that becomes JSON: not one of a class, such as a form or a stream. */
function isTextOrJson(body: unknown, type = ''): boolean {
	if (typeof body !== 'object' || body === null) return !type.includes('multipart/form-data');
	const prototype: unknown = Object.getPrototypeOf(body);
	const isData = Array.isArray(body) || prototype === Object.prototype || prototype === null;
	return isData && (type === '' || type.includes(JSON_TYPE));
}

function typeOf(headers: RequestOptions['headers'] = {}): string | undefined {
	const name = Object.keys(headers).find((key) => key.toLowerCase() === 'content-type');
	return name === undefined ? undefined : (headers[name] as string);
}

const isJson = (text: string): boolean => jsonOf(text) !== undefined;
