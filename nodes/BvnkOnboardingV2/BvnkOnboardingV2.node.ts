import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { bvnkHawkApiTest } from '../BvnkOnboarding/methods/credentialTest';
import { node, sensitiveOutputFields } from './actions';
import { searchAssociates, searchCustomers, searchDocumentTypes } from './methods/listSearch';

/**
 * Under which workflows know the node. It is no literal below: a rule of n8n's takes the `V2` of a file's name
 * for a version of the node BvnkOnboarding, and this is another node.
 */
const NAME = 'bvnkOnboardingV2';

/** BVNK's Customers API v2 as n8n sees it. This is a table of contents: the work is in `actions/`. */
export class BvnkOnboardingV2 implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BVNK Onboarding v2',
		name: NAME,
		icon: {
			light: 'file:../../icons/bvnkOnboarding.svg',
			dark: 'file:../../icons/bvnkOnboarding.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: node.subtitle,
		description:
			'Onboard companies and individuals with Customers API v2, which BVNK recommends for every new integration. It must be enabled on your account.',
		defaults: { name: 'BVNK Onboarding v2' },
		builderHint: {
			searchHint:
				'For every new integration. Order: Agreement Create with your reference; the prospect accepts at signingUrl; Customer Create Individual or Create Company with the same reference; Get Onboarding Link for the customer, or Get Required Actions and what it names; then the trigger for the decision, or Wait for Status for minutes. Route on statusGroup. Answer only where you have shown the agreements yourself.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-bvnk-onboarding.bvnkOnboardingTrigger',
					relationHint: 'Goes on hours or days later, when a customer is decided or must do more',
				},
			],
		},
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bvnkHawkApi', required: true, testedBy: 'bvnkHawkApiTest' }],
		sensitiveOutputFields,
		properties: node.properties,
	};

	methods = {
		credentialTest: { bvnkHawkApiTest },
		listSearch: { searchAssociates, searchCustomers, searchDocumentTypes },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await node.execute.call(this);
	}
}
