// Invented people and companies, as the node's parameters hold them and as BVNK gets them.

import type { IDataObject } from 'n8n-workflow';
import type { Customer } from '../sandbox/server';

/** A group of fields, as n8n keeps one that is there once. */
export const group = (value: IDataObject) => ({ value });

/** A customer picked by its reference. */
export const customer = (reference: string) => ({ __rl: true, mode: 'id', value: reference });

export const MIRA_SESSION = '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10';

/** Mira's home. */
export const lindenweg = {
	addressLine1: 'Lindenweg 4',
	addressLine2: '2nd floor',
	city: 'Bremen',
	postalCode: '01067',
	stateCode: 'HB',
	countryCode: 'DE',
};

/** Create Individual with every field filled in. */
export const mira = {
	operation: 'createIndividual',
	signedAgreementSessionReference: MIRA_SESSION,
	externalReference: 'crm-000417',
	firstName: 'Mira',
	lastName: 'Holt',
	dateOfBirth: '1991-03-08',
	birthCountryCode: 'AT',
	nationality: 'DE',
	emailAddress: 'mira.holt@example.org',
	addressLine1: 'Lindenweg 4',
	city: 'Bremen',
	postalCode: '01067',
	countryCode: 'DE',
	taxNumber: '12345678901',
	taxResidenceCountryCode: 'DE',
	employmentStatus: 'SALARIED',
	sourceOfFunds: 'SALARY',
	pepStatus: 'NOT_PEP',
	intendedUseOfAccount: 'TRANSFERS_OWN_WALLET',
	expectedMonthlyVolumeAmount: '2500.50',
	expectedMonthlyVolumeCurrency: 'EUR',
	additionalFields: {
		addressLine2: '2nd floor',
		stateCode: 'HB',
		estimatedYearlyIncome: 'INCOME_50K_TO_100K',
		employmentIndustrySector: 'MANUFACTURING',
		description: 'Private client',
		riskScore: 'LOW',
		documentNumber: 'C01X00T47',
		phoneNumber: '+4915112345678',
		placeOfBirth: 'Graz',
	},
};

/** The body that BVNK gets for `mira`. */
export const miraBody = {
	type: 'INDIVIDUAL',
	signedAgreementSessionReference: MIRA_SESSION,
	externalReference: 'crm-000417',
	riskScore: 'LOW',
	individual: {
		firstName: 'Mira',
		lastName: 'Holt',
		dateOfBirth: '1991-03-08',
		birthCountryCode: 'AT',
		nationality: 'DE',
		emailAddress: 'mira.holt@example.org',
		phoneNumber: '+4915112345678',
		description: 'Private client',
		placeOfBirth: 'Graz',
		documentNumber: 'C01X00T47',
		address: lindenweg,
		taxIdentification: { number: '12345678901', taxResidenceCountryCode: 'DE' },
		cdd: {
			employmentStatus: 'SALARIED',
			sourceOfFunds: 'SALARY',
			pepStatus: 'NOT_PEP',
			intendedUseOfAccount: 'TRANSFERS_OWN_WALLET',
			expectedMonthlyVolume: { amount: '2500.50', currency: 'EUR' },
			estimatedYearlyIncome: 'INCOME_50K_TO_100K',
			employmentIndustrySector: 'MANUFACTURING',
		},
	},
};

const hafenstrasse = {
	addressLine1: 'Hafenstr. 1',
	city: 'Hamburg',
	postalCode: '20457',
	countryCode: 'DE',
};
const elbweg = {
	addressLine1: 'Elbweg 9',
	city: 'Hamburg',
	postalCode: '22587',
	countryCode: 'DE',
};

/** Create Company with every field filled in, and three associates. */
export const northwind = {
	operation: 'createCompany',
	signedAgreementSessionReference: '8f1f4a6c-11b3-4a0d-8f6e-2d7b6a9e5c33',
	externalReference: 'crm-c-0093',
	name: 'Northwind Robotics GmbH',
	entityType: 'LIMITED_LIABILITY_COMPANY',
	taxResidenceCountryCode: 'DE',
	registrationNumber: 'HRB 123456',
	industryReference: {
		__rl: true,
		mode: 'list',
		value: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5',
		cachedResultName: 'Accommodation and food services › Food/Beverages',
	},
	monthlyExpectedVolumesReference: {
		__rl: true,
		mode: 'id',
		value: '00000001-0710-11ef-b6e1-0000000f0001',
	},
	...hafenstrasse,
	associates: {
		associate: [
			{
				firstName: 'Jonas',
				lastName: 'Brandt',
				dateOfBirth: '1979-11-23',
				birthCountryCode: 'DE',
				nationality: 'DE',
				titles: ['BUSINESS_OWNER', 'DIRECTOR'],
				address: group(elbweg),
				contactInfo: group({
					emailAddress: 'j.brandt@northwind.example',
					phoneNumber: '+494012345678',
				}),
				taxIdentification: group({ taxNumber: '98765432109', taxResidenceCountryCode: 'DE' }),
			},
			{
				firstName: 'Aino',
				lastName: 'Laine',
				dateOfBirth: '1985-02-28',
				birthCountryCode: 'FI',
				titles: ['REPRESENTATIVE'],
			},
			{
				firstName: 'Inês',
				lastName: 'Prado',
				dateOfBirth: '1990-07-01',
				birthCountryCode: 'PT',
				nationality: 'PT',
				titles: ['SHAREHOLDER'],
			},
		],
	},
	additionalFields: {
		description: 'Industrial automation',
		riskScore: 'MEDIUM',
		businessOperationsStartDate: '2016-05-01',
		incorporationDate: '2016-02-01',
		operationalAddress: group(elbweg),
		taxNumber: 'DE999999999',
		website: 'https://northwind.example',
		addressLine2: 'Pier 4',
		stateCode: 'HH',
	},
};

/** The body that BVNK gets for `northwind`. */
export const northwindBody = {
	type: 'COMPANY',
	signedAgreementSessionReference: '8f1f4a6c-11b3-4a0d-8f6e-2d7b6a9e5c33',
	externalReference: 'crm-c-0093',
	riskScore: 'MEDIUM',
	company: {
		name: 'Northwind Robotics GmbH',
		entityType: 'LIMITED_LIABILITY_COMPANY',
		taxResidenceCountryCode: 'DE',
		registrationNumber: 'HRB 123456',
		industryReference: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5',
		monthlyExpectedVolumesReference: '00000001-0710-11ef-b6e1-0000000f0001',
		address: { ...hafenstrasse, addressLine2: 'Pier 4', stateCode: 'HH' },
		operationalAddress: elbweg,
		description: 'Industrial automation',
		businessOperationsStartDate: '2016-05-01',
		incorporationDate: '2016-02-01',
		taxNumber: 'DE999999999',
		website: 'https://northwind.example',
		associates: [
			{
				firstName: 'Jonas',
				lastName: 'Brandt',
				dateOfBirth: '1979-11-23',
				birthCountryCode: 'DE',
				nationality: 'DE',
				titles: ['BUSINESS_OWNER', 'DIRECTOR'],
				address: elbweg,
				contactInfo: {
					emailAddress: 'j.brandt@northwind.example',
					phoneNumber: '+494012345678',
				},
				taxIdentification: { number: '98765432109', taxResidenceCountryCode: 'DE' },
			},
			{
				firstName: 'Aino',
				lastName: 'Laine',
				dateOfBirth: '1985-02-28',
				birthCountryCode: 'FI',
				titles: ['REPRESENTATIVE'],
			},
			{
				firstName: 'Inês',
				lastName: 'Prado',
				dateOfBirth: '1990-07-01',
				birthCountryCode: 'PT',
				nationality: 'PT',
				titles: ['SHAREHOLDER'],
			},
		],
	},
};

/** A row of a table of people: each number is another person with a session of its own. */
export const personRow = (number: number) => ({
	session: `a9ee0001-0001-4000-8000-${String(number).padStart(12, '0')}`,
	firstName: 'Pat',
	lastName: `Placeholder ${number}`,
	born: '1980-01-31',
	email: `pat.${number}@example.org`,
	taxNumber: `FAKE-TAX-${number}`,
});

/** `count` rows, numbered from 1. */
export const personRows = (count: number) =>
	Array.from({ length: count }, (_, index) => personRow(index + 1));

/** Create Individual, mapped from the columns of such a row. */
export const personFromRow = {
	operation: 'createIndividual',
	signedAgreementSessionReference: '={{ $json.session }}',
	firstName: '={{ $json.firstName }}',
	lastName: '={{ $json.lastName }}',
	dateOfBirth: '={{ $json.born }}',
	birthCountryCode: 'DE',
	nationality: 'DE',
	emailAddress: '={{ $json.email }}',
	addressLine1: 'Example Street 1',
	city: 'Bremen',
	postalCode: '28195',
	countryCode: 'DE',
	taxNumber: '={{ $json.taxNumber }}',
	taxResidenceCountryCode: 'DE',
	employmentStatus: 'SALARIED',
	sourceOfFunds: 'SALARY',
	pepStatus: 'NOT_PEP',
	intendedUseOfAccount: 'TRANSFERS_OWN_WALLET',
	expectedMonthlyVolumeAmount: '2500',
	expectedMonthlyVolumeCurrency: 'EUR',
};

/** The body that a customer at the embedded BVNK was created from. */
export function bodyOf({
	type,
	signedAgreementSessionReference,
	externalReference,
	riskScore,
	individual,
	company,
}: Customer) {
	const own = { type, signedAgreementSessionReference, externalReference, riskScore };
	return { ...own, ...(individual ? { individual } : { company }) };
}
