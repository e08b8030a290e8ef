// The customer that has a reference already: whether it is the one that a row is about, and whose it is.

import type { IDataObject } from 'n8n-workflow';
import { labelOfPathText } from '../../../shared/body/labels';
import { isObject } from '../../../shared/check/groups';
import { uuidReference } from '../../../shared/check/reference';
import { trimmed } from '../../../shared/check/text';
import type { Field } from '../../../shared/form/field';
import type { Item } from '../../../shared/node/operation';
import type { CustomerAnswer } from '../../api/answers';
import { v2 } from '../../api/v2';

/** How BVNK may say that it has no such search, does not allow it, or does not know the customer. */
const NOT_FOUND = [400, 403, 404, 405];

/** By what a person, or a company, is told from every other. The first ones must be there to tell it. */
const TELLING = {
	individual: ['firstName', 'lastName', 'dateOfBirth', 'taxIdentification.number'],
	company: ['name', 'registrationNumber', 'taxIdentification.number'],
} as const;
const NEEDED = { individual: 3, company: 1 } as const;

/** A customer that was found, beside the body that would have made it. */
export interface Existing {
	customer: CustomerAnswer;
	/** `same`: the row's own. `unknown`: BVNK shows too little of it to tell. */
	is: 'same' | 'another' | 'unknown';
	/** Labels of the fields in which it differs. */
	differing: string[];
}

/**
 * The customer of this type with exactly this reference; undefined where BVNK has none, has several, or does
 * not let it be looked for.
 */
export async function existingCustomer(
	item: Item,
	body: IDataObject,
	fields: Field[],
): Promise<Existing | undefined> {
	const { reference } = body;
	if (typeof reference !== 'string') return undefined;
	const { client } = item;
	const listed = await client.call(v2.customersWith(reference), { allow: NOT_FOUND });
	const found = (listed.value?.content ?? []).filter((one) => one.reference === reference);
	const id = uuidReference(found[0]?.id);
	if (!id || found.length > 1) return undefined;
	const read = await client.call(v2.customer(id), { allow: NOT_FOUND });
	// v1's customers may not be readable through v2
	const customer = read.value ?? found[0]!;
	if (typeof customer.reference === 'string' && customer.reference !== reference) return undefined;
	const level = 'company' in body ? 'company' : 'individual';
	if (customer.type?.toUpperCase() !== level.toUpperCase()) return undefined;
	return { customer, ...compared(level, body, customer, fields) };
}

function compared(
	level: keyof typeof TELLING,
	body: IDataObject,
	customer: CustomerAnswer,
	fields: Field[],
): Omit<Existing, 'customer'> {
	const known = TELLING[level].map((path) => ({
		path,
		own: textAt(body[level], path),
		there: textAt(customer[level], path),
	}));
	const differing = known
		.filter(({ own, there }) => own !== undefined && there !== undefined && own !== there)
		.map(({ path }) => labelOfPathText(fields, `${level}.${path}`) ?? path);
	if (differing.length > 0) return { is: 'another', differing };
	const isKnown = known
		.slice(0, NEEDED[level])
		.every(({ own, there }) => own !== undefined && there !== undefined);
	return { is: isKnown ? 'same' : 'unknown', differing };
}

/** A text at a path, as it is compared: neither case nor blanks tell two people apart. */
function textAt(value: unknown, path: string): string | undefined {
	const found = path
		.split('.')
		.reduce<unknown>((level, part) => (isObject(level) ? level[part] : undefined), value);
	return typeof found === 'string' && found !== ''
		? trimmed(found).replace(/\s+/g, ' ').toLowerCase()
		: undefined;
}
