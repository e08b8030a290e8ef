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
} from './checks';
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
 * A body with BVNK's old field names replaced by the current ones, wherever they stand, and an
 * individual's `riskScore` moved to the top, so that a body written after an older guide still works.
 * A current name that is there already wins. Old blocks that have no one-to-one successor
 * (`identification`, `edd`, `representative`) are left as they are.
 */
export function withCurrentNames(body: Fields): Fields {
	const renamed = rename(body) as Fields;
	const person = renamed.individual as Fields | undefined;
	if (typeof person !== 'object' || person === null || !('riskScore' in person)) return renamed;
	const { riskScore, ...others } = person;
	return { riskScore, ...renamed, individual: others };
}

function rename(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rename);
	// A date of Luxon's is a value, although it is an object.
	if (
		typeof value !== 'object' ||
		value === null ||
		Object.getPrototypeOf(value) !== Object.prototype
	)
		return value;
	const entries = Object.entries(value).map(([name, inner]) => [
		Object.hasOwn(oldNames, name) && !(oldNames[name]! in value) ? oldNames[name]! : name,
		rename(inner),
	]);
	return Object.fromEntries(entries) as Fields;
}

/** What a request of either type is checked with, and where in it the customer's own fields stand. */
export const createRequests = {
	INDIVIDUAL: { schema: createIndividualRequest, part: 'individual' },
	COMPANY: { schema: createCompanyRequest, part: 'company' },
} as const satisfies Record<CustomerType, { schema: z.ZodType; part: string }>;
