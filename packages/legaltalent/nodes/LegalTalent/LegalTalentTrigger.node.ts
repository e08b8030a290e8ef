import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { legalTalentApiTest } from './methods/credentialTest';
import { properties, subtitle } from './trigger/fields';
import { receive } from './trigger/receive';
import { register, unregister } from './trigger/registration';

/** LegalTalent's webhooks as n8n sees them. This is a table of contents: the work is in `trigger/`. */
export class LegalTalentTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LegalTalent Trigger',
		name: 'legalTalentTrigger',
		icon: {
			light: 'file:../../icons/legalTalent.svg',
			dark: 'file:../../icons/legalTalent.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle,
		// n8n's panel shows this for the action node as well, which it lists under the same name.
		description:
			'Check customers with LegalTalent Compliance, and start a workflow when they are decided on',
		eventTriggerDescription: 'Waiting for LegalTalent to call the test URL',
		activationMessage:
			'The workflow now takes deliveries at its production URL. Check that this URL is registered at LegalTalent.',
		triggerPanel: {
			header: 'Pull in events from LegalTalent',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, register the test URL at LegalTalent’s staging, and click the ‘execute step’ button before each event.<br /><br /><b>Once you’re happy with your workflow</b>, register the production URL and publish the workflow.',
				active:
					'<b>Your workflow runs whenever LegalTalent calls the production URL</b>. Those executions show in the executions list, not in the editor.',
			},
			activationHint:
				'Once you’ve finished building your workflow, register the production URL at LegalTalent and publish the workflow.',
		},
		defaults: { name: 'LegalTalent Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'legalTalentApi', required: true, testedBy: 'legalTalentApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty: LegalTalent is answered what the node says, not n8n's name for "the first entry".
				responseData: '',
				// n8n puts the id of the node before it, so that no two workflows share a URL.
				path: 'legaltalent',
			},
		],
		builderHint: {
			searchHint:
				'Gives the event as it comes: id, type, created, data. Route on type. Only kyc.session.approved says that somebody approved; kyc.session.completed is no decision. Registration is by hand unless set to automatic.',
		},
		properties,
	};

	methods = { credentialTest: { legalTalentApiTest } };

	webhookMethods = {
		default: {
			/** Whether it is registered is looked at where it is registered, so that the secret is set, too. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
