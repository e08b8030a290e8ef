// Days. A day that has one meaning is taken, however it came; one that has two is refused, with the
// expression that says which is meant. No day ever becomes its neighbour.

import * as z from 'zod/v4';
import { kindOf, refuse, text } from './text';

const EARLIEST_BIRTH_YEAR = 1900;
const MS_PER_DAY = 86_400_000;

/** The day on which spreadsheets count 0, so that their 61 is 1 March 1900. */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);
/** Below it, a number may be a year; above it, it lies behind 2100. */
const SPREADSHEET_DAYS = { least: 2200, most: 73_415 };

const WRITTEN = 'must be a date written as YYYY-MM-DD, such as 1991-03-08';
const HAS_TIME = 'must be a date without a time of day, written as YYYY-MM-DD';
const TIME_HINT =
	"Which day a moment is depends on the place. Say where it was written: {{ DateTime.fromISO($json.date, { zone: 'Europe/Berlin' }).toISODate() }}.";

/** What a day is, or what to say of it. */
type Day = string | { message: string; hint?: string };

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
const isMidnightUtc = (time: number): boolean => time % MS_PER_DAY === 0;

/** A date of Luxon's, as n8n's date expressions give one: what is asked of it. */
interface LuxonDate {
	isValid?: boolean;
	toISODate(): string | null;
	toMillis?(): number;
	startOf?(unit: 'day'): { toMillis(): number };
}

const isLuxon = (value: unknown): value is LuxonDate =>
	typeof value === 'object' && value !== null && 'toISODate' in value;

/** Also of another realm: n8n's expressions may run in one. */
const isDate = (value: unknown): value is Date =>
	Object.prototype.toString.call(value) === '[object Date]';

const INVALID = {
	message: 'is no date: what came is marked as invalid',
	hint: 'The expression could not read the date. Give it the form that the row has: {{ DateTime.fromFormat($json.date, "dd.MM.yyyy").toISODate() }}.',
};

/**
 * The day of a date with a time zone: midnight there, or midnight UTC. A text such as
 * `1991-03-08T00:00:00.000Z`, read in another zone, is 19:00 of the day before there, and means the 8th.
 */
function dayOfLuxon(date: LuxonDate): Day {
	const day = date.toISODate();
	if (date.isValid === false || day === null) return INVALID;
	const time = date.toMillis?.();
	if (time === undefined || time === date.startOf?.('day').toMillis()) return day;
	return isMidnightUtc(time) ? isoDay(time) : { message: HAS_TIME, hint: TIME_HINT };
}

/** The day of a date without a time zone: midnight UTC, or midnight where n8n runs, as databases give it. */
function dayOfDate(date: Date): Day {
	const time = date.getTime();
	if (Number.isNaN(time)) return INVALID;
	if (isMidnightUtc(time)) return isoDay(time);
	const midnightHere = new Date(date.getFullYear(), date.getMonth(), date.getDate());
	midnightHere.setFullYear(date.getFullYear());
	if (midnightHere.getTime() !== time) return { message: HAS_TIME, hint: TIME_HINT };
	// not by the offset: that one is in whole minutes, and those of a century ago have seconds
	const sameDay = new Date(0);
	sameDay.setUTCFullYear(date.getFullYear(), date.getMonth(), date.getDate());
	return isoDay(sameDay.getTime());
}

/** The day of a spreadsheet's day number. */
function dayOfNumber(value: number): Day {
	const { least, most } = SPREADSHEET_DAYS;
	if (Number.isInteger(value) && value >= least && value <= most) {
		return isoDay(SPREADSHEET_EPOCH + value * MS_PER_DAY);
	}
	if (value >= least && value <= most) return { message: HAS_TIME };
	return {
		message: `${WRITTEN}, and a number came`,
		hint: 'Say how it is meant: {{ DateTime.fromFormat(String($json.date), "yyyyMMdd").toISODate() }}, or for seconds {{ DateTime.fromSeconds($json.date, { zone: "utc" }).toISODate() }}.',
	};
}

/** The day of a text. Midnight, as date pickers and databases add it, is dropped; any other time is not. */
function dayOfText(value: string): Day {
	if (/^\d{4,5}$/.test(value)) {
		const day = dayOfNumber(Number(value));
		return typeof day === 'string' ? day : { message: WRITTEN, hint: hintOn(value) };
	}
	const [, day, time] =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\S.*))?$/i.exec(value) ?? ([] as Array<string | undefined>);
	if (day === undefined) return { message: WRITTEN, hint: hintOn(value) };
	if (
		time !== undefined &&
		!/^00:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?$/i.test(time)
	) {
		return { message: HAS_TIME, hint: TIME_HINT };
	}
	return isRealDay(day) ? day : { message: 'is a date that does not exist' };
}

/** The expression that repairs a date, made from the form that it has and not from its digits. */
function hintOn(value: string): string {
	const from = (...formats: string[]) =>
		formats
			.map((format) => `{{ DateTime.fromFormat($json.date, '${format}').toISODate() }}`)
			.join(' or ');
	const [, first, mark, second] =
		/^(\d{1,2})([./ -])(\d{1,2})[./ -]\d{4}\.?$/.exec(value) ?? ([] as Array<string | undefined>);
	if (mark) {
		const [dd, MM] = first?.length === 2 && second?.length === 2 ? ['dd', 'MM'] : ['d', 'M'];
		const [dayFirst, monthFirst] = [[dd, MM, 'yyyy'].join(mark), [MM, dd, 'yyyy'].join(mark)];
		return mark === '.'
			? `Say how it is written: ${from(dayFirst)}.`
			: `Say which comes first, the day or the month: ${from(dayFirst, monthFirst)}.`;
	}
	const [, ofYear] = /^\d{4}([./-])\d{1,2}\1\d{1,2}$/.exec(value) ?? [];
	if (ofYear) return `Say how it is written: ${from(`yyyy${ofYear}M${ofYear}d`)}.`;
	if (/^\d{8}$/.test(value)) return `Say how it is written: ${from('yyyyMMdd', 'ddMMyyyy')}.`;
	if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2}$/.test(value)) {
		return `A year of two digits may be of either century. Have the year written out, then: ${from('d.M.yyyy')}.`;
	}
	if (/\d.*\p{L}{3}|\p{L}{3}.*\d/u.test(value))
		return `Say how it is written: ${from('d MMM yyyy')}.`;
	return `Say how it is written, such as ${from('dd.MM.yyyy')}.`;
}

/** Whether the calendar has a day: JavaScript reads 30 February as 2 March. */
function isRealDay(day: string): boolean {
	const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
	const parsed = new Date(0);
	parsed.setUTCFullYear(Number(day.slice(0, 4)), month - 1, date);
	return parsed.getUTCMonth() === month - 1 && parsed.getUTCDate() === date;
}

const notText = (input: unknown) => ({
	message: `${WRITTEN}, and ${kindOf(input) ?? 'nothing'} came`,
});

const written = text({ otherwise: notText });

/** Made once, as those that are made from it: every check costs time when n8n starts. */
const anyDay = z.unknown().transform((input, context): string => {
	const found = isLuxon(input)
		? dayOfLuxon(input)
		: isDate(input)
			? dayOfDate(input)
			: typeof input === 'number'
				? dayOfNumber(input)
				: undefined;
	if (typeof found === 'string') return found;
	if (found) return refuse(context, found);
	const result = written.safeParse(input);
	if (!result.success) {
		context.issues.push(...(result.error.issues as typeof context.issues));
		return z.NEVER;
	}
	const ofText = dayOfText(result.data);
	return typeof ofText === 'string' ? ofText : refuse(context, ofText);
});

/** A calendar day. It is sent as `YYYY-MM-DD`. */
export const day = () => anyDay;

const today = (): string => isoDay(Date.now());

const anyPastDay = anyDay.refine((value) => value <= today(), 'lies in the future');

/** A day that has been: today, by the clock of n8n's machine in UTC, is the last one accepted. */
export const pastDay = () => anyPastDay;

const anyBirthDay = anyPastDay
	.refine((value) => value < today(), 'is today: nobody who was born today can be a customer')
	.refine(
		(value) => Number(value.slice(0, 4)) >= EARLIEST_BIRTH_YEAR,
		`lies before ${EARLIEST_BIRTH_YEAR}`,
	);

/** A day on which a living person can have been born: not before 1900, and before today. */
export const birthDay = () => anyBirthDay;

/** A remark on a birth of less than 18 years ago. Many countries let nobody sign a contract before. */
export function ofAMinor(value: unknown): string | undefined {
	const now = today();
	const latest = `${Number(now.slice(0, 4)) - 18}${now.slice(4)}`;
	return typeof value === 'string' && value > latest
		? 'is that of a person under 18. It was sent as it is.'
		: undefined;
}
