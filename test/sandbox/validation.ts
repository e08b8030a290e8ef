// What BVNK accepts in a request body: strict where its rules are known, tolerant where they are
// not (unknown fields pass, enums that may grow take any text). Messages are worded as Java bean
// validation words them, because that is what BVNK's answers look like.
import { z } from 'zod/v4';
import { isCountryCode } from './countries';
import { type FieldErrors, invalidRequest } from './errors';
import { requiredItems } from './questionnaires';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for 36 characters in the shape of a UUID, of any version. */
export function isUuid(text: string): boolean {
	return UUID.test(text);
}

type Issue = { input?: unknown };
/** Says of a value that is not there that it must be, and otherwise what the schema says. */
export const missingOr = (otherwise: string) => ({
	error: ({ input }: Issue) =>
		input === undefined || input === null ? 'must not be null' : otherwise,
});

/** A text that is not blank. */
export const text = z
	.string(missingOr('must be a string'))
	.refine((value) => value.trim() !== '', 'must not be blank');
export const countryCode = text.refine(isCountryCode, 'must be an ISO 3166-1 alpha-2 country code');
const uuid = text.refine(isUuid, 'must be a valid UUID');
export const emailAddress = text.refine(
	(value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
	'must be a well-formed email address',
);
export const date = text.refine(isCalendarDate, 'must be a date in the format YYYY-MM-DD');
export const birthDate = date.refine(
	(value) => value < new Date().toISOString().slice(0, 10),
	'must be a past date',
);
/** BVNK's own rule is not known: what no network could dial is refused. */
export const phoneNumber = text.refine((value) => {
	const digits = value.replace(/[\s()./+-]/g, '');
	return /^\d{7,15}$/.test(digits) && !/^(\d)\1*$/.test(digits);
}, 'must be a well-formed phone number');
const stateCode = text.refine((value) => value.length === 2, 'size must be between 2 and 2');
/** What a customer is called by the partner. The limit was seen in v1. */
export const ownReference = text.refine(
	(value) => value.length <= 36,
	'size must be between 0 and 36',
);
export const website = text.refine((value) => URL.canParse(value), 'must be a valid URL');

function isCalendarDate(value: string): boolean {
	const day = new Date(`${value}T00:00:00Z`);
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(value) &&
		!Number.isNaN(day.getTime()) &&
		// The engine reads 30 February as 2 March; the calendar does not have it.
		day.toISOString().startsWith(value)
	);
}

/** An object that may have members besides those named. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
	z.looseObject(shape, missingOr('must be an object'));

export const address = object({
	addressLine1: text,
	addressLine2: z.string().nullish(),
	city: text,
	postalCode: text,
	stateCode: stateCode.nullish(),
	countryCode,
	country: z.string().nullish(),
});

/** Residents of the United States have to name their state; companies need not. */
export const homeAddress = address.refine(
	({ countryCode: country, stateCode }) => country !== 'US' || Boolean(stateCode),
	{ path: ['stateCode'], message: 'must not be null for residents of the United States' },
);

export const contactInfo = object({
	emailAddress: emailAddress.nullish(),
	phoneNumber: phoneNumber.nullish(),
});

export const taxIdentification = object({ number: text, taxResidenceCountryCode: countryCode });

const cdd = object({
	employmentStatus: text,
	sourceOfFunds: text,
	pepStatus: text,
	intendedUseOfAccount: text,
	expectedMonthlyVolume: object({
		amount: z
			.union([z.string(), z.number()], missingOr('must be a decimal number'))
			.refine((value) => /^\d+(\.\d+)?$/.test(String(value)), 'must be a decimal number'),
		currency: text.refine((value) => /^[A-Z]{3}$/.test(value), 'must be a currency code'),
	}),
	estimatedYearlyIncome: text.nullish(),
	employmentIndustrySector: text.nullish(),
});

const individual = object({
	description: z.string().nullish(),
	firstName: text,
	lastName: text,
	dateOfBirth: birthDate,
	birthCountryCode: countryCode,
	nationality: countryCode,
	emailAddress,
	phoneNumber: phoneNumber.nullish(),
	address: homeAddress,
	taxIdentification,
	cdd,
});

const associate = z.preprocess(
	flattenAssociate,
	object({
		firstName: text,
		lastName: text,
		dateOfBirth: birthDate,
		birthCountryCode: countryCode,
		nationality: countryCode.nullish(),
		address: address.nullish(),
		contactInfo: contactInfo.nullish(),
		taxIdentification: taxIdentification.nullish(),
		titles: z.array(text, missingOr('must be an array')).nullish(),
	}),
);

/** The older nested shape (`person`, `details`, ...) becomes the current flat one; others pass. */
function flattenAssociate(value: unknown): unknown {
	if (!isRecord(value) || !isRecord(value.person)) return value;
	const { person, details, ...rest } = value;
	return { ...person, ...(isRecord(details) ? details : {}), ...rest };
}

const company = object({
	name: text,
	description: z.string().nullish(),
	entityType: text,
	taxResidenceCountryCode: countryCode,
	taxNumber: text.nullish(),
	registrationNumber: text.nullish(),
	industryReference: uuid,
	monthlyExpectedVolumesReference: uuid,
	address,
	operationalAddress: address.nullish(),
	incorporationDate: date.nullish(),
	businessOperationsStartDate: date.nullish(),
	website: website.nullish(),
	associates: z.array(associate, missingOr('must be an array')).min(1, 'must not be empty'),
}).refine(
	({ taxResidenceCountryCode, taxNumber, registrationNumber }) =>
		// A company of the United States is known by its tax number; every other by its register.
		Boolean(registrationNumber) || (taxResidenceCountryCode === 'US' && Boolean(taxNumber)),
	{ path: ['registrationNumber'], message: 'must not be null' },
);

const customer = object({
	type: text
		.transform((value) => value.toUpperCase())
		.pipe(z.enum(['COMPANY', 'INDIVIDUAL'], { error: 'must be one of COMPANY, INDIVIDUAL' })),
	externalReference: ownReference.nullish(),
	signedAgreementSessionReference: uuid,
	riskScore: z
		.enum(['LOW', 'MEDIUM', 'HIGH'], { error: 'must be one of LOW, MEDIUM, HIGH' })
		.nullish(),
});

const update = object({
	contactInfo: contactInfo.nullish(),
	address: address.partial().nullish(),
	dateOfBirth: birthDate.nullish(),
});

const session = object({
	customerType: text
		.transform((value) => value.toUpperCase())
		.pipe(z.enum(['COMPANY', 'INDIVIDUAL'], { error: 'must be one of COMPANY, INDIVIDUAL' })),
	countryCode,
	useCase: text,
});

const sessionAnswer = object({
	status: z.enum(['SIGNED', 'DECLINED'], { error: 'must be one of SIGNED, DECLINED' }),
	ipAddress: text.nullish(),
});

/** Base64 with its padding, and no `data:` before it. */
const base64 = text.refine(
	(value) => value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value),
	'must be base64',
);

const documents = z
	.array(
		object({
			type: text,
			subType: text.nullish(),
			name: text,
			description: z.string().nullish(),
			countryCode: countryCode.nullish(),
			externalReference: text.nullish(),
			content: base64,
			customerPersonReference: uuid.nullish(),
		}),
		missingOr('must be an array'),
	)
	.min(1, 'must not be empty');

export type Address = z.infer<typeof address>;
export type Individual = z.infer<typeof individual>;
export type Associate = z.infer<typeof associate>;
export type Company = z.infer<typeof company>;
export type CustomerUpdate = z.infer<typeof update>;
export type SessionRequest = z.infer<typeof session>;
export type CreateRequest = z.infer<typeof customer> & {
	individual?: Individual;
	company?: Company;
};

/**
 * Checks a create body. Answers it with `type` in upper case and associates in the flat shape;
 * throws 400 with every field that is wrong.
 */
export function parseCreate(body: unknown): CreateRequest {
	const top = customer.safeParse(body);
	const errors = fieldErrors(top.error);
	const type = isRecord(body) && typeof body.type === 'string' ? body.type.toUpperCase() : '';
	const sections = {
		COMPANY: ['company', company],
		INDIVIDUAL: ['individual', individual],
	} as const;
	if (type !== 'COMPANY' && type !== 'INDIVIDUAL') throw invalidRequest(errors);
	const [name, schema] = sections[type];
	const section = schema.safeParse((body as Record<string, unknown>)[name]);
	Object.assign(errors, fieldErrors(section.error, name));
	if (!top.success || !section.success) throw invalidRequest(errors);
	return { ...top.data, individual: undefined, company: undefined, [name]: section.data };
}

/** Checks an update body; only what is there is checked. Throws 400. */
export const parseUpdate = (body: unknown): CustomerUpdate => parse(update, body);

/** Checks the body that starts an agreement session. Throws 400. */
export const parseSession = (body: unknown): SessionRequest => parse(session, body);

/** Checks the body that signs or declines an agreement session. Throws 400. */
export const parseSessionAnswer = (body: unknown): z.infer<typeof sessionAnswer> =>
	parse(sessionAnswer, body);

/** Checks the list of documents that is handed in. Throws 400. */
export const parseDocuments = (body: unknown): z.infer<typeof documents> => parse(documents, body);

/** The answers to one questionnaire, each by `section.item`. */
export interface QuestionnaireAnswers {
	code: string;
	answers: Map<string, unknown>;
}

/**
 * Reads the list of answered questionnaires. BVNK does not document its keys, so sections and items may
 * be lists or maps, and the value may stand under any likely name. Throws 400 where no questionnaire or
 * no answer is found.
 */
export function parseAnswers(body: unknown): QuestionnaireAnswers[] {
	if (!Array.isArray(body) || body.length === 0) {
		throw invalidRequest({ body: ['must be an array that is not empty'] });
	}
	return body.map((entry: unknown, index) => {
		const code = firstOf(entry, ['code', 'questionnaireCode', 'id', 'reference']);
		if (typeof code !== 'string' || requiredItems(code).length === 0) {
			throw invalidRequest({ [`[${index}].code`]: ['Questionnaire does not exist'] });
		}
		const sections = isRecord(entry) ? entriesOf(entry.sections) : [];
		const answers = sections.flatMap(([section, { items }]) =>
			entriesOf(items).flatMap(([item, answer]) => {
				const value = firstOf(answer, ['value', 'values', 'answer', 'answers']);
				return isBlank(value) ? [] : [[`${section}.${item}`, value] as const];
			}),
		);
		if (answers.length === 0) {
			throw invalidRequest({ [`[${index}].sections`]: ['must not be empty'] });
		}
		return { code, answers: new Map(answers) };
	});
}

function entriesOf(value: unknown): Array<[string, Record<string, unknown>]> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
		if (!isRecord(entry)) return [];
		const id = firstOf(entry, ['id', 'code', 'key', 'reference']);
		return [[typeof id === 'string' ? id : key, entry] as [string, Record<string, unknown>]];
	});
}

function firstOf(value: unknown, names: string[]): unknown {
	return isRecord(value)
		? names.map((name) => value[name]).find((one) => !isBlank(one))
		: undefined;
}

/** True where nothing was given. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** A checked body. Throws 400 with every field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
	const result = schema.safeParse(body);
	if (!result.success) throw invalidRequest(fieldErrors(result.error));
	return result.data;
}

/** What is wrong, by dotted path. The prefix is the path of what was checked. */
export function fieldErrors(error: z.ZodError | undefined, prefix = ''): FieldErrors {
	const errors: FieldErrors = {};
	for (const issue of error?.issues ?? []) {
		const path = dotted(prefix === '' ? issue.path : [prefix, ...issue.path]) || 'body';
		(errors[path] ??= []).push(issue.message);
	}
	return errors;
}

function dotted(path: PropertyKey[]): string {
	return path
		.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
		.join('')
		.replace(/^\./, '');
}

/** True for an object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
