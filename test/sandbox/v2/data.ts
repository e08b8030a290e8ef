// Invented people and companies as v2 takes them: those of the first version's generator, in v2's words.
import { companyBody, individualBody } from '../data';

/** A body of `POST /platform/v2/customers` for an individual; each index gives another person. */
export function individualBodyV2(index: number, seed = 1) {
	const { individual } = individualBody(index, seed);
	const { countryCode } = individual.address;
	return {
		useCase: 'FIAT',
		reference: `v2-${number(index)}`,
		individual: {
			...individual,
			taxIdentification: taxIdentification(index, countryCode),
			cdd: {
				...individual.cdd,
				...(countryCode === 'US' && {
					estimatedYearlyIncome: 'INCOME_50K_TO_100K',
					employmentIndustrySector: 'OTHER_SERVICES',
				}),
			},
		},
	};
}

/** A body of `POST /platform/v2/customers` for a company with one associate, who has every role. */
export function companyBodyV2(index: number, seed = 1) {
	const { company } = companyBody(index, seed);
	const { name, entityType, registrationNumber, incorporationDate, website, address } = company;
	const [{ titles: _, ...person }] = company.associates as [(typeof company.associates)[0]];
	const { countryCode } = address;
	return {
		useCase: 'FIAT',
		reference: `v2-c-${number(index)}`,
		company: {
			name,
			entityType,
			registrationNumber,
			incorporationDate,
			businessOperationsStartDate: incorporationDate,
			taxIdentification: {
				number: `FAKE-TAX-${number(index)}`,
				taxResidenceCountryCode: countryCode,
			},
			address,
			isOperationalAddressDifferent: false,
			businessProfile: {
				naicsCode: '3339',
				website,
				monthlyExpectedVolumes: 'FROM_100K_TO_1M',
				sourceOfFunds: 'COMMERCIAL_ACTIVITIES',
				intendedUseOfAccount: 'SUPPLIER_VENDOR_PAYMENTS',
				isRegulated: false,
			},
			associates: [
				{
					person: { ...person, taxIdentification: taxIdentification(index, countryCode) },
					titles: ['UBO', 'DIRECTOR', 'SIGNATORY', 'ACCOUNT_REPRESENTATIVE'],
					ownership: { percentage: '100', type: 'DIRECT' },
				},
			],
		},
	};
}

/** A person's, which has to look like a real one in the United States. */
function taxIdentification(index: number, taxResidenceCountryCode: string) {
	const digits = number(index);
	const inUnitedStates = `900-${digits.slice(0, 2)}-${digits.slice(2).padStart(4, '0')}`;
	return {
		number: taxResidenceCountryCode === 'US' ? inUnitedStates : `FAKE-TAX-${digits}`,
		taxResidenceCountryCode,
	};
}

function number(index: number): string {
	return String(index).padStart(6, '0');
}
