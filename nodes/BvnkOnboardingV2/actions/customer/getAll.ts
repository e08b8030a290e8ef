// Lists customers, over as many pages as it takes. BVNK filters, and what it gives is compared again: which of
// the filters it knows, and how it compares, is not documented.

import type { IDataObject } from 'n8n-workflow';
import {
	isAmong,
	statusesField,
	statusGroupsField,
} from '../../../BvnkOnboarding/actions/statusFields';
import { CUSTOMER_TYPES } from '../../../BvnkOnboarding/api/enums';
import { statusGroupOf, V2_STATUSES } from '../../../BvnkOnboarding/api/statuses';
import { choicesOf, text } from '../../../shared/check/checks';
import { choices } from '../../../shared/form/choices';
import { field, type CollectionField } from '../../../shared/form/field';
import { limitField, returnAllField, textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Item, Operation } from '../../../shared/node/operation';
import { outputFields, outputOf, selected } from '../../../shared/node/toolOutput';
import type { Row } from '../../api/answers';
import { MODELS } from '../../api/enums';
import { v2 } from '../../api/v2';
import { simpleRow } from '../../output/simplify';
import { listRows, wantedRows } from '../lists';

const COMPARED = 'BVNK filters, and what it gives is compared again here';

const nameFilter = textField({
	displayName: 'Name',
	name: 'name',
	placeholder: 'e.g. Northwind',
	description: `A part of the name. ${COMPARED}.`,
	check: text().optional(),
});

const referenceFilter = textField({
	displayName: 'Reference',
	name: 'reference',
	placeholder: 'e.g. crm-000417',
	description: `Your own ID of the customer, in full. ${COMPARED}.`,
	check: text().optional(),
	personal: false,
});

const statusGroupFilter = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: [],
	description: 'Whatever BVNK calls the status. Filtered here, so that all pages are read.',
});

const statusFilter = statusesField(
	{
		displayName: 'Statuses',
		name: 'statuses',
		description: `In BVNK's own words, beside the groups. ${COMPARED}.`,
	},
	V2_STATUSES,
);

const listFilter = (
	own: { displayName: string; name: string },
	values: readonly string[],
	others: boolean,
) => {
	const options = choices(values);
	return field({
		...own,
		type: 'multiOptions',
		options,
		allowArbitraryValues: others,
		default: [],
		description: `One of these. ${COMPARED}.`,
		check: choicesOf(options, { others }),
		personal: false,
	});
};

const typeFilter = listFilter({ displayName: 'Types', name: 'types' }, CUSTOMER_TYPES, false);
const modelFilter = listFilter({ displayName: 'Models', name: 'models' }, MODELS, true);

const filters: CollectionField = {
	displayName: 'Filters',
	name: 'filters',
	placeholder: 'Add filter',
	collection: [
		modelFilter,
		nameFilter,
		referenceFilter,
		statusGroupFilter,
		statusFilter,
		typeFilter,
	],
};

/** What the form asks for. */
interface Wanted {
	name?: string | undefined;
	reference?: string | undefined;
	groups: string[];
	statuses: string[];
	types: string[];
	models: string[];
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List customers, page by page, those of v1 included',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [returnAllField, limitField, ...outputFields, filters],
	async execute(item) {
		const wanted = wantedOf(item);
		const query = queryOf(wanted);
		const keep = filterOf(wanted);
		const output = outputOf(item);
		const { rows, read } = await listRows(
			item.client,
			(page) => v2.customers({ ...page, ...query }),
			{
				thing: 'customers',
				personal: () => (wanted.name ? [wanted.name] : []),
				...wantedRows(item),
				...(output === 'simplified' ? { shape: simpleRow } : {}),
				...(keep ? { keep } : {}),
			},
		);
		if (rows.length === 0) item.remark(nothingFound(read, Object.keys(query).length > 0));
		return Array.isArray(output)
			? rows.map((row) => selected({ ...row, ...simpleRow(row) }, output))
			: (rows as IDataObject[]);
	},
};

const wantedOf = (item: Item): Wanted => ({
	name: setting(item, nameFilter, 'filters'),
	reference: setting(item, referenceFilter, 'filters'),
	groups: setting(item, statusGroupFilter, 'filters'),
	statuses: setting(item, statusFilter, 'filters'),
	types: setting(item, typeFilter, 'filters'),
	models: setting(item, modelFilter, 'filters'),
});

/** What BVNK is asked to filter by: whether it takes several values of one filter is not known. */
function queryOf({ name, reference, groups, statuses, types, models }: Wanted): IDataObject {
	// the groups stand beside the statuses: a row may have either
	const lists = { status: groups.length > 0 ? [] : statuses, type: types, model: models };
	const single = Object.entries(lists).filter(([, values]) => values.length === 1);
	return {
		...(name ? { name } : {}),
		...(reference ? { reference } : {}),
		...Object.fromEntries(single.map(([filter, [value]]) => [filter, value])),
	};
}

/** Whether a row is what was asked for. Undefined where every row is. */
function filterOf(wanted: Wanted): ((row: Row) => boolean) | undefined {
	const { name = '', reference, groups, statuses, types, models } = wanted;
	const words = plain(name).split(' ').filter(Boolean);
	const conditions: Array<(row: Row) => boolean> = [];
	if (reference) conditions.push((row) => row.reference === reference);
	if (words.length > 0) {
		// a row without a name was found by BVNK's own index
		conditions.push(
			(row) =>
				typeof row.name !== 'string' ||
				words.every((word) => plain(row.name as string).includes(word)),
		);
	}
	if (groups.length + statuses.length > 0) {
		conditions.push(({ status }) =>
			isAmong(groups, statuses, { status, statusGroup: statusGroupOf(status) }),
		);
	}
	for (const [member, values] of [
		['type', types],
		['model', models],
	] as const) {
		if (values.length === 0) continue;
		conditions.push((row) => {
			const value = row[member];
			return (
				typeof value === 'string' && values.some((one) => one.toUpperCase() === value.toUpperCase())
			);
		});
	}
	return conditions.length > 0
		? (row) => conditions.every((condition) => condition(row))
		: undefined;
}

/** A name as it is compared: without accents, capitals and double blanks. */
const plain = (name: string) =>
	name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Why there is no output: an empty table alone would not tell a strict filter from an empty account. */
function nothingFound(read: number, isFiltered: boolean): string {
	if (read > 0) {
		return `${read} ${read === 1 ? 'customer' : 'customers'} read, none passes the filters`;
	}
	return isFiltered ? 'BVNK found no customer by the filters' : 'BVNK lists no customer';
}
