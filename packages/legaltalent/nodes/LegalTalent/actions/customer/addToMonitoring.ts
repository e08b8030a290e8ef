// Puts a customer on watchlist monitoring, which takes seats that cost money.

import { jsonObject } from '../../../../../../nodes/shared/form/json';
import { parameter, setting } from '../../../../../../nodes/shared/form/read';
import { writing } from '../../../../../../nodes/shared/node/operation';
import { personalIn } from '../../../../../../nodes/shared/body/personal';
import { kyc } from '../../api/calls';
import { bodyField } from '../../bodies/json';
import { fullResponseField, notConfirmed, outputOf } from '../fields';
import { customerLocator } from '../locators';

const IF_REPEATED =
	'Running it again may take a second seat: look at the watchlist at LegalTalent first.';

const body = bodyField(
	'What LegalTalent is to be told, as JSON. It probably takes the ID of a watchlist, e.g. {"watchlist_id": "…"}.',
);

export const addToMonitoring = writing({
	value: 'addToMonitoring',
	name: 'Add to Monitoring',
	action: 'Add customer to monitoring',
	description:
		'Put a customer on watchlist monitoring. Takes seats of the account, which cost money.',
	kind: 'create',
	ifRepeated: IF_REPEATED,
	fields: [notConfirmed('what the body holds'), customerLocator, body],
	options: [fullResponseField],
	prepare: (item) => ({
		customer: setting(item, customerLocator),
		given: jsonObject(item, parameter(item, body.name, body.default), body.displayName),
	}),
	async send(item, { customer, given }) {
		const answered = await item.client.call(kyc.monitorCustomer(customer, given), {
			personal: () => personalIn([], given),
			ifRepeated: IF_REPEATED,
		});
		return [{ customer_id: customer, ...outputOf(item, answered) }];
	},
});
