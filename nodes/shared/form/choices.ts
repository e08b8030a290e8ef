// Lists to choose from in a form, made from the values that an API lists and from the list of countries.

import type { INodePropertyOptions } from 'n8n-workflow';
import { byAlphabet } from '../check/alphabet';
import { countries, searchName } from '../check/countries';

/** Words that stay in capitals. */
const abbreviations = new Set(['PEP', 'STO', 'US', 'EU', 'ID']);

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** `SELF_EMPLOYED` or `self_employed` → `Self Employed`: a label for a value of an API. */
export function labelOfValue(value: string): string {
	return value
		.split('_')
		.map((word) => (abbreviations.has(word) ? word : capital(word)))
		.join(' ');
}

/** `actionRequired` → `Action Required`: a label for a value of ours. */
export function labelOfWord(value: string): string {
	return value.replace(
		/^[a-z]|[A-Z]/g,
		(letter: string, at: number) => (at > 0 ? ' ' : '') + letter.toUpperCase(),
	);
}

/** An API's values as options, sorted by label as n8n shows long lists. `labels` replaces what would read badly. */
export function choices(
	values: readonly string[],
	labels: Record<string, string> = {},
): INodePropertyOptions[] {
	return values
		.map((value) => ({ name: labels[value] ?? labelOfValue(value), value }))
		.sort((a, b) => byAlphabet(a.name, b.name));
}

/** The first option of a field that may stay empty. */
export const notGiven: INodePropertyOptions = { name: 'Not Given', value: '' };

/**
 * Every country: chosen by name, kept as its code, so an expression gives the code. n8n looks for what is
 * typed anywhere in a name, so that the usual one stands in it as well: `United Kingdom, UK (GB)`.
 */
export const countryChoices: INodePropertyOptions[] = countries.map(({ code, name }) => ({
	name: `${[name, searchName(code) ?? []].flat().join(', ')} (${code})`,
	value: code,
}));
