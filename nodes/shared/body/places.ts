// Where fields land in a body: a tree of levels, made from the fields once.

import { isCollection, isGroup, type Field, type ValueField } from '../form/field';

/** One level of a body, or one value in it. */
export interface Place {
	/** The field that lands here; undefined for a level that the form does not show. */
	field?: Exclude<Field, { collection: Field[] }>;
	/** How a level is called that the form does not show. */
	label?: string;
	below: Map<string, Place>;
}

const known = new WeakMap<Field[], Place>();

/** The tree of a list of fields. */
export function placesOf(fields: Field[]): Place {
	const root = known.get(fields) ?? { below: new Map<string, Place>() };
	if (!known.has(fields)) {
		add(root, fields);
		known.set(fields, root);
	}
	return root;
}

function add(root: Place, fields: Field[]): void {
	for (const field of fields) {
		if (isCollection(field)) {
			add(root, field.collection);
			continue;
		}
		if (!isGroup(field) && field.type === 'notice') continue;
		let place = root;
		let above = root;
		for (const level of pathOf(field)) {
			const next = place.below.get(level) ?? { below: new Map<string, Place>() };
			place.below.set(level, next);
			above = place;
			place = next;
		}
		place.field = field;
		if (isGroup(field)) add(place, field.fields);
		else if (field.level) above.label = field.level;
	}
}

/** The levels down to where a field lands. */
export function pathOf({ at, name }: { at?: string; name: string }): string[] {
	return (at ?? name).split('.');
}

/** The field whose value lands at a path; numbers, which stand for entries of a list, are passed over. */
export function valueFieldAt(
	fields: Field[],
	path: readonly PropertyKey[],
): ValueField | undefined {
	let place: Place | undefined = placesOf(fields);
	for (const part of path) {
		if (typeof part !== 'number') place = place?.below.get(String(part));
	}
	return place?.field && !isGroup(place.field) ? place.field : undefined;
}
