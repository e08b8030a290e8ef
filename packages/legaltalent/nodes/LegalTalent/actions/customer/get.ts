// Reads one customer.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { fullResponseField, outputOf } from '../fields';
import { customerLocator } from '../locators';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get customer',
	description: 'Read one customer',
	kind: 'read',
	fields: [customerLocator],
	options: [fullResponseField],
	async execute(item) {
		const answered = await item.client.call(kyc.customer(setting(item, customerLocator)));
		return [outputOf(item, answered)];
	},
};
