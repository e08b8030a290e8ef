// A row whose columns carry BVNK's names or the form's labels becomes a customer by one choice.

import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { mira, miraBody, northwind, northwindBody } from './rows';
import { withRecorder } from './servers';

const recorder = withRecorder({ status: 202, body: { reference: 'r', status: 'PENDING' } });

const fromItem = (more: IDataObject = {}) => ({
	operation: 'createIndividual',
	specifyCustomer: 'item',
	...more,
});
const run = async (row: IDataObject, more: IDataObject = {}) =>
	await runNode(recorder, { input: [row], parameters: fromItem(more) });

/** Every field of Mira, by its label. */
const byLabels = {
	'Signed Agreement Session': mira.signedAgreementSessionReference,
	'External Reference': 'crm-000417',
	'Risk Score': 'Low',
	'First Name': 'Mira',
	'Last Name': 'Holt',
	'Date of Birth': '1991-03-08',
	'Birth Country': 'Austria',
	Nationality: 'DE',
	'Email Address': 'mira.holt@example.org',
	'Phone Number': '+4915112345678',
	Description: 'Private client',
	'Place of Birth': 'Graz',
	'Document Number': 'C01X00T47',
	'Address Line 1': 'Lindenweg 4',
	'Address Line 2': '2nd floor',
	'Address City': 'Bremen',
	'Address Postal Code': '01067',
	'Address Country': 'Germany',
	'Address State Code': 'HB',
	'Tax Number': '12345678901',
	'Tax Residence Country': 'DE',
	'Employment Status': 'Salaried',
	'Source of Funds': 'Salary',
	'PEP Status': 'Not a PEP',
	'Intended Use of Account': 'Transfers to Own Wallet',
	'Monthly Volume': '2500.50',
	'Monthly Volume Currency': 'Euro',
	'Estimated Yearly Income': '50K to 100K',
	'Employment Industry Sector': 'Manufacturing',
};

describe('a row', () => {
	test('with every column called by its label gives the whole body', async () => {
		const { error, hints } = await run(byLabels);

		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test("in BVNK's own shape gives the whole body", async () => {
		const { type, ...row } = miraBody;
		const { error } = await run(row);

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test.each([
		["BVNK's names", (name: string) => name],
		['names in lower case', (name: string) => name.toLowerCase()],
		[
			'names with underscores',
			(name: string) => name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`),
		],
	])('with flat columns by %s gives the whole body', async (_, spelled) => {
		const { operation, additionalFields, ...flat } = mira;
		const row = Object.entries({ ...flat, ...additionalFields });
		const { error } = await run(
			Object.fromEntries(row.map(([name, value]) => [spelled(name), value])),
		);

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test.each([
		'City',
		'CITY',
		'Address City',
		'address.city',
		'address_city',
		'individual.address.city',
	])('has the city of the address in its column %s', async (column) => {
		const { 'Address City': _, ...others } = byLabels;
		await run({ ...others, [column]: 'Dresden' });

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { address: { city: 'Dresden' } },
		});
	});

	test('gives way to what is typed in the form', async () => {
		await run(
			{ ...byLabels, City: 'Dresden' },
			{ city: 'Leipzig', additionalFields: { phoneNumber: '+491' + '5100000000' } },
		);

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { address: { city: 'Leipzig' }, phoneNumber: '+4915100000000' },
		});
	});

	test('of which something is not understood says what, once for all rows', async () => {
		const second = {
			...byLabels,
			'Signed Agreement Session': '8f1f4a6c-11b3-4a0d-8f6e-2d7b6a9e5c33',
		};
		const { hints } = await runNode(recorder, {
			input: [
				{ ...byLabels, hair: 'red', meta: { sheet: { row: 7 } } },
				{ ...second, 'External Reference': 'crm-2', hair: 'grey', meta: { sheet: { row: 8 } } },
			],
			parameters: fromItem(),
		});

		expect(hints.map(({ message }) => message)).toEqual([
			"Rows 1 to 2: Not used of the item, because no field here is called so: 'hair', 'meta.sheet.row'.",
		]);
		expect(JSON.stringify(recorder.received)).not.toContain('red');
	});

	test('with a misspelled column says which field is empty, and which column was not used', async () => {
		const { 'First Name': first, ...others } = byLabels;
		const { error } = await run({ ...others, 'Fist Name': first });

		expect(error!.message).toBe("'First Name' is empty");
		expect(error!.description).toContain(
			"Not used of the item, because no field here is called so: 'Fist Name'.",
		);
		expect(recorder.received).toEqual([]);
	});

	test('is checked as the form is', async () => {
		const { error } = await run({ ...byLabels, 'Date of Birth': '1991-02-30' });

		expect(error!.message).toBe("'Date of Birth' is a date that does not exist");
		expect(recorder.received).toEqual([]);
	});

	test('with two columns for one field that differ is refused', async () => {
		const { error } = await run({ ...byLabels, City: 'Dresden' });

		expect(error!.message).toBe(
			"'Address City' is given by two fields of the item that differ: 'Address City' and 'City'",
		);
		expect(recorder.received).toEqual([]);
	});

	test('with two columns for one field that say the same, or of which one is empty, is taken', async () => {
		const { error } = await run({ ...byLabels, City: ' Bremen', postal_code: '', zip: null });

		expect(error).toBeUndefined();
	});

	test('never fills in a number of which nobody says whose it is', async () => {
		const { hints } = await run({ ...byLabels, Number: '4711', Name: 'Somebody' });

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
		expect(hints.map(({ message }) => message).join()).toContain("'Number', 'Name'");
	});

	test('that the form is not told of is not looked at', async () => {
		await runNode(recorder, {
			input: [{ ...byLabels, 'First Name': 'Somebody Else' }],
			parameters: mira,
		});

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});
});

describe('a row of a company', () => {
	const { type, ...row } = northwindBody;
	const company = (more: IDataObject = {}) => ({
		input: [row as IDataObject],
		parameters: fromItem({ operation: 'createCompany', ...more }),
	});

	test("in BVNK's own shape gives the whole body, with its associates", async () => {
		const { error, hints } = await runNode(recorder, company());

		expect(error).toBeUndefined();
		expect(hints.map(({ message }) => message)).toEqual([
			"'Associate 3 › Titles' is none of the values in the list. It was sent as it is.",
		]);
		expect(recorder.received[0]!.body).toStrictEqual(northwindBody);
	});

	test('tells the registered from the operational address', async () => {
		const { company: given, ...others } = row;
		const { address, operationalAddress, ...rest } = given;
		const { error } = await runNode(recorder, {
			...company(),
			input: [
				{
					...others,
					...rest,
					City: 'Hamburg',
					'Registered Address Line 1': 'Hafenstr. 1',
					'Registered Address Postal Code': '20457',
					Country: 'Germany',
					'Operational Address City': 'Bremen',
					operationalAddress: { addressLine1: 'Kai 2', postalCode: '28195', countryCode: 'DE' },
				},
			],
		});

		expect(error?.message).toBeUndefined();
		expect(recorder.received[0]!.body).toMatchObject({
			company: {
				address: { city: 'Hamburg', addressLine1: 'Hafenstr. 1', countryCode: 'DE' },
				operationalAddress: { city: 'Bremen', addressLine1: 'Kai 2' },
			},
		});
	});

	test('gives way to associates in blocks', async () => {
		await runNode(
			recorder,
			company({ associates: { associate: [northwind.associates.associate[1]] } }),
		);

		expect(recorder.received[0]!.body).toMatchObject({
			company: { associates: [{ firstName: 'Aino' }] },
		});
	});
});

describe('Associates From List', () => {
	const { associates: _, ...others } = northwind;
	const [jonas, aino] = northwind.associates.associate;
	const withList = async (directors: unknown, more: IDataObject = {}) =>
		await runNode(recorder, {
			input: [{ directors } as IDataObject],
			parameters: { ...others, associatesList: '={{ $json.directors }}', ...more },
		});

	test("takes BVNK's own shape, and needs no block beside it", async () => {
		const { error } = await withList(northwindBody.company.associates);

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toStrictEqual(northwindBody);
	});

	test('takes what a register calls by the labels, and says what it did not use', async () => {
		const { error, hints } = await withList([
			{
				'First Name': 'Jonas',
				'last name': 'Brandt',
				date_of_birth: '1979-11-23',
				'Birth Country': 'Germany',
				Titles: 'Director, Business Owner',
				City: 'Hamburg',
				'Address Line 1': 'Elbweg 9',
				'Address Postal Code': '22587',
				country: 'DE',
				Email: 'j.brandt@northwind.example',
				shares: 40,
			},
		]);

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toMatchObject({
			company: {
				associates: [
					{
						firstName: 'Jonas',
						lastName: 'Brandt',
						dateOfBirth: '1979-11-23',
						birthCountryCode: 'DE',
						titles: ['DIRECTOR', 'BUSINESS_OWNER'],
						address: {
							addressLine1: 'Elbweg 9',
							city: 'Hamburg',
							postalCode: '22587',
							countryCode: 'DE',
						},
						contactInfo: { emailAddress: 'j.brandt@northwind.example' },
					},
				],
			},
		});
		expect(hints.map(({ message }) => message)).toEqual([
			"Not used of 'Associates From List', because no field here is called so: 'shares'.",
		]);
	});

	test('follows the blocks, and findings count on', async () => {
		const good = await withList([{ ...aino }], { associates: { associate: [jonas] } });
		expect(good.error).toBeUndefined();
		expect(recorder.received[0]!.body).toMatchObject({
			company: { associates: [{ firstName: 'Jonas' }, { firstName: 'Aino' }] },
		});
		const bad = await withList([aino, { ...aino, dateOfBirth: '1985-02-30', firstName: '' }], {
			associates: { associate: [jonas] },
		});
		expect(bad.error!.message).toBe(
			"'Associate 3 › First Name' is empty; 'Associate 3 › Date of Birth' is a date that does not exist",
		);
	});

	test('takes the older shape of an associate as it comes', async () => {
		const older = {
			person: { firstName: 'Aino', lastName: 'Laine', dateOfBirth: '1985-02-28' },
			details: { birthCountryCode: 'FI' },
			title: 'Representative',
		};
		const { hints } = await withList([older]);

		expect(recorder.received[0]!.body).toMatchObject({ company: { associates: [older] } });
		expect(hints.filter(({ message }) => message.includes('Not used'))).toEqual([]);
	});

	test.each<[string, unknown, string]>([
		['an empty list', [], "'Associates' needs at least one"],
		['nothing', undefined, "'Associates' needs at least one"],
		['a text', 'Jonas Brandt', "'Associates From List' is not valid JSON"],
		['a list of names', ['Jonas Brandt'], "'Associate 1' must be a group of fields"],
		['an entry without anything', [{}], "'Associate 1 › First Name' is empty"],
		[
			'two names for one field that differ',
			[{ ...aino, 'First Name': 'Ana' }],
			"'Associate 1 › First Name' is given by two fields of the item that differ",
		],
	])('that is %s is refused before anything is sent', async (_, directors, message) => {
		const { error } = await withList(directors);

		expect(error!.message).toContain(message);
		expect(recorder.received).toEqual([]);
	});
});
