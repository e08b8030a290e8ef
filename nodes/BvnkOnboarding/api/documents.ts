// Documents that a customer hands in, as v1 takes them: a list of files in base64.

import * as z from 'zod/v4';
import { countryCode, group, text, uuid } from '../../shared/check/checks';

/** One entry of `POST …/customers/{reference}/documents`. Without an associate it is the customer's own. */
export const documentRequest = group({
	type: text(),
	subType: text().optional(),
	name: text(),
	description: text().optional(),
	countryCode: countryCode().optional(),
	externalReference: text().optional(),
	customerPersonReference: uuid().optional(),
	content: text(),
});

const maybeText = z.string().optional().catch(undefined);

/**
 * What an upload is answered: not documented, so a list with an entry for each document is read where
 * one comes, and anything else counts as no list.
 */
export const uploadedAnswer = z
	.array(z.looseObject({ reference: maybeText, status: maybeText }))
	.catch([]);

/** `GET …/documents/{reference}/url`: that it holds a URL is documented, and not under which name. */
export const documentUrlAnswer = z
	.union([z.string().transform((url) => ({ url })), z.looseObject({})])
	.transform((answer): { url: string | null } & Record<string, unknown> => {
		const urls = Object.values(answer).filter(
			(value): value is string => typeof value === 'string' && /^https?:/i.test(value),
		);
		const { url } = answer;
		return { ...answer, url: typeof url === 'string' ? url : (urls[0] ?? null) };
	});
