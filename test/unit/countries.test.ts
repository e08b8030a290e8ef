import { countries, countryCodeMeantBy, isCountryCode } from '../../nodes/shared/check/countries';
import { isCountryCode as isSandboxCode } from '../sandbox/countries';

test('there are the 249 countries of ISO 3166-1, and Kosovo as XK', () => {
	const codes = countries.map(({ code }) => code);

	expect(codes).toHaveLength(250);
	expect(new Set(codes).size).toBe(250);
	expect(codes.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
	expect(codes).toContain('XK');
});

test('they are those that the embedded BVNK takes from a list of its own, but for XK', () => {
	expect(countries.filter(({ code }) => !isSandboxCode(code)).map(({ code }) => code)).toEqual([
		'XK',
	]);
});

test('every country has an English name of its own, and they are sorted by it', () => {
	const names = countries.map(({ name }) => name);

	expect(new Set(names).size).toBe(250);
	expect(countries.filter(({ code, name }) => code === name)).toEqual([]);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	expect(countries).toContainEqual({ code: 'DE', name: 'Germany' });
});

test.each(['DE', 'GB', 'XK', 'US'])('%s is a country code', (code) =>
	expect(isCountryCode(code)).toBe(true),
);

test.each(['de', 'UK', 'EU', 'XX', 'ZZ', 'AN', '', 'DEU', 'toString'])('%j is none', (code) =>
	expect(isCountryCode(code)).toBe(false),
);

test.each([
	['UK', 'GB'],
	['EL', 'GR'],
	['germany', 'DE'],
	[' France ', 'FR'],
	['Atlantis', undefined],
	['__proto__', undefined],
])('by %j is meant %s', (text, code) => expect(countryCodeMeantBy(text)).toBe(code));
