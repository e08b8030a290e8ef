// Bodies given as JSON: the whole of one, or what is merged over the fields.

import * as z from 'zod/v4';
import { field } from '../../shared/form/field';
import { isPlainObject } from '../../shared/form/json';
import type { IDataObject } from 'n8n-workflow';

/** JSON that is merged over what the fields give, so that nothing in the API is out of reach. */
export const extraJsonField = field({
	displayName: 'Extra JSON',
	name: 'extraJson',
	type: 'json',
	default: '{}',
	description:
		'Merged over the body last, as a JSON Merge Patch: objects are merged, lists are replaced, null removes a field',
	check: z.unknown(),
	personal: true,
});

/** BVNK's guide that prints bodies of companies and individuals. */
const BODIES_PAGE =
	'https://docs.bvnk.com/bvnk/get-started/create-embedded-partner-customer/creating-an-embedded-customer-company-api';

/** The whole body, in BVNK's own shape. No example stands in it: it could be sent by oversight. */
export const bodyField = field({
	displayName: 'JSON Body',
	name: 'body',
	type: 'json',
	required: true,
	typeOptions: { rows: 12 },
	default: '{}',
	description:
		"The body as BVNK's API takes it, as an object or as text. It is checked before it is sent, and the error says which fields are missing.",
	hint: `<a href="${BODIES_PAGE}" target="_blank">BVNK's page</a> shows the shape of a body`,
	check: z.unknown(),
	personal: true,
});

/** Spellings of BVNK's guides of 2024 and early 2025, and what v1 calls the same thing now. */
const oldNames: Record<string, string> = {
	address1: 'addressLine1',
	email: 'emailAddress',
	postCode: 'postalCode',
	signed_agreement_id: 'signedAgreementSessionReference',
};

/**
 * A copy of a body that was written after an older guide, so that it still works. BVNK's old field names
 * are replaced by the current ones, wherever they stand. An individual's `riskScore` moves to the top.
 *
 * Where the current name is there as well, the old one is dropped: BVNK is never sent both. Old blocks
 * without a successor (`identification`, `edd`, `representative`) stay as they are.
 */
export function withCurrentNames(body: IDataObject): IDataObject {
	const renamed = rename(body) as IDataObject;
	const person = renamed.individual;
	if (!isPlainObject(person) || !('riskScore' in person)) return renamed;
	const { riskScore, ...others } = person as IDataObject;
	return { riskScore, ...renamed, individual: others };
}

function rename(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rename);
	if (!isPlainObject(value)) return value;
	const entries = Object.entries(value)
		.filter(([name]) => !(Object.hasOwn(oldNames, name) && Object.hasOwn(value, oldNames[name]!)))
		.map(([name, inner]) => [
			Object.hasOwn(oldNames, name) ? oldNames[name]! : name,
			rename(inner),
		]);
	return Object.fromEntries(entries) as IDataObject;
}
