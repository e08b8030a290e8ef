// What the trigger's form shows, and what the user set in it.

import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { choicesOf, number, toggle } from '../../../../../nodes/shared/check/checks';
import { field, form, type CollectionField } from '../../../../../nodes/shared/form/field';
import { triggerSetting } from '../../../../../nodes/shared/webhook/settings';
import { statusesField } from '../actions/read';
import { MAX_AGE_HOURS } from '../api/callbackSignature';
import { EVENT_TYPES } from '../api/events';
import { CUSTOMER_STATUSES } from '../api/statuses';

/** The events that are chosen, as an expression of n8n: a list also where an expression gives text. */
const chosen = '[$parameter["events"]].flat()';
const names = Object.fromEntries(EVENT_TYPES.map(({ name, value }) => [value, name]));

/** What n8n shows under the node's name: the event, or how many there are. */
export const subtitle = `={{ ${chosen}.length === 1 ? (${JSON.stringify(names)})[${chosen}[0]] || ${chosen}[0] : ${chosen}.length + " events" }}`;

/** Which events are registered for, and start the workflow. */
export const eventsField = field({
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: EVENT_TYPES,
	default: ['customer.updated'],
	description: 'Events that Offblocks is asked to tell, and that start the workflow',
	check: choicesOf(EVENT_TYPES, { others: true }).refine((events) => events.length > 0, 'is empty'),
	personal: false,
});

const customerStatusField = statusesField(
	{
		displayName: 'Customer Status',
		name: 'customerStatus',
		description:
			'Of the events about customers, only those with one of these statuses start the workflow',
	},
	CUSTOMER_STATUSES,
);

const signedBodiesOnlyField = field({
	displayName: 'Signed Bodies Only',
	name: 'signedBodiesOnly',
	type: 'boolean',
	default: true,
	description:
		'Whether to refuse deliveries whose signature does not cover both their body and this address. Else somebody can send another body with it, or what was signed for somebody else. If you switch this off, they are taken and marked bodyCovered: false or addressCovered: false.',
	check: toggle(),
	personal: false,
});

const skipOlderUpdatesField = field({
	displayName: 'Skip Older Updates',
	name: 'skipOlderUpdates',
	type: 'boolean',
	default: false,
	description:
		'Whether an event starts nothing once a newer one about the same customer, account or card has come, by updatedAt. Only events whose body and address are signed are compared. For an n8n in which one process takes webhooks.',
	check: toggle(),
	personal: false,
});

const maxAgeField = field({
	displayName: 'Greatest Age (Hours)',
	name: 'maxAgeHours',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_AGE_HOURS },
	default: MAX_AGE_HOURS,
	description:
		'Deliveries that were signed longer ago are refused. Offblocks repeats a delivery for 24 hours, and may not sign it anew.',
	check: number(1, MAX_AGE_HOURS),
	personal: false,
});

const options: CollectionField = {
	displayName: 'Options',
	name: 'options',
	placeholder: 'Add option',
	collection: [customerStatusField, maxAgeField, signedBodiesOnlyField, skipOlderUpdatesField],
};

const notice = [
	'When the workflow is published, this node registers its Production URL with Offblocks; when it is unpublished, it takes it away. Offblocks must be able to reach it.',
	'It is not known whether Offblocks signs the body and the address of what it delivers. What does not have both signed is refused, unless you switch off Signed Bodies Only under Options. Before you publish, click Execute step and cause an event: you are told what was refused.',
].join(' ');

/** The trigger's form, as n8n shows it. */
export const properties: INodeProperties[] = [
	{ displayName: notice, name: 'registration', type: 'notice', default: '' },
	...form([eventsField, options]),
];

/** What the user set. */
export interface TriggerSettings {
	events: string[];
	/** Empty: any. */
	customerStatuses: string[];
	signedBodiesOnly: boolean;
	skipOlderUpdates: boolean;
	maxAgeHours: number;
}

/** Reads the form. @throws SettingError that names the field which is not right */
export const settingsOf = (context: IWebhookFunctions): TriggerSettings => ({
	events: triggerSetting(context, eventsField),
	customerStatuses: triggerSetting(context, customerStatusField, options),
	signedBodiesOnly: triggerSetting(context, signedBodiesOnlyField, options),
	skipOlderUpdates: triggerSetting(context, skipOlderUpdatesField, options),
	maxAgeHours: triggerSetting(context, maxAgeField, options),
});
