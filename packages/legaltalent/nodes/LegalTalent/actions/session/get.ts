// Reads one session.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { fullResponseField, outputOf } from '../fields';
import { sessionIdField } from '../locators';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get session',
	description: 'Read one session with its status',
	kind: 'read',
	fields: [sessionIdField],
	options: [fullResponseField],
	async execute(item) {
		const answered = await item.client.call(kyc.session(setting(item, sessionIdField)));
		return [outputOf(item, answered)];
	},
};
