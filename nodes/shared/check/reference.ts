// A vendor's own name of a thing: the only text that may become part of a path.

import * as z from 'zod/v4';
import { isObject } from './groups';
import { refuse, text, trimmed } from './text';

declare const isReferenceType: unique symbol;

/** A text that was checked to be a reference. */
export type Reference = string & { readonly [isReferenceType]: true };

/** A UUID of any version, in any case: APIs hand out versions 1, 4 and 7. */
export const UUID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const wholeUuid = new RegExp(`^${UUID_PATTERN}$`, 'i');

/** Whether a text is a UUID. */
export const isUuid = (value: string): boolean => wholeUuid.test(value);

/** The reference that a text is, in small letters; undefined where it is not a UUID. */
export function uuidReference(value: unknown): Reference | undefined {
	const given = typeof value === 'string' ? trimmed(value) : '';
	return isUuid(given) ? (given.toLowerCase() as Reference) : undefined;
}

/** The first UUID in a text, such as the label of a list. */
export function uuidIn(value: string): Reference | undefined {
	return uuidReference(new RegExp(UUID_PATTERN, 'i').exec(value)?.[0]);
}

/**
 * A reference that is a UUID; braces around it are dropped, and a whole object gives its own. The output is
 * in small letters.
 */
export const uuid = (whose = 'a reference such as 3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11') =>
	z.preprocess(referenceOf, text()).transform((given, context): Reference => {
		const value = given.replace(/^\{(.*)\}$/, '$1').toLowerCase();
		return isUuid(value) ? (value as Reference) : refuse(context, { message: `must be ${whose}` });
	});

/**
 * A reference of any form, for an API that does not say what its references look like: letters, digits and
 * `-_.:~`. It begins with a letter or a digit, so that no dots lead out of the path.
 */
export const anyReference = (whose = 'a reference') =>
	text().transform((value, context): Reference =>
		/^[a-z\d][\w.:~-]{0,199}$/i.test(value)
			? (value as Reference)
			: refuse(context, { message: `must be ${whose}` }),
	);

/**
 * The reference of an object that was given as a whole, as drag and drop does. It is its `reference`, or that
 * of its `person`, or its only field with such a name, such as `documentReference`. Anything else is handed on.
 */
function referenceOf(given: unknown): unknown {
	const value: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
	if (!isObject(value)) return given;
	const { reference, person } = value;
	if (typeof reference === 'string') return reference;
	if (isObject(person) && 'reference' in person) return person.reference;
	const named = Object.entries(value).filter(
		([name, inner]) => name.endsWith('Reference') && typeof inner === 'string' && isUuid(inner),
	);
	return named.length === 1 ? named[0]![1] : given;
}
