// Deactivates a customer. LegalTalent documents no way back.

import { setting } from '../../../../../../nodes/shared/form/read';
import { writing } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { fullResponseField, outputOf } from '../fields';
import { customerLocator } from '../locators';

const IF_REPEATED = 'Running it again deactivates nothing else.';

export const deactivate = writing({
	value: 'deactivate',
	name: 'Deactivate',
	action: 'Deactivate customer',
	description: 'Deactivate a customer. LegalTalent documents no way to undo it.',
	kind: 'write',
	ifRepeated: IF_REPEATED,
	fields: [customerLocator],
	options: [fullResponseField],
	prepare: (item) => setting(item, customerLocator),
	async send(item, customer) {
		const answered = await item.client.call(kyc.deactivateCustomer(customer), {
			ifRepeated: IF_REPEATED,
		});
		return [{ customer_id: customer, success: true, ...outputOf(item, answered) }];
	},
});
