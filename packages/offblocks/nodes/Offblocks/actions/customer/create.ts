// Creates a customer, and gives the challenge that the owner of the wallet has to sign.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { valuesOf } from '../../../../../../nodes/shared/form/read';
import { idempotencyKey, keyOfBody } from '../../../../../../nodes/shared/node/idempotencyKey';
import { writing } from '../../../../../../nodes/shared/node/operation';
import { api } from '../../api/offblocks';
import { customerFields } from '../../bodies/customer';
import { ownTexts } from '../../bodies/personal';
import { withChallengeText } from '../../output/challenge';

const IF_REPEATED =
	'Running it again is safe: it stays one customer. Within the hour Offblocks answers the same again, later that the customer exists.';

export const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description:
		'Register a customer by wallet and external ID, and get the challenge that its owner signs. Someone who was rejected is not let in again.',
	kind: 'create',
	automaticKey: 'Made from the two ids: the same customer, sent again, stays one customer',
	ifRepeated: IF_REPEATED,
	fields: customerFields,
	prepare(item) {
		const body = checkedBody(item, customerFields, valuesOf(item, customerFields), 'form');
		return { body, key: idempotencyKey(item, () => keyOfBody(item, body)) };
	},
	async send(item, { body, key }) {
		const { value } = await item.client.call(api.createCustomer(body), {
			personal: () => ownTexts(customerFields, body),
			idempotencyKey: key,
			ifRepeated: IF_REPEATED,
		});
		return [withChallengeText(value as IDataObject)];
	},
});
