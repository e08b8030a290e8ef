// Invented people and companies, as the parameters of v2's node hold them and as BVNK gets them.

import { customer, group } from '../rows';

export { customer, group };

/** Mira's home, as BVNK gets it. */
const lindenweg = {
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
	reference: 'crm-000417',
	useCase: 'FIAT',
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
		description: 'Private client',
		documentNumber: 'C01X00T47',
		employmentIndustrySector: 'MANUFACTURING',
		estimatedYearlyIncome: 'INCOME_50K_TO_100K',
		model: 'EMBEDDED',
		phoneNumber: '+4915112345678',
		placeOfBirth: 'Graz',
	},
};

/** The body that BVNK gets for `mira`. */
export const miraBody = {
	reference: 'crm-000417',
	useCase: 'FIAT',
	model: 'EMBEDDED',
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

/** Create Company with every field filled in, and two associates. */
export const northwind = {
	operation: 'createCompany',
	reference: 'crm-c-0093',
	useCase: 'FIAT',
	name: 'Northwind Robotics GmbH',
	entityType: 'LIMITED_LIABILITY_COMPANY',
	registrationNumber: 'HRB 204417',
	incorporationDate: '2016-02-01',
	businessOperationsStartDate: '2016-03-01',
	...hafenstrasse,
	taxNumber: 'DE811220345',
	taxResidenceCountryCode: 'DE',
	naicsCode: '3339',
	website: 'https://northwind.example',
	monthlyExpectedVolumes: 'FROM_100K_TO_1M',
	sourceOfFunds: 'COMMERCIAL_ACTIVITIES',
	intendedUseOfAccount: 'SUPPLIER_VENDOR_PAYMENTS',
	isRegulated: true,
	associates: {
		associate: [
			{
				firstName: 'Jonas',
				lastName: 'Brandt',
				dateOfBirth: '1979-11-23',
				birthCountryCode: 'DE',
				nationality: 'DE',
				address: group(elbweg),
				contactInfo: group({ emailAddress: 'j.brandt@northwind.example' }),
				taxIdentification: group({
					number: '98765432109',
					taxNumber: '98765432109',
					taxResidenceCountryCode: 'DE',
				}),
				titles: ['UBO', 'DIRECTOR'],
				ownership: group({ percentage: '75.5', type: 'DIRECT' }),
			},
			{
				firstName: 'Aino',
				lastName: 'Laine',
				dateOfBirth: '1985-02-28',
				birthCountryCode: 'FI',
				titles: ['SIGNATORY', 'ACCOUNT_REPRESENTATIVE'],
			},
		],
	},
	additionalFields: { model: 'EMBEDDED', operationalAddress: group(elbweg) },
};

/** The body that BVNK gets for `northwind`. */
export const northwindBody = {
	reference: 'crm-c-0093',
	useCase: 'FIAT',
	model: 'EMBEDDED',
	company: {
		name: 'Northwind Robotics GmbH',
		entityType: 'LIMITED_LIABILITY_COMPANY',
		registrationNumber: 'HRB 204417',
		incorporationDate: '2016-02-01',
		businessOperationsStartDate: '2016-03-01',
		address: hafenstrasse,
		operationalAddress: elbweg,
		isOperationalAddressDifferent: true,
		taxIdentification: { number: 'DE811220345', taxResidenceCountryCode: 'DE' },
		businessProfile: {
			naicsCode: '3339',
			website: 'https://northwind.example',
			monthlyExpectedVolumes: 'FROM_100K_TO_1M',
			sourceOfFunds: 'COMMERCIAL_ACTIVITIES',
			intendedUseOfAccount: 'SUPPLIER_VENDOR_PAYMENTS',
			isRegulated: true,
		},
		associates: [
			{
				person: {
					firstName: 'Jonas',
					lastName: 'Brandt',
					dateOfBirth: '1979-11-23',
					birthCountryCode: 'DE',
					nationality: 'DE',
					address: elbweg,
					contactInfo: { emailAddress: 'j.brandt@northwind.example' },
					taxIdentification: { number: '98765432109', taxResidenceCountryCode: 'DE' },
				},
				titles: ['UBO', 'DIRECTOR'],
				ownership: { percentage: '75.5', type: 'DIRECT' },
			},
			{
				person: {
					firstName: 'Aino',
					lastName: 'Laine',
					dateOfBirth: '1985-02-28',
					birthCountryCode: 'FI',
				},
				titles: ['SIGNATORY', 'ACCOUNT_REPRESENTATIVE'],
			},
		],
	},
};

/** Rows of a table of people, numbered from 1: each is another person. */
export const personRows = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		reference: `crm-${index + 1}`,
		firstName: 'Pat',
		lastName: `Placeholder ${index + 1}`,
		email: `pat.${index + 1}@example.org`,
		taxNumber: `FAKE-TAX-${index + 1}`,
	}));

/** Create Individual, mapped from the columns of such a row. */
export const personFromRow = {
	...mira,
	reference: '={{ $json.reference }}',
	firstName: '={{ $json.firstName }}',
	lastName: '={{ $json.lastName }}',
	emailAddress: '={{ $json.email }}',
	taxNumber: '={{ $json.taxNumber }}',
	additionalFields: {},
};

/** A file of an input item, in its binary field `data`. */
export const file = (content: string, fileName = 'passport.jpg', mimeType = 'image/jpeg') => ({
	data: {
		data: Buffer.from(content).toString('base64'),
		mimeType,
		fileName,
		bytes: Buffer.byteLength(content),
	},
});
