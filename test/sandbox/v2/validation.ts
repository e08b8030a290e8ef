// What v2 accepts in a body: strict where its rules are known; what is not known may be anything.
import { z } from 'zod/v4';
import { type FieldErrors, invalidRequest } from '../errors';
import {
	address,
	birthDate,
	contactInfo,
	countryCode,
	date,
	emailAddress,
	fieldErrors,
	homeAddress,
	isRecord,
	missingOr,
	object,
	ownReference,
	parse,
	phoneNumber,
	taxIdentification as anyTaxIdentification,
	text,
	website,
} from '../validation';
import { TWO_SIDED } from './requirements';

/** What was sent as `individual`, `company` or `entity`, with what the server does not know. */
export type Fields = Record<string, unknown>;

const customerType = z.enum(
	['COMPANY', 'INDIVIDUAL'],
	missingOr('must be one of COMPANY, INDIVIDUAL'),
);

const taxIdentification = anyTaxIdentification.refine(
	({ number, taxResidenceCountryCode }) =>
		taxResidenceCountryCode !== 'US' || /^\d{3}-?\d{2}-?\d{4}$/.test(number),
	{ path: ['number'], message: 'must be an SSN or ITIN' },
);

const individual = object({
	firstName: text,
	lastName: text,
	dateOfBirth: birthDate,
	birthCountryCode: countryCode,
	nationality: countryCode,
	emailAddress,
	address: homeAddress,
	taxIdentification,
	documentNumber: text.nullish(),
	phoneNumber: phoneNumber.nullish(),
	description: z.string().nullish(),
	placeOfBirth: z.string().nullish(),
	cdd: object({
		employmentStatus: text.nullish(),
		sourceOfFunds: text.nullish(),
		pepStatus: text.nullish(),
		intendedUseOfAccount: text.nullish(),
		expectedMonthlyVolume: object({
			amount: z
				.union([z.string(), z.number()], missingOr('must be a decimal number'))
				.refine((value) => /^\d+(\.\d+)?$/.test(String(value)), 'must be a decimal number'),
			currency: text.refine((value) => /^[A-Z]{3}$/.test(value), 'must be a currency code'),
		}).nullish(),
		estimatedYearlyIncome: text.nullish(),
		employmentIndustrySector: text.nullish(),
	}).nullish(),
});

const company = object({
	name: text,
	entityType: text,
	registrationNumber: text.nullish(),
	incorporationDate: date,
	businessOperationsStartDate: date.nullish(),
	taxIdentification: anyTaxIdentification.nullish(),
	address,
	isOperationalAddressDifferent: z.boolean(missingOr('must be true or false')).nullish(),
	operationalAddress: address.nullish(),
	businessProfile: object({
		naicsCode: text.refine((value) => /^\d{2,6}$/.test(value), 'must have 2 to 6 digits').nullish(),
		website: website.nullish(),
		monthlyExpectedVolumes: text.nullish(),
		sourceOfFunds: text.nullish(),
		intendedUseOfAccount: text.nullish(),
		isRegulated: z.boolean(missingOr('must be true or false')).nullish(),
	}).nullish(),
}).refine(
	({ address: { countryCode: country }, registrationNumber, taxIdentification: tax }) =>
		// A company of the United States may be known by its tax number.
		Boolean(registrationNumber) || (country === 'US' && Boolean(tax)),
	{ path: ['registrationNumber'], message: 'must not be null' },
);

const person = object({
	firstName: text,
	lastName: text,
	dateOfBirth: birthDate,
	nationality: countryCode.nullish(),
	birthCountryCode: countryCode.nullish(),
	address: homeAddress.nullish(),
	contactInfo: contactInfo.nullish(),
	taxIdentification: taxIdentification.nullish(),
});

/** The fields of an owning company are not known, save that it has to be called something. */
const owningCompany = object({ name: text });

const ENTITIES = { PERSON: person, BUSINESS_REGISTRATION: owningCompany };

const entityType = z.enum(
	['PERSON', 'BUSINESS_REGISTRATION'],
	missingOr('must be one of PERSON, BUSINESS_REGISTRATION'),
);
const roles = z.array(text, missingOr('must be an array')).min(1, 'must not be empty');
const ownership = object({
	percentage: z
		.union([z.string(), z.number()], missingOr('must be a number'))
		.refine((value) => Number(value) >= 0 && Number(value) <= 100, 'must be from 0 to 100'),
	type: text.nullish(),
});

const notSent = z.undefined('must not be sent');
const customer = object({
	useCase: text,
	reference: ownReference.nullish(),
	model: text.nullish(),
	// What the API's first version has, and this one has not.
	type: notSent,
	externalReference: notSent,
	signedAgreementSessionReference: notSent,
	riskScore: notSent,
});

const workingSet = object({
	reference: ownReference,
	useCase: z.enum(
		[
			'FIAT',
			'CRYPTO',
			'STABLECOIN_PAYOUTS',
			'EMBEDDED_STABLECOIN_WALLETS',
			'EMBEDDED_FIAT_ACCOUNTS',
		],
		missingOr('must be a use case'),
	),
	customerType,
	countryCode,
});

const action = z.enum(['ACCEPT', 'REJECT'], missingOr('must be one of ACCEPT, REJECT'));
const bulkAnswer = object({
	reference: text,
	actions: z
		.array(object({ agreementId: text, type: action }), missingOr('must be an array'))
		.min(1, 'must not be empty')
		.max(50, 'size must be between 1 and 50'),
});
const answer = object({ type: action });

const metadata = z
	.array(
		object({
			type: text,
			subType: text.nullish(),
			countryCode: countryCode.nullish(),
			name: text.nullish(),
			description: z.string().nullish(),
			externalReference: text.nullish(),
		}).refine(({ type, subType }) => !TWO_SIDED.includes(type) || Boolean(subType), {
			path: ['subType'],
			message: 'must be FRONT_SIDE or BACK_SIDE for a document with two sides',
		}),
		missingOr('must be an array'),
	)
	.min(1, 'size must be between 1 and 3')
	.max(3, 'size must be between 1 and 3');

/** An associate in the words of its endpoints, whichever words were sent. */
export interface AssociateInput {
	types: string[];
	entity: Fields & { type: 'PERSON' | 'BUSINESS_REGISTRATION' };
	ownership?: unknown;
}

/** A checked create body. */
export interface CreateInput {
	type: 'COMPANY' | 'INDIVIDUAL';
	useCase: string;
	reference?: string;
	model?: string;
	fields: Fields;
	associates: AssociateInput[];
}

/** Checks a create body. Throws 400 with every field that is wrong. */
export function parseCreateV2(body: unknown): CreateInput {
	const sent = isRecord(body) ? body : {};
	const errors: FieldErrors = {};
	const top = checked(customer, body, '', errors);
	const names = (['company', 'individual'] as const).filter((name) => sent[name] !== undefined);
	if (names.length !== 1) {
		errors.body = ['must have exactly one of company and individual'];
		throw invalidRequest(errors);
	}
	const [name] = names as ['company' | 'individual'];
	const { associates: given, ...fields } = isRecord(sent[name]) ? sent[name] : {};
	checked(name === 'company' ? company : individual, sent[name], name, errors);
	const list = z.array(z.unknown(), missingOr('must be an array')).min(1, 'must not be empty');
	const associates =
		name === 'company'
			? (checked(list, given, 'company.associates', errors) ?? []).map((associate, index) =>
					checkedAssociate(associate, `company.associates[${index}]`, INLINE, errors),
				)
			: [];
	if (!top || Object.keys(errors).length > 0) throw invalidRequest(errors);
	return {
		type: name === 'company' ? 'COMPANY' : 'INDIVIDUAL',
		useCase: top.useCase,
		reference: top.reference ?? undefined,
		model: top.model ?? undefined,
		fields: name === 'company' ? fields : { ...(sent.individual as Fields) },
		associates,
	};
}

/** Checks what an update makes of a customer, as a create body is checked. Throws 400. */
export function checkFields(type: CreateInput['type'], fields: Fields): void {
	const errors: FieldErrors = {};
	if (type === 'COMPANY') checked(company, fields, 'company', errors);
	else checked(individual, fields, 'individual', errors);
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
}

/** Checks the body that adds an associate. Throws 400. */
export function parseAssociate(body: unknown): AssociateInput {
	const errors: FieldErrors = {};
	const associate = checkedAssociate(body, '', ENDPOINT, errors);
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
	return associate;
}

/** What an update of an associate makes of it: roles are replaced, members of `entity` one by one. Throws 400. */
export function parseAssociateUpdate(body: unknown, before: AssociateInput): AssociateInput {
	const sent = isRecord(body) ? body : {};
	const [rolesName, whoName] = wordsOf(sent, ENDPOINT);
	const entity = isRecord(sent[whoName]) ? sent[whoName] : {};
	if (entity.type !== undefined && entity.type !== before.entity.type) {
		throw invalidRequest({ [`${whoName}.type`]: [`must be ${before.entity.type}`] });
	}
	return parseAssociate({
		types: sent[rolesName] ?? before.types,
		entity: { ...before.entity, ...entity },
		ownership: sent.ownership ?? before.ownership,
	});
}

/** Checks the body that makes a working set. Throws 400. */
export const parseWorkingSet = (body: unknown): z.infer<typeof workingSet> =>
	parse(workingSet, body);

/** Checks the body that answers agreements of a working set. Throws 400. */
export const parseBulkAnswer = (body: unknown): z.infer<typeof bulkAnswer> =>
	parse(bulkAnswer, body);

/** Checks the body that answers one agreement. Throws 400. */
export const parseAnswer = (body: unknown): z.infer<typeof answer> => parse(answer, body);

/** Checks the `metadata` of an upload, parsed already. Throws 400. */
export function parseMetadata(value: unknown): z.infer<typeof metadata> {
	const errors: FieldErrors = {};
	const entries = checked(metadata, value, 'metadata', errors);
	if (!entries) throw invalidRequest(errors);
	return entries;
}

/** Names of roles and of who it is: of a create body, and of the associates' endpoints. */
type Words = [roles: 'titles' | 'types', who: 'person' | 'entity'];
const INLINE: Words = ['titles', 'person'];
const ENDPOINT: Words = ['types', 'entity'];

/** The words that were used; where there are none, those of the place. */
function wordsOf(sent: Fields, [usualRoles, usualWho]: Words): Words {
	const [otherRoles, otherWho] = usualRoles === 'titles' ? ENDPOINT : INLINE;
	return [
		sent[usualRoles] === undefined && sent[otherRoles] !== undefined ? otherRoles : usualRoles,
		sent[usualWho] === undefined && sent[otherWho] !== undefined ? otherWho : usualWho,
	];
}

/** Either vocabulary in either place, since it is not known where each is refused. */
function checkedAssociate(
	value: unknown,
	prefix: string,
	usual: Words,
	errors: FieldErrors,
): AssociateInput {
	const sent = isRecord(value) ? value : {};
	const [rolesName, whoName] = wordsOf(sent, usual);
	const below = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
	const types = checked(roles, sent[rolesName], below(rolesName), errors) ?? [];
	const who = isRecord(sent[whoName]) ? sent[whoName] : {};
	const kind =
		whoName === 'person'
			? 'PERSON'
			: checked(entityType, who.type, below(`${whoName}.type`), errors);
	if (kind) checked(ENTITIES[kind] as z.ZodType, sent[whoName], below(whoName), errors);
	checked(ownership.nullish(), sent.ownership, below('ownership'), errors);
	return { types, entity: { ...who, type: kind ?? 'PERSON' }, ownership: sent.ownership };
}

/** The value where it is right; otherwise undefined, and what is wrong is added to `errors`. */
function checked<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	prefix: string,
	errors: FieldErrors,
): z.infer<Schema> | undefined {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	Object.assign(errors, fieldErrors(result.error, prefix));
	return undefined;
}
