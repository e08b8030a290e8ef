// Whether an answer is about what was asked for.

import { isPlainObject } from '../../shared/form/json';

/**
 * For a call: whether its answer is about what was asked for. What it does not name, or not as a text,
 * counts as such.
 *
 * @param expected by the names that BVNK may give them; an answer that is a list has them in its entries
 */
export const about = (expected: Record<string, unknown>) => ({
	isAbout: (body: unknown): boolean =>
		[body].flat().every((entry) =>
			Object.entries(expected).every(([name, wanted]) => {
				const said = isPlainObject(entry) && Object.hasOwn(entry, name) ? entry[name] : undefined;
				if (typeof said !== 'string' || typeof wanted !== 'string') return true;
				return said.toLowerCase() === wanted.toLowerCase();
			}),
		),
});

/** The same for what was looked for by the partner's own reference, in which capitals may tell two people apart. */
export const ofReference = (reference: string) => ({
	isAbout: (body: unknown): boolean =>
		!isPlainObject(body) || typeof body.reference !== 'string' || body.reference === reference,
});
