// What the trigger's form shows, and what the user set in it.

import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { choicesOf, number, toggle } from '../../../../../nodes/shared/check/checks';
import {
	field,
	form,
	shownFor,
	type CollectionField,
} from '../../../../../nodes/shared/form/field';
import { choiceField, noticeField, numbered } from '../../../../../nodes/shared/form/fields';
import { triggerSetting } from '../../../../../nodes/shared/webhook/settings';
import { ALL_EVENTS, events } from '../api/events';

const steps = [
	'Make a long random text, and paste it into Webhook Secret of the credential.',
	'Copy the Production URL from Webhook URLs above.',
	"Set both at LegalTalent, in the dashboard's notification channels or with PATCH /kyc/tenants/me/notification-channels, as webhook_url and webhook_secret.",
	'Publish (activate) this workflow.',
];
const byHand = [
	'LegalTalent has one webhook URL for the whole account. Register it by hand, once, in this order:',
	numbered(steps),
	'Whoever got the events at the URL before gets them no more.',
].join(' ');

const byNode = [
	'When the workflow is published, this node registers its Production URL with the Webhook Secret of the credential.',
	"It refuses where another URL is registered: LegalTalent has one for the whole account, and somebody else's is never taken away.",
	'Not confirmed: how LegalTalent says which URL is registered, which permission this needs, and how a URL is removed. So the URL stays registered when the workflow is switched off.',
	'Test URLs are not registered.',
].join(' ');

/** Who registers the URL. */
export const registrationField = choiceField({
	displayName: 'Registration',
	name: 'registration',
	options: [
		{ name: 'By Hand', value: 'manual' },
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Only where LegalTalent has no other URL',
		},
	],
	default: 'manual',
	description: 'How LegalTalent gets to know the URL of this trigger',
});

const choosable = [
	...events,
	{
		name: 'All',
		value: ALL_EVENTS,
		description: 'Every event, also those about watchlists, whose names are not documented',
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
	allowArbitraryValues: true,
	default: [
		'kyc.session.processed',
		'kyc.session.approved',
		'kyc.session.rejected',
		'kyc.session.manual_review',
	],
	description:
		'Events that start the workflow; others can be named in an expression. Every other one is acknowledged, so that LegalTalent does not send it again, and starts nothing.',
	check: choicesOf(choosable, { others: true })
		.refine((all) => all.length > 0, 'is empty')
		.refine(
			(all) => all.every((event) => !/\s/.test(event)),
			'must hold events of its list, or names of events, in which there are no blanks',
		),
	personal: false,
});

const maxAgeField = field({
	displayName: 'Greatest Age (Hours)',
	name: 'maxAgeHours',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'Events that were made longer ago start nothing; 0 means any age. The time is that of the event and not of its sending, so a late repeat is old as well.',
	check: number(0),
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

const options: CollectionField = {
	displayName: 'Options',
	name: 'options',
	placeholder: 'Add option',
	collection: [maxAgeField, includeHeadersField],
};

/** The trigger's form, as n8n shows it. */
export const properties: INodeProperties[] = form([
	registrationField,
	...shownFor({ registration: ['manual'] }, [noticeField('registrationByHand', byHand)]),
	...shownFor({ registration: ['automatic'] }, [noticeField('registrationByNode', byNode)]),
	eventsField,
	options,
]);

/** What the user set. */
export interface TriggerSettings {
	events: string[];
	/** 0: any age. */
	maxAgeHours: number;
	includeHeaders: boolean;
}

/** Reads the form. @throws SettingError that names the field which is not right */
export const settingsOf = (context: IWebhookFunctions): TriggerSettings => ({
	events: triggerSetting(context, eventsField),
	maxAgeHours: triggerSetting(context, maxAgeField, options),
	includeHeaders: triggerSetting(context, includeHeadersField, options),
});
