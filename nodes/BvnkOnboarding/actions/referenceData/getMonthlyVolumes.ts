// Lists BVNK's bands of monthly volume.

import type { IDataObject } from 'n8n-workflow';
import { monthlyVolumesAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { optionsField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import type { Operation } from '../../../shared/node/operation';

export const getMonthlyVolumes: Operation = {
	value: 'getMonthlyVolumes',
	name: 'Get Monthly Volumes',
	action: 'Get monthly volumes',
	description: "List BVNK's bands of monthly volume with their references",
	fields: [optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const request = { method: 'GET' as const, path: endpoints.monthlyVolumes };
		const answer = await call.client.send(request);
		expectAnswer(call.client, request, answer, monthlyVolumesAnswer, "BVNK's volumes");
		return answer.body as IDataObject[];
	},
};
