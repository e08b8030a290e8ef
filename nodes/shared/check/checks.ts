// The checks that several requests share: one for each kind of value. A finding reads on after the
// field's label ("Date of Birth must be …") and never repeats the value, which may be personal.

import * as z from 'zod/v4';
import { countryCodeMeantBy, isCountryCode } from './countries';

const EARLIEST_BIRTH_YEAR = 1900;

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

/** A UUID of any version, for BVNK's own samples hold versions 1 and 4; a pattern in any case. */
export const UUID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const wholeUuid = new RegExp(`^${UUID_PATTERN}$`, 'i');

/** Whether a text is a reference of BVNK's, and so may become part of a path. */
export function isReference(value: string): boolean {
	return wholeUuid.test(value);
}

/** BVNK's references. */
export const uuid = () =>
	text().regex(wholeUuid, 'must be a UUID, such as 3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11');

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

/** A calendar day as BVNK takes it, `YYYY-MM-DD`. */
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

/** An amount of money. BVNK takes a decimal in text; a number is turned into one. */
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

/** An object, to be given as `shape` says; what the shape does not name is kept as it is, for BVNK adds fields without notice. */
export const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
	z.looseObject(shape, {
		error: ({ input }) => (input === undefined ? 'is empty' : 'must be a group of fields'),
	});
