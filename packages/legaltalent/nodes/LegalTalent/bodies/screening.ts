// What is sent to screen somebody: a subject, and the lists to look in (LegalTalent's API reference, List check).

import { choicesOf, text } from '../../../../../nodes/shared/check/checks';
import { birthDay } from '../../../../../nodes/shared/check/dates';
import { field, inside, type Field } from '../../../../../nodes/shared/form/field';
import { countryField, dayField, textField } from '../../../../../nodes/shared/form/fields';
import { extraJsonField } from './json';

const fullName = textField({
	displayName: 'Full Name',
	name: 'fullName',
	at: 'full_name',
	placeholder: 'e.g. Amelie Roth',
	description: 'Of the person or company. This, or one of the IDs below, is needed.',
	check: text(),
});

/** A subject is looked for by at least one of these. */
const identifying = [
	textField({ displayName: 'Document ID', name: 'documentId', at: 'document_id', check: text() }),
	textField({
		displayName: 'IMO Number',
		name: 'imoNumber',
		at: 'imo_number',
		description: 'Of a vessel',
		check: text(),
	}),
	textField({
		displayName: 'Wallet Address',
		name: 'walletAddress',
		at: 'wallet_address',
		check: text(),
	}),
];

/** The names that these have in the body; `identifiers` can be given as JSON. */
export const IDENTIFYING = [...[fullName, ...identifying].map(({ at }) => at!), 'identifiers'];

const describing = [
	dayField({
		displayName: 'Birth Date',
		name: 'birthDate',
		at: 'birth_date',
		description: 'Written as YYYY-MM-DD',
		check: birthDay(),
	}),
	textField({
		displayName: 'Document Type',
		name: 'documentType',
		at: 'document_type',
		personal: false,
		check: text(),
	}),
	countryField({ displayName: 'Nationality', name: 'nationality' }),
];

const listChoices = [
	{ name: 'Australia', value: 'australia' },
	{ name: 'Canada', value: 'canada' },
	{ name: 'EU', value: 'eu' },
	{ name: 'OFAC', value: 'ofac' },
	{ name: 'Switzerland', value: 'switzerland' },
	{ name: 'UK', value: 'uk' },
	{ name: 'UN', value: 'un' },
];

const lists = field({
	displayName: 'Lists',
	name: 'lists',
	type: 'multiOptions',
	required: true,
	options: listChoices,
	allowArbitraryValues: true,
	default: [],
	description: 'Which lists to look in. LegalTalent has more: give their names in an expression.',
	check: choicesOf(listChoices, { others: true }).refine((chosen) => chosen.length > 0, 'is empty'),
	personal: false,
});

/** Of a screening. */
export const screeningFields: Field[] = [
	...inside('subject', [fullName]),
	lists,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		placeholder: 'Add field',
		collection: [...inside('subject', [...identifying, ...describing]), extraJsonField],
	},
];
