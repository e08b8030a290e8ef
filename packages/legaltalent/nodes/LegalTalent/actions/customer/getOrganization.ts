// Reads who stands behind a customer.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { fullResponseField, outputOf } from '../fields';
import { customerLocator } from '../locators';

export const getOrganization: Operation = {
	value: 'getOrganization',
	name: 'Get Organization',
	action: 'Get organization of customer',
	description: "Read a customer's owners, shareholders, directors and representatives",
	kind: 'read',
	fields: [customerLocator],
	options: [fullResponseField],
	async execute(item) {
		const answered = await item.client.call(kyc.organization(setting(item, customerLocator)));
		return [outputOf(item, answered)];
	},
};
