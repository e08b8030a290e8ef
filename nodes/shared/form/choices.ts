// Lists to choose from in the UI, made from BVNK's enumerations and from the list of countries.

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { countries } from '../check/countries';
import { STATUS_GROUPS } from '../../BvnkOnboarding/api/statuses';

/** Words that stay in capitals. */
const abbreviations = new Set(['PEP', 'STO', 'US', 'EU']);

/** `SELF_EMPLOYED` → `Self Employed`: a label for a value of BVNK's. */
export function labelOfValue(value: string): string {
	return value
		.split('_')
		.map((word) => (abbreviations.has(word) ? word : word.charAt(0) + word.slice(1).toLowerCase()))
		.join(' ');
}

/** BVNK's values as options, sorted by label as n8n shows long lists. `labels` replaces what would read badly. */
export function choices(
	values: readonly string[],
	labels: Record<string, string> = {},
): INodePropertyOptions[] {
	return values
		.map((value) => ({ name: labels[value] ?? labelOfValue(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** The first option of a field that may stay empty. */
export const notGiven: INodePropertyOptions = { name: 'Not Given', value: '' };

/** The groups of statuses that a workflow can route on: `actionRequired` → `Action Required`. */
export const statusGroupChoices: INodePropertyOptions[] = STATUS_GROUPS.map((value) => ({
	name: value.replace(
		/^[a-z]|[A-Z]/g,
		(letter: string, at: number) => (at > 0 ? ' ' : '') + letter.toUpperCase(),
	),
	value,
}));

/** Every country: chosen by name, kept as its code, so an expression gives the code. */
export const countryChoices: INodePropertyOptions[] = countries.map(({ code, name }) => ({
	name: `${name} (${code})`,
	value: code,
}));

/**
 * A field whose values BVNK lists and may extend. The list is a help and no fence: an expression, which
 * may be plain text, gives any other value.
 */
export function valueField(field: {
	displayName: string;
	name: string;
	options: INodePropertyOptions[];
	description?: string;
	required?: boolean;
}): INodeProperties {
	const { description, required, options } = field;
	const orAnother = 'Choose from the list, or specify another value using an expression';
	return {
		...field,
		type: 'options',
		default: '',
		options: required ? options : [notGiven, ...options],
		allowArbitraryValues: true,
		description: description ? `${description}. ${orAnother}.` : orAnother,
	};
}
