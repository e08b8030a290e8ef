// The check of a whole body, made from its fields. What the fields do not name passes as it came, because
// APIs add fields without notice.

import * as z from 'zod/v4';
import { group, isBlank, listOf } from '../check/checks';
import { isGroup, type Field } from '../form/field';
import { placesOf, type Place } from './places';

/** How a body was given: by the form, or as JSON, of which less is demanded. */
export type BodySource = 'form' | 'json';

const known: Record<BodySource, WeakMap<Field[], z.ZodType>> = {
	form: new WeakMap(),
	json: new WeakMap(),
};

/** The schema of a body with these fields. */
export function schemaOf(fields: Field[], source: BodySource = 'json'): z.ZodType {
	const schema = known[source].get(fields) ?? levelSchema(placesOf(fields), source);
	known[source].set(fields, schema);
	return schema;
}

function levelSchema(place: Place, source: BodySource): z.ZodType {
	const shape = Object.fromEntries(
		[...place.below].map(([key, inner]) => [key, placeSchema(inner, source)]),
	);
	return group(shape).transform(withoutUndefined);
}

function placeSchema(place: Place, source: BodySource): z.ZodType {
	const { field } = place;
	if (field && !isGroup(field)) {
		return isDemanded(field, source) ? field.check : optional(field.check);
	}
	const level = levelSchema(place, source);
	// A level that the form does not show: its own fields say what is missing.
	if (!field) {
		return hasDemanded(place, source)
			? z.preprocess((value) => (value === undefined || value === null ? {} : value), level)
			: optional(level);
	}
	const one = field.instead?.(level) ?? level;
	const check = field.entry ? listOf(one, field.ifEmpty) : one;
	return isDemanded(field, source) ? check : optional(check);
}

function isDemanded(
	{ required, optionalInJson }: { required?: boolean; optionalInJson?: boolean },
	source: BodySource,
): boolean {
	return required === true && !(source === 'json' && optionalInJson === true);
}

/** Whether something below a place must be there. A group that may be left out demands nothing. */
function hasDemanded(place: Place, source: BodySource): boolean {
	return [...place.below.values()].some((inner) =>
		inner.field ? isDemanded(inner.field, source) : hasDemanded(inner, source),
	);
}

/** A cell of blanks counts as empty. Null is sent, because it may mean "remove". */
function optional(check: z.ZodType): z.ZodType {
	return z.preprocess((value) => (isBlank(value) ? undefined : value), check.nullish());
}

/** What was left empty is left out, as JSON does it. */
function withoutUndefined(level: object): object {
	return Object.fromEntries(Object.entries(level).filter(([, value]) => value !== undefined));
}
