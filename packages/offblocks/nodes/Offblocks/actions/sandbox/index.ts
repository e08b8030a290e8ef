// The simulator of Offblocks' sandbox: it decides a verification in place of the KYC provider.

import { environmentOf } from '../../../../credentials/offblocks/hosts';
import { givenError } from '../../../../../../nodes/shared/check/findings';
import type { Item, Resource } from '../../../../../../nodes/shared/node/operation';
import { api, CREDENTIAL } from '../../api/offblocks';
import { changeOperation } from '../change';
import { customerLocator } from '../locators';

/** Nobody is verified in production by a click. */
async function notInProduction(item: Item): Promise<void> {
	const credential = await item.context.getCredentials(CREDENTIAL, item.itemIndex);
	if (environmentOf(credential) !== 'production') return;
	throw givenError(
		item,
		'The simulator is for the sandbox, and the credential is set to production',
		'Nothing was sent for this item. Choose a credential of the sandbox.',
	);
}

const decision = (
	names: { value: string; name: string; action: string },
	end: string,
	call: typeof api.verifyCustomer,
) =>
	changeOperation(
		{
			...names,
			description: `Let a customer who is verifying be ${end}, as the KYC provider would. The status follows a moment later.`,
		},
		{ locator: customerLocator, call, check: notInProduction },
	);

const rejectCustomer = decision(
	{ value: 'rejectCustomer', name: 'Reject Customer', action: 'Reject customer in sandbox' },
	'rejected',
	api.rejectCustomer,
);

const verifyCustomer = decision(
	{ value: 'verifyCustomer', name: 'Verify Customer', action: 'Verify customer in sandbox' },
	'active',
	api.verifyCustomer,
);

export const sandbox: Resource = {
	value: 'sandbox',
	name: 'Sandbox',
	defaultOperation: 'verifyCustomer',
	operations: [rejectCustomer, verifyCustomer],
};
