// What Customers API v2 answers, as far as this package reads it. Everything else passes through untouched.
// v2's `id` is BVNK's name of a thing; its `reference` is the partner's own.

import * as z from 'zod/v4';
import { fileNameOf } from '../../shared/http/download';
import { listOf, maybeText, pageAnswer } from '../../BvnkOnboarding/api/answers';

/** A thing with BVNK's name of it, and whatever else BVNK tells. */
export type Row = Record<string, unknown> & { id: string };

const maybeLink = z
	.looseObject({ link: maybeText, expiresAt: maybeText })
	.nullish()
	.catch(undefined);

const maybePerson = z
	.looseObject({ firstName: maybeText, lastName: maybeText })
	.nullish()
	.catch(undefined);

/** `GET /platform/v2/customers/{id}`, and the summary of it that a creation answers. */
export const customerAnswer = z.looseObject({
	id: z.string(),
	reference: maybeText,
	status: maybeText,
	type: maybeText,
	model: maybeText,
	useCase: maybeText,
	name: maybeText,
	createdAt: maybeText,
	authenticatedLink: maybeLink,
	individual: maybePerson,
	company: z.looseObject({ name: maybeText }).nullish().catch(undefined),
});
/** A customer as v2 answers it. */
export type CustomerAnswer = z.infer<typeof customerAnswer>;

/** A page of any of v2's lists. */
export const rowsAnswer = pageAnswer<Row>('id');

/** The same where one customer is looked for: a search that is not promised, so another form finds nothing. */
export const foundAnswer = z
	.looseObject({
		content: listOf(
			z.looseObject({
				id: z.string(),
				reference: maybeText,
				type: maybeText,
				status: maybeText,
				createdAt: maybeText,
			}),
		),
	})
	.catch({ content: [] });

/** One agreement: `PENDING`, `ACCEPTED` or `REJECTED`. */
export const agreementAnswer = z.looseObject({
	id: z.string(),
	status: maybeText,
	name: maybeText,
	description: maybeText,
	expiresAt: maybeText,
});

/** `POST` and `GET /platform/v2/agreements`: the agreements of one prospect. */
export const agreementSetAnswer = z.looseObject({
	id: maybeText,
	reference: maybeText,
	signingUrl: maybeText,
	agreements: listOf(agreementAnswer),
});
/** The agreements of one prospect. */
export type AgreementSet = z.infer<typeof agreementSetAnswer>;

/** `GET …/agreements/{id}/content`: where the text can be fetched for a while, without a credential. */
export const contentAnswer = z.looseObject({
	downloadUrl: z.string(),
	expiresAt: maybeText,
	filename: maybeText.transform(fileNameOf),
});

/** One outcome of a bulk answer. Its `error` is an object with code and message, or a text. */
const outcome = z.looseObject({ agreementId: maybeText, status: maybeText, error: z.unknown() });
/** What BVNK says became of one agreement. */
export type Outcome = z.infer<typeof outcome>;

/** `POST …/agreements/actions`. What it does not name counts as not told. */
export const outcomesAnswer = z
	.looseObject({ content: listOf(outcome) })
	.catch({ content: [] as Outcome[] });

/** One associate. Its roles are `types`, or `titles`; who it is stands in `entity`, or in `person`. */
export const associateAnswer = z.looseObject({
	id: z.string(),
	types: z.unknown(),
	titles: z.unknown(),
	entity: maybePerson,
	person: maybePerson,
	validationStatus: maybeText,
});
/** One associate as v2 answers it. */
export type AssociateAnswer = z.infer<typeof associateAnswer>;

/** `GET …/customers/{id}/documents/{id}`. */
export const documentAnswer = z.looseObject({ id: z.string() });

/** What an upload is answered is not documented: a list with an entry for each file counts, else nothing. */
export const uploadedAnswer = z.preprocess(
	(answer) =>
		typeof answer === 'object' && answer !== null && 'content' in answer ? answer.content : answer,
	listOf(z.looseObject({ id: maybeText, status: maybeText })).catch([]),
);
