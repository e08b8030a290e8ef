// Field groups that people and companies share: address, contact, tax identification, due diligence.
// Every field carries BVNK's own name, so that a group's values are the body that BVNK takes.

import type { INodeProperties } from 'n8n-workflow';
import {
	EMPLOYMENT_STATUSES,
	INDUSTRY_SECTORS,
	INTENDED_USES,
	PEP_STATUSES,
	SOURCES_OF_FUNDS,
	VOLUME_CURRENCIES,
	YEARLY_INCOMES,
} from '../api/enums';
import { choices, countryChoices, notGiven, valueField } from '../../shared/form/choices';
import { conditionalField } from '../../shared/form/conditional';
import { fieldGroup } from '../../shared/form/group';

/** A country, chosen by name. */
export function countryField(field: {
	displayName: string;
	name: string;
	description?: string;
	required?: boolean;
}): INodeProperties {
	return {
		type: 'options',
		default: '',
		description: 'Choose from the list, or specify a two-letter country code using an expression',
		options: field.required ? countryChoices : [notGiven, ...countryChoices],
		allowArbitraryValues: true,
		...field,
	};
}

/** A calendar day. */
export function dayField(field: {
	displayName: string;
	name: string;
	description?: string;
	required?: boolean;
}): INodeProperties {
	return {
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		placeholder: 'e.g. 1991-03-08',
		description: 'A day, written as YYYY-MM-DD',
		...field,
	};
}

const stateCodeField: INodeProperties = {
	displayName: 'State Code',
	name: 'stateCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. TX',
	description: 'Code of the state, without the country. BVNK asks for it in the United States.',
};

/** `partial`: where a part of an address is enough, as in an update. */
function addressFields({ partial = false } = {}): INodeProperties[] {
	const required = !partial;
	return [
		{
			displayName: 'Address Line 1',
			name: 'addressLine1',
			type: 'string',
			required,
			default: '',
			placeholder: 'e.g. Lindenweg 4',
		},
		{
			displayName: 'Address Line 2',
			name: 'addressLine2',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2nd floor',
		},
		{
			displayName: 'City',
			name: 'city',
			type: 'string',
			required,
			default: '',
			placeholder: 'e.g. Bremen',
		},
		{
			displayName: 'Postal Code',
			name: 'postalCode',
			type: 'string',
			required,
			default: '',
			placeholder: 'e.g. 28195',
			description: 'As text: a number would lose its leading zeros',
		},
		countryField({ displayName: 'Country', name: 'countryCode', required }),
		...(partial
			? [stateCodeField]
			: conditionalField(stateCodeField, { field: 'countryCode', values: ['US'] })),
	];
}

const taxFields: INodeProperties[] = [
	{
		displayName: 'Number',
		name: 'number',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 12345678901',
		description: 'Tax number, as text. In the United States, the SSN or ITIN.',
	},
	countryField({
		displayName: 'Tax Residence Country',
		name: 'taxResidenceCountryCode',
		required: true,
	}),
];

/** What BVNK asks of residents of the United States alone. */
const ofUsResident = (field: Parameters<typeof valueField>[0]) =>
	conditionalField(valueField(field), { field: '/address.value.countryCode', values: ['US'] });

const dueDiligenceFields: INodeProperties[] = [
	valueField({
		displayName: 'Employment Status',
		name: 'employmentStatus',
		required: true,
		options: choices(EMPLOYMENT_STATUSES),
	}),
	valueField({
		displayName: 'Source of Funds',
		name: 'sourceOfFunds',
		required: true,
		options: choices(SOURCES_OF_FUNDS),
	}),
	valueField({
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
	valueField({
		displayName: 'Intended Use of Account',
		name: 'intendedUseOfAccount',
		required: true,
		options: choices(INTENDED_USES, {
			GOODS_SERVICES: 'Goods and Services',
			TRANSFERS_FAMILY_FRIENDS: 'Transfers to Family and Friends',
			TRANSFERS_OWN_WALLET: 'Transfers to Own Wallet',
		}),
	}),
	{
		displayName: 'Monthly Volume',
		name: 'expectedMonthlyVolumeAmount',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 2500',
		description: 'How much the customer expects to move in a month, with a point before decimals',
	},
	valueField({
		displayName: 'Monthly Volume Currency',
		name: 'expectedMonthlyVolumeCurrency',
		required: true,
		options: VOLUME_CURRENCIES.map((value) => ({ name: value, value })),
	}),
	...ofUsResident({
		displayName: 'Estimated Yearly Income',
		name: 'estimatedYearlyIncome',
		description: 'In US dollars, for residents of the United States',
		// By size, which the labels' alphabet would not keep.
		options: YEARLY_INCOMES.map((value) => ({ name: incomeLabel(value), value })),
	}),
	...ofUsResident({
		displayName: 'Employment Industry Sector',
		name: 'employmentIndustrySector',
		description: 'For residents of the United States',
		options: choices(INDUSTRY_SECTORS, { STO_ISSUER: 'STO Issuer' }),
	}),
];

const contactFields: INodeProperties[] = [
	{
		displayName: 'Email Address',
		name: 'emailAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. mira.holt@example.org',
	},
	{
		displayName: 'Phone Number',
		name: 'phoneNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +4915112345678',
	},
];

/** A whole address, with what BVNK needs of it. */
export const addressGroup = (displayName = 'Address', name = 'address') =>
	fieldGroup({ displayName, name, short: true, values: addressFields() });

/** The parts of an address that change. */
export const addressUpdateGroup = () =>
	fieldGroup({ displayName: 'Address', name: 'address', values: addressFields({ partial: true }) });

export const contactInfoGroup = () =>
	fieldGroup({ displayName: 'Contact', name: 'contactInfo', values: contactFields });

export const taxIdentificationGroup = () =>
	fieldGroup({
		displayName: 'Tax Identification',
		name: 'taxIdentification',
		values: taxFields,
	});

/** Customer due diligence, BVNK's `cdd`. The expected volume is an object there and two fields here. */
export const dueDiligenceGroup = (): INodeProperties =>
	fieldGroup({
		displayName: 'Due Diligence',
		name: 'cdd',
		short: true,
		description:
			'What the person does, where the money comes from and what it is for. BVNK asks for it from every individual.',
		values: dueDiligenceFields,
	});

/** `INCOME_50K_TO_100K` → `50K to 100K`. */
function incomeLabel(value: string): string {
	return value.replace('INCOME_', '').replace('_TO_', ' to ').replace('ABOVE_', 'Above ');
}
