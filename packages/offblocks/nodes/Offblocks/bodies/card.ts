// What orders a card for an account.

import {
	inside,
	optionalOf,
	requiredOf,
	shownFor,
	type Field,
	type GroupField,
} from '../../../../../nodes/shared/form/field';
import { countryField, listedField, textField } from '../../../../../nodes/shared/form/fields';

/** The type of a card that is sent by post. */
export const PHYSICAL = 'physical';

const labelled = (label: string, of?: string) => (of ? `${of} ${label}` : label);

/** @param of what the labels begin with, where they do not stand in a group of their own */
const addressFields = (of?: string): Field[] => [
	textField({
		displayName: labelled('First Line', of),
		name: 'firstLine',
		required: true,
		placeholder: 'e.g. Lindenweg 4',
	}),
	textField({
		displayName: labelled('Second Line', of),
		name: 'secondLine',
		placeholder: 'e.g. 2nd floor',
	}),
	textField({
		displayName: labelled('City', of),
		name: 'city',
		required: true,
		placeholder: 'e.g. Bremen',
	}),
	textField({
		displayName: labelled('State', of),
		name: 'state',
		placeholder: 'e.g. Bavaria',
	}),
	textField({
		displayName: labelled('Postal Code', of),
		name: 'postCode',
		required: true,
		placeholder: 'e.g. 28195',
		description: 'As text: a number would lose its leading zeros',
	}),
	countryField({ displayName: labelled('Country', of), name: 'country', required: true }),
];

/** The cardholder's address, on the form's own level: n8n marks no group as required. */
const billingAddress = inside('billingAddress', addressFields('Billing'), 'Billing Address');

export const shippingAddress: GroupField = {
	displayName: 'Shipping Address',
	name: 'shippingAddress',
	description: 'Where the card is sent. A physical card needs it.',
	fields: addressFields(),
};

/** The fields of Create. */
export const cardFields: Field[] = [
	listedField({
		displayName: 'Type',
		name: 'type',
		required: true,
		default: 'virtual',
		options: [
			{ name: 'Physical', value: PHYSICAL },
			{ name: 'Virtual', value: 'virtual' },
		],
		description: 'At most one of each for an account',
	}),
	...requiredOf(billingAddress),
	...shownFor({ type: [PHYSICAL] }, [shippingAddress]),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		collection: optionalOf(billingAddress),
	},
];
