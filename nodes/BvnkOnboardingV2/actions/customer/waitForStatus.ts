// Waits until a customer has one of the chosen statuses.

import { waitForStatusOperation } from '../../../BvnkOnboarding/actions/customer/waitForStatus';
import { V2_STATUSES } from '../../../BvnkOnboarding/api/statuses';
import { v2 } from '../../api/v2';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

export const waitForStatus = waitForStatusOperation({
	locator: customerLocator,
	known: V2_STATUSES,
	async readerOf(item) {
		const id = await customerOf(item);
		return async () => simpleCustomer((await item.client.call(v2.customer(id))).value);
	},
});
