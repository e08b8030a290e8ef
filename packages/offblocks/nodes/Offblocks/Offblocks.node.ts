import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { node } from './actions';
import { offblocksApiTest } from './methods/credentialTest';
import { searchAccounts, searchCards, searchChains, searchCustomers } from './methods/listSearch';

/** Offblocks as n8n sees it. This is a table of contents: the work is in `actions/`. */
export class Offblocks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Offblocks',
		name: 'offblocks',
		icon: {
			light: 'file:../../icons/offblocks.svg',
			dark: 'file:../../icons/offblocks.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: node.subtitle,
		description:
			'Onboard customers with a wallet to Offblocks, and manage their accounts and cards',
		builderHint: {
			searchHint:
				'Order: Customer Create returns a challenge; the customer signs challengeText with the wallet (personal_sign); Customer Submit Challenge; then wait with the Offblocks Trigger (hours, days) or Wait for Status (minutes). Account Create needs an active customer and gives another challenge.',
		},
		defaults: { name: 'Offblocks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'offblocksApi', required: true, testedBy: 'offblocksApiTest' }],
		properties: node.properties,
	};

	methods = {
		credentialTest: { offblocksApiTest },
		listSearch: { searchAccounts, searchCards, searchChains, searchCustomers },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await node.execute.call(this);
	}
}
