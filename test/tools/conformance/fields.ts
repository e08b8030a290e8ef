// A form's fields as the body of a request has them, for a comparison with what the vendor publishes.

import { isCollection, isGroup, optionsOf, type Field } from '../../../nodes/shared/form/field';
import { pathOf } from '../../../nodes/shared/body/places';
import type { KnownField } from './openapi';

/**
 * The fields of a body by path. Of several forms for one call, all fields count, and a field is required where
 * each of them requires it.
 *
 * @param forms each a form's fields
 * @param without names of fields that are settings, and not sent under their name
 */
export function bodyOf(forms: Field[][], without: string[] = []): Map<string, KnownField> {
	const bodies = forms.map((fields) => {
		const body = new Map<string, KnownField>();
		walk(fields, [], true, without, body);
		return body;
	});
	const all = new Map<string, KnownField>(bodies.flatMap((body) => [...body]));
	for (const [path, field] of all) {
		const required = bodies.every((body) => body.get(path)?.required);
		all.set(path, { ...field, required });
	}
	return all;
}

function walk(
	fields: Field[],
	above: string[],
	required: boolean,
	without: string[],
	into: Map<string, KnownField>,
): void {
	for (const one of fields) {
		if (without.includes(one.name)) continue;
		if (isCollection(one)) {
			walk(one.collection, above, required, without, into);
			continue;
		}
		const path = [...above, ...pathOf(one)];
		if (isGroup(one)) {
			walk(one.fields, path, required && one.required === true, without, into);
			continue;
		}
		const offers = one.type === 'options' || one.type === 'multiOptions';
		into.set(path.join('.'), {
			required: required && one.required === true && one.optionalInJson !== true,
			...(offers ? { values: optionsOf(one).map(({ value }) => String(value)) } : {}),
		});
	}
}
