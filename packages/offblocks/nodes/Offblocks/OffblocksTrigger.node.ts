import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { properties, subtitle } from './trigger/fields';
import { receive } from './trigger/receive';
import { isRegistered, register, unregister } from './trigger/registration';

/** Offblocks' webhooks as n8n sees them. This is a table of contents: the work is in `trigger/`. */
export class OffblocksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Offblocks Trigger',
		name: 'offblocksTrigger',
		icon: {
			light: 'file:../../icons/offblocks.svg',
			dark: 'file:../../icons/offblocks.dark.svg',
		},
		group: ['trigger'],
		// For version 1 of a webhook node, n8n evaluates one more expression with each delivery, which is
		// most of the delivery's time.
		version: [1, 2],
		defaultVersion: 2,
		subtitle,
		// n8n's panel shows this for the action node as well, which it lists under the same name.
		description: 'Onboard customers to Offblocks, and start a workflow when their status changes',
		eventTriggerDescription: 'Waiting for Offblocks to call the test URL',
		activationMessage:
			'Offblocks now calls the production URL of this workflow. Unpublish the workflow, and it stops.',
		triggerPanel: {
			header: 'Pull in events from Offblocks',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, click the ‘execute step’ button, then cause an event at Offblocks. The test URL is registered with Offblocks until the event has come.<br /><br /><b>Once you’re happy with your workflow</b>, publish it.',
				active:
					'<b>Your workflow runs whenever Offblocks calls the production URL</b>. Those executions show in the executions list, not in the editor.',
			},
			activationHint: 'Once you’ve finished building your workflow, publish it.',
		},
		defaults: { name: 'Offblocks Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'offblocksApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty: Offblocks is answered what the node says, not n8n's name for "the first entry".
				responseData: '',
				// n8n puts the id of the node before it, so that no two workflows share a URL.
				path: 'offblocks',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			/** Whether Offblocks has the address, for the chosen events. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			/** Registers the address, or adopts what is registered for it. */
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			/** Removes what is registered for the address. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
