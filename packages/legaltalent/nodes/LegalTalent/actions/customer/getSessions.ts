// Lists all sessions of one customer.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { listRows } from '../list';
import { customerLocator } from '../locators';

export const getSessions: Operation = {
	value: 'getSessions',
	name: 'Get Sessions',
	action: 'Get sessions of customer',
	description: "Read all of a customer's sessions, one item each",
	kind: 'read',
	fields: [customerLocator],
	async execute(item) {
		return await listRows(item, {
			thing: 'sessions',
			idName: 'session_id',
			call: kyc.customerSessions(setting(item, customerLocator)),
		});
	},
};
