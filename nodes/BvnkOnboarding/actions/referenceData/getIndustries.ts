// Lists BVNK's industries.

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { industriesAnswer } from '../../api/answers';
import { endpoints } from '../../api/endpoints';
import { flatIndustries, matching } from '../../output/referenceData';
import { optionsField } from '../../fields/common';
import { expectAnswer } from '../../../shared/http/expect';
import { parameter } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';

const fields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Flat', value: 'flat', description: 'Parent › Child, one item each' },
			{ name: 'Tree', value: 'tree', description: 'As BVNK answers' },
		],
		default: 'flat',
		description: 'What each output item holds',
	},
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. software',
		description: 'Only industries whose name holds this',
		displayOptions: { show: { output: ['flat'] } },
	},
];

export const getIndustries: Operation = {
	value: 'getIndustries',
	name: 'Get Industries',
	action: 'Get industries',
	description: "List BVNK's industries with their references",
	fields: [...fields, optionsField({ concurrency: 4 })],
	concurrency: 4,
	async execute(call) {
		const request = { method: 'GET' as const, path: endpoints.industries };
		const answer = await call.client.send(request);
		const industries = expectAnswer(
			call.client,
			request,
			answer,
			industriesAnswer,
			"BVNK's industries",
		);
		if (parameter<string>(call, 'output', 'flat') === 'tree') return answer.body as IDataObject[];
		const search = parameter<string | number | null>(call, 'search', '');
		const found = matching(flatIndustries(industries), String(search ?? ''));
		return found.map((entry): IDataObject => ({ ...entry }));
	},
};
