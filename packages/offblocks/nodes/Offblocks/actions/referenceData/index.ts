// Offblocks' own lists: the blockchains and the assets that it supports.

import type { IDataObject } from 'n8n-workflow';
import { field } from '../../../../../../nodes/shared/form/field';
import { fromList, typed } from '../../../../../../nodes/shared/form/locator';
import { setting } from '../../../../../../nodes/shared/form/read';
import type { Operation, Resource } from '../../../../../../nodes/shared/node/operation';
import { api } from '../../api/offblocks';
import { chainId } from '../../bodies/accountId';

const chain = field({
	displayName: 'Chain',
	name: 'chain',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Only assets on this chain; all where it is empty',
	modes: [fromList('searchChains', 'Choose a chain'), typed('By ID', 'e.g. eip155:1')],
	check: chainId().optional(),
	personal: false,
});

const getAssets: Operation = {
	value: 'getAssets',
	name: 'Get Assets',
	action: 'Get assets',
	description: 'List the assets that Offblocks supports, with their IDs (CAIP-19)',
	kind: 'read',
	fields: [chain],
	async execute(item) {
		const on = setting(item, chain);
		const { value } = await item.client.call(api.assets(on === undefined ? {} : { chain: on }));
		return value as IDataObject[];
	},
};

const getChains: Operation = {
	value: 'getChains',
	name: 'Get Chains',
	action: 'Get chains',
	description: 'List the blockchains that Offblocks supports, with their IDs (CAIP-2)',
	kind: 'read',
	fields: [],
	async execute(item) {
		return (await item.client.call(api.chains())).value as IDataObject[];
	},
};

export const referenceData: Resource = {
	value: 'referenceData',
	name: 'Reference Data',
	defaultOperation: 'getChains',
	operations: [getAssets, getChains],
};
