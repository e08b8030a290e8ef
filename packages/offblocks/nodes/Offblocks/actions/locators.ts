// Which customer, account or card an item is about, by Offblocks' own id.

import * as z from 'zod/v4';
import { isObject } from '../../../../../nodes/shared/check/groups';
import { uuid } from '../../../../../nodes/shared/check/reference';
import { field } from '../../../../../nodes/shared/form/field';
import { fromList, typed } from '../../../../../nodes/shared/form/locator';

const EXAMPLE = '04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21';

/** An id that is typed or picked. A whole object that was dropped gives its own. */
const idOf = (name: string, thing: string) =>
	z.preprocess(
		(given) => (isObject(given) ? (given[name] ?? given.id ?? given) : given),
		uuid(`the id of the ${thing} at Offblocks, such as ${EXAMPLE}, and not an id of your own`),
	);

const locator = (
	thing: 'customer' | 'account' | 'card',
	displayName: string,
	searchListMethod: string,
) =>
	field({
		displayName,
		name: `${thing}Id`,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: `The ${thing}, by Offblocks' own ID`,
		builderHint: {
			propertyHint: `Prefer mode "id" with the ID that ${displayName} › Create returned. An External ID is not accepted here.`,
		},
		modes: [
			fromList(searchListMethod, `Choose ${thing === 'account' ? 'an' : 'a'} ${thing}`),
			typed('By ID', `e.g. ${EXAMPLE}`),
		],
		check: idOf(`${thing}Id`, thing),
		personal: false,
	});

export const customerLocator = locator('customer', 'Customer', 'searchCustomers');
export const accountLocator = locator('account', 'Account', 'searchAccounts');
export const cardLocator = locator('card', 'Card', 'searchCards');

/** What an operation takes as the thing that it is about. */
export type Locator = typeof customerLocator;

/** The same thing as a filter of a list, where it may be left out. */
const filter = (own: Locator, description: string) => ({
	...own,
	required: false,
	description,
	check: own.check.optional(),
});

export const customerFilter = filter(customerLocator, 'Only accounts of this customer');
export const accountFilter = filter(accountLocator, 'Only cards of this account');
