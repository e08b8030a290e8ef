import * as z from 'zod/v4';
import {
	amount,
	birthDay,
	countryCode,
	day,
	email,
	group,
	listOf,
	pastDay,
	text,
	uuid,
} from '../../nodes/shared/check/checks';

/** What comes of `value`: the checked value, or what is said of it. */
function check(schema: z.ZodType, value: unknown): unknown {
	const result = schema.safeParse(value);
	return result.success
		? result.data
		: { refused: result.error.issues.map((issue) => issue.message) };
}

const refused = (...messages: string[]) => ({
	refused: messages.map((message) => expect.stringContaining(message) as string),
});

/** A date of Luxon's, as n8n's expressions give one: only what is asked of it. */
const luxon = (isoDate: string | null) => ({ isLuxonDateTime: true, toISODate: () => isoDate });

const today = () => new Date().toISOString().slice(0, 10);
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

describe('a text', () => {
	test.each([
		['Mira', 'Mira'],
		['  Mira  ', 'Mira'],
		['0042', '0042'],
	])('%j is %j', (given, taken) => expect(check(text(), given)).toBe(taken));

	test.each([
		['', 'is empty'],
		[' \t\n', 'is empty'],
		[null, 'is empty'],
		[undefined, 'is empty'],
		[42, 'must be text, and a number came: numbers lose leading zeros'],
		[true, 'must be text, and a boolean came'],
		[['a'], 'must be text, and a list came'],
		[{}, 'must be text, and an object came'],
	])('%j %s', (given, message) => expect(check(text(), given)).toEqual(refused(message)));
});

describe('a day', () => {
	test.each(['1991-03-08', '2000-02-29', '2024-02-29', '1900-01-01', '1582-10-15', '2999-12-31'])(
		'%s exists',
		(given) => expect(check(day(), given)).toBe(given),
	);

	test.each([
		'1991-02-29',
		'1900-02-29',
		'2023-02-30',
		'2023-04-31',
		'2023-13-01',
		'2023-00-10',
		'2023-01-00',
		'2023-01-32',
	])('%s does not exist', (given) =>
		expect(check(day(), given)).toEqual(refused('is a date that does not exist')),
	);

	test.each([
		'8.3.1991',
		'03/08/1991',
		'1991-3-8',
		'19910308',
		'yesterday',
		'1991-03',
		'+01991-03-08',
	])('%s is not written as a day', (given) =>
		expect(check(day(), given)).toEqual(refused('must be a date written as YYYY-MM-DD')),
	);

	test.each([
		'1991-03-08T00:00:00',
		'1991-03-08T00:00:00Z',
		'1991-03-08T00:00:00.000Z',
		'1991-03-08T00:00:00.000+01:00',
		'1991-03-08T00:00:00-0500',
		'1991-03-08 00:00:00',
		'1991-03-08T00:00',
		' 1991-03-08 ',
	])('%j is its day', (given) => expect(check(day(), given)).toBe('1991-03-08'));

	test.each(['1991-03-08T15:30:00', '1991-03-08T00:00:01Z', '1991-03-07T23:00:00.000Z'])(
		'%s has a time, and which day is meant depends on where one is',
		(given) => expect(check(day(), given)).toEqual(refused('must be a date written as YYYY-MM-DD')),
	);

	test("a date of Luxon's is its day, whatever its time", () => {
		expect(check(day(), luxon('1991-03-08'))).toBe('1991-03-08');
	});

	test("an invalid date of Luxon's is empty", () => {
		expect(check(day(), luxon(null))).toEqual(refused('is empty'));
	});

	test("a spreadsheet's day number is refused", () => {
		expect(check(day(), 33305)).toEqual(refused('must be text, and a number came'));
	});
});

describe('a past day', () => {
	test('may be today', () => expect(check(pastDay(), today())).toBe(today()));

	test('may not be tomorrow', () =>
		expect(check(pastDay(), tomorrow())).toEqual(refused('lies in the future')));

	test('that does not exist is told only that', () =>
		expect(check(pastDay(), '2999-02-30')).toEqual(refused('is a date that does not exist')));
});

describe('a birth day', () => {
	test.each(['1900-01-01', '1991-03-08'])('%s', (given) =>
		expect(check(birthDay(), given)).toBe(given),
	);

	test.each(['1899-12-31', '0091-03-08'])('%s lies before 1900', (given) =>
		expect(check(birthDay(), given)).toEqual(refused('lies before 1900')),
	);

	test('is not in the future', () =>
		expect(check(birthDay(), '2999-01-01')).toEqual(refused('lies in the future')));
});

describe('a UUID', () => {
	test.each([
		'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		'30ea1086-06d8-11ef-b6e1-027612b7f6b5',
		'3F0C2A52-6D0E-4C0E-9A51-0D6F0E9B7C11',
	])('%s', (given) => expect(check(uuid(), given)).toBe(given));

	test.each([
		'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c1',
		'3f0c2a52 6d0e-4c0e-9a51-0d6f0e9b7c11',
		'3f0c2a526d0e4c0e9a510d6f0e9b7c11',
		'{3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11}',
		'../3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
	])('%s is none', (given) => expect(check(uuid(), given)).toEqual(refused('must be a UUID')));
});

describe('an e-mail address', () => {
	test.each(['mira.holt@example.org', 'm+bvnk@sub.example.co', "o'neill@example.org"])(
		'%s',
		(given) => expect(check(email(), given)).toBe(given),
	);

	test.each(['mira', 'mira@', '@example.org', 'mira@example', 'mira holt@example.org'])(
		'%s is none',
		(given) => expect(check(email(), given)).toEqual(refused('must be an e-mail address')),
	);
});

describe('a country code', () => {
	test.each([
		['DE', 'DE'],
		['de', 'DE'],
		[' Gb ', 'GB'],
		['XK', 'XK'],
	])('%j is %s', (given, taken) => expect(check(countryCode(), given)).toBe(taken));

	test.each([
		['UK', '; use GB'],
		['uk', '; use GB'],
		['EL', '; use GR'],
		['Germany', '; use DE'],
		['united states', '; use US'],
		['DEU', ', such as DE'],
		['ZZ', ', such as DE'],
		['EU', ', such as DE'],
		['constructor', ', such as DE'],
	])('%s is none%s', (given, hint) =>
		expect(check(countryCode(), given)).toEqual({
			refused: [`must be a country code of two letters (ISO 3166-1)${hint}`],
		}),
	);
});

describe('an amount', () => {
	test.each([
		['2500', '2500'],
		['2500.50', '2500.50'],
		['0', '0'],
		[2500.5, '2500.5'],
		[0, '0'],
	])('%j is %j', (given, taken) => expect(check(amount(), given)).toBe(taken));

	test.each(['2,500', '2.500,00', '-1', '1e3', '€ 2500', '.5', '5.', 1e21])('%j is none', (given) =>
		expect(check(amount(), given)).toEqual(refused('must be an amount of zero or more')),
	);

	test.each([NaN, Infinity])('%d is none', (given) =>
		expect(check(amount(), given)).toEqual(refused('must be text')),
	);
});

describe('a list', () => {
	test.each([
		[
			['a', 'b'],
			['a', 'b'],
		],
		['a', ['a']],
		[[], []],
	])('%j is %j', (given, taken) => expect(check(listOf(text()), given)).toEqual(taken));

	test.each([[[]], [undefined], [null]])('%j is not enough where one is needed', (given) =>
		expect(check(listOf(text(), 'needs at least one'), given)).toEqual(
			refused('needs at least one'),
		),
	);
});

describe('a group', () => {
	const person = group({ name: text() });

	test('keeps what it does not know', () =>
		expect(check(person, { name: 'Mira', new: [1] })).toEqual({ name: 'Mira', new: [1] }));

	test.each([
		[undefined, 'is empty'],
		['Mira', 'must be a group of fields'],
		[['Mira'], 'must be a group of fields'],
		[7, 'must be a group of fields'],
	])('%j %s', (given, message) => expect(check(person, given)).toEqual(refused(message)));
});
