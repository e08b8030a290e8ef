// What is sent about a session: its workflow, whom it is about, and how long its link is good.

import * as z from 'zod/v4';
import { email, text, wholeNumber } from '../../../../../nodes/shared/check/checks';
import { field, type CollectionField } from '../../../../../nodes/shared/form/field';
import { choiceField, textField } from '../../../../../nodes/shared/form/fields';
import { extraJsonField } from './json';

/** How a session is linked to a customer. LegalTalent takes either ID; what it does with both is not known. */
export const linkByField = choiceField({
	displayName: 'Link To',
	name: 'linkBy',
	options: [
		{ name: 'Customer', value: 'customerId', description: 'One that LegalTalent has' },
		{
			name: 'Customer by Client ID',
			value: 'clientId',
			description: 'Makes a customer where LegalTalent has none with this client ID',
		},
		{ name: 'No Customer', value: 'none' },
	],
	default: 'customerId',
	description: 'Whom the session is about',
});

/** The customer's own ID at the caller. A wrong one makes a customer, silently. */
export const sessionClientIdField = textField({
	displayName: 'Client ID',
	name: 'clientId',
	at: 'client_id',
	required: true,
	placeholder: 'e.g. merchant_12345',
	description:
		'Your own ID of the customer. If LegalTalent has no customer with it, it silently makes one: a misspelled ID is a new customer.',
	hint: 'An ID that LegalTalent does not know silently makes a new customer',
	check: text(),
});

/** Handed on, and handed back, by LegalTalent. */
export const metadataField = field({
	displayName: 'Metadata',
	name: 'metadata',
	type: 'json',
	default: '{}',
	description: 'Your own data, as a JSON object, which LegalTalent keeps with the session',
	check: z.unknown(),
	personal: true,
});

const ttlDays = field({
	displayName: 'Days to Live',
	name: 'ttlDays',
	at: 'ttl_days',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 7,
	description: 'How many days the link is good',
	check: wholeNumber(1),
	personal: false,
});

const userEmail = textField({
	displayName: 'User Email',
	name: 'userEmail',
	at: 'metadata.user_email',
	placeholder: 'name@email.com',
	description:
		'Of the person who opens the link. LegalTalent may then send the invitation itself, where the account has e-mail notices switched on.',
	check: email(),
});

const userName = textField({
	displayName: 'User Name',
	name: 'userName',
	at: 'metadata.user_name',
	description: 'Of the person who opens the link',
	check: text(),
});

const own = [ttlDays, userEmail, userName];

const collection = (fields: CollectionField['collection']): CollectionField => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	placeholder: 'Add field',
	collection: fields,
});

/** As the form shows them. */
export const sessionFields = collection([...own, metadataField, extraJsonField]);

/** Those that land in the body by themselves: metadata given as JSON is merged with what the others put there. */
export const sessionBodyFields = collection([...own, extraJsonField]);
