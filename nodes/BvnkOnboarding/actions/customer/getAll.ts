// Lists customers, over as many pages as it takes.

import type { IDataObject } from 'n8n-workflow';
import { choicesOf } from '../../../shared/check/checks';
import { choices } from '../../../shared/form/choices';
import { field, type CollectionField } from '../../../shared/form/field';
import { limitField, returnAllField, simplifyField, textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import { concurrency } from '../../../shared/node/options';
import type { Operation } from '../../../shared/node/operation';
import type { CustomerRow } from '../../api/answers';
import { CUSTOMER_TYPES } from '../../api/enums';
import { simpleRow } from '../../output/simplify';
import { listCustomers } from '../customerList';
import { statusesField } from '../statusFields';
import { text } from '../../../shared/check/checks';

const nameFilter = textField({
	displayName: 'Name',
	name: 'name',
	placeholder: 'e.g. Northwind',
	description: 'A part of the name, which BVNK searches for',
	check: text().optional(),
});

const statusFilter = statusesField({
	displayName: 'Status',
	name: 'status',
	description: 'BVNK cannot filter by status, so all pages are read and filtered here',
});

const typeChoices = choices(CUSTOMER_TYPES);
const typeFilter = field({
	displayName: 'Type',
	name: 'type',
	type: 'multiOptions',
	options: typeChoices,
	default: [],
	description: 'BVNK cannot filter by type, so all pages are read and filtered here',
	check: choicesOf(typeChoices),
	personal: false,
});

const filters: CollectionField = {
	displayName: 'Filters',
	name: 'filters',
	placeholder: 'Add filter',
	collection: [nameFilter, statusFilter, typeFilter],
};

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List customers, page by page',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [returnAllField, limitField, simplifyField, filters],
	async execute(item) {
		const name = setting(item, nameFilter, 'filters');
		const statuses = setting(item, statusFilter, 'filters');
		const types = setting(item, typeFilter, 'filters');
		const limit = setting(item, returnAllField) ? undefined : setting(item, limitField);
		const keep = filterOf({ status: statuses, type: types });
		const { rows, read } = await listCustomers(item.client, {
			atOnce: concurrency(item),
			...(setting(item, simplifyField) ? { shape: simpleRow } : {}),
			...(name ? { name } : {}),
			...(limit === undefined ? {} : { limit }),
			...(keep ? { keep } : {}),
		});
		if (rows.length === 0) item.remark(nothingFound(read, name));
		return rows as IDataObject[];
	},
};

/** Why there is no output: an empty table alone would not tell a strict filter from an empty account. */
function nothingFound(read: number, name?: string): string {
	if (read === 1) return '1 customer read, and it does not pass the filters';
	if (read > 0) return `${read} customers read, none passes the filters`;
	return name ? "BVNK found no customer by the filter 'Name'" : 'BVNK lists no customer';
}

/** Whether a row passes: its fields hold one of the wanted values. Undefined where every row passes. */
function filterOf(wanted: Record<string, string[]>): ((row: CustomerRow) => boolean) | undefined {
	const conditions = Object.entries(wanted).filter(([, values]) => values.length > 0);
	if (conditions.length === 0) return undefined;
	return (row) =>
		conditions.every(([name, values]) => {
			const value = row[name];
			return (
				typeof value === 'string' && values.some((one) => one.toUpperCase() === value.toUpperCase())
			);
		});
}
