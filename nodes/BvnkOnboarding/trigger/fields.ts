// What the trigger's form shows.

import type { INodeProperties } from 'n8n-workflow';
import { ALL_EVENTS, events } from '../api/events';
import { CURRENT_STATUSES } from '../api/statuses';
import { choices } from '../../shared/form/choices';
import { statusGroupChoices } from '../actions/statusFields';

/** Of HTML, n8n's notices keep links and lists only, and its lists have no numbers. */
const steps = [
	'Copy the Production URL from Webhook URLs above.',
	"In BVNK's portal open Integrations › Webhooks › Add webhook, paste the URL and choose the events that you choose below.",
	'Open the new webhook there, and copy what is labelled “Public key” into Webhook Secret of the credential.',
	'Publish (activate) this workflow.',
];
const registration = [
	'BVNK offers no way to register this webhook for you. Do it by hand, once, in this order:',
	`<ul>${steps.map((step) => `<li>${step}</li>`).join('')}</ul>`,
	"To try it first, put the Test URL into another webhook, in the sandbox's portal, and click Execute step here: the Test URL works for one event at a time. That webhook has a Public key of its own, so give it a credential of its own.",
].join(' ');

const choosable = [
	...events.map(({ name, value, description }) => ({ name, value, description })),
	{
		name: 'All',
		value: ALL_EVENTS,
		description: 'Every event, also those that BVNK adds later and those of other products',
	},
];

/** What n8n shows under the node's name: the event, or how many there are. */
export const subtitle = `={{ $parameter["events"].length === 1 ? (${JSON.stringify(
	Object.fromEntries(choosable.map(({ name, value }) => [value, name])),
)})[$parameter["events"][0]] : $parameter["events"].length + " events" }}`;

export const properties: INodeProperties[] = [
	{ displayName: registration, name: 'registration', type: 'notice', default: '' },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: choosable,
		default: ['bvnk:platform:customer:status-change'],
		description:
			'Events that start the workflow. Every other one is acknowledged, so that BVNK does not send it again, and starts nothing.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Fetch Customer',
				name: 'fetchCustomer',
				type: 'boolean',
				default: false,
				description:
					'Whether to read the customer anew before the workflow starts. BVNK does not promise an order, so an event may bring an older status than the customer has.',
			},
			{
				displayName: 'Include Headers',
				name: 'includeHeaders',
				type: 'boolean',
				default: false,
				description: "Whether to put the delivery's headers into the output, without its signature",
			},
			{
				displayName: 'Signature Scheme',
				name: 'signatureScheme',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description: 'Each of the schemes below',
					},
					{
						name: 'Current',
						value: 'current',
						description: 'Over the body: webhooks made under Integrations',
					},
					{
						name: 'Legacy',
						value: 'legacy',
						description: 'Over path, content type and body: webhooks of a merchant',
					},
				],
				default: 'automatic',
				description:
					'How BVNK signs what it sends. A delivery without a good signature is refused.',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'multiOptions',
				options: choices(CURRENT_STATUSES),
				allowArbitraryValues: true,
				default: [],
				description: 'Only events with one of these statuses start the workflow',
			},
			{
				displayName: 'Status Group',
				name: 'statusGroup',
				type: 'multiOptions',
				options: statusGroupChoices,
				default: [],
				description:
					'Only events whose status belongs to one of these groups start the workflow, whatever BVNK calls the status',
			},
		],
	},
];
