// Lists customers, over as many pages as it takes.

import type { IDataObject } from 'n8n-workflow';
import { simpleRow } from '../../output/simplify';
import { CURRENT_STATUSES } from '../../api/statuses';
import { CUSTOMER_TYPES } from '../../api/enums';
import { choices } from '../../../shared/form/choices';
import { optionsField, simplifyField } from '../../fields/common';
import { listCustomers } from '../../../shared/http/pages';
import type { CustomerRow } from '../../api/answers';
import { inputError, parameter, requestOptions } from '../../../shared/form/read';
import type { Call, Operation } from '../../../shared/node/operation';

const PAGES_AT_ONCE = 4;

interface Filters {
	name?: string;
	status?: string | string[];
	type?: string | string[];
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'List customers, page by page',
	concurrency: PAGES_AT_ONCE,
	inTurn: true,
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { returnAll: [false] } },
		},
		simplifyField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Northwind',
					description: 'A part of the name, which BVNK searches for',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: choices(CURRENT_STATUSES),
					allowArbitraryValues: true,
					default: [],
					description: 'BVNK cannot filter by status, so all pages are read and filtered here',
				},
				{
					displayName: 'Type',
					name: 'type',
					type: 'multiOptions',
					options: choices(CUSTOMER_TYPES),
					default: [],
					description: 'BVNK cannot filter by type, so all pages are read and filtered here',
				},
			],
		},
		optionsField({ concurrency: PAGES_AT_ONCE, of: 'pages are read' }),
	],
	async execute(call) {
		const { concurrency = PAGES_AT_ONCE } = requestOptions(call.context, call.itemIndex);
		const { name, status, type } = parameter<Filters>(call, 'filters', {});
		const limit = limitOf(call);
		const keep = filter({ status: listOf(status), type: listOf(type) });
		const rows = await listCustomers(call.client, {
			concurrency,
			...(parameter(call, 'simplify', true) ? { shape: simpleRow } : {}),
			...(name ? { name } : {}),
			...(limit === undefined ? {} : { limit }),
			...(keep ? { keep } : {}),
		});
		return rows as IDataObject[];
	},
};

/** How many rows are wanted; undefined for all. */
function limitOf(call: Call): number | undefined {
	if (parameter(call, 'returnAll', false)) return undefined;
	const limit = parameter<unknown>(call, 'limit', 50);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1) return limit;
	throw inputError(
		call,
		"'Limit' must be a whole number of 1 or more",
		"Turn 'Return All' on to get every customer.",
	);
}

/** An expression may give one value where the list gives several, or nothing, which filters nothing. */
function listOf(value: string | string[] | undefined): string[] {
	return [value ?? []].flat().flatMap((entry) => (entry ? String(entry).toUpperCase() : []));
}

/** Whether a row passes: its fields hold one of the wanted values. Undefined where every row passes. */
function filter(wanted: {
	status: string[];
	type: string[];
}): ((row: CustomerRow) => boolean) | undefined {
	const conditions = Object.entries(wanted).filter(([, values]) => values.length > 0);
	if (conditions.length === 0) return undefined;
	return (row) =>
		conditions.every(([field, values]) => {
			const value = row[field];
			return typeof value === 'string' && values.includes(value.toUpperCase());
		});
}
