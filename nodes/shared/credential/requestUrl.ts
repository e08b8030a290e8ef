// The one URL that n8n will send a request to, put together before it is sent.

import { type IHttpRequestOptions, UserError } from 'n8n-workflow';

/**
 * Request options as n8n hands them to a credential: those of `httpRequest`, or the older form that
 * the HTTP Request node still uses. n8n-workflow's name for that form is one that its lint forbids.
 */
export type RequestOptions = Omit<IHttpRequestOptions, 'url'> & {
	url?: string | URL;
	uri?: string | URL;
	useQuerystring?: boolean;
	qsStringifyOptions?: { arrayFormat?: IHttpRequestOptions['arrayFormat'] };
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

/**
 * Folds `url` (or `uri`), `baseURL` and `qs` into the URL that is signed and sent.
 *
 * Joins and serialises as n8n's client (axios with `qs`) would have done after the credential has
 * returned, because a signature over anything less than the final URL is refused.
 *
 * @param options not changed
 * @param origin what a relative URL without (absolute) `baseURL` is relative to
 * @throws TypeError when the parts make no URL, UserError that says which part cannot be sent, and why
 */
export function requestUrl(options: RequestOptions, origin: URL): URL {
	const url = new URL(joined(options.baseURL, options.url ?? options.uri ?? ''), origin);
	const parts = [url.search.slice(1), queryString(options.qs, arrayFormatOf(options))];
	const query = escaped(parts.filter(Boolean).join('&'));
	// an assignment drops a first question mark, which may be the query's own
	url.search = query && `?${query}`;
	// each assignment parses the URL anew, and most change nothing
	const pathname = escaped(url.pathname);
	if (pathname !== url.pathname) url.pathname = pathname;
	if (url.href.includes('#')) url.hash = '';
	return url;
}

/** axios's way of joining: an absolute URL wins over the base, and a base's path is kept. */
function joined(baseURL: string | undefined, url: string | URL): string {
	const text = String(url).trim();
	assertSlashes(text);
	if (!baseURL || /^([a-z][a-z\d+\-.]*:)?\/\//i.test(text)) return text;
	assertSlashes(baseURL);
	return text ? `${baseURL.replace(/\/+$/, '')}/${text.replace(/^\/+/, '')}` : baseURL;
}

/**
 * Refuses what n8n's client refuses. `URL` alone would take `https:/x` for a path of an origin with the same
 * scheme. As `URL` does, this drops what cannot be seen before an address, and tabs and line ends within.
 */
function assertSlashes(address: string): void {
	const seen = address.replace(/^[\0- ]+/, '').replace(/[\t\n\r]/g, '');
	const [scheme] = /^https?:(?!\/\/)/i.exec(seen) ?? [];
	if (scheme === undefined) return;
	throw new UserError(
		`The URL of the request lacks // after ${scheme}. Write ${scheme}// and the host, or a path that begins with /`,
	);
}

/**
 * `URL` lets these characters stand although RFC 3986 does not allow them, and servers such as Tomcat
 * answer 400 to them.
 */
function escaped(text: string): string {
	return text.replace(/[|^`{}[\]\\]/g, encodeURIComponent);
}

type ArrayFormat = NonNullable<IHttpRequestOptions['arrayFormat']>;

/** How n8n writes lists: `arrayFormat` in the newer form, two other options in the older one. */
function arrayFormatOf(options: RequestOptions): ArrayFormat {
	if (options.arrayFormat) return options.arrayFormat;
	const older = options.qsStringifyOptions?.arrayFormat;
	if (older === 'brackets') return older;
	return options.useQuerystring === true || older === 'repeat' ? 'repeat' : 'indices';
}

/** The query string that the `qs` package, which n8n uses, makes of the same value. */
function queryString(query: unknown, format: ArrayFormat): string {
	if (query instanceof URLSearchParams) return query.toString();
	if (!isTree(query)) return '';
	return Object.entries(query)
		.flatMap(([name, value]) => pairs(name, value, format))
		.map(([name, value]) => {
			if (!isWhole(name) || !isWhole(value)) {
				throw unsendable(
					name,
					'holds half of a character (a lone surrogate), as a text has that was cut',
				);
			}
			return `${encoded(name)}=${encoded(value)}`;
		})
		.join('&');
}

/** Whether a text has a form in UTF-8. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

const unsendable = (name: string, why: string) =>
	new UserError(`The query parameter '${name}' of the request ${why}. It cannot be sent.`);

/** One value under its full name: `filter[status][0]`, and so on down the tree. */
function pairs(name: string, value: unknown, format: ArrayFormat): Array<[string, string]> {
	if (value === undefined || typeof value === 'function') return [];
	if (value === null) return [[name, '']];
	if (Array.isArray(value)) {
		if (format === 'comma') {
			const texts = value.map((entry) => scalar(name, entry));
			return texts.length ? [[name, texts.join(',')]] : [];
		}
		return value.flatMap((entry, index) => {
			const suffix = { indices: `[${index}]`, brackets: '[]', repeat: '' }[format];
			return pairs(name + suffix, entry, format);
		});
	}
	if (isTree(value) && !(value instanceof Date)) {
		return Object.entries(value).flatMap(([key, entry]) => pairs(`${name}[${key}]`, entry, format));
	}
	return [[name, scalar(name, value)]];
}

/** A text, a number, a moment or a truth as one text; nothing as an empty one. */
function scalar(name: string, value: unknown): string {
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) throw unsendable(name, 'is a date that does not exist');
		return value.toISOString();
	}
	return String((value as string | number | boolean | null | undefined) ?? '');
}

/** As RFC 3986 has it: `encodeURIComponent` leaves five characters that are reserved there. */
function encoded(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function isTree(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
