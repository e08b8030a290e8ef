// What the trigger's form shows, and what the user set in it.

import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { environments } from '../../../credentials/bvnk/hosts';
import { choicesOf, toggle } from '../../shared/check/checks';
import { field, form, type CollectionField } from '../../shared/form/field';
import { choiceField, numbered } from '../../shared/form/fields';
import { triggerSetting } from '../../shared/webhook/settings';
import { statusesField, statusGroupsField } from '../actions/statusFields';
import { ALL_EVENTS, events, type Spellings } from '../api/events';
import type { Scheme } from '../api/signature';

const portals = [environments.production, environments.sandbox]
	.map(({ portal }) => `<a href="${portal}" target="_blank">${new URL(portal).host}</a>`)
	.join(', or ');

const steps = [
	'Copy the Production URL from Webhook URLs above.',
	`In BVNK's portal (${portals}) open Integrations › Webhooks › Add webhook, paste the URL and choose the events that you choose below.`,
	'Open the new webhook there, and copy what is labelled “Public key” into Webhook Secret of the credential.',
	'Publish (activate) this workflow.',
];
const registration = [
	'BVNK offers no way to register this webhook for you. Do it by hand, once:',
	numbered(steps),
	'To try it first, put the Test URL into another webhook, in the portal of the sandbox, and click Execute step here. That webhook has a Public key of its own, so give it a credential of its own.',
].join(' ');

const choosable = [
	...events.map(({ name, value, description }) => ({ name, value, description })),
	{
		name: 'All',
		value: ALL_EVENTS,
		// as n8n's panel lists it, beside "On customer verified"
		action: 'On any event',
		description: 'Every event, also those that BVNK adds later and those of other products',
	},
];

/** The events that are chosen, as an expression of n8n: a list also where an expression gives text. */
const chosen = '[$parameter["events"]].flat()';
const names = Object.fromEntries(choosable.map(({ name, value }) => [value, name]));

/** What n8n shows under the node's name: the event, or how many there are. */
export const subtitle = `={{ ${chosen}.length === 1 ? (${JSON.stringify(names)})[${chosen}[0]] || ${chosen}[0] : ${chosen}.length + " events" }}`;

const eventsField = field({
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: choosable,
	default: ['bvnk:platform:customer:status-change'],
	builderHint: {
		propertyHint:
			'To go on once a customer is decided: customer:verified, customer:rejected or customer:action-required. To create a customer once it has signed: bvnk:platform:customer:agreement-session-status-change, with statuses SIGNED.',
	},
	description:
		'Events that start the workflow. Every other one is acknowledged, so that BVNK does not send it again, and starts nothing.',
	check: choicesOf(choosable, { others: true })
		.refine((chosenEvents) => chosenEvents.length > 0, 'is empty')
		.refine(
			(chosenEvents) => chosenEvents.every((event) => !/\s/.test(event)),
			'must hold events of its list, or names of events, in which there are no blanks',
		),
	personal: false,
});

const fetchCustomerField = field({
	displayName: 'Fetch Customer',
	name: 'fetchCustomer',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the customer anew before the workflow starts. BVNK does not promise an order, so an event may bring an older status than the customer has. An event of v2 has it read by v2, any other by v1. Where BVNK gives no such customer there, the other version is asked. In the output, customerApiVersion says by which it was read.',
	check: toggle(),
	personal: false,
});

const includeHeadersField = field({
	displayName: 'Include Headers',
	name: 'includeHeaders',
	type: 'boolean',
	default: false,
	description: "Whether to put the delivery's headers into the output, without its signature",
	check: toggle(),
	personal: false,
});

const signatureSchemeField = choiceField({
	displayName: 'Signature Scheme',
	name: 'signatureScheme',
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
	description: 'How BVNK signs what it sends. A delivery without a good signature is refused.',
});

const statusGroupFilter = statusGroupsField({
	displayName: 'Status Groups',
	name: 'statusGroups',
	default: [],
	description:
		"Of the events above, only those whose customer's status belongs to one of these groups start the workflow, whatever BVNK calls it. Leave empty for any.",
});

const statusFilter = statusesField({
	displayName: 'Statuses',
	name: 'statuses',
	description:
		"Of the events above, those with one of these statuses start the workflow as well, in BVNK's own words. Leave both empty for any.",
});

const apiVersionField = choiceField({
	displayName: 'API Version',
	name: 'apiVersion',
	options: [
		{ name: 'Any', value: 'any', description: 'Each event by whichever name it comes' },
		{ name: 'Customers API V1', value: 'v1' },
		{ name: 'Customers API V2', value: 'v2' },
		{
			name: 'Customers API V2, Old Names',
			value: 'v2Old',
			description: 'Those that BVNK retires, and sends beside the new ones until then',
		},
	],
	default: 'any',
	description:
		'By which name an event must come. If one change starts the workflow twice, the webhook in the portal has one event under two names: choose one there, or here.',
});

const options: CollectionField = {
	displayName: 'Options',
	name: 'options',
	placeholder: 'Add option',
	collection: [fetchCustomerField, includeHeadersField, signatureSchemeField, apiVersionField],
};

/** The trigger's form, as n8n shows it. */
export const properties: INodeProperties[] = [
	{ displayName: registration, name: 'registration', type: 'notice', default: '' },
	...form([eventsField, statusGroupFilter, statusFilter, options]),
];

/** What the user set. */
export interface TriggerSettings {
	events: string[];
	fetchCustomer: boolean;
	includeHeaders: boolean;
	signatureScheme: 'automatic' | Scheme;
	apiVersion: 'any' | keyof Spellings;
	/** Empty: any. */
	statuses: string[];
	/** Empty: any. */
	statusGroups: string[];
}

/** Reads the form. @throws SettingError that names the field which is not right */
export const settingsOf = (context: IWebhookFunctions): TriggerSettings => ({
	events: triggerSetting(context, eventsField),
	fetchCustomer: triggerSetting(context, fetchCustomerField, options),
	includeHeaders: triggerSetting(context, includeHeadersField, options),
	signatureScheme: triggerSetting(context, signatureSchemeField, options),
	apiVersion: triggerSetting(context, apiVersionField, options),
	statuses: triggerSetting(context, statusFilter),
	statusGroups: triggerSetting(context, statusGroupFilter),
});
