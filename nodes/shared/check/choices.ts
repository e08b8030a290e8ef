// Values of lists: a label is taken for its value, in any case, with blanks, hyphens or underscores.

import type { INodePropertyOptions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { isBlank, refuse, text, trimmed } from './text';

/** What is left of a word when it does not matter how it is written: letters, digits, + and %. */
const bare = (written: string): string =>
	written
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}+%]/gu, '');

/** Finds the value that is meant. A value itself is stronger than a label of another one. */
function meanings(
	choices: Array<{ name: string; value: string }>,
): (written: string) => string | undefined {
	const values = new Set(choices.map(({ value }) => value));
	// made when something else than a value first comes, which is rare
	let known: Map<string, string> | undefined;
	return (written) => {
		if (values.has(written)) return written;
		known ??= new Map([
			...choices.map(({ name, value }) => [bare(name), value] as const),
			...choices.map(({ value }) => [bare(value), value] as const),
		]);
		return known.get(bare(written));
	};
}

/** One of a list's values. */
export const choiceOf = <Value extends string>(
	values: readonly Value[],
	labels: Partial<Record<Value, string>> = {},
) => {
	const meantBy = meanings(values.map((value) => ({ name: labels[value] ?? value, value })));
	const listed = values.map((value) => labels[value] ?? value).join(', ');
	return text().transform((given, context): Value => {
		const meant = meantBy(given);
		return meant === undefined
			? refuse(context, { message: `must be one of ${listed}` })
			: (meant as Value);
	});
};

/** A value of a list that the API may extend: a label is taken for its value, any other text passes. */
export const listedValue = (options: INodePropertyOptions[]) => {
	const meantBy = meaningsOf(options);
	return text().transform((given) => meantBy(given) ?? given);
};

const meaningsOf = (options: INodePropertyOptions[]) =>
	meanings(options.map(({ name, value }) => ({ name, value: String(value) })));

/**
 * Values of a list, from a list, from one value, or from text with commas between them. Labels are taken
 * for their values. Nothing at all is an empty list.
 *
 * @param more.others true where the API may know more values than the list
 */
export const choicesOf = (options: INodePropertyOptions[], { others = false } = {}) => {
	const meantBy = meaningsOf(options);
	const labels = Object.fromEntries(options.map(({ name, value }) => [String(value), name]));
	const values = options.map(({ value }) => String(value));
	const one: z.ZodType<string> = others ? listedValue(options) : choiceOf(values, labels);
	// a label may have a comma of its own, and an entry of a list may be a cell with several values
	const entriesIn = (given: unknown): unknown[] =>
		typeof given === 'string' && meantBy(given) !== undefined ? [given] : listIn(given);
	return z
		.preprocess(
			(given) =>
				entriesIn(given).flatMap((entry) =>
					typeof entry === 'string' ? entriesIn(entry) : [entry],
				),
			z.array(one),
		)
		.transform((chosen) => [...new Set(chosen)]);
};

/**
 * The entries of a list however it came: a trailing blank in an expression makes text of any list.
 * Blank entries are left out.
 */
export function listIn(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) {
		return value.filter((entry) => !isBlank(entry) && entry !== null && entry !== undefined);
	}
	if (typeof value !== 'string') return [value];
	const written = trimmed(value);
	if (written.startsWith('[') && written.endsWith(']')) {
		try {
			return listIn(JSON.parse(written));
		} catch {
			// Lists of other languages have other quotes: ['A', 'B'].
			return listIn(written.slice(1, -1).replace(/['"“”‘’]/g, ''));
		}
	}
	return written
		.split(/[,;|\n]/)
		.map(trimmed)
		.filter(Boolean);
}

const words: Record<string, boolean> = {
	...{ true: true, yes: true, on: true, '1': true },
	...{ false: false, no: false, off: false, '0': false },
};

const anyToggle = z.preprocess((value) => {
	if (typeof value !== 'string' && typeof value !== 'number') return value;
	const word = trimmed(String(value)).toLowerCase();
	return Object.hasOwn(words, word) ? words[word] : value;
}, z.boolean('must be true or false'));

/** A switch. Text that means one is taken: expressions give it. */
export const toggle = () => anyToggle;
