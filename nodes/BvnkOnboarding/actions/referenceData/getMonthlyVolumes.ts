// Lists BVNK's bands of monthly volume.

import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';

export const getMonthlyVolumes: Operation = {
	value: 'getMonthlyVolumes',
	name: 'Get Monthly Volumes',
	action: 'Get monthly volumes',
	description: "List BVNK's bands of monthly volume with their references",
	kind: 'read',
	fields: [],
	async execute(item) {
		const { body } = await item.client.call(v1.monthlyVolumes());
		return body as IDataObject[];
	},
};
