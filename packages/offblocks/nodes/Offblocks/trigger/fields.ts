// What the trigger's form shows, and what the user set in it.

import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { choicesOf } from '../../../../../nodes/shared/check/checks';
import { choices } from '../../../../../nodes/shared/form/choices';
import { field, form, type CollectionField } from '../../../../../nodes/shared/form/field';
import { triggerSetting } from '../../../../../nodes/shared/webhook/settings';
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

const statusChoices = choices(CUSTOMER_STATUSES);

const customerStatusField = field({
	displayName: 'Customer Status',
	name: 'customerStatus',
	type: 'multiOptions',
	options: statusChoices,
	allowArbitraryValues: true,
	default: [],
	description:
		'Of the events about customers, only those with one of these statuses start the workflow',
	check: choicesOf(statusChoices, { others: true }),
	personal: false,
});

const options: CollectionField = {
	displayName: 'Options',
	name: 'options',
	placeholder: 'Add option',
	collection: [customerStatusField],
};

const notice =
	'Offblocks is told this address when the workflow is published, and told to forget it when it is unpublished. Offblocks must be able to reach it. It does not promise an order: compare <code>updatedAt</code>, or read the customer anew with Get.';

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
}

/** Reads the form. @throws SettingError that names the field which is not right */
export const settingsOf = (context: IWebhookFunctions): TriggerSettings => ({
	events: triggerSetting(context, eventsField),
	customerStatuses: triggerSetting(context, customerStatusField, options),
});
