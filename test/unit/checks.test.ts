import fc from 'fast-check';
import { DateTime } from 'luxon';
import * as z from 'zod/v4';
import {
	amount,
	birthDay,
	choiceOf,
	choicesOf,
	countryCode,
	day,
	email,
	group,
	listedValue,
	listOf,
	number,
	ofAMinor,
	pastDay,
	phone,
	stateCode,
	text,
	toggle,
	webAddress,
	website,
	wholeNumber,
	withoutCountry,
} from '../../nodes/shared/check/checks';
import { uuid } from '../../nodes/shared/check/reference';

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

/** What the user is told to do about `value`. */
function hint(schema: z.ZodType, value: unknown): unknown {
	const [issue] = schema.safeParse(value).error?.issues ?? [];
	return issue?.code === 'custom'
		? (issue.params as { hint?: string } | undefined)?.hint
		: undefined;
}

const MS_PER_DAY = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);
const today = () => isoDay(Date.now());
const tomorrow = () => isoDay(Date.now() + MS_PER_DAY);
const yesterday = () => isoDay(Date.now() - MS_PER_DAY);

describe('a text', () => {
	test.each([
		['Mira', 'Mira'],
		['  Mira  ', 'Mira'],
		['0042', '0042'],
		['Zoe\u0308', 'Zoe\u0308'],
		["O'Neill-Ñandú 3/4", "O'Neill-Ñandú 3/4"],
	])('%j is %j', (given, taken) => expect(check(text(), given)).toBe(taken));

	test.each([
		['', 'is empty'],
		[' \t\n', 'is empty'],
		[null, 'is empty'],
		[undefined, 'is empty'],
		[42, 'must be text, and a number came: numbers lose leading zeros'],
		[true, 'must be text, and a boolean came'],
		[['a'], 'must be text, and a list came'],
		[{}, 'must be text, and an object came: map its reference, or one field of it'],
		[new Date(0), 'must be text, and a date came'],
	])('%j %s', (given, message) => expect(check(text(), given)).toEqual(refused(message)));

	test.each([
		['an object that was made into text', '[object Object]'],
		['an error of a spreadsheet', '#N/A'],
		['an error of a spreadsheet', '#REF!'],
	])('is not %s', (words, given) => expect(check(text(), given)).toEqual(refused(words)));

	test('of people called Null, None and Undefined is their name', () => {
		for (const name of ['Null', 'None', 'Undefined', 'NaN', 'True']) {
			expect(check(text(), name)).toBe(name);
		}
	});

	test('may be no longer than its field', () => {
		expect(check(text({ most: 3 }), 'abc')).toBe('abc');
		expect(check(text({ most: 3 }), 'abcd')).toEqual(refused('must have at most 3 characters'));
	});
});

describe('characters that cannot be seen', () => {
	const unseen = {
		...{ '0000': 'NUL', '0007': '', '0009': 'tab', '000A': 'line break', '0085': 'line break' },
		...{ '00AD': 'soft hyphen', '034F': '', '061C': 'writing direction', '115F': 'Hangul filler' },
		...{ '200B': 'zero-width space', '200E': 'writing direction', '202E': 'writing direction' },
		...{ '2028': 'line break', '2060': 'word joiner', '2066': 'writing direction' },
		...{ '2800': 'braille blank', '3164': 'Hangul filler', FEFF: 'byte order mark' },
		...{ FFA0: 'Hangul filler', E0001: '', '1D173': '' },
	};
	const characters = Object.entries(unseen).map(
		([code, name]) => [code, String.fromCodePoint(Number.parseInt(code, 16)), name] as const,
	);

	test.each(characters)('U+%s alone is empty', (_, character) =>
		expect(check(text(), character + character)).toEqual(refused('is empty')),
	);

	test.each(characters)('U+%s is dropped at the ends', (_, character) =>
		expect(check(text(), `${character} Mira${character}`)).toBe('Mira'),
	);

	test.each(characters)('U+%s is named inside', (code, character, name) => {
		const words = `holds a character that cannot be seen (${name ? '' : `U+${code})`}`;
		expect(check(text(), `Mi${character}ra`)).toEqual(refused(words));
		expect(check(text(), `Mi${character}ra`)).toEqual(refused(name));
		expect(hint(text(), `Mi${character}ra`)).toMatch(/replace/);
	});

	test.each(['\u00A0', '\u2007', '\u202F', '\u3000'])(
		'%j is a blank like any other between words',
		(blank) => expect(check(text(), `${blank}Anna${blank}Maria${blank}`)).toBe('Anna Maria'),
	);

	test.each([
		['Persian, with a non-joiner', 'علی\u200Cرضا'],
		['Hindi, with a joiner', 'क्\u200Dष'],
		['Malayalam, with a joiner at the end', 'മോഹന്\u200D'],
		['Malayalam, with a joiner at the end of a word', 'മോഹന്\u200D ലാല്\u200D'],
		['Sinhala', 'ශ්\u200Dරී'],
		['Hebrew', 'שלום'],
		['Arabic', 'محمد'],
		['Japanese, with the shape of a letter chosen', '葛\u{E0100}城'],
		['Thai', 'สมชาย'],
		['Vietnamese, decomposed', 'Nguye\u0302\u0303n'],
	])('that %s needs stay', (_, name) => expect(check(text(), name)).toBe(name));

	test.each(['Mi\u200Cra', 'Mi\u200Dra', 'Mi\uFE0Fra'])('%j needs none', (name) =>
		expect(check(text(), name)).toEqual(refused('holds a character that cannot be seen')),
	);

	test.each(['Zo\uFFFD', 'Zo\uD800'])('%j was read in a wrong encoding', (name) =>
		expect(check(text(), name)).toEqual(refused('holds a character that could not be read')),
	);

	test('lines are taken where there may be some', () => {
		expect(check(text({ lines: true }), 'one\r\n\ttwo\n')).toBe('one\r\n\ttwo');
		expect(check(text({ lines: true }), 'one\u200Btwo')).toEqual(refused('zero-width space'));
	});

	test('whatever comes, nothing of the kind reaches the body', () => {
		const part = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom(...characters.map(([, character]) => character), ' ', 'a', 'é'),
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
				const result = text().safeParse(parts.join(''));
				if (!result.success) return;
				const plain = result.data.replace(/\p{Variation_Selector}|\p{Join_Control}/gu, '');
				expect(plain).not.toMatch(/\p{Cc}|\p{Default_Ignorable_Code_Point}|\uFFFD/u);
				expect(result.data).not.toMatch(/^\s|\s$|(?! )\p{Z}/u);
			}),
			{ numRuns: 5000 },
		);
	});
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
		['08.03.1991', "DateTime.fromFormat($json.date, 'dd.MM.yyyy').toISODate()"],
		['8.3.1991', "'d.M.yyyy'"],
		[
			'03/08/1991',
			"'dd/MM/yyyy').toISODate() }} or {{ DateTime.fromFormat($json.date, 'MM/dd/yyyy'",
		],
		['3/8/1991', "'d/M/yyyy').toISODate() }} or {{ DateTime.fromFormat($json.date, 'M/d/yyyy'"],
		['08-03-1991', "'dd-MM-yyyy').toISODate() }} or"],
		['25/12/1990', "'dd/MM/yyyy'"],
		['1991-3-8', "'yyyy-M-d'"],
		['1991/03/08', "'yyyy/M/d'"],
		['19910308', "'yyyyMMdd'"],
		['08.03.91', 'A year of two digits may be of either century'],
		['8 Mar 1991', "'d MMM yyyy'"],
		['March 8, 1991', "'d MMM yyyy'"],
		['yesterday', 'DateTime.fromFormat'],
		['1991-03', 'DateTime.fromFormat'],
		['1991', 'DateTime.fromFormat'],
		['+01991-03-08', 'DateTime.fromFormat'],
	])('%s is not written as a day, and the hint has the expression', (given, expression) => {
		expect(check(day(), given)).toEqual(refused('must be a date written as YYYY-MM-DD'));
		expect(hint(day(), given)).toContain(expression);
	});

	test.each([
		'1991-03-08T00:00:00',
		'1991-03-08T00:00:00Z',
		'1991-03-08T00:00:00.000Z',
		'1991-03-08T00:00:00.000+01:00',
		'1991-03-08T00:00:00-0500',
		'1991-03-08 00:00:00',
		'1991-03-08 00:00:00+00',
		'1991-03-08T00:00',
		' 1991-03-08 ',
		'\uFEFF1991-03-08\u00A0',
	])('%j is its day', (given) => expect(check(day(), given)).toBe('1991-03-08'));

	test.each([
		'1991-03-08T15:30:00',
		'1991-03-08T00:00:01Z',
		'1991-03-07T23:00:00.000Z',
		'1991-03-07T19:00:00.000-05:00',
		'1991-03-08 12:00',
		'1991-03-08T24:00:00',
	])('%s has a time, and which day is meant depends on where one is', (given) => {
		expect(check(day(), given)).toEqual(refused('must be a date without a time of day'));
		expect(hint(day(), given)).toContain("DateTime.fromISO($json.date, { zone: 'Europe/Berlin' })");
	});
});

describe('a date of Luxon’s', () => {
	test.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
		'at midnight in %s is its day',
		(zone) => expect(check(day(), DateTime.fromISO('1991-03-08', { zone }))).toBe('1991-03-08'),
	);

	test.each(['America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'Pacific/Kiritimati'])(
		'of midnight UTC, read in %s, is the day in UTC',
		(zone) =>
			expect(check(day(), DateTime.fromISO('1991-03-08T00:00:00.000Z', { zone }))).toBe(
				'1991-03-08',
			),
	);

	test('on a day without midnight is its day', () => {
		// clocks in São Paulo went from 23:59 to 01:00
		const date = DateTime.fromISO('1990-10-21', { zone: 'America/Sao_Paulo' });
		expect(date.hour).toBe(1);
		expect(check(day(), date)).toBe('1990-10-21');
	});

	test('with another time is refused as a date', () =>
		expect(check(day(), DateTime.fromISO('1991-03-08T15:30', { zone: 'UTC' }))).toEqual(
			refused('must be a date without a time of day'),
		));

	test('that is invalid is told to be', () => {
		const given = DateTime.fromFormat('8/3/1991', 'dd.MM.yyyy');
		expect(check(day(), given)).toEqual(refused('is no date: what came is marked as invalid'));
		expect(hint(day(), given)).toContain('DateTime.fromFormat');
	});

	test('in any zone is the day that the row says, or an error', () => {
		const zones = ['UTC', 'America/New_York', 'Europe/London', 'Asia/Kolkata', 'Pacific/Apia'];
		const times = ['', 'T00:00:00Z', 'T00:00:00', 'T12:00:00Z', 'T15:30:00Z', 'T23:59:59'];
		fc.assert(
			fc.property(
				fc.integer({ min: -25_000, max: 20_000 }),
				fc.constantFrom(...zones),
				fc.constantFrom(...times),
				(days, zone, time) => {
					const written = isoDay(days * MS_PER_DAY);
					for (const given of [
						written + time,
						DateTime.fromISO(written + time, { zone }),
						new Date(`${written}${time || 'T00:00:00Z'}`),
					]) {
						const result = day().safeParse(given);
						if (result.success) expect(result.data).toBe(written);
					}
				},
			),
			{ numRuns: 3000 },
		);
	});
});

describe('a date of JavaScript’s', () => {
	test('at midnight UTC is its day', () =>
		expect(check(day(), new Date('1991-03-08T00:00:00.000Z'))).toBe('1991-03-08'));

	test('at midnight where n8n runs is its day there', () =>
		expect(check(day(), new Date(1991, 2, 8))).toBe('1991-03-08'));

	test.each(['Europe/Paris', 'Asia/Kolkata', 'Asia/Kathmandu'])(
		'is its day where clocks had seconds of their own, in %s',
		(zone) => {
			const before = process.env.TZ;
			process.env.TZ = zone;
			const midnight = new Date(1905, 5, 15);
			const sent = check(day(), midnight);
			const seconds = midnight.getTime() % 60_000;
			if (before === undefined) delete process.env.TZ;
			else process.env.TZ = before;

			expect(seconds).not.toBe(0);
			expect(sent).toBe('1905-06-15');
		},
	);

	test('with another time is refused as a date', () =>
		expect(check(day(), new Date('1991-03-07T23:07:00.000Z'))).toEqual(
			refused('must be a date without a time of day'),
		));

	test('that is invalid is told to be', () =>
		expect(check(day(), new Date('x'))).toEqual(refused('is no date')));
});

describe('a day number of a spreadsheet', () => {
	test.each([
		[33305, '1991-03-08'],
		['33305', '1991-03-08'],
		[36526, '2000-01-01'],
		[36585, '2000-02-29'],
		[25569, '1970-01-01'],
		[33305.0, '1991-03-08'],
	])('%j is %s', (given, taken) => expect(check(day(), given)).toBe(taken));

	test.each([
		0,
		1,
		60,
		1991,
		2026,
		19910308,
		668390400,
		668390400000,
		-33305,
		NaN,
		Infinity,
		'1991',
	])('%j is none', (given) =>
		expect(check(day(), given)).toEqual(refused('must be a date written as YYYY-MM-DD')),
	);

	test('with a time is refused as a date', () =>
		expect(check(day(), 33305.75)).toEqual(refused('must be a date without a time of day')));

	test('is never told about leading zeros', () =>
		expect(JSON.stringify(check(day(), 19910308))).not.toContain('leading zeros'));
});

test.each([
	[{}, 'an object'],
	[['1991-03-08'], 'a list'],
	[true, 'a boolean'],
])('%j is no day, and is told what it is', (given, kind) =>
	expect(check(day(), given)).toEqual(
		refused(`must be a date written as YYYY-MM-DD, such as 1991-03-08, and ${kind} came`),
	),
);

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

	test('is not in the future', () => {
		const [first] = (check(birthDay(), '2999-01-01') as { refused: string[] }).refused;
		expect(first).toBe('lies in the future');
	});

	test.each([today, () => new Date(`${today()}T00:00:00Z`), () => DateTime.utc().startOf('day')])(
		'is not today, however it is written',
		(given) => expect(check(birthDay(), given())).toEqual(refused('is today')),
	);

	test('of a person under 18 is remarked on, and of no other', () => {
		const [year, rest] = [Number(today().slice(0, 4)), today().slice(4)];
		expect(ofAMinor(yesterday())).toContain('under 18');
		expect(ofAMinor(`${year - 17}-01-01`)).toContain('under 18');
		expect(ofAMinor(`${year - 18}${rest}`)).toBeUndefined();
		expect(ofAMinor('1991-03-08')).toBeUndefined();
		expect(ofAMinor(undefined)).toBeUndefined();
	});
});

describe('a reference', () => {
	const own = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

	test.each([
		[own, own],
		['30ea1086-06d8-11ef-b6e1-027612b7f6b5', '30ea1086-06d8-11ef-b6e1-027612b7f6b5'],
		[own.toUpperCase(), own],
		[`{${own}}`, own],
		[`\u200B${own}\n`, own],
		[{ reference: own, status: 'SIGNED', hostedUrl: 'https://example.org' }, own],
		[[{ reference: own }], own],
		[{ documentReference: own, url: 'https://example.org' }, own],
		[{ person: { reference: own, firstName: 'Ida' } }, own],
	])('%j', (given, taken) => expect(check(uuid(), given)).toBe(taken));

	test.each([
		'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c1',
		'3f0c2a52 6d0e-4c0e-9a51-0d6f0e9b7c11',
		'3f0c2a526d0e4c0e9a510d6f0e9b7c11',
		'../3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
		'%7B',
	])('%s is none', (given) =>
		expect(check(uuid('a reference'), given)).toEqual(refused('must be a reference')),
	);

	test('an object with two of them does not say which is meant', () =>
		expect(check(uuid(), { customerReference: own, documentReference: own })).toEqual(
			refused('must be text, and an object came: map its reference'),
		));
});

describe('an e-mail address', () => {
	test.each([
		'mira.holt@example.org',
		'm+bvnk@sub.example.co',
		"o'neill@example.org",
		'john&jane@example.org',
		'sales/emea@example.org',
		'50%off@example.org',
		'_x_{y}|z~!#$^*=?`-@example.org',
		'mira@xn--mller-kva.example.xn--p1ai',
		'mira@müller.example',
		'müller@example.org',
		'用户@例え.テスト',
		'अजय@डाटा.भारत',
		'a@1password.example',
		'MIRA@EXAMPLE.ORG',
	])('%s', (given) => expect(check(email(), given)).toBe(given));

	test.each([
		...['mira', 'mira@', '@example.org', 'mira@example', 'mira holt@example.org'],
		...['mira@@example.org', 'mira@example..org', '.mira@example.org', 'mira.@example.org'],
		...['mi..ra@example.org', 'mira@-example.org', 'mira@example.org.', 'mira@192.168.1.1'],
		...['a@example.org,b@example.org', 'Mira <mira@example.org>', 'mailto:mira@example.org'],
		...[
			'mira@exam ple.org',
			'mira@example.org/x',
			'mira@example.org:25',
			`${'a'.repeat(65)}@example.org`,
		],
	])('%s is none', (given) =>
		expect(check(email(), given)).toEqual(refused('must be an e-mail address')),
	);

	test.each([
		['Mira <mira@example.org>', 'without the name'],
		['a@example.org; b@example.org', 'Several addresses'],
	])('%s is told how to mend it', (given, words) => expect(hint(email(), given)).toContain(words));
});

describe('a phone number', () => {
	test.each([
		['+4915112345678', '+4915112345678'],
		['+49 (0)151 123 456 78', '+4915112345678'],
		['+49-151/123.45678', '+4915112345678'],
		['0049 151 12345678', '+4915112345678'],
		['(+49) 151 12345678', '+4915112345678'],
		['+1 415 555 0100', '+14155550100'],
		['+2902222222', '+2902222222'],
		['0151 12345678', '0151 12345678'],
		['(415) 555-0100', '(415) 555-0100'],
	])('%s goes as %s', (given, taken) => expect(check(phone(), given)).toBe(taken));

	test.each([
		...['12345', 'unknown', 'n/a', '-', '0', '0000000000', '1111111', '+0151 1234567', '+'],
		...['+49 151 1234567890123', '+4915112345678 ext. 12', '49151123a567', '+49+15112345678'],
	])('%s is none', (given) =>
		expect(check(phone(), given)).toEqual(refused('must be a phone number')),
	);

	test.each(['4.91511E+12', '4,91511E+12', '4.91511e12', '+4.91511E+12'])(
		'%s was shortened by a spreadsheet',
		(given) => {
			expect(check(phone(), given)).toEqual(
				refused('is a number that a spreadsheet has shortened'),
			);
			expect(hint(phone(), given)).toContain('Format the column as text');
		},
	);

	test('without its country is remarked on', () => {
		expect(withoutCountry('0151 12345678')).toContain('has no country code');
		expect(withoutCountry('+4915112345678')).toBeUndefined();
		expect(withoutCountry(null)).toBeUndefined();
	});
});

describe('a page on the web', () => {
	test.each(['https://northwind.example', 'HTTP://northwind.example/a?b'])('%s', (given) => {
		expect(check(webAddress(), given)).toBe(given);
		expect(check(website(), given)).toBe(given);
	});

	test.each([
		['northwind.example', 'https://northwind.example'],
		['www.northwind.example/about', 'https://www.northwind.example/about'],
	])('%s is a website, and goes as %s', (given, taken) => {
		expect(check(website(), given)).toBe(taken);
		expect(check(webAddress(), given)).toEqual(refused('must be a URL that starts with https://'));
	});

	test.each([
		'mira@example.org',
		'ftp://northwind.example',
		'none',
		'https://',
		'javascript:alert(1)',
	])('%s is none', (given) => expect(check(website(), given)).toEqual(refused('must be a URL')));
});

describe('a country code', () => {
	test.each([
		['DE', 'DE'],
		['de', 'DE'],
		[' Gb ', 'GB'],
		['XK', 'XK'],
		['UK', 'GB'],
		['Germany', 'DE'],
		['DEU', 'DE'],
		['Deutschland\u200B', 'DE'],
	])('%j is %s', (given, taken) => expect(check(countryCode(), given)).toBe(taken));

	test.each(['ZZ', 'EU', 'XX', 'constructor', '__proto__', 'Atlantis', 'Korean', '49', '-'])(
		'%s is none',
		(given) =>
			expect(check(countryCode(), given)).toEqual({
				refused: ['must be a country code of two letters (ISO 3166-1), such as DE'],
			}),
	);

	test.each([
		['Congo', 'CD (Kinshasa) and CG (Brazzaville)'],
		['korea', 'KR (South) and KP (North)'],
		['Virgin Islands', 'VG (British) and VI'],
	])('%s may be two, and they are named', (given, both) => {
		expect(check(countryCode(), given)).toEqual(refused('must be a country code'));
		expect(hint(countryCode(), given)).toContain(both);
	});
});

describe('a state code', () => {
	test.each([
		['TX', 'TX'],
		['tx', 'TX'],
		['Texas', 'TX'],
		['NEW  YORK', 'NY'],
		['State of Washington', 'WA'],
		['Washington, D.C.', 'DC'],
		['Québec', 'QC'],
		['West Virginia', 'WV'],
	])('%s is %s', (given, taken) => expect(check(stateCode(), given)).toBe(taken));

	test.each(['T', 'TEX', 'NSW', 'AU-NSW', 'US-TX', 'us_tx', 'Bavaria', 'US-', '--', 'T.'])(
		'%s is none',
		(given) =>
			expect(check(stateCode(), given)).toEqual(
				refused('must be a code of exactly two characters'),
			),
	);
});

describe('an amount', () => {
	test.each([
		['2500', '2500'],
		['2500.50', '2500.50'],
		['0', '0'],
		['0.500', '0.500'],
		['12345.678', '12345.678'],
		[2500.5, '2500.5'],
		[0, '0'],
		[0.1 + 0.2, '0.3'],
		[' 2500\u00A0', '2500'],
	])('%j is %j', (given, taken) => expect(check(amount(), given)).toBe(taken));

	test.each([
		...[
			'2,500',
			'1,234',
			'2.500,00',
			'-1',
			'1e3',
			'0x10',
			'€ 2500',
			'EUR 2500',
			'.5',
			'5.',
			'2500.',
		],
		...[1e21, NaN, Infinity, -1, '２５００', '1 000', true],
	])('%j is none', (given) =>
		expect(check(amount(), given)).toEqual(refused('must be an amount of zero or more')),
	);

	test.each(['2.500', '1.234', '1.234.567', '10.000'])(
		'%s may be thousands or decimals',
		(given) => {
			expect(check(amount(), given)).toEqual(refused('may stand for thousands or for decimals'));
			expect(hint(amount(), given)).toContain("$json.amount.replaceAll('.', '')");
		},
	);

	test.each([
		['1,234', "replaceAll(',', '') }}. Or decimals follow it"],
		['1,234.50', 'Leave out the commas'],
		['2.500,00', "replaceAll('.', '').replace(',', '.')"],
		['2500,5', "replace(',', '.')"],
		['€ 2500', 'Leave out the currency'],
	])('%s is told how to mend it', (given, words) => expect(hint(amount(), given)).toContain(words));
});

describe('a number of a setting', () => {
	test.each([
		[5, 5],
		['5', 5],
		[' 50 ', 50],
		['50\n', 50],
		['2.5', 2.5],
	])('%j is %j', (given, taken) => expect(check(number(0, 100), given)).toBe(taken));

	test.each([
		'1e1',
		'0x10',
		'NaN',
		'Infinity',
		NaN,
		Infinity,
		'',
		' ',
		'5 MB',
		'1,5',
		true,
		[5],
		{},
		101,
		'-1',
		'٣',
	])('%j is none', (given) =>
		expect(check(number(0, 100), given)).toEqual(refused('must be a number from 0 to 100')),
	);

	test.each(['1.000', '50.000', '-1.000', ' 2.500 ', '1.000.000'])(
		'%j has two meanings',
		(given) => {
			expect(check(number(-5_000, 5_000_000), given)).toEqual(
				refused('has a point that may stand for thousands or for decimals'),
			);
			expect(hint(wholeNumber(1), given)).toContain('{{ Number($json.number) }}');
		},
	);

	test('that must be whole is told so', () =>
		expect(check(wholeNumber(1), '2.5')).toEqual(refused('must be a whole number')));
});

describe('a switch', () => {
	test.each([
		...[true, 'true', ' TRUE ', 'true\n', 'yes', 'On', 1, '1'].map(
			(given) => [given, true] as const,
		),
		...[false, 'false', 'False ', 'no', 'off', 0, '0'].map((given) => [given, false] as const),
	])('%j is %j', (given, taken) => expect(check(toggle(), given)).toBe(taken));

	test.each(['maybe', '', 2, '2', [], {}, null, 'constructor'])('%j is none', (given) =>
		expect(check(toggle(), given)).toEqual(refused('must be true or false')),
	);
});

describe('a choice', () => {
	const options = [
		{ name: 'Not a PEP', value: 'NOT_PEP' },
		{ name: 'Former PEP, Within 2 Years', value: 'FORMER_PEP_2_YEARS' },
		{ name: 'Self Employed', value: 'SELF_EMPLOYED' },
		{ name: '50K to 100K', value: 'INCOME_50K_TO_100K' },
	];
	const labels = Object.fromEntries(options.map(({ name, value }) => [value, name]));

	test.each([
		['NOT_PEP', 'NOT_PEP'],
		['not pep', 'NOT_PEP'],
		['Not a PEP', 'NOT_PEP'],
		['not-a-pep', 'NOT_PEP'],
		['SELF-EMPLOYED', 'SELF_EMPLOYED'],
		[' self  employed ', 'SELF_EMPLOYED'],
		['selfEmployed', 'SELF_EMPLOYED'],
		['former pep within 2 years', 'FORMER_PEP_2_YEARS'],
		['50k – 100k', '50k – 100k'],
		['50K TO 100K', 'INCOME_50K_TO_100K'],
		['no', 'no'],
	])('%j is %s, where the API may know more', (given, taken) =>
		expect(check(listedValue(options), given)).toBe(taken),
	);

	test('is one of the list where there are no others', () => {
		const one = choiceOf(Object.keys(labels), labels);
		expect(check(one, 'self-employed')).toBe('SELF_EMPLOYED');
		expect(check(one, 'no')).toEqual(
			refused('must be one of Not a PEP, Former PEP, Within 2 Years, Self Employed'),
		);
		for (const none of ['constructor', '__proto__', 'toString']) {
			expect(check(one, none)).toEqual(refused('must be one of'));
		}
	});

	test.each([
		['NOT_PEP,SELF_EMPLOYED', ['NOT_PEP', 'SELF_EMPLOYED']],
		['not a pep; Self-Employed\n', ['NOT_PEP', 'SELF_EMPLOYED']],
		['["NOT_PEP", " ", "SELF_EMPLOYED"]', ['NOT_PEP', 'SELF_EMPLOYED']],
		["['NOT_PEP', 'SELF_EMPLOYED']", ['NOT_PEP', 'SELF_EMPLOYED']],
		['Former PEP, Within 2 Years', ['FORMER_PEP_2_YEARS']],
		[['NOT_PEP', '', null, ' ', undefined], ['NOT_PEP']],
		['NOT_PEP', ['NOT_PEP']],
		[['not pep', 'NOT_PEP'], ['NOT_PEP']],
		[['NOT_PEP, SELF_EMPLOYED'], ['NOT_PEP', 'SELF_EMPLOYED']],
		[
			['Former PEP, Within 2 Years', 'NOT_PEP'],
			['FORMER_PEP_2_YEARS', 'NOT_PEP'],
		],
		['NOT_PEP | SELF_EMPLOYED', ['NOT_PEP', 'SELF_EMPLOYED']],
		['', []],
		['[]', []],
		[undefined, []],
		[null, []],
	])('%j is a list of choices: %j', (given, taken) =>
		expect(check(choicesOf(options), given)).toEqual(taken),
	);

	test.each([['maybe'], ['NOT_PEP, maybe'], [['maybe']]])('%j is no list of them', (given) =>
		expect(check(choicesOf(options), given)).toEqual(refused('must be one of')),
	);

	test.each([[7], [{}], [[['NOT_PEP']]]])('%j is no list of texts', (given) =>
		expect(check(choicesOf(options), given)).toEqual(refused('must be text')),
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

	test('says what is missing in it', () => expect(check(person, {})).toEqual(refused('is empty')));

	test.each([
		[undefined, 'is empty'],
		['Mira', 'must be a group of fields, and a string came'],
		[['Mira'], 'must be a group of fields, and a list came'],
		[7, 'must be a group of fields, and a number came'],
	])('%j %s', (given, message) => expect(check(person, given)).toEqual(refused(message)));
});

test('a finding never repeats the value', () => {
	const kinds = [
		text(),
		day(),
		birthDay(),
		amount(),
		email(),
		phone(),
		countryCode(),
		stateCode(),
		uuid(),
		website(),
		toggle(),
		number(0, 9),
	];
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', minLength: 6 }), (given) => {
			for (const kind of kinds) {
				const issues = kind.safeParse(`q${given}q`).error?.issues ?? [];
				expect(
					JSON.stringify(
						issues.map(({ message, ...more }) => [message, (more as { params?: unknown }).params]),
					),
				).not.toContain(`q${given}q`);
			}
		}),
	);
});
