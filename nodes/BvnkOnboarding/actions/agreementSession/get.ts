// Reads an agreement session: its status, when it expires, its agreements.

import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { includeInputField, outputOf } from '../../../shared/node/options';
import { v1 } from '../../api/v1';
import { sessionLocator, sessionOutput } from './session';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get agreement session',
	description: 'Read the status, the expiry and the agreements of a session',
	kind: 'read',
	fields: [sessionLocator],
	options: [includeInputField],
	async execute(item) {
		const output = outputOf(item);
		const { value } = await item.client.call(v1.session(setting(item, sessionLocator)));
		return [output(await sessionOutput(item, value))];
	},
};
