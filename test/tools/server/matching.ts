// Which requests a rule or a count means.

/** Requests by method and path; what is left out matches everything. */
export interface RequestMatch {
	method?: string;
	/** A text is the whole path without query; a pattern is tried without and with the query. */
	path?: string | RegExp;
}

/** True when a request with this method and url (path and query as received) is meant. */
export function matches(match: RequestMatch, method: string, url: string): boolean {
	if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
	if (match.path === undefined) return true;
	const path = pathOf(url);
	if (typeof match.path === 'string') return match.path === path;
	// `search` ignores `lastIndex`, which a global pattern would carry from request to request.
	return path.search(match.path) >= 0 || url.search(match.path) >= 0;
}

/** The path of a url as received, without the query. */
export function pathOf(url: string): string {
	return url.split('?', 1)[0]!;
}
