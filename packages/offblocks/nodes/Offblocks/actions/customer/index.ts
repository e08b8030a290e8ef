// The customer: somebody with a wallet, whom a partner onboards. In the order of its life.

import { text } from '../../../../../../nodes/shared/check/text';
import { textField } from '../../../../../../nodes/shared/form/fields';
import { setting } from '../../../../../../nodes/shared/form/read';
import type { Resource } from '../../../../../../nodes/shared/node/operation';
import { api } from '../../api/offblocks';
import { CUSTOMER_STATUSES } from '../../api/statuses';
import { accountId } from '../../bodies/accountId';
import { switchOperations } from '../change';
import { customerLocator } from '../locators';
import {
	FILTERED_HERE,
	getAllOperation,
	getChallengeOperation,
	getOperation,
	hasStatus,
	statusFilter,
} from '../read';
import { submitChallengeOperation } from '../submitChallenge';
import { create } from './create';
import { waitForStatus } from './waitForStatus';

const status = statusFilter(CUSTOMER_STATUSES);

const externalId = textField({
	displayName: 'External ID',
	name: 'externalId',
	description: `The whole of it. ${FILTERED_HERE}.`,
	check: text().optional(),
	personal: false,
});

const chainId = textField({
	displayName: 'Blockchain Account ID',
	name: 'chainId',
	description: `Chain and address, in any case. ${FILTERED_HERE}.`,
	check: accountId().optional(),
});

const getAll = getAllOperation({
	thing: 'customer',
	call: () => api.customers(),
	filters: [chainId, externalId, status],
	conditions: [
		hasStatus(status),
		(item) => {
			const wanted = setting(item, externalId, 'filters');
			return wanted === undefined ? undefined : (row) => row.externalId === wanted;
		},
		(item) => {
			const wanted = setting(item, chainId, 'filters')?.toLowerCase();
			return wanted === undefined ? undefined : (row) => row.chainId?.toLowerCase() === wanted;
		},
	],
});

const { activate, deactivate } = switchOperations({
	one: 'a customer',
	with: 'all accounts and cards',
	locator: customerLocator,
	activate: api.activateCustomer,
	deactivate: api.deactivateCustomer,
});

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	defaultOperation: 'get',
	operations: [
		activate,
		create,
		deactivate,
		getOperation('customer', customerLocator, api.customer),
		getChallengeOperation('customer', customerLocator, api.customerChallenge),
		getAll,
		submitChallengeOperation('customer', customerLocator, api.signCustomerChallenge),
		waitForStatus,
	],
};
