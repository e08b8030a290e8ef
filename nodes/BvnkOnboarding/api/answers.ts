// What BVNK answers, as far as this package reads it. Only the fields that something here needs are
// named; everything else passes through untouched, because BVNK adds fields without notice.

import * as z from 'zod/v4';
import { isObject } from '../../shared/check/groups';

/** A text, or nothing where something else came. */
export const maybeText = z.string().nullish().catch(undefined);

/** More entries than one answer of BVNK's has. */
const MAX_ENTRIES = 100_000;

/**
 * A list of such entries. It is refused at the first entry of another form: zod's own list would keep a
 * finding for each of a million.
 */
export const listOf = <Entry>(entry: z.ZodType<Entry>) =>
	z.unknown().transform((value, context): Entry[] => {
		const list: unknown[] = Array.isArray(value) ? value : [];
		const entries: Entry[] = [];
		for (const one of list.slice(0, MAX_ENTRIES)) {
			const { success, data } = entry.safeParse(one);
			if (!success) break;
			entries.push(data);
		}
		if (Array.isArray(value) && entries.length === value.length) return entries;
		context.addIssue({ code: 'custom', message: 'Another form' });
		return z.NEVER;
	});

const verification = z
	.looseObject({ url: maybeText, status: maybeText, expiresAt: maybeText })
	.nullish()
	.catch(undefined);

const person = z
	.looseObject({ firstName: maybeText, lastName: maybeText })
	.nullish()
	.catch(undefined);

/** `GET /platform/v1/customers/{reference}`, company and individual, and the rows of the list. */
export const customerAnswer = z.looseObject({
	reference: z.string(),
	status: maybeText,
	type: maybeText,
	externalReference: maybeText,
	riskScore: maybeText,
	model: maybeText,
	name: maybeText,
	description: maybeText,
	verification,
	individual: z.looseObject({ person, description: maybeText }).nullish().catch(undefined),
	company: z
		.looseObject({ name: maybeText, description: maybeText, verification })
		.nullish()
		.catch(undefined),
});
/** A customer as BVNK answers it. */
export type CustomerAnswer = z.infer<typeof customerAnswer>;

/** `POST /platform/v1/customers`: 200, 201 or 202. */
export const createAnswer = z.looseObject({ reference: z.string(), status: maybeText });

/** A list, or its only entry. */
const list = z
	.unknown()
	.transform((value) => (Array.isArray(value) ? (value as unknown[]) : [value ?? []].flat()));

/** `GET …/info-required`: its lists are absent, not empty, when nothing is missing. */
export const requiredInfoAnswer = z.looseObject({
	status: maybeText,
	infoRequired: z
		.looseObject({ questionnaires: list, questionnaireCodes: list, documents: list, data: list })
		.nullish()
		.catch(undefined),
	verificationFailure: z.looseObject({ reasons: list }).nullish().catch(undefined),
});

const referenceItem = z.looseObject({ reference: z.string() });

/** `GET …/industries`: sub-industries stand under `children`. */
export const industriesAnswer = listOf(
	referenceItem.extend({
		name: maybeText,
		children: listOf(referenceItem.extend({ name: maybeText })).nullish(),
	}),
);

/** `GET …/monthly-expected-volumes`: the name of the label's key is not documented. */
export const monthlyVolumesAnswer = listOf(referenceItem);

/** A row of the list: its reference, and whatever else BVNK tells. */
export type CustomerRow = Record<string, unknown> & { reference: string };

const maybeNumber = z.number().optional().catch(undefined);
const maybeFlag = z.boolean().optional().catch(undefined);

/** What a page tells about its list, under whichever names; made once, because every schema costs time at start. */
const pageNumbers = {
	last: maybeFlag,
	hasNext: maybeFlag,
	size: maybeNumber,
	totalPages: maybeNumber,
	totalElements: maybeNumber,
	page: z
		.looseObject({ size: maybeNumber, totalPages: maybeNumber, totalElements: maybeNumber })
		.optional()
		.catch(undefined),
	pageable: z
		.looseObject({ pageNumber: maybeNumber, pageSize: maybeNumber })
		.optional()
		.catch(undefined),
};

/**
 * One page of a list: Spring's `Page`, Spring's `PagedModel`, or v2's envelope. Its rows are handed on as
 * they came, not copied: there may be a hundred thousand of them.
 *
 * @param key the member of a row that names it
 */
export const pageAnswer = <Row>(key: string) =>
	z.looseObject({
		content: z.custom<Row[]>(
			(value) =>
				Array.isArray(value) && value.every((row) => isObject(row) && typeof row[key] === 'string'),
		),
		...pageNumbers,
	});

/** `GET /platform/v1/customers`. */
export const listAnswer = pageAnswer<CustomerRow>('reference');

/** `POST …/agreement/sessions` and `GET …/sessions/{reference}`. */
export const sessionAnswer = z.looseObject({ reference: z.string(), status: maybeText });

/**
 * What an upload is answered: not documented, so a list with an entry for each document is read where
 * one comes, and anything else counts as no list.
 */
export const uploadedAnswer = listOf(
	z.looseObject({ reference: maybeText, status: maybeText }),
).catch([]);

/** `GET …/documents/{reference}/url`: that it holds a URL is documented, and not under which name. */
export const documentUrlAnswer = z
	.union([z.string().transform((url) => ({ url })), z.looseObject({})])
	.transform((answer): { url: string | null } & Record<string, unknown> => {
		const isUrl = (value: unknown): value is string =>
			typeof value === 'string' && /^https?:/i.test(value);
		return { ...answer, url: [answer.url, ...Object.values(answer)].find(isUrl) ?? null };
	});

/** `GET …/questionnaire/definitions`. BVNK documents neither the keys of an entry nor those below it. */
export const definitionsAnswer = listOf(z.looseObject({}));
