// What v1 takes to create and to update a customer: one zod schema a request. Known fields are checked
// for their form, unknown ones pass, as does null where a field is optional, and which fields a country
// demands is left to BVNK.

import * as z from 'zod/v4';
import {
	amount,
	birthDay,
	countryCode,
	day,
	email,
	group,
	listOf,
	pastDay,
	text,
	uuid,
} from '../../shared/check/checks';
import type { CustomerType } from './enums';

type Fields = Record<string, unknown>;

const address = () =>
	group({
		addressLine1: text(),
		addressLine2: text().nullish(),
		city: text(),
		postalCode: text(),
		stateCode: text().nullish(),
		countryCode: countryCode(),
	});

const contactInfo = () => group({ emailAddress: email().nullish(), phoneNumber: text().nullish() });

const taxIdentification = () => group({ number: text(), taxResidenceCountryCode: countryCode() });

const cdd = () =>
	group({
		employmentStatus: text(),
		sourceOfFunds: text(),
		pepStatus: text(),
		intendedUseOfAccount: text(),
		expectedMonthlyVolume: group({ amount: amount(), currency: text() }),
		estimatedYearlyIncome: text().nullish(),
		employmentIndustrySector: text().nullish(),
	});

const individual = group({
	firstName: text(),
	lastName: text(),
	dateOfBirth: birthDay(),
	birthCountryCode: countryCode(),
	nationality: countryCode(),
	emailAddress: email(),
	phoneNumber: text().nullish(),
	description: text().nullish(),
	placeOfBirth: text().nullish(),
	documentNumber: text().nullish(),
	address: address(),
	taxIdentification: taxIdentification().nullish(),
	cdd: cdd().nullish(),
});

/** The shape that v1 takes today: flat, with `titles`. */
const associate = group({
	firstName: text(),
	lastName: text(),
	dateOfBirth: birthDay(),
	birthCountryCode: countryCode(),
	nationality: countryCode().nullish(),
	titles: listOf(text()).nullish(),
	address: address().nullish(),
	contactInfo: contactInfo().nullish(),
	taxIdentification: taxIdentification().nullish(),
});

/** The shape of BVNK's older create page, and of every answer: `person`, `details`, `title`, `controls`. */
const nestedAssociate = group({
	person: group({ firstName: text(), lastName: text(), dateOfBirth: birthDay() }),
});

/** Either shape, told apart by `person`, so that a finding speaks of the shape that was meant. */
const eitherAssociate = z.unknown().transform((value, context) => {
	const nested = typeof value === 'object' && value !== null && 'person' in value;
	const result = (nested ? nestedAssociate : associate).safeParse(value);
	if (result.success) return result.data;
	for (const { message, path } of result.error.issues) {
		context.issues.push({ code: 'custom', message, path, input: value });
	}
	return z.NEVER;
});

const company = group({
	name: text(),
	description: text().nullish(),
	entityType: text().nullish(),
	taxResidenceCountryCode: countryCode(),
	taxNumber: text().nullish(),
	registrationNumber: text().nullish(),
	industryReference: uuid(),
	monthlyExpectedVolumesReference: uuid(),
	incorporationDate: pastDay().nullish(),
	businessOperationsStartDate: day().nullish(),
	website: text().nullish(),
	address: address(),
	operationalAddress: address().nullish(),
	associates: listOf(
		eitherAssociate,
		'needs at least one: BVNK asks for a representative, an owner and a director, and one person may be all three',
	),
});

const common = {
	signedAgreementSessionReference: uuid(),
	externalReference: text().nullish(),
	riskScore: text().nullish(),
};

/** `POST /platform/v1/customers`, after BVNK's guide "Create a customer" and its compliance requirements. */
export const createIndividualRequest = group({ ...common, individual });
export const createCompanyRequest = group({ ...common, company });

/** `PATCH /platform/v1/customers/{reference}`: whatever is not named stays as it is at BVNK. */
export const updateRequest = group({
	contactInfo: contactInfo().nullish(),
	address: group({
		addressLine1: text().nullish(),
		addressLine2: text().nullish(),
		city: text().nullish(),
		postalCode: text().nullish(),
		stateCode: text().nullish(),
		countryCode: countryCode().nullish(),
		country: text().nullish(),
	}).nullish(),
	dateOfBirth: birthDay().nullish(),
});

/** Spellings of BVNK's guides of 2024 and early 2025, and what v1 calls the same thing now. */
const oldNames: Record<string, string> = {
	address1: 'addressLine1',
	email: 'emailAddress',
	postCode: 'postalCode',
	signed_agreement_id: 'signedAgreementSessionReference',
};

/**
 * A copy of a body with BVNK's old field names replaced by the current ones, wherever they stand, and an
 * individual's `riskScore` moved to the top, so that a body written after an older guide still works.
 * Where the current name is there as well, the old one is dropped: BVNK is never sent both. Old blocks that have no one-to-one successor
 * (`identification`, `edd`, `representative`) are left as they are.
 */
export function withCurrentNames(body: Fields): Fields {
	const renamed = rename(body) as Fields;
	const person = renamed.individual as Fields | undefined;
	if (typeof person !== 'object' || person === null || !('riskScore' in person)) return renamed;
	const { riskScore, ...others } = person;
	return { riskScore, ...renamed, individual: others };
}

/** A copy with current names. Only plain objects are copied: a date of Luxon's is a value, although it is an object. */
function rename(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rename);
	if (!isPlainObject(value)) return value;
	const entries = Object.entries(value)
		.filter(([name]) => !(Object.hasOwn(oldNames, name) && Object.hasOwn(value, oldNames[name]!)))
		.map(([name, inner]) => [
			Object.hasOwn(oldNames, name) ? oldNames[name]! : name,
			rename(inner),
		]);
	return Object.fromEntries(entries) as Fields;
}

/** Also of another realm: n8n's expressions may run in one. */
function isPlainObject(value: unknown): value is Fields {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a creation of each type is checked with. */
export const createRequests = {
	INDIVIDUAL: createIndividualRequest,
	COMPANY: createCompanyRequest,
} as const satisfies Record<CustomerType, z.ZodType>;
