import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { node } from './actions';
import { legalTalentApiTest } from './methods/credentialTest';
import { searchCustomers, searchWorkflows } from './methods/listSearch';

/** LegalTalent's customers and sessions as n8n sees them. This is a table of contents: the work is in `actions/`. */
export class LegalTalent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LegalTalent',
		name: 'legalTalent',
		icon: {
			light: 'file:../../icons/legalTalent.svg',
			dark: 'file:../../icons/legalTalent.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: node.subtitle,
		description:
			'Check customers with LegalTalent Compliance and follow them until they are decided on',
		defaults: { name: 'LegalTalent' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'legalTalentApi', required: true, testedBy: 'legalTalentApiTest' }],
		builderHint: {
			searchHint:
				'KYC: first Customer › Create with a Client ID, then Session › Create for that customer with a workflow, and send the link of its answer to the person. For decisions that take hours use the LegalTalent Trigger, not Session › Wait for Decision. Screening, Add to Monitoring cost money. Generate Link ends the old link.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-legaltalent.legalTalentTrigger',
					relationHint: 'Starts a workflow when a session was decided on',
				},
			],
		},
		// n8n 2.41.1 stores this and hides nothing by it: it stands here for versions that do
		sensitiveOutputFields: ['access_token'],
		properties: node.properties,
	};

	methods = {
		credentialTest: { legalTalentApiTest },
		listSearch: { searchCustomers, searchWorkflows },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await node.execute.call(this);
	}
}
