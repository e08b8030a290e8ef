// What must not come back in an error text: everything that was sent, except values that are known
// to say nothing about anybody.

import { isGroup, optionsOf, type Field, type ValueField } from '../form/field';
import { placesOf, type Place } from './places';

/**
 * The texts of a body that are somebody's own. A value under a key that no field knows counts as
 * personal, because users may send any key.
 */
export function personalIn(fields: Field[], body: unknown): Set<string> {
	const found = new Set<string>();
	collect(placesOf(fields), body, found);
	return found;
}

function collect(place: Place | undefined, value: unknown, into: Set<string>): void {
	if (value === null || value === undefined || typeof value === 'boolean') return;
	if (Array.isArray(value)) {
		for (const entry of value) collect(place, entry, into);
	} else if (typeof value === 'object') {
		for (const [key, inner] of Object.entries(value)) collect(place?.below.get(key), inner, into);
	} else {
		const { field } = place ?? {};
		const isKnown = field && !isGroup(field) && !field.personal && !isOffList(field, value);
		if (!isKnown) into.add(`${value as string | number}`);
	}
}

/** Whether a field offers a list and the value is not in it: then it may be anything. */
function isOffList(field: ValueField, value: unknown): boolean {
	const options = optionsOf(field);
	return options.length > 0 && !options.some((option) => option.value === value);
}
