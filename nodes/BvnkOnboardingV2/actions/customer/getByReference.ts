// From the partner's own reference to BVNK's customer.

import type { IDataObject } from 'n8n-workflow';
import { givenError } from '../../../shared/check/findings';
import { text } from '../../../shared/check/checks';
import { choiceField, textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { outputFields } from '../../../shared/node/toolOutput';
import { v2 } from '../../api/v2';
import { simpleRow } from '../../output/simplify';
import { listRows } from '../lists';
import { outputFor } from '../output';

/** The reference that is looked for: v1's external references are longer now and then, so any text will do. */
const wantedReference = textField({
	displayName: 'Reference',
	name: 'reference',
	required: true,
	placeholder: 'e.g. crm-000417',
	description: 'Your own ID of the customer; of a customer of v1, its external reference',
	check: text(),
	personal: false,
});

const ifNotFoundField = choiceField({
	displayName: 'If Not Found',
	name: 'ifNotFound',
	options: [
		{ name: 'Return Nothing', value: 'nothing' },
		{ name: 'Stop With an Error', value: 'error' },
	],
	default: 'error',
	description: 'What to do where BVNK has no customer with this reference',
});

export const getByReference: Operation = {
	value: 'getByReference',
	name: 'Get by Reference',
	action: 'Get customer by reference',
	description: "Find BVNK's customer by your own reference, customers of v1 included",
	kind: 'read',
	fields: [wantedReference, ifNotFoundField, ...outputFields],
	async execute(item) {
		const reference = setting(item, wantedReference);
		const { rows } = await listRows(
			item.client,
			(page) => v2.customers({ ...page, reference }),
			// BVNK may find by a part of it
			{ thing: 'customers', keep: (row) => row.reference === reference },
		);
		if (rows.length > 1) {
			throw givenError(
				item,
				`BVNK has ${rows.length} customers with this reference`,
				`Which one is meant, the reference does not tell. Their IDs are: ${rows.map(({ id }) => id).join(', ')}.`,
			);
		}
		const [row] = rows;
		if (row) return [outputFor(item)(simpleRow(row), row as IDataObject)];
		if (setting(item, ifNotFoundField) === 'nothing') return [];
		throw givenError(
			item,
			'BVNK has no customer with this reference',
			"Check the reference, and that the credential is of the environment in which the customer was made. It is your own one, not BVNK's ID. A customer that was just made may take a moment.",
		);
	},
};
