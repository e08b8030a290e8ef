// Fields that people and companies share, a level of the body each: address, contact, tax
// identification, due diligence. Every field carries BVNK's own name, unless another level has that name too.
// A level of which a form demands fields stands flat in it, so that n8n marks them; any other is a group.

import {
	amount,
	birthDay,
	email,
	listedValue,
	ofAMinor,
	phone,
	stateCode,
	text,
	withoutCountry,
} from '../../shared/check/checks';
import { allOptional, inside, type Field, type GroupField } from '../../shared/form/field';
import { choices } from '../../shared/form/choices';
import {
	countryField,
	dayField,
	listedField,
	noticeField,
	textField,
} from '../../shared/form/fields';
import {
	EMPLOYMENT_STATUSES,
	INDUSTRY_SECTORS,
	INTENDED_USES,
	PEP_STATUSES,
	SOURCES_OF_FUNDS,
	VOLUME_CURRENCIES,
	YEARLY_INCOMES,
} from '../api/enums';

/** @param of whose it is, in labels of fields that stand among others */
const addressFields = (of?: string): Field[] => [
	textField({
		displayName: `${of ?? 'Address'} Line 1`,
		name: 'addressLine1',
		required: true,
		placeholder: 'e.g. Lindenweg 4',
	}),
	textField({
		displayName: `${of ?? 'Address'} Line 2`,
		name: 'addressLine2',
		placeholder: 'e.g. 2nd floor',
	}),
	textField({
		displayName: labelled('City', of),
		name: 'city',
		required: true,
		placeholder: 'e.g. Bremen',
	}),
	textField({
		displayName: labelled('Postal Code', of),
		name: 'postalCode',
		required: true,
		placeholder: 'e.g. 28195',
		description: 'As text: a number would lose its leading zeros',
	}),
	countryField({
		displayName: labelled('Country', of),
		name: 'countryCode',
		required: true,
		alsoCalled: ['Country'],
	}),
	textField({
		displayName: labelled('State Code', of),
		name: 'stateCode',
		placeholder: 'e.g. TX',
		description:
			'Code of the state in two characters, without the country. BVNK asks for it in the United States.',
		check: stateCode(),
	}),
];

const labelled = (label: string, of?: string) => (of ? `${of} ${label}` : label);

/** A whole address that may be left out, with what BVNK needs of it. */
export const address = (displayName = 'Address', name = 'address'): GroupField => ({
	displayName,
	name,
	fields: addressFields(),
});

/** The fields of an address that BVNK needs, for the form's own level. */
export const flatAddress = (displayName = 'Address'): Field[] =>
	inside('address', addressFields(displayName), displayName);

/** The parts of an address that change. */
export const addressUpdate: GroupField = {
	displayName: 'Address',
	name: 'address',
	fields: allOptional(addressFields()),
};

/** BVNK's samples have the country code and digits alone. */
export const phoneField = textField({
	displayName: 'Phone Number',
	name: 'phoneNumber',
	placeholder: 'e.g. +4915112345678',
	description: 'With its country code',
	alsoCalled: ['Phone'],
	check: phone(),
	remark: withoutCountry,
});

/** How a person is reached. */
export const contactInfo: GroupField = {
	displayName: 'Contact',
	name: 'contactInfo',
	fields: [
		textField({
			displayName: 'Email Address',
			name: 'emailAddress',
			placeholder: 'e.g. mira.holt@example.org',
			alsoCalled: ['Email'],
			check: email(),
		}),
		phoneField,
	],
};

const taxFields: Field[] = [
	textField({
		displayName: 'Tax Number',
		name: 'taxNumber',
		at: 'number',
		required: true,
		placeholder: 'e.g. 12345678901',
		description: 'As text. In the United States, the SSN or ITIN.',
		sensitiveIn: [
			'individual.details.taxIdentification.number',
			'company.associates[*].details.taxIdentification.number',
		],
	}),
	countryField({
		displayName: 'Tax Residence Country',
		name: 'taxResidenceCountryCode',
		required: true,
	}),
];

/** A tax number and the country that gave it. */
export const taxIdentification: GroupField = {
	displayName: 'Tax Identification',
	name: 'taxIdentification',
	fields: taxFields,
};

/** The same for the form's own level. A body given as JSON may leave it to BVNK what a country demands. */
export const flatTaxIdentification: Field[] = inside(
	'taxIdentification',
	taxFields.map((one) => ({ ...one, optionalInJson: true })),
	taxIdentification.displayName,
);

/** How people write the currencies. "Dollar" alone may be another country's. */
const CURRENCY_NAMES = [
	...VOLUME_CURRENCIES.map((value) => ({ name: value, value })),
	...['Euro', 'Euros'].map((name) => ({ name, value: 'EUR' })),
	...['US Dollar', 'US Dollars', 'United States Dollar'].map((name) => ({ name, value: 'USD' })),
];

const dueDiligenceFields: Field[] = [
	listedField({
		displayName: 'Employment Status',
		name: 'employmentStatus',
		required: true,
		options: choices(EMPLOYMENT_STATUSES),
	}),
	listedField({
		displayName: 'Source of Funds',
		name: 'sourceOfFunds',
		required: true,
		options: choices(SOURCES_OF_FUNDS),
	}),
	listedField({
		displayName: 'PEP Status',
		name: 'pepStatus',
		required: true,
		description: 'Whether the person is a politically exposed person (PEP)',
		options: choices(PEP_STATUSES, {
			NOT_PEP: 'Not a PEP',
			FORMER_PEP_2_YEARS: 'Former PEP, Within 2 Years',
			FORMER_PEP_OLDER: 'Former PEP, Longer Ago',
			CLOSE_ASSOCIATES: 'Close Associate of a PEP',
			FAMILY_MEMBERS: 'Family Member of a PEP',
		}),
	}),
	listedField({
		displayName: 'Intended Use of Account',
		name: 'intendedUseOfAccount',
		required: true,
		options: choices(INTENDED_USES, {
			GOODS_SERVICES: 'Goods and Services',
			TRANSFERS_FAMILY_FRIENDS: 'Transfers to Family and Friends',
			TRANSFERS_OWN_WALLET: 'Transfers to Own Wallet',
		}),
	}),
	textField({
		displayName: 'Monthly Volume',
		name: 'expectedMonthlyVolumeAmount',
		at: 'expectedMonthlyVolume.amount',
		required: true,
		placeholder: 'e.g. 2500',
		description: 'How much the customer expects to move in a month, with a point before decimals',
		check: amount(),
	}),
	listedField({
		displayName: 'Monthly Volume Currency',
		name: 'expectedMonthlyVolumeCurrency',
		at: 'expectedMonthlyVolume.currency',
		required: true,
		options: VOLUME_CURRENCIES.map((value) => ({ name: value, value })),
		check: listedValue(CURRENCY_NAMES),
	}),
	listedField({
		displayName: 'Estimated Yearly Income',
		name: 'estimatedYearlyIncome',
		description: 'In US dollars, for residents of the United States',
		// By size, which the labels' alphabet would not keep.
		options: YEARLY_INCOMES.map((value) => ({ name: incomeLabel(value), value })),
	}),
	listedField({
		displayName: 'Employment Industry Sector',
		name: 'employmentIndustrySector',
		description: 'For residents of the United States',
		options: choices(INDUSTRY_SECTORS, { STO_ISSUER: 'STO Issuer' }),
	}),
];

/**
 * Customer due diligence, BVNK's `cdd`, for the form's own level. The expected volume is an object there and
 * two fields here. A body given as JSON may leave it to BVNK what is demanded.
 */
export const dueDiligence: Field[] = inside(
	'cdd',
	dueDiligenceFields.map((one) => ({ ...one, optionalInJson: true })),
	'Due Diligence',
);

/** The same as a group, where none of it is demanded. */
export const dueDiligenceUpdate: GroupField = {
	displayName: 'Due Diligence',
	name: 'cdd',
	fields: allOptional(dueDiligenceFields),
};

/** The day on which a person was born. */
export const dateOfBirth = (required = false) =>
	dayField({
		displayName: 'Date of Birth',
		name: 'dateOfBirth',
		required,
		check: birthDay(),
		remark: ofAMinor,
	});

/** The name of a person, and where it was born. */
export const names = (first: string, last: string): Field[] => [
	textField({
		displayName: 'First Name',
		name: 'firstName',
		required: true,
		placeholder: `e.g. ${first}`,
	}),
	textField({
		displayName: 'Last Name',
		name: 'lastName',
		required: true,
		placeholder: `e.g. ${last}`,
	}),
	dateOfBirth(true),
	countryField({ displayName: 'Birth Country', name: 'birthCountryCode', required: true }),
];

/** `INCOME_50K_TO_100K` → `50K to 100K`. */
function incomeLabel(value: string): string {
	return value.replace('INCOME_', '').replace('_TO_', ' to ').replace('ABOVE_', 'Above ');
}

/** An e-mail address that a form demands. */
export const emailField = textField({
	displayName: 'Email Address',
	name: 'emailAddress',
	required: true,
	placeholder: 'e.g. mira.holt@example.org',
	alsoCalled: ['Email'],
	check: email(),
});

/** The town in which a person was born. */
export const placeOfBirthField = textField({
	displayName: 'Place of Birth',
	name: 'placeOfBirth',
	placeholder: 'e.g. Graz',
});

/** A note on a person or a company. */
export const descriptionField = textField({
	displayName: 'Description',
	name: 'description',
	placeholder: 'e.g. Private client',
	description: 'Free text that BVNK keeps with the customer',
	check: text({ lines: true }),
});

/** Shows for the United States, where BVNK asks for more. */
export const forTheUnitedStates = (name: string, words: string): Field => ({
	...noticeField(name, words),
	displayOptions: { show: { countryCode: ['US'] } },
});
