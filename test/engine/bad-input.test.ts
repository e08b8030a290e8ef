// What people get wrong. Each is refused before anything is sent, by the label of the field, with what
// to do about it.

import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { customer, mira, miraBody, northwind, northwindBody } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox({ customers: 1 });

/** The error of a run that must not reach BVNK. */
async function refusal(parameters: IDataObject, row: IDataObject = {}) {
	const { error } = await runNode(bvnk, { parameters, input: [row] });
	expect(bvnk.requests).toEqual([]);
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	return error!;
}

describe('a field of a creation', () => {
	test.each([
		['firstName', undefined, "'First Name' is empty"],
		['firstName', '   ', "'First Name' is empty"],
		['lastName', null, "'Last Name' is empty"],
		['lastName', 4711, "'Last Name' must be text, and a number came"],
		['lastName', true, "'Last Name' must be text, and a boolean came"],
		['lastName', ['Holt'], "'Last Name' must be text, and a list came"],
		['lastName', { text: 'Holt' }, "'Last Name' must be text, and an object came"],
		['dateOfBirth', '', "'Date of Birth' is empty"],
		['dateOfBirth', '08.03.1991', "'Date of Birth' must be a date written as YYYY-MM-DD"],
		['dateOfBirth', '1991-3-8', "'Date of Birth' must be a date written as YYYY-MM-DD"],
		['dateOfBirth', '1991-02-29', "'Date of Birth' is a date that does not exist"],
		['dateOfBirth', '2999-01-01', "'Date of Birth' lies in the future"],
		['dateOfBirth', '1899-12-31', "'Date of Birth' lies before 1900"],
		['dateOfBirth', 1991, "'Date of Birth' must be a date written as YYYY-MM-DD"],
		['dateOfBirth', '1991-03-07T23:00:00.000Z', "'Date of Birth' must be a date without a time"],
		['dateOfBirth', new Date().toISOString().slice(0, 10), "'Date of Birth' is today"],
		['firstName', '\u200B', "'First Name' is empty"],
		['firstName', 'Mi\u00ADra', "'First Name' holds a character that cannot be seen (soft hyphen"],
		['lastName', '[object Object]', "'Last Name' holds an object that was made into text"],
		['nationality', 'Congo', "'Nationality' must be a country code of two letters (ISO 3166-1)"],
		['birthCountryCode', 'XX', "'Birth Country' must be a country code of two letters"],
		['emailAddress', 'mira.holt', "'Email Address' must be an e-mail address"],
		[
			'signedAgreementSessionReference',
			'5c9d2b0e-7a61-4f2d- 9d0c-6b2f4f0b8a10',
			"'Signed Agreement Session' must be the reference that Agreement Session › Create gives",
		],
		['signedAgreementSessionReference', undefined, "'Signed Agreement Session' is empty"],
		['externalReference', 'x'.repeat(37), "'External Reference' must have at most 36 characters"],
	])('%s that is %j', async (name, value, message) => {
		const error = await refusal(
			{ ...mira, [name]: '={{ $json.value }}' },
			{
				value,
			},
		);

		expect(error.message).toContain(message);
		expect(error.description).toContain('Nothing was sent for this item');
	});

	test('a date that has two meanings gets the expression that says which is meant', async () => {
		const error = await refusal(
			{ ...mira, dateOfBirth: '={{ $json.born }}' },
			{ born: '3/8/1991' },
		);

		expect(error.description).toContain(
			"{{ DateTime.fromFormat($json.date, 'd/M/yyyy').toISODate() }} or {{ DateTime.fromFormat($json.date, 'M/d/yyyy').toISODate() }}",
		);
		expect(error.description).not.toContain('3/8/1991');
	});

	test.each([
		['phoneNumber', '12345', "'Phone Number' must be a phone number"],
		['phoneNumber', 'unknown', "'Phone Number' must be a phone number"],
		['phoneNumber', '4.91511E+12', "'Phone Number' is a number that a spreadsheet has shortened"],
	])('%s that is %j, among the additional ones', async (name, value, message) => {
		const error = await refusal(
			{ ...mira, additionalFields: { [name]: '={{ $json.value }}' } },
			{ value },
		);

		expect(error.message).toContain(message);
	});

	test('a state that is none of two characters', async () => {
		const error = await refusal({
			...mira,
			additionalFields: { stateCode: 'NSW' },
		});

		expect(error.message).toBe(
			"'Address State Code' must be a code of exactly two characters, such as TX",
		);
	});

	test('an amount that may be thousands or decimals', async () => {
		const error = await refusal(
			{
				...mira,
				expectedMonthlyVolumeAmount: '={{ $json.cell }}',
			},
			{ cell: '2.500' },
		);

		expect(error.message).toContain("'Monthly Volume' has a point that may stand for");
	});

	test('a postal code that is a number says where to turn it into text', async () => {
		const error = await refusal({ ...mira, postalCode: '={{ $json.zip }}' }, { zip: 1067 });

		expect(error.message).toBe(
			"'Address Postal Code' must be text, and a number came: numbers lose leading zeros, so turn it into text where it comes from",
		);
	});

	test('an address whose expressions all give nothing: every field of it is named', async () => {
		const error = await refusal({
			...mira,
			addressLine1: '={{ $json.none }}',
			city: '={{ $json.none }}',
			postalCode: '={{ $json.none }}',
			countryCode: '={{ $json.none }}',
		});

		expect(error.message).toBe(
			"4 fields to correct: 'Address Line 1' is empty; 'Address City' is empty; 'Address Postal Code' is empty; and 1 more",
		);
		expect(error.description).toContain("'Address Country' is empty");
	});

	test('a due diligence that is half filled in', async () => {
		const error = await refusal({
			...mira,
			pepStatus: '={{ $json.none }}',
			expectedMonthlyVolumeAmount: '2.500,00',
		});

		expect(error.message).toBe(
			"'PEP Status' is empty; 'Monthly Volume' must be an amount of zero or more, with a point before decimals, such as 2500 or 2500.50",
		);
		expect(error.description).toContain("{{ $json.amount.replaceAll('.', '').replace(',', '.') }}");
	});

	test('an industry that was not chosen', async () => {
		const error = await refusal({
			...northwind,
			industryReference: { __rl: true, mode: 'id', value: '={{ $json.none }}' },
		});

		expect(error.message).toBe("'Industry' is empty");
	});

	test('an industry that is a name', async () => {
		const error = await refusal({
			...northwind,
			industryReference: { __rl: true, mode: 'id', value: 'Fishing' },
		});

		expect(error.message).toContain("'Industry' must be a reference");
	});

	test('a tax residence of a company', async () => {
		const error = await refusal({ ...northwind, taxResidenceCountryCode: '={{ "Korea" }}' });

		expect(error.message).toContain("'Tax Residence Country' must be a country code");
		expect(error.description).toContain('KR (South) and KP (North)');
	});

	test('several at once are all named, each once', async () => {
		const error = await refusal({
			...mira,
			firstName: '={{ $json.none }}',
			nationality: 'Korea',
			additionalFields: { phoneNumber: '={{ 49151 }}' },
		});

		expect(error.message).toMatch(
			/^'First Name' is empty; 'Nationality' must be [^;]*; 'Phone Number' must be text, and a number came/,
		);
		expect(error.context.fields).toEqual([
			{ field: 'First Name', problem: 'is empty' },
			{ field: 'Nationality', problem: expect.stringContaining('must be a country code') },
			{ field: 'Phone Number', problem: expect.stringContaining('must be text') },
		]);
	});
});

describe('a required field that is left empty in the editor', () => {
	test("is n8n's own finding, before the node runs", async () => {
		await expect(runNode(bvnk, { parameters: { ...mira, firstName: '' } })).rejects.toThrow(
			'Parameter "First Name" is required',
		);
	});

	test.each([
		['City', 'city'],
		['Tax Number', 'taxNumber'],
		['PEP Status', 'pepStatus'],
		['Monthly Volume', 'expectedMonthlyVolumeAmount'],
	])("is n8n's own finding for what else BVNK needs: %s", async (label, name) => {
		await expect(runNode(bvnk, { parameters: { ...mira, [name]: '' } })).rejects.toThrow(
			new RegExp(`Parameter "(Address )?${label}" is required`),
		);
	});

	test("is n8n's own finding for a company without associates", async () => {
		await expect(runNode(bvnk, { parameters: { ...northwind, associates: {} } })).rejects.toThrow(
			'At least 1 field is required',
		);
	});
});

describe('JSON', () => {
	const json = (body: unknown) => ({
		operation: 'createFromJson',
		body: '={{ $json.body }}',
		row: body,
	});

	test.each<[string, unknown, string]>([
		['an array', [miraBody], "'JSON Body' must be a JSON object, and a list came"],
		['an array as text', '[{}]', "'JSON Body' must be a JSON object, and a list came"],
		['a number', 42, "'JSON Body' must be a JSON object, and a number came"],
		['a number as text', '42', "'JSON Body' must be a JSON object, and a number came"],
		['null as text', 'null', "'JSON Body' must be a JSON object, and nothing came"],
		['nothing', undefined, "'JSON Body' must be a JSON object, and nothing came"],
		['broken', '{"individual": {', "'JSON Body' is not valid JSON"],
		['with a comma too many', '{"type":"INDIVIDUAL",}', "'JSON Body' is not valid JSON"],
		['__proto__', '{"__proto__":{"polluted":true}}', "'JSON Body' holds the key '__proto__'"],
		['__proto__ deep inside', '{"a":[{"__proto__":{}}]}', "'JSON Body' holds the key '__proto__'"],
		['constructor', '{"constructor":{"prototype":{}}}', "'JSON Body' holds the key 'constructor'"],
	])('that is %s', async (_, body, message) => {
		const { row, ...parameters } = json(body);
		const error = await refusal(parameters, { body: row } as IDataObject);

		expect(error.message).toContain(message);
		expect(error.description).toBeTruthy();
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test('that holds nothing but its type names the fields that are needed', async () => {
		const error = await refusal({ operation: 'createFromJson', body: '{"type":"INDIVIDUAL"}' });

		expect(error.message).toBe(
			"11 fields to correct: 'Signed Agreement Session' is empty; 'First Name' is empty; 'Last Name' is empty; and 8 more",
		);
		expect(error.description).toContain("'Date of Birth' is empty; 'Birth Country' is empty");
	});

	test.each([
		['that is empty', '{}'],
		['with both', '{"individual":{},"company":{}}'],
		['of another type', '{"type":"PARTNERSHIP"}'],
	])('%s does not say whom it creates', async (_, body) => {
		const error = await refusal({ operation: 'createFromJson', body });

		expect(error.message).toBe("'JSON Body' does not say whether it is a company or an individual");
		expect(error.description).toContain("Give 'type', COMPANY or INDIVIDUAL");
	});

	test('without an associate is refused', async () => {
		const error = await refusal({
			operation: 'createFromJson',
			body: JSON.stringify({
				...northwindBody,
				company: { ...northwindBody.company, associates: [] },
			}),
		});

		expect(error.message).toContain("'Associates' needs at least one");
	});

	test('of a group that is a text', async () => {
		const error = await refusal({
			operation: 'createFromJson',
			body: JSON.stringify({ ...miraBody, individual: 'Mira Holt' }),
		});

		expect(error.message).toContain("'individual' must be a group of fields");
	});

	test.each([
		['{"__proto__":{"polluted":true}}', "'Extra JSON' holds the key '__proto__'"],
		['[]', "'Extra JSON' must be a JSON object, and a list came"],
		['{', "'Extra JSON' is not valid JSON"],
	])('under Extra JSON: %s', async (extraJson, message) => {
		const error = await refusal({ ...mira, additionalFields: { extraJson } });

		expect(error.message).toContain(message);
	});
});

describe('the customer', () => {
	const get = (value: unknown) => ({
		operation: 'get',
		customerReference: { __rl: true, mode: 'id', value: '={{ $json.value }}' },
		row: value,
	});

	test.each<[string, unknown, string]>([
		['nothing', undefined, "'Customer' is empty"],
		['an empty text', '', "'Customer' is empty"],
		['a number', 417, "'Customer' must be text, and a number came"],
		['an external reference', 'crm-000417', "'Customer' is not a reference of BVNK's"],
		[
			'a UUID with a space',
			'3f0c2a52-6d0e-4c0e- 9a51-0d6f0e9b7c11',
			"'Customer' is not a reference of BVNK's",
		],
		['a way up', '../accounts/industries', "'Customer' is not a reference of BVNK's"],
		['an escaped way up', '%2e%2e/accounts', "'Customer' is not a reference of BVNK's"],
		[
			'a UUID and a way up',
			'3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11/../../accounts',
			"'Customer' is not a reference of BVNK's",
		],
		[
			'a URL of another host',
			'https://evil.example/customers/3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
			"'Customer' holds a URL that is not of the credential's environment",
		],
		[
			'a URL of production',
			'https://app.bvnk.com/customers/3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
			"'Customer' holds a URL that is not of the credential's environment",
		],
		['a URL that is none', 'https://', "'Customer' holds a URL that is not of"],
	])('that is %s', async (_, value, message) => {
		const { row, ...parameters } = get(value);
		const error = await refusal(parameters, { value: row } as IDataObject);

		expect(error.message).toContain(message);
		expect(error.description).toContain('reference, such as');
	});

	test('that is a URL of this host without a reference', async () => {
		const error = await refusal({
			operation: 'get',
			customerReference: { __rl: true, mode: 'url', value: `${bvnk.url}/platform/v1/customers` },
		});

		expect(error.message).toBe("'Customer' holds a URL without a customer's reference");
	});

	test('that nobody chose is n8n’s own finding, before the node runs', async () => {
		await expect(
			runNode(bvnk, { parameters: { operation: 'get', customerReference: customer('') } }),
		).rejects.toThrow('Parameter "Customer" is required');
	});
});

test('an operation of a newer version says to update the package', async () => {
	const { error } = await runNode(bvnk, { parameters: { operation: 'teleport' } });

	expect(error!.message).toBe(
		"This version of the node has no operation 'teleport' for 'customer'",
	);
	expect(error!.description).toContain('update the package n8n-nodes-bvnk-onboarding');
});
