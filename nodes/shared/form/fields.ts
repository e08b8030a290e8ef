// Kinds of fields that every vendor's forms have: text, a day, a country, a choice, a value of an API's list,
// and the settings of lists.

import type { INodePropertyOptions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { choiceOf, countryCode, listedValue, text, toggle, wholeNumber } from '../check/checks';
import { countryChoices, notGiven } from './choices';
import { field, type ValueField } from './field';

/** What the makers below let a field say of itself. */
type Own<Check extends z.ZodType> = Pick<ValueField, 'displayName' | 'name'> &
	Partial<
		Pick<
			ValueField<Check>,
			| 'alsoCalled'
			| 'at'
			| 'builderHint'
			| 'check'
			| 'default'
			| 'description'
			| 'displayOptions'
			| 'hint'
			| 'optionalInJson'
			| 'personal'
			| 'placeholder'
			| 'remark'
			| 'required'
			| 'sensitiveIn'
			| 'typeOptions'
		>
	>;

/** A line of text. It is somebody's own unless it says otherwise. */
export const textField = <Check extends z.ZodType = ReturnType<typeof text>>(own: Own<Check>) =>
	field({
		type: 'string',
		default: '',
		personal: true,
		check: text() as unknown as Check,
		...own,
	});

/**
 * A calendar day, as text. (n8n's date widget turns a day that does not exist into another one.)
 *
 * @param own.check which days are accepted
 */
export const dayField = <Check extends z.ZodType>(own: Own<Check> & { check: Check }) =>
	field({
		type: 'string',
		default: '',
		placeholder: 'e.g. 1991-03-08',
		description: 'A day, written as YYYY-MM-DD',
		personal: true,
		...own,
	});

/** One of a few values that never change. A label is taken for its value. */
export const choiceField = <const Value extends string>({
	options,
	...own
}: Pick<ValueField, 'displayName' | 'name' | 'description' | 'noDataExpression'> & {
	options: Array<INodePropertyOptions & { value: Value }>;
	default: NoInfer<Value>;
}) =>
	field({
		...own,
		type: 'options',
		options,
		check: choiceOf(
			options.map(({ value }) => value),
			Object.fromEntries(options.map(({ name, value }) => [value, name])) as Record<Value, string>,
		),
		personal: false,
	});

const anyCountry = countryCode();

/** A country, chosen by name. */
export const countryField = (own: Own<ReturnType<typeof countryCode>>) =>
	field({
		type: 'options',
		default: '',
		description: 'Choose from the list, or specify a two-letter country code using an expression',
		options: own.required ? countryChoices : [notGiven, ...countryChoices],
		allowArbitraryValues: true,
		check: anyCountry,
		personal: false,
		...own,
	});

/**
 * A field whose values the API lists and may extend. The list is a help and no fence: an expression,
 * which may be plain text, gives any other value, and the user is told.
 */
export const listedField = ({
	options,
	description,
	...own
}: Own<ReturnType<typeof listedValue>> & { options: INodePropertyOptions[] }) => {
	const orAnother = 'Choose from the list, or specify another value using an expression';
	return field({
		type: 'options',
		default: '',
		options: own.required ? options : [notGiven, ...options],
		allowArbitraryValues: true,
		description: description ? `${description}. ${orAnother}.` : orAnother,
		check: listedValue(options),
		personal: false,
		remark: notListed(options),
		...own,
	});
};

/** A remark on a value that is not in the list. Null gets none, because it may mean "remove". */
export const notListed = (options: INodePropertyOptions[]) => (value: unknown) =>
	value === undefined || value === null || options.some((option) => option.value === value)
		? undefined
		: 'is none of the values in the list. It was sent as it is.';

/** Whether a list is read to its end. */
export const returnAllField = field({
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
	check: toggle(),
	personal: false,
});

/** How many rows are read, where not all are. */
export const limitField = field({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
	check: wholeNumber(1),
	personal: false,
});

/** Few flat fields, or the answer untouched. */
export const simplifyField = field({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	check: toggle(),
	personal: false,
});

/**
 * Steps for a notice, each with its number on a line of its own. Of HTML, n8n's notices keep links and lists
 * alone, and n8n puts a dot before each entry of a list: a list without entries is an indented line.
 */
export const numbered = (steps: string[]): string =>
	steps.map((step, index) => `<ul>${index + 1}. ${step}</ul>`).join('');

/** A notice in the form: it has no value. */
export const noticeField = (name: string, words: string) =>
	field({
		displayName: words,
		name,
		type: 'notice',
		default: '',
		check: z.unknown(),
		personal: false,
	});
