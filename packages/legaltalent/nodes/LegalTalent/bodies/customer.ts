// What is sent about a customer: each field once. LegalTalent's page shows these six, and hides which are required.

import { text, website } from '../../../../../nodes/shared/check/checks';
import {
	allOptional,
	type CollectionField,
	type Field,
} from '../../../../../nodes/shared/form/field';
import { countryField, listedField, textField } from '../../../../../nodes/shared/form/fields';
import { extraJsonField } from './json';

const name = textField({
	displayName: 'Name',
	name: 'name',
	required: true,
	placeholder: 'e.g. Northwind Trading Ltd',
	description: 'Of the company or the person',
});

/** The only named guard against a second customer. */
export const clientIdField = textField({
	displayName: 'Client ID',
	name: 'clientId',
	at: 'client_id',
	placeholder: 'e.g. merchant_12345',
	description:
		'Your own ID of the customer. LegalTalent takes each once, so it keeps the customer one: fill it in wherever you have one.',
	check: text(),
	builderHint: {
		propertyHint:
			'Map a stable ID of the own system: it is what makes a repeated run safe, and sessions can be linked by it.',
	},
});

const entityType = listedField({
	displayName: 'Entity Type',
	name: 'entityType',
	at: 'entity_type',
	required: true,
	options: [
		{ name: 'Company', value: 'company' },
		{ name: 'Individual', value: 'individual' },
	],
	default: 'company',
});

const additional = [
	countryField({ displayName: 'Country', name: 'country' }),
	textField({ displayName: 'Tax ID', name: 'taxId', at: 'tax_id', check: text() }),
	textField({
		displayName: 'Website',
		name: 'website',
		placeholder: 'e.g. https://northwind.example',
		check: website(),
	}),
];

const additionalFields = (own: { displayName: string; name: string; fields: Field[] }) => ({
	displayName: own.displayName,
	name: own.name,
	placeholder: 'Add field',
	collection: [...own.fields, extraJsonField],
});

/** Of a new customer. */
export const customerFields: Field[] = [
	name,
	entityType,
	clientIdField,
	additionalFields({
		displayName: 'Additional Fields',
		name: 'additionalFields',
		fields: additional,
	}),
];

/** Of one that is changed: the same, without the client ID, of which it is not known whether it may change. */
export const updateFields: [CollectionField] = [
	additionalFields({
		displayName: 'Update Fields',
		name: 'updateFields',
		fields: allOptional([
			name,
			{
				...entityType,
				default: '',
				options: [{ name: 'Not Given', value: '' }, ...entityType.options!],
			},
			...additional,
		]),
	}),
];
