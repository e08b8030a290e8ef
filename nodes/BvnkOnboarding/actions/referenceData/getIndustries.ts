// Lists BVNK's industries.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import { choiceField, textField } from '../../../shared/form/fields';
import { matching } from '../../../shared/form/lists';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { flatIndustries } from '../../output/referenceData';

const outputField = choiceField({
	displayName: 'Output',
	name: 'output',
	options: [
		{ name: 'Flat', value: 'flat', description: 'Parent › Child, one item each' },
		{ name: 'Tree', value: 'tree', description: 'As BVNK answers' },
	],
	default: 'flat',
	description: 'What each output item holds',
});

const searchField = textField({
	displayName: 'Search',
	name: 'search',
	placeholder: 'e.g. software',
	description: 'Only industries whose name holds this',
	displayOptions: { show: { output: ['flat'] } },
	// a number is as good to search for
	check: z.union([z.string().trim(), z.number()]).transform(String).optional(),
	personal: false,
});

export const getIndustries: Operation = {
	value: 'getIndustries',
	name: 'Get Industries',
	action: 'Get industries',
	description: "List BVNK's industries with their references",
	kind: 'read',
	fields: [outputField, searchField],
	async execute(item) {
		const isTree = setting(item, outputField) === 'tree';
		const search = isTree ? undefined : setting(item, searchField);
		const { value, body } = await item.client.call(v1.industries());
		return isTree
			? (body as IDataObject[])
			: matching(flatIndustries(value), search).map((entry): IDataObject => ({ ...entry }));
	},
};
