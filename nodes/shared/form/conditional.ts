// A field that shows by itself where it is asked for, and nowhere else unless it has a value.

import type { DisplayCondition, INodeProperties } from 'n8n-workflow';

const IS_EXPRESSION: DisplayCondition = { _cnd: { startsWith: '=' } };

/**
 * The definitions that make such a field, for a group that hides its optional fields. n8n drops the value
 * of a field that no definition of its name shows, and ANDs a definition's conditions, so each case is a
 * definition of its own: asked for; filled in elsewhere; empty elsewhere, where it can be added. The
 * hidden last one is never seen: it keeps the value when n8n, which then looks at no group but the
 * field's own, loads and saves.
 *
 * @param field one that is empty by default
 * @param where the field that decides and the values that ask for this one; a field of another group by
 * its path, `/address.value.countryCode`
 */
export function conditionalField(
	field: INodeProperties,
	where: { field: string; values: string[] },
): INodeProperties[] {
	const { displayName, name } = field;
	const elsewhere = { [where.field]: [...where.values, IS_EXPRESSION] };
	const showEvenWhenOptional = { ...field.typeOptions, showEvenWhenOptional: true };
	const byItself = { ...field, typeOptions: showEvenWhenOptional };
	return [
		{ ...byItself, displayOptions: { show: { [where.field]: where.values } } },
		{ ...byItself, displayOptions: { hide: { ...elsewhere, [name]: [''] } } },
		{ ...field, displayOptions: { show: { [name]: [''] }, hide: elsewhere } },
		{ displayName, name, type: 'hidden', typeOptions: { showEvenWhenOptional: true }, default: '' },
	];
}
