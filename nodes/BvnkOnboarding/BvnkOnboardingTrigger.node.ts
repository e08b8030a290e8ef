import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { manual } from '../shared/webhook/manual';
import { bvnkHawkApiTest } from './methods/credentialTest';
import { properties, subtitle } from './trigger/fields';
import { receive, secretField } from './trigger/receive';

/** BVNK's webhooks as n8n sees them. This is a table of contents: the work is in `trigger/`. */
export class BvnkOnboardingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BVNK Onboarding Trigger',
		name: 'bvnkOnboardingTrigger',
		icon: {
			light: 'file:../../icons/bvnkOnboarding.svg',
			dark: 'file:../../icons/bvnkOnboarding.dark.svg',
		},
		group: ['trigger'],
		// Both versions are the same here. For version 1 of a webhook node, n8n evaluates one more expression
		// with each delivery, which is most of the delivery's time.
		version: [1, 2],
		defaultVersion: 2,
		subtitle,
		// n8n's panel shows this for the action node as well, which it lists under the same name.
		description:
			'Onboard companies and individuals to BVNK, and start a workflow when their status changes',
		eventTriggerDescription: 'Waiting for BVNK to call the test URL',
		activationMessage:
			'The workflow now takes deliveries at its production URL. Check that this URL stands in BVNK’s portal under Integrations › Webhooks.',
		triggerPanel: {
			header: 'Pull in events from BVNK',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, put the test URL into a webhook of BVNK’s sandbox portal, and click the ‘execute step’ button before each event.<br /><br /><b>Once you’re happy with your workflow</b>, put the production URL into a webhook of BVNK’s portal and publish the workflow.',
				active:
					'<b>Your workflow runs whenever BVNK calls the production URL</b>. Those executions show in the executions list, not in the editor.',
			},
			activationHint:
				'Once you’ve finished building your workflow, put the production URL into a webhook of BVNK’s portal and publish the workflow.',
		},
		builderHint: {
			searchHint:
				'Starts when BVNK says that a customer is verified, rejected or must give something, or that an agreement session was signed. Its URL is put into BVNK’s portal by hand. One event starts one execution; route on statusGroup, and read what counts with Customer Get.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-bvnk-onboarding.bvnkOnboarding',
					relationHint: 'Reads the customer of the event, and asks what is left to do',
				},
			],
		},
		defaults: { name: 'BVNK Onboarding Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bvnkHawkApi', required: true, testedBy: 'bvnkHawkApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty: BVNK is answered what the node says, not n8n's name for "the first entry".
				responseData: '',
				// n8n puts the id of the node before it, so that no two workflows share a URL.
				path: 'bvnk',
			},
		],
		properties,
	};

	methods = { credentialTest: { bvnkHawkApiTest } };

	webhookMethods = {
		default: {
			/** BVNK offers no API that would tell what is registered in its portal. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Registers nothing: that is done by hand. Refuses to go live where no signature could be checked. */
			async create(this: IHookFunctions): Promise<boolean> {
				return await manual(this, secretField);
			},
			/** The URL stays in BVNK's portal until it is removed there; deliveries to it get a 404 from n8n. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
