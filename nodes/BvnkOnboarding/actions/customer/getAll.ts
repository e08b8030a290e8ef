// Lists customers, over as many pages as it takes.

import type { IDataObject } from 'n8n-workflow';
import { choicesOf } from '../../../shared/check/checks';
import { choices } from '../../../shared/form/choices';
import { field, type CollectionField } from '../../../shared/form/field';
import { limitField, returnAllField, textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import { concurrency } from '../../../shared/node/options';
import { outputFields, outputOf, selected } from '../../../shared/node/toolOutput';
import type { Item, Operation } from '../../../shared/node/operation';
import type { CustomerRow } from '../../api/answers';
import { CUSTOMER_TYPES } from '../../api/enums';
import { statusGroupOf } from '../../api/statuses';
import { simpleRow } from '../../output/simplify';
import { listCustomers } from '../customerList';
import { isAmong, statusesField, statusGroupsField } from '../statusFields';
import { text } from '../../../shared/check/checks';

const FILTERED_HERE = 'BVNK filters by name alone, so all pages are read and filtered here.';

const nameFilter = textField({
	displayName: 'Name',
	name: 'name',
	placeholder: 'e.g. Northwind',
	description: 'A part of the name, which BVNK searches for',
	check: text().optional(),
});

const statusGroupFilter = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: [],
	description: `Whatever BVNK calls the status. ${FILTERED_HERE}`,
});

const statusFilter = statusesField({
	displayName: 'Statuses',
	name: 'statuses',
	description: `In BVNK's own words, beside the groups. ${FILTERED_HERE}`,
});

const typeChoices = choices(CUSTOMER_TYPES);
const typeFilter = field({
	displayName: 'Types',
	name: 'types',
	type: 'multiOptions',
	options: typeChoices,
	default: [],
	description: FILTERED_HERE,
	check: choicesOf(typeChoices),
	personal: false,
});

const filters: CollectionField = {
	displayName: 'Filters',
	name: 'filters',
	placeholder: 'Add filter',
	collection: [nameFilter, statusGroupFilter, statusFilter, typeFilter],
};

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List customers, page by page',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [returnAllField, limitField, ...outputFields, filters],
	async execute(item) {
		const name = setting(item, nameFilter, 'filters');
		const limit = setting(item, returnAllField) ? undefined : setting(item, limitField);
		const keep = filterOf(item);
		const output = outputOf(item);
		const { rows, read } = await listCustomers(item.client, {
			atOnce: concurrency(item),
			...(output === 'simplified' ? { shape: simpleRow } : {}),
			...(name ? { name } : {}),
			...(limit === undefined ? {} : { limit }),
			...(keep ? { keep } : {}),
		});
		if (rows.length === 0) item.remark(nothingFound(read, name));
		return Array.isArray(output)
			? rows.map((row) => selected({ ...row, ...simpleRow(row) }, output))
			: (rows as IDataObject[]);
	},
};

/** Why there is no output: an empty table alone would not tell a strict filter from an empty account. */
function nothingFound(read: number, name?: string): string {
	if (read === 1) return '1 customer read, and it does not pass the filters';
	if (read > 0) return `${read} customers read, none passes the filters`;
	return name ? "BVNK found no customer by the filter 'Name'" : 'BVNK lists no customer';
}

/**
 * Whether a row passes: it has one of the wanted types, and a status of a wanted group or a wanted status.
 * Undefined where every row passes.
 */
function filterOf(item: Item): ((row: CustomerRow) => boolean) | undefined {
	const groups = setting(item, statusGroupFilter, 'filters');
	const statuses = setting(item, statusFilter, 'filters');
	const types: string[] = setting(item, typeFilter, 'filters');
	const hasStatus = ({ status }: CustomerRow) =>
		isAmong(groups, statuses, { status, statusGroup: statusGroupOf(status) });
	const hasType = ({ type }: CustomerRow) =>
		typeof type === 'string' && types.includes(type.toUpperCase());
	const conditions = [
		...(groups.length + statuses.length > 0 ? [hasStatus] : []),
		...(types.length > 0 ? [hasType] : []),
	];
	return conditions.length > 0
		? (row) => conditions.every((condition) => condition(row))
		: undefined;
}
