import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { node, sensitiveOutputFields } from './actions';
import { bvnkHawkApiTest } from './methods/credentialTest';
import {
	getQuestions,
	searchAssociates,
	searchCustomers,
	searchDocumentTypes,
	searchIndustries,
	searchMonthlyVolumes,
	searchQuestionnaires,
} from './methods/listSearch';

/** BVNK's customers as n8n sees them. This is a table of contents: the work is in `actions/`. */
export class BvnkOnboarding implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BVNK Onboarding',
		name: 'bvnkOnboarding',
		icon: {
			light: 'file:../../icons/bvnkOnboarding.svg',
			dark: 'file:../../icons/bvnkOnboarding.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: node.subtitle,
		description:
			'Onboard companies and individuals with Customers API v1, and follow them until they are verified. For integrations that have it: new ones take BVNK Onboarding v2.',
		defaults: { name: 'BVNK Onboarding' },
		builderHint: {
			searchHint:
				'Order: Agreement Session Create; the customer signs at hostedUrl (Wait for Signature, or the trigger); Customer Create Company or Create Individual with the signed session; Get Required Info, Document Upload and Questionnaire Submit for what is left; then the trigger for the decision, or Wait for Status for minutes. Route on statusGroup. Sign and Decline only where you have shown the agreements yourself.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-bvnk-onboarding.bvnkOnboardingTrigger',
					relationHint: 'Goes on hours or days later: when a customer has signed, or is decided',
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
		listSearch: {
			searchAssociates,
			searchCustomers,
			searchDocumentTypes,
			searchIndustries,
			searchMonthlyVolumes,
			searchQuestionnaires,
		},
		resourceMapping: { getQuestions },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await node.execute.call(this);
	}
}
