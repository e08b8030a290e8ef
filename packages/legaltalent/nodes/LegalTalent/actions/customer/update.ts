// Changes a customer. Which fields LegalTalent lets change is assumed to be those of a new one.

import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import { givenError } from '../../../../../../nodes/shared/check/findings';
import { withExtraJson } from '../../../../../../nodes/shared/form/json';
import { setting, valuesOf } from '../../../../../../nodes/shared/form/read';
import { writing } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { updateFields } from '../../bodies/customer';
import { extraJsonField } from '../../bodies/json';
import { fullResponseField, notConfirmed, outputOf } from '../fields';
import { customerLocator } from '../locators';

const IF_REPEATED = 'Running it again sets the same values.';

export const update = writing({
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: 'Change a customer',
	kind: 'write',
	ifRepeated: IF_REPEATED,
	fields: [notConfirmed('which fields may change'), customerLocator, ...updateFields],
	options: [fullResponseField],
	prepare(item) {
		const customer = setting(item, customerLocator);
		const { extraJson, ...given } = valuesOf(item, updateFields);
		const merged = withExtraJson(item, given, extraJson, extraJsonField.displayName);
		const body = checkedBody(item, updateFields, merged);
		if (Object.keys(body).length > 0) return { customer, body };
		throw givenError(
			item,
			`'${updateFields[0].displayName}' is empty: there is nothing to change`,
			'Add at least one field, and check that its expression gives a value for this item.',
		);
	},
	async send(item, { customer, body }) {
		const answered = await item.client.call(kyc.updateCustomer(customer, body), {
			personal: () => personalIn(updateFields, body),
			ifRepeated: IF_REPEATED,
		});
		return [{ customer_id: customer, ...outputOf(item, answered) }];
	},
});
