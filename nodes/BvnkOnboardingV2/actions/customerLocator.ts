// Which customer an item is about: BVNK's ID, however the user gives it.

import { customerLocatorFor } from '../../BvnkOnboarding/actions/customerLocator';

/** v2's: picked from BVNK's list, typed, or taken from a pasted URL. */
export const { locator: customerLocator, customerOf } = customerLocatorFor({
	name: 'customerId',
	description: "The customer at BVNK, by BVNK's own ID",
	mode: 'By ID',
	word: 'ID',
	member: 'id',
	help: "It is BVNK's own ID, such as 3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11, and not your reference: Customer › Get by Reference leads from one to the other.",
	hint: 'Prefer mode id with the ID that Create, Get by Reference or the trigger gives (id, customerReference). It is not your reference.',
	url: 'e.g. https://api.bvnk.com/platform/v2/customers/',
});
