// What orders a card for an account.

import type { Field, GroupField } from '../../../../../nodes/shared/form/field';
import { countryField, listedField, textField } from '../../../../../nodes/shared/form/fields';

/** The type of a card that is sent by post. */
export const PHYSICAL = 'physical';

const addressFields: Field[] = [
	textField({
		displayName: 'First Line',
		name: 'firstLine',
		required: true,
		placeholder: 'e.g. Lindenweg 4',
	}),
	textField({ displayName: 'Second Line', name: 'secondLine', placeholder: 'e.g. 2nd floor' }),
	textField({ displayName: 'City', name: 'city', required: true, placeholder: 'e.g. Bremen' }),
	textField({ displayName: 'State', name: 'state', placeholder: 'e.g. Bavaria' }),
	textField({
		displayName: 'Postal Code',
		name: 'postCode',
		required: true,
		placeholder: 'e.g. 28195',
		description: 'As text: a number would lose its leading zeros',
	}),
	countryField({ displayName: 'Country', name: 'country', required: true }),
];

const address = (displayName: string, name: string, description: string, required: boolean) =>
	({
		displayName,
		name,
		description,
		required,
		short: true,
		fields: addressFields,
	}) satisfies GroupField;

export const shippingAddress = address(
	'Shipping Address',
	'shippingAddress',
	'Where a physical card is sent',
	false,
);

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
	address('Billing Address', 'billingAddress', "The cardholder's address", true),
	shippingAddress,
];
