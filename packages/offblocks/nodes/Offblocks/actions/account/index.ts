// The account of a customer. Its opening and its closing are signed by the owner's wallet.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../../../../nodes/shared/body/body';
import { setting, valuesOf } from '../../../../../../nodes/shared/form/read';
import {
	idempotencyKey,
	ifRepeatedIn,
	keyOfRun,
} from '../../../../../../nodes/shared/node/idempotencyKey';
import { writing, type Resource } from '../../../../../../nodes/shared/node/operation';
import { api } from '../../api/offblocks';
import { ACCOUNT_STATUSES } from '../../api/statuses';
import { accountFields } from '../../bodies/account';
import { withChallengeText } from '../../output/challenge';
import { changeOperation, switchOperations } from '../change';
import { accountLocator, customerFilter, customerLocator } from '../locators';
import {
	getAllOperation,
	getChallengeOperation,
	getOperation,
	hasStatus,
	statusFilter,
} from '../read';
import { submitChallengeOperation } from '../submitChallenge';

const IF_REPEATED =
	'A retry of the node (Retry On Fail) opens no second account, another execution may: look with Get Many first.';
const IF_CALLED_AGAIN = 'Calling it again may open a second account: look with Get Many first.';

const create = writing({
	value: 'create',
	name: 'Create',
	action: 'Create account',
	description:
		'Open an account for an active customer, and get the challenge that the owner of the wallet signs',
	kind: 'create',
	automaticKey: 'Made from the execution and the item: a retry of the node opens no second account',
	ifRepeated: IF_REPEATED,
	fields: [customerLocator, ...accountFields],
	prepare(item) {
		const id = setting(item, customerLocator);
		const body = checkedBody(item, accountFields, valuesOf(item, accountFields), 'form');
		return { id, body, key: idempotencyKey(item, () => keyOfRun(item, 'account', id, body)) };
	},
	async send(item, { id, body, key }) {
		const { value } = await item.client.call(api.createAccount(id, body), {
			idempotencyKey: key,
			ifRepeated: ifRepeatedIn(item, IF_REPEATED, IF_CALLED_AGAIN),
		});
		return [withChallengeText(value as IDataObject)];
	},
});

const status = statusFilter(ACCOUNT_STATUSES);

const getAll = getAllOperation({
	thing: 'account',
	call: (item) => {
		const customer = setting(item, customerFilter, 'filters');
		return customer === undefined ? api.accounts() : api.accountsOf(customer);
	},
	filters: [customerFilter, status],
	conditions: [hasStatus(status)],
});

const { activate, deactivate } = switchOperations({
	one: 'an account',
	with: 'its cards',
	locator: accountLocator,
	activate: api.activateAccount,
	deactivate: api.deactivateAccount,
});

const close = changeOperation(
	{
		value: 'close',
		name: 'Close',
		action: 'Close account',
		description:
			'Close an account for good. The owner then signs a challenge for it: Get Challenge, Submit Challenge.',
	},
	{ locator: accountLocator, call: api.closeAccount },
);

export const account: Resource = {
	value: 'account',
	name: 'Account',
	defaultOperation: 'get',
	operations: [
		activate,
		close,
		create,
		deactivate,
		getOperation('account', accountLocator, api.account),
		getChallengeOperation('account', accountLocator, api.accountChallenge),
		getAll,
		submitChallengeOperation('account', accountLocator, api.signAccountChallenge),
	],
};
