// The checks that several requests share: one for each kind of value. A finding reads on after the
// field's label ("Date of Birth must be …") and never repeats the value, which may be personal.

import type { INodePropertyOptions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { countryCodeMeantBy, isCountryCode } from './countries';

const EARLIEST_BIRTH_YEAR = 1900;

/** Whether a value is text that holds nothing but blanks. */
export const isBlank = (value: unknown): boolean =>
	typeof value === 'string' && value.trim() === '';

/** What to say of a value that is no text: the difference between "nothing came" and "a number came". */
function notText({ input }: { input?: unknown }): string {
	if (input === undefined || input === null) return 'is empty';
	if (typeof input === 'number') {
		return 'must be text, and a number came: numbers lose leading zeros, so turn it into text where it comes from';
	}
	const kind = Array.isArray(input)
		? 'a list'
		: typeof input === 'object'
			? 'an object'
			: `a ${typeof input}`;
	return `must be text, and ${kind} came`;
}

/** Any text that is not blank; blanks around it are dropped. */
export const text = () => z.string({ error: notText }).trim().min(1, 'is empty');

/** An e-mail address. */
export const email = () => text().pipe(z.email('must be an e-mail address'));

/** An address of a person on the internet, of either version. */
export const ipAddress = () =>
	text().pipe(z.union([z.ipv4(), z.ipv6()], 'must be an IP address, such as 203.0.113.10'));

/** ISO 3166-1 alpha-2. Lower case is accepted, and sent in upper case. */
export const countryCode = () =>
	text()
		.transform((code) => code.toUpperCase())
		.superRefine((code, context) => {
			if (isCountryCode(code)) return;
			const meant = countryCodeMeantBy(code);
			context.addIssue({
				code: 'custom',
				message: `must be a country code of two letters (ISO 3166-1)${meant ? `; use ${meant}` : ', such as DE'}`,
			});
		});

/** The day of a date picker's or a spreadsheet's date: midnight is dropped, any other time is left for the check to refuse. */
function withoutMidnight(value: unknown): unknown {
	if (typeof value === 'object' && value !== null && 'toISODate' in value) {
		// A Luxon DateTime, which n8n's own date expressions give: the day in its own time zone.
		return (value as { toISODate(): string | null }).toISODate();
	}
	if (typeof value !== 'string') return value;
	return value
		.trim()
		.replace(/^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, '$1');
}

function isRealDay(day: string): boolean {
	const parsed = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

/** A calendar day, `YYYY-MM-DD`. */
export const day = () =>
	z.preprocess(
		withoutMidnight,
		text()
			.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date written as YYYY-MM-DD, such as 1991-03-08')
			.refine(
				(value) => !/^\d{4}-\d{2}-\d{2}$/.test(value) || isRealDay(value),
				'is a date that does not exist',
			),
	);

/** A day that has been: today, by the clock of n8n's machine in UTC, is the last one accepted. */
export const pastDay = () =>
	day().refine(
		(value) => !isRealDay(value) || value <= new Date().toISOString().slice(0, 10),
		'lies in the future',
	);

/** A day on which a living person can have been born. */
export const birthDay = () =>
	pastDay().refine(
		(value) => !isRealDay(value) || Number(value.slice(0, 4)) >= EARLIEST_BIRTH_YEAR,
		`lies before ${EARLIEST_BIRTH_YEAR}`,
	);

/** An amount of money, as a decimal in text; a number is turned into one. */
export const amount = () =>
	z.preprocess(
		(value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : value),
		text().regex(
			/^\d+(\.\d+)?$/,
			'must be an amount of zero or more, with a point before decimals, such as 2500 or 2500.50',
		),
	);

/**
 * A list. A single value stands for a list of one, as it does when it comes from a table's cell.
 *
 * @param ifEmpty what to say of a list without entries; left out where there may be none
 */
export const listOf = <Item extends z.ZodType>(item: Item, ifEmpty?: string) =>
	z.preprocess(
		(value) => (value === undefined || value === null || Array.isArray(value) ? value : [value]),
		z.array(item, ifEmpty ?? 'is empty').min(ifEmpty ? 1 : 0, ifEmpty),
	);

/** A switch. Text that means one is taken: expressions give it. */
export const toggle = () =>
	z.preprocess((value) => {
		const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
		if (word === 'true' || word === 1) return true;
		if (word === 'false' || word === 0) return false;
		return word;
	}, z.boolean('must be true or false'));

/** A whole number; text that is one is taken. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
	number(least, most).refine((value) => Number.isInteger(value), 'must be a whole number');

/** A number; text that is one is taken. */
export const number = (least: number, most = Number.MAX_SAFE_INTEGER) => {
	const range =
		most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
	return z.preprocess(
		(value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
		z
			.number(`must be a number ${range}`)
			.min(least, `must be a number ${range}`)
			.max(most, `must be a number ${range}`),
	);
};

/**
 * One of a list's values; a label of the list is taken for its value, in any case.
 *
 * @param labels the label of each value, where it has another than its own
 */
export const choiceOf = <Value extends string>(
	values: readonly Value[],
	labels: Partial<Record<Value, string>> = {},
) =>
	text()
		.transform((given) => valueMeantBy(given, values, labels) ?? given)
		.refine((value) => (values as readonly string[]).includes(value), {
			error: `must be one of ${values.map((value) => labels[value] ?? value).join(', ')}`,
		})
		.transform((value) => value as Value);

function valueMeantBy<Value extends string>(
	given: string,
	values: readonly Value[],
	labels: Partial<Record<Value, string>>,
): Value | undefined {
	const wanted = given.toLowerCase();
	return values.find(
		(value) => value.toLowerCase() === wanted || labels[value]?.toLowerCase() === wanted,
	);
}

/** A value of a list that the API may extend: a label is taken for its value, any other text passes. */
export const listedValue = (options: INodePropertyOptions[]) =>
	text().transform((given) => {
		const wanted = given.toLowerCase();
		const meant = options.find(
			({ name, value }) => name.toLowerCase() === wanted || String(value).toLowerCase() === wanted,
		);
		return meant ? String(meant.value) : given;
	});

/**
 * Values of a list, from a list, from one value, or from text with commas between them. Labels are taken
 * for their values. Nothing at all is an empty list.
 *
 * @param more.others true where the API may know more values than the list
 */
export const choicesOf = (options: INodePropertyOptions[], { others = false } = {}) => {
	const labels = Object.fromEntries(options.map(({ name, value }) => [String(value), name]));
	const values = options.map(({ value }) => String(value));
	const one = others ? listedValue(options) : choiceOf(values, labels);
	return z.preprocess(listIn, z.array(one)) as z.ZodType<string[]>;
};

/** The entries of a list however it came: a trailing blank in an expression makes text of any list. */
export function listIn(value: unknown): unknown[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.filter((entry) => !isBlank(entry) && entry !== null);
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	if (text.startsWith('[') && text.endsWith(']')) {
		try {
			return JSON.parse(text) as unknown[];
		} catch {
			// no JSON: a text like any other
		}
	}
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter(Boolean);
}

/** A page on the web, as its whole address. */
export const webAddress = () =>
	text().refine(
		(value) => /^https?:\/\//i.test(value) && URL.canParse(value),
		'must be a URL that starts with https://',
	);

/** An object of a known shape; what the shape does not name is kept as it is. */
export const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
	z.looseObject(shape, {
		error: ({ input }) =>
			input === undefined || input === null ? 'is empty' : 'must be a group of fields',
	});
