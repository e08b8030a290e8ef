// What opens an account of a customer.

import * as z from 'zod/v4';
import { listIn } from '../../../../../nodes/shared/check/choices';
import { text } from '../../../../../nodes/shared/check/text';
import type { Field } from '../../../../../nodes/shared/form/field';
import { listedField, textField } from '../../../../../nodes/shared/form/fields';

const CURRENCY = /^[A-Z]{3}$/;

const currency = text()
	.transform((value) => value.toUpperCase())
	.refine(
		(value) => CURRENCY.test(value),
		'must be codes of currencies in three letters, such as EUR',
	);

/** Codes of currencies (ISO 4217), at least one: a list, or text with commas between them. */
const currencies = () =>
	z
		.preprocess(listIn, z.array(currency).min(1, 'is empty'))
		.transform((codes) => [...new Set(codes)]);

/** The fields of Create. */
export const accountFields: Field[] = [
	listedField({
		displayName: 'Type',
		name: 'type',
		required: true,
		default: 'card_account',
		options: [{ name: 'Card Account', value: 'card_account' }],
	}),
	textField({
		displayName: 'Currencies',
		name: 'currencies',
		required: true,
		placeholder: 'e.g. EUR',
		description:
			'Code of the currency in three letters (ISO 4217). Offblocks supports one for each account as yet; several go with commas between them.',
		check: currencies(),
		personal: false,
	}),
];
