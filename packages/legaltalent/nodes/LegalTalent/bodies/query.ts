// Query parameters that the user names: LegalTalent documents that lists have filters, and not which.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../nodes/shared/body/body';
import { text } from '../../../../../nodes/shared/check/checks';
import { givenError } from '../../../../../nodes/shared/check/findings';
import { field, type GroupField } from '../../../../../nodes/shared/form/field';
import { textField } from '../../../../../nodes/shared/form/fields';
import { valuesOf } from '../../../../../nodes/shared/form/read';
import type { Item } from '../../../../../nodes/shared/node/operation';

/** Names and values, as many as are wanted. */
export const pairsField = (own: {
	displayName: string;
	name: string;
	entry: string;
	description: string;
}): GroupField => ({
	displayName: own.displayName,
	name: own.name,
	entry: { displayName: own.entry, name: 'pair' },
	description: own.description,
	fields: [
		field({
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. status',
			description: 'As LegalTalent spells it',
			check: text(),
			personal: false,
		}),
		textField({ displayName: 'Value', name: 'value', required: true, check: text() }),
	],
});

/** What may be somebody's own in a query: error texts must not repeat it. */
export const textsOf = (query: IDataObject): string[] =>
	Object.values(query).filter((value) => typeof value === 'string');

/**
 * The parameters of an item, by their names.
 *
 * @param within the collection that holds the field, such as `options`
 * @param taken names that the operation itself sends
 * @throws NodeOperationError for a name that comes twice, or is taken
 */
export function queryOf(
	item: Item,
	pairs: GroupField,
	within?: string,
	taken: string[] = [],
): IDataObject {
	const fields = [pairs];
	const given = within
		? valuesOf(item, [{ displayName: '', name: within, collection: fields }])
		: valuesOf(item, fields);
	const { [pairs.name]: list = [] } = checkedBody(item, fields, given, 'form') as Record<
		string,
		Array<{ name: string; value: string }>
	>;
	// any name may be given, those that JavaScript's own objects have among them
	const query = new Map<string, string>();
	for (const [at, { name, value }] of list.entries()) {
		const label = `'${pairs.entry!.displayName} ${at + 1} › Name'`;
		if (query.has(name)) {
			throw givenError(item, `${label} comes twice`, 'Give each name once.');
		}
		if (taken.includes(name)) {
			throw givenError(
				item,
				`${label} is sent by the node itself`,
				'Remove it, or set it in Options.',
			);
		}
		query.set(name, value);
	}
	return Object.fromEntries(query);
}
