import { countries, countryCodeMeantBy } from '../../nodes/shared/check/countries';
import { countryChoices } from '../../nodes/shared/form/choices';
import { isCountryCode as isSandboxCode } from '../sandbox/countries';

const isCode = (code: string) => countries.some((country) => country.code === code);

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
	expect(isCode(code)).toBe(true),
);

test.each(['de', 'UK', 'EU', 'XX', 'ZZ', 'AN', '', 'DEU', 'toString'])('%j is none', (code) =>
	expect(isCode(code)).toBe(false),
);

describe('what a form shows', () => {
	test('has the name that people look for', () => {
		expect(countryChoices).toContainEqual({ name: 'United Kingdom, UK (GB)', value: 'GB' });
		expect(countryChoices).toContainEqual({ name: 'United States, USA (US)', value: 'US' });
		expect(countryChoices).toContainEqual({ name: 'Netherlands, Holland (NL)', value: 'NL' });
		expect(countryChoices).toContainEqual({ name: 'Germany (DE)', value: 'DE' });
	});

	test('means its country when it comes from a row', () => {
		for (const { name, value } of countryChoices)
			expect([name, countryCodeMeantBy(name)]).toEqual([name, value]);
	});
});

describe('by a name is meant', () => {
	const own: Record<string, string[]> = {
		AE: ['UAE', 'United Arab Emirates'],
		AT: ['Österreich', 'Osterreich', 'OESTERREICH', 'Autriche'],
		BA: ['Bosnia and Herzegovina', 'Bosna i Hercegovina'],
		BO: ['Bolivia, Plurinational State of', 'Bolivia (Plurinational State of)'],
		CD: ['Congo, Democratic Republic of the', 'Congo (the Democratic Republic of the)', 'DRC'],
		CG: ['Republic of the Congo', 'Congo-Brazzaville'],
		CH: ['Schweiz', 'Suisse', 'Svizzera', 'Swiss Confederation'],
		CI: ['Ivory Coast', "Côte d'Ivoire", 'Cote dIvoire', 'Elfenbeinküste'],
		CN: ['中国', "People's Republic of China"],
		CV: ['Cape Verde', 'Cabo Verde'],
		CZ: ['Czech Republic', 'Czechia', 'Česko', 'Česká republika', 'Tschechien'],
		DE: [
			'german',
			'Germany',
			'germany',
			'DEU',
			'deu',
			'Deutschland',
			'Allemagne',
			'Federal Republic of Germany',
		],
		FK: ['Falkland Islands (Malvinas)'],
		FM: ['Micronesia (Federated States of)'],
		GB: ['UK', 'U.K.', 'England', 'Great Britain', 'Scotland', 'Wales', 'Northern Ireland'],
		GR: ['EL', 'Ελλάδα', 'ΕΛΛΑΔΑ', 'Hellas'],
		HK: ['Hong Kong', '香港'],
		IR: ['Iran, Islamic Republic of', 'Iran (Islamic Republic of)', 'ایران'],
		JP: ['日本', 'Nippon'],
		KP: ["Korea, Democratic People's Republic of", "Korea (the Democratic People's Republic of)"],
		KR: ['Korea, Republic of', 'Korea (the Republic of)', 'South Korea', '대한민국'],
		LA: ["Lao People's Democratic Republic"],
		LC: ['St. Lucia', 'St Lucia', 'Saint Lucia'],
		MD: ['Moldova, Republic of', 'Moldova'],
		MK: ['Macedonia', 'North Macedonia'],
		MM: ['Burma', 'Myanmar'],
		NL: ['Holland', 'The Netherlands', 'Nederland', 'Netherlands (Kingdom of the)', 'NLD'],
		PS: ['Palestine, State of', 'Palestine'],
		RU: ['Russian Federation', 'Россия'],
		SY: ['Syrian Arab Republic'],
		SZ: ['Swaziland', 'Eswatini'],
		TL: ['East Timor', 'Timor-Leste'],
		TR: ['Turkey', 'Türkiye', 'TÜRKİYE', 'Turkiye', 'Republic of Türkiye'],
		TW: ['Taiwan', 'Taiwan, Province of China', 'Republic of China'],
		TZ: ['Tanzania, United Republic of'],
		US: [
			'USA',
			'U.S.A.',
			'U.S.',
			'United States of America',
			'Estados Unidos',
			'the United States',
		],
		VA: ['Holy See', 'Vatican City State'],
		VE: ['Venezuela, Bolivarian Republic of', 'Venezuela (Bolivarian Republic of)'],
		VG: ['Virgin Islands, British', 'Virgin Islands (British)'],
		VI: ['Virgin Islands, U.S.', 'Virgin Islands (U.S.)'],
		VN: ['Viet Nam', 'Việt Nam'],
		XK: ['Kosovo', 'XKX'],
	};

	test.each(Object.entries(own))('%s by %j', (code, names) => {
		for (const name of names) expect([name, countryCodeMeantBy(name)]).toEqual([name, code]);
	});

	test.each([
		...['Korean', 'Congolese', 'Dominican', 'Samoan'],
		...['Atlantis', '__proto__', 'constructor', '', '-', 'Europe', 'EU', 'XX', '049', 'the'],
		...[
			'Congo',
			'Kongo',
			'Korea',
			'Virgin Islands',
			'America',
			'Republic of',
			'Republic of Congo and X',
		],
		...['Germany, France', 'Georgia (US)', 'State of Georgia', 'Germany (FR)', 'Yugoslavia'],
	])('none by %j', (name) => expect(countryCodeMeantBy(name)).toBeUndefined());
});

describe('every country', () => {
	// The languages are those that people of the countries read, and more than the table knows.
	const languages =
		'en de fr es pt it nl pl cs sk hu ro bg el tr ru uk sv da nb fi et lv lt hr sr sl sq mk is ga mt ar he fa ur hi bn ta th vi id ms zh zh-Hant ja ko ka hy az kk uz mn km lo my ne si am sw af zu lb fo';

	test('is meant by its two and three letters, and by its English name', () => {
		for (const { code, name } of countries) {
			expect([code, countryCodeMeantBy(code)]).toEqual([code, code]);
			expect([name, countryCodeMeantBy(name)]).toEqual([name, code]);
			expect([name, countryCodeMeantBy(name.toUpperCase())]).toEqual([name, code]);
		}
	});

	test.each(languages.split(' '))('is meant by its name in %s, or nothing is', (language) => {
		const names = new Intl.DisplayNames([language], { type: 'region' });
		const missed = countries.filter(({ code }) => {
			const meant = countryCodeMeantBy(names.of(code)!);
			expect([names.of(code), meant ?? code]).toEqual([names.of(code), code]);
			return meant === undefined;
		});
		expect(missed.length).toBeLessThan(['fo', 'zu'].includes(language) ? 251 : 3);
	});
});

test('what is no country is told so without delay, once the names are known', () => {
	countryCodeMeantBy('Atlantis');
	const start = performance.now();
	for (let row = 0; row < 1000; row++) countryCodeMeantBy(`Atlantis ${row}`);
	expect(performance.now() - start).toBeLessThan(5_000);
});
