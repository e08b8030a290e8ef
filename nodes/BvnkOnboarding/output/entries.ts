// Entries of BVNK's lists whose form it does not document: a text, or an object that holds one.

import { isObject } from '../../shared/check/groups';

/** The first text under one of these names; null where there is none. */
export function textIn(entry: unknown, names: string[]): string | null {
	if (!isObject(entry)) return null;
	const values = names.map((name) => (Object.hasOwn(entry, name) ? entry[name] : undefined));
	return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}

/** What an entry is called. */
export function codeIn(entry: unknown): string | null {
	if (typeof entry === 'string') return entry;
	return textIn(entry, ['code', 'questionnaireCode', 'field', 'name', 'type', 'id']);
}
