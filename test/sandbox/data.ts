// Generated people and companies: invented, recognisably fake, on example domains, and the same
// for the same seed and index. Also bodies that a test can send as they are.
import { type Customer, newCustomer } from './customer';
import { setStatus } from './lifecycle';
import { mix } from '../tools/server/random';
import { INDUSTRIES, MONTHLY_EXPECTED_VOLUMES } from './reference-data';

const FIRST_NAMES = ['Ada', 'Bruno', 'Carla', 'Dario', 'Elif', 'Finn', 'Greta', 'Hugo', 'Ines'];
const LAST_NAMES = [
	'Mockford',
	'Sampleton',
	'Testerly',
	'Dummett',
	'Fixturewood',
	'Stubbins',
	'Fauxley',
];
const COMPANY_WORDS = ['Sample', 'Placeholder', 'Fictional', 'Imaginary', 'Pretend'];
const TRADES = ['Robotics', 'Bakery', 'Software', 'Shipping', 'Tools', 'Textiles', 'Press'];
const PLACES = [
	{ countryCode: 'DE', city: 'Bremen', postalCode: '28195', legalForm: 'GmbH' },
	{ countryCode: 'FR', city: 'Lyon', postalCode: '69001', legalForm: 'SARL' },
	{ countryCode: 'US', city: 'Austin', postalCode: '78701', stateCode: 'TX', legalForm: 'LLC' },
	{ countryCode: 'ES', city: 'Valencia', postalCode: '46001', legalForm: 'SL' },
];
/** Status of the generated customers, in turn. */
const STATUSES = [
	'VERIFIED',
	'VERIFIED',
	'INFO_REQUIRED',
	'VERIFIED',
	'PENDING',
	'VERIFIED',
	'REJECTED',
];

/** A body of `POST /platform/v1/customers` for an individual; each index gives another person. */
export function individualBody(index: number, seed = 1) {
	const { firstName, lastName } = person(index, seed);
	const { legalForm: _, ...place } = pick(PLACES, index, seed, 3);
	return {
		type: 'INDIVIDUAL' as const,
		externalReference: `crm-${number(index)}`,
		signedAgreementSessionReference: sessionReference(1, index, seed),
		riskScore: 'LOW' as const,
		individual: {
			description: `Invented person ${number(index)}`,
			firstName,
			lastName,
			dateOfBirth: birthDate(index, seed),
			nationality: place.countryCode,
			birthCountryCode: place.countryCode,
			emailAddress: emailAddress(index, seed, 'example.org'),
			address: { addressLine1: `${1 + (index % 99)} Example Street`, ...place },
			taxIdentification: taxIdentification(index, place.countryCode),
			cdd: {
				employmentStatus: 'SALARIED',
				sourceOfFunds: 'SALARY',
				pepStatus: 'NOT_PEP',
				intendedUseOfAccount: 'TRANSFERS_OWN_WALLET',
				expectedMonthlyVolume: { amount: '2500', currency: 'EUR' },
			},
		},
	};
}

/** A body of `POST /platform/v1/customers` for a company with one associate. */
export function companyBody(index: number, seed = 1) {
	const { firstName, lastName } = person(index, seed);
	const { legalForm: _, ...place } = pick(PLACES, index, seed, 3);
	const address = { addressLine1: `${1 + (index % 99)} Example Square`, ...place };
	const industries = INDUSTRIES.flatMap(({ children }) => children);
	return {
		type: 'COMPANY' as const,
		externalReference: `crm-c-${number(index)}`,
		signedAgreementSessionReference: sessionReference(2, index, seed),
		riskScore: 'MEDIUM' as const,
		company: {
			name: companyName(index, seed),
			description: `Invented company ${number(index)}`,
			entityType: 'LIMITED_LIABILITY_COMPANY',
			taxResidenceCountryCode: place.countryCode,
			taxNumber: `FAKE-EIN-${number(index)}`,
			registrationNumber: `FAKE-REG-${number(index)}`,
			industryReference: pick(industries, index, seed, 4).reference,
			monthlyExpectedVolumesReference: pick(MONTHLY_EXPECTED_VOLUMES, index, seed, 5).reference,
			incorporationDate: '2016-02-01',
			website: `https://company-${number(index)}.example`,
			address,
			associates: [
				{
					firstName,
					lastName,
					dateOfBirth: birthDate(index, seed),
					birthCountryCode: place.countryCode,
					nationality: place.countryCode,
					titles: ['BUSINESS_OWNER', 'DIRECTOR'],
					contactInfo: {
						emailAddress: emailAddress(index, seed, 'example.com'),
						phoneNumber: '+4900000000000',
					},
					taxIdentification: taxIdentification(index, place.countryCode),
					address,
				},
			],
		},
	};
}

/** The generated customer at an index: even ones are companies, odd ones individuals. */
export function seededCustomer(seed: number, index: number): Customer {
	const body = isCompany(index) ? companyBody(index, seed) : individualBody(index, seed);
	const request = { ...body, externalReference: `seed-${number(index)}` };
	const customer = newCustomer(seededReference(seed, index), request);
	setStatus(customer, STATUSES[index % STATUSES.length]!);
	return customer;
}

/** The name of the generated customer at an index, without making the customer. */
export function seededName(seed: number, index: number): string {
	if (isCompany(index)) return companyName(index, seed);
	const { firstName, lastName } = person(index, seed);
	return `${firstName} ${lastName}`;
}

/** The reference of the generated customer at an index: a UUID that begins with 5eed. */
export function seededReference(seed: number, index: number): string {
	return `${seededPrefix(seed)}${index.toString(16).padStart(12, '0')}`;
}

/** The index of the generated customer with this reference; undefined for any other reference. */
export function seededIndex(seed: number, reference: string): number | undefined {
	if (!reference.startsWith(seededPrefix(seed))) return undefined;
	return Number.parseInt(reference.slice(24), 16);
}

/** The index of the generated customer with this external reference, if it is one of theirs. */
export function seededExternalIndex(externalReference: string): number | undefined {
	const digits = /^seed-(\d{6,})$/.exec(externalReference)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

function seededPrefix(seed: number): string {
	return `5eed${hex(seed, 4)}-0000-4000-8000-`;
}

function isCompany(index: number): boolean {
	return index % 2 === 0;
}

function person(index: number, seed: number): { firstName: string; lastName: string } {
	return {
		firstName: pick(FIRST_NAMES, index, seed, 1),
		lastName: pick(LAST_NAMES, index, seed, 2),
	};
}

function companyName(index: number, seed: number): string {
	const { legalForm } = pick(PLACES, index, seed, 3);
	return `${pick(COMPANY_WORDS, index, seed, 1)} ${pick(TRADES, index, seed, 2)} ${number(index)} ${legalForm}`;
}

function birthDate(index: number, seed: number): string {
	return new Date(Date.UTC(1950 + mix(index, seed, 6, 50), 0, 1 + mix(index, seed, 7, 365)))
		.toISOString()
		.slice(0, 10);
}

function emailAddress(index: number, seed: number, domain: string): string {
	const { firstName, lastName } = person(index, seed);
	return `${firstName}.${lastName}.${index}@${domain}`.toLowerCase();
}

function taxIdentification(index: number, taxResidenceCountryCode: string) {
	return { number: `FAKE-TAX-${number(index)}`, taxResidenceCountryCode };
}

/** A fresh session for each body, because a session serves one customer only. */
function sessionReference(kind: number, index: number, seed: number): string {
	return `a9ee${hex(seed, 4)}-000${kind}-4000-8000-${hex(index, 12)}`;
}

function number(index: number): string {
	return String(index).padStart(6, '0');
}

function hex(value: number, length: number): string {
	return value.toString(16).padStart(length, '0').slice(-length);
}

function pick<Item>(items: Item[], index: number, seed: number, salt: number): Item {
	return items[mix(index, seed, salt, items.length)]!;
}
