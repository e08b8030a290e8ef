// Reads one workflow.

import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation } from '../../../../../../nodes/shared/node/operation';
import { kyc } from '../../api/calls';
import { fullResponseField, outputOf } from '../fields';
import { workflowLocator } from '../locators';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get workflow',
	description: 'Read one workflow of LegalTalent with its steps',
	kind: 'read',
	fields: [workflowLocator],
	options: [fullResponseField],
	async execute(item) {
		const answered = await item.client.call(kyc.workflow(setting(item, workflowLocator)));
		return [outputOf(item, answered)];
	},
};
