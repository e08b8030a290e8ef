// From a place in a body, or from a field as the API spells it, to the label that the user sees.

import { isGroup, type Field } from '../form/field';
import { placesOf, type Place } from './places';

/** Where a value stands in a body: `['company', 'associates', 0, 'address', 'city']`. */
export type FieldPath = readonly PropertyKey[];

/** Between the labels of a place. */
export const SEPARATOR = ' › ';

/**
 * The label of a place: `Associate 1 › Address › City`. Undefined where the form has no such field.
 *
 * An API may leave out a level that the form does not show, such as `individual`.
 */
export function labelAt(fields: Field[], path: FieldPath): string | undefined {
	const root = placesOf(fields);
	const hidden = [...root.below.values()].filter(({ field }) => !field);
	for (const start of [root, ...hidden]) {
		const labels = labelsBelow(start, path);
		if (labels) return labels.join(SEPARATOR);
	}
	return undefined;
}

/** The same, for a field as an API spells it: `company.associates[0].address.city`. */
export function labelOfPathText(fields: Field[], text: string): string | undefined {
	const parts = text.split(/[.[\]]+/).filter(Boolean);
	return labelAt(
		fields,
		parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
	);
}

/** A path as JSON spells it, for a field that the form does not have. */
export function pathText(path: FieldPath): string {
	return path.reduce<string>(
		(text, part) =>
			typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${String(part)}`,
		'',
	);
}

function labelsBelow(start: Place, path: FieldPath): string[] | undefined {
	const labels: string[] = [];
	let place = start;
	for (const [at, part] of path.entries()) {
		const { field } = place;
		if (typeof part === 'number') {
			if (!field || !isGroup(field) || !field.entry) continue;
			labels[labels.length - 1] = `${field.entry.displayName} ${part + 1}`;
			continue;
		}
		const next = place.below.get(String(part));
		if (!next) {
			// in a group of the form, what the form does not have is spelled as the API does
			const others = path.slice(at).filter((one) => typeof one === 'string');
			if (place.label) return [...labels, place.label, ...others];
			return labels.length > 0 && field && isGroup(field) ? [...labels, ...others] : undefined;
		}
		if (next.field) labels.push(next.field.displayName);
		place = next;
	}
	if (place.field) return labels;
	if (place.label && place !== start) return [...labels, place.label];
	// an object that the form shows as few fields of its own, such as an amount and its currency
	const parts = [...place.below.values()].flatMap(({ field }) => (field ? [field] : []));
	const isFlat = parts.length > 0 && parts.length <= 2 && !parts.some(isGroup);
	return isFlat && place !== start ? [...labels, parts[0]!.displayName] : undefined;
}
