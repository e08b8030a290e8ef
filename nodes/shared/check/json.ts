// JSON in a text.

/** The JSON of a text; undefined where it is not JSON. */
export function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
