// What every searchable list of the editor needs: its entries, filtered, and what the form has chosen.

import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { unwrapLocator } from './read';

/** An entry of a list. */
export interface ListEntry {
	reference: string;
	name: string;
}

/** The entries whose name holds the filter, in any case. */
export function matching<Entry extends ListEntry>(entries: Entry[], filter = ''): Entry[] {
	const wanted = filter.trim().toLowerCase();
	return entries.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** What a list shows of a text, in characters. */
const MAX_SHOWN = 120;

/** A text that a person can still read: an API may send a name of a megabyte. */
export function shortened(text: string): string {
	return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** The same entries: those that are asked for come first, and say so. */
export function requiredFirst<Entry extends ListEntry>(
	entries: Entry[],
	required: string[],
): Entry[] {
	const asked = entries
		.filter(({ reference }) => required.includes(reference))
		.map((entry) => ({ ...entry, name: `${entry.name} (required)` }));
	return [...asked, ...entries.filter(({ reference }) => !required.includes(reference))];
}

/** Whether a label stands more than once in a list, so that it alone tells nothing apart. */
export function sharedIn(labels: string[]): (label: string) => boolean {
	const counts = new Map<string, number>();
	for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
	return (label) => (counts.get(label) ?? 0) > 1;
}

/** Entries as n8n lists them. */
export function listed(entries: ListEntry[], filter?: string): INodeListSearchResult {
	return {
		results: matching(entries, filter).map(({ name, reference }) => ({
			name: shortened(name),
			value: reference,
		})),
	};
}

/** What the form has chosen; undefined where it is nothing or an expression, which has no value in a form. */
export function chosenValue(context: ILoadOptionsFunctions, name: string): string | undefined {
	const value = unwrapLocator(context.getCurrentNodeParameter(name));
	return typeof value === 'string' && value !== '' && !value.startsWith('=') ? value : undefined;
}
