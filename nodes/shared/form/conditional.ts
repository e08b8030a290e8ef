// A field that shows by itself where it is asked for, and nowhere else unless it has a value.

import type { DisplayCondition, INodeProperties } from 'n8n-workflow';

const IS_EXPRESSION: DisplayCondition = { _cnd: { startsWith: '=' } };

/**
 * The definitions that make such a field, for a group that hides its optional fields.
 *
 * n8n forgets a value unless at least one definition with that name is visible, and a definition's conditions
 * are ANDed. Hence one definition for each case:
 *
 * - the field is asked for
 * - it is not asked for, and has a value
 * - it is not asked for, and is empty: then it can be added
 * - never seen: n8n loads and saves a group by looking at the group's own fields alone, and this one keeps
 *   the value then
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
