// The card of an account.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { inputError } from '../../../../../../nodes/shared/check/findings';
import { setting, valuesOf } from '../../../../../../nodes/shared/form/read';
import {
	idempotencyKey,
	ifRepeatedIn,
	keyOfRun,
} from '../../../../../../nodes/shared/node/idempotencyKey';
import { writing, type Item, type Resource } from '../../../../../../nodes/shared/node/operation';
import { api } from '../../api/offblocks';
import { CARD_STATUSES } from '../../api/statuses';
import { cardFields, PHYSICAL, shippingAddress } from '../../bodies/card';
import { ownTexts } from '../../bodies/personal';
import { changeOperation, switchOperations } from '../change';
import { accountFilter, accountLocator, cardLocator } from '../locators';
import { getAllOperation, getOperation, hasStatus, statusFilter } from '../read';

const IF_REPEATED =
	'A retry of the node (Retry On Fail) orders no second card, another execution may: look with Get Many first.';
const IF_CALLED_AGAIN = 'Calling it again may order a second card: look with Get Many first.';

/** A physical card without an address would not be made. */
function checkShipping(item: Item, { type, shippingAddress: given }: IDataObject): void {
	if (type !== PHYSICAL || given !== undefined) return;
	throw inputError(item, [
		{
			field: shippingAddress.displayName,
			problem: 'is empty, and a physical card is sent there',
		},
	]);
}

const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create card',
	description: 'Order a virtual or physical card for an account',
	kind: 'create',
	automaticKey: 'Made from the execution and the item: a retry of the node orders no second card',
	ifRepeated: IF_REPEATED,
	fields: [accountLocator, ...cardFields],
	prepare(item) {
		const id = setting(item, accountLocator);
		const body = checkedBody(item, cardFields, valuesOf(item, cardFields), 'form');
		checkShipping(item, body);
		return { id, body, key: idempotencyKey(item, () => keyOfRun(item, 'card', id, body)) };
	},
	async send(item, { id, body, key }) {
		const { value } = await item.client.call(api.createCard(id, body), {
			personal: () => ownTexts(cardFields, body),
			idempotencyKey: key,
			ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
		});
		return [value as IDataObject];
	},
});

const status = statusFilter(CARD_STATUSES);

const getAll = getAllOperation({
	thing: 'card',
	call: (item) => {
		const account = setting(item, accountFilter, 'filters');
		return account === undefined ? api.cards() : api.cardsOf(account);
	},
	filters: [accountFilter, status],
	conditions: [hasStatus(status)],
});

const { activate, deactivate } = switchOperations({
	one: 'a card',
	locator: cardLocator,
	activate: api.activateCard,
	deactivate: api.deactivateCard,
});

const terminate = changeOperation(
	{
		value: 'terminate',
		name: 'Terminate',
		action: 'Terminate card',
		description: 'End a card for good',
	},
	{ locator: cardLocator, call: api.terminateCard },
);

export const card: Resource = {
	value: 'card',
	name: 'Card',
	defaultOperation: 'get',
	operations: [
		activate,
		create,
		deactivate,
		getOperation('card', cardLocator, api.card),
		getAll,
		terminate,
	],
};
