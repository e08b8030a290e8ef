import { runNode } from './engine';
import { bodyOf, lindenweg, mira, miraBody, MIRA_SESSION } from './rows';
import { withRecorder, withSandbox } from './servers';

const bvnk = withSandbox();
const recorder = withRecorder({ status: 202, body: { reference: 'r', status: 'PENDING' } });

describe('Create Individual', () => {
	test('sends every field in the place where BVNK has it', async () => {
		await runNode(recorder, { parameters: mira });

		const [request] = recorder.received;
		expect(request).toMatchObject({ method: 'POST', url: '/platform/v1/customers' });
		expect(request!.headers['content-type']).toBe('application/json');
		expect(request!.headers.accept).toBe('application/json');
		expect(request!.body).toStrictEqual(miraBody);
	});

	test("is accepted by the embedded BVNK, and gives BVNK's answer with the status's group", async () => {
		const { rows, error } = await runNode(bvnk, { parameters: mira });

		expect(error).toBeUndefined();
		const [created] = [...bvnk.customers.values()];
		expect(rows).toEqual([
			{ reference: created!.reference, status: 'PENDING', statusGroup: 'pending' },
		]);
		expect(bodyOf(created!)).toEqual(miraBody);
	});

	test('leaves out what was not filled in', async () => {
		await runNode(recorder, {
			parameters: {
				...mira,
				externalReference: '',
				additionalFields: {
					addressLine2: '',
					stateCode: '={{ $json.none }}',
					description: '',
					riskScore: '',
					estimatedYearlyIncome: '',
				},
			},
		});

		expect(recorder.received[0]!.body).toStrictEqual({
			type: 'INDIVIDUAL',
			signedAgreementSessionReference: MIRA_SESSION,
			individual: {
				firstName: 'Mira',
				lastName: 'Holt',
				dateOfBirth: '1991-03-08',
				birthCountryCode: 'AT',
				nationality: 'DE',
				emailAddress: 'mira.holt@example.org',
				address: {
					addressLine1: 'Lindenweg 4',
					city: 'Bremen',
					postalCode: '01067',
					countryCode: 'DE',
				},
				taxIdentification: { number: '12345678901', taxResidenceCountryCode: 'DE' },
				cdd: {
					employmentStatus: 'SALARIED',
					sourceOfFunds: 'SALARY',
					pepStatus: 'NOT_PEP',
					intendedUseOfAccount: 'TRANSFERS_OWN_WALLET',
					expectedMonthlyVolume: { amount: '2500.50', currency: 'EUR' },
				},
			},
		});
	});

	test('keeps leading zeros and letters of every alphabet', async () => {
		await runNode(recorder, {
			parameters: {
				...mira,
				firstName: 'Zoë 王',
				postalCode: '00042',
				city: 'Łódź',
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { firstName: 'Zoë 王', address: { postalCode: '00042', city: 'Łódź' } },
		});
	});

	test('takes a value of BVNK that the list does not have yet', async () => {
		await runNode(recorder, {
			parameters: { ...mira, sourceOfFunds: 'LOTTERY' },
		});

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { cdd: { sourceOfFunds: 'LOTTERY' } },
		});
	});

	test('takes country codes in lower case and blanks around a value', async () => {
		await runNode(recorder, {
			parameters: { ...mira, nationality: 'de', firstName: ' Mira ', birthCountryCode: ' at ' },
		});

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { nationality: 'DE', firstName: 'Mira', birthCountryCode: 'AT' },
		});
	});

	test('takes an expected volume that is a number', async () => {
		await runNode(recorder, {
			parameters: {
				...mira,
				expectedMonthlyVolumeAmount: '={{ 2500.5 }}',
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({
			individual: { cdd: { expectedMonthlyVolume: { amount: '2500.5', currency: 'EUR' } } },
		});
	});

	test('takes the day of the row, though its midnight is another day where n8n runs', async () => {
		await runNode(recorder, {
			parameters: { ...mira, dateOfBirth: '={{ DateTime.fromISO($json.born) }}' },
			input: [{ born: '1991-03-08T00:00:00.000Z' }],
		});

		expect(recorder.received[0]!.body).toMatchObject({ individual: { dateOfBirth: '1991-03-08' } });
	});

	test('takes what has one meaning, as rows have it', async () => {
		const { error, hints } = await runNode(recorder, {
			parameters: {
				...mira,
				firstName: '={{ $json.first }}',
				dateOfBirth: '={{ $json.born }}',
				nationality: '={{ $json.nationality }}',
				birthCountryCode: '={{ $json.birthCountry }}',
				signedAgreementSessionReference: '={{ $json.session }}',
				employmentStatus: '={{ $json.employment }}',
				pepStatus: '={{ $json.pep }}',
				additionalFields: {
					addressLine2: '={{ $json.line2 }}',
					stateCode: '={{ $json.state }}',
					phoneNumber: '={{ $json.phone }}',
				},
			},
			input: [
				{
					first: '\u200EMira\u200B',
					born: 33305,
					nationality: 'Deutschland',
					birthCountry: 'AUT',
					session: {
						reference: mira.signedAgreementSessionReference.toUpperCase(),
						status: 'SIGNED',
					},
					line2: ' \u00A0',
					state: 'Texas',
					employment: 'Self-employed',
					pep: 'Not a PEP',
					phone: '+49 (0)151 123 456 78',
				},
			],
		});

		expect(error).toBeUndefined();
		expect(hints.filter(({ type }) => type === 'warning')).toEqual([]);
		expect(recorder.received[0]!.body).toMatchObject({
			signedAgreementSessionReference: mira.signedAgreementSessionReference,
			individual: {
				firstName: 'Mira',
				dateOfBirth: '1991-03-08',
				nationality: 'DE',
				birthCountryCode: 'AT',
				address: { stateCode: 'TX' },
				cdd: { employmentStatus: 'SELF_EMPLOYED', pepStatus: 'NOT_PEP' },
				phoneNumber: '+4915112345678',
			},
		});
		expect(recorder.received[0]!.body).not.toHaveProperty('individual.address.addressLine2');
	});

	test('sends what may be right all the same, with a remark', async () => {
		const { error, hints } = await runNode(recorder, {
			parameters: {
				...mira,
				pepStatus: '={{ $json.pep }}',
				additionalFields: { phoneNumber: '={{ $json.phone }}' },
			},
			input: [{ pep: 'no', phone: '0151 12345678' }],
		});

		expect(error).toBeUndefined();
		expect(recorder.received[0]!.body).toMatchObject({
			individual: { phoneNumber: '0151 12345678', cdd: { pepStatus: 'no' } },
		});
		const said = hints.map(({ message }) => message).join(' ');
		expect(said).toContain("'PEP Status' is none of the values in the list");
		expect(said).toContain("'Phone Number' has no country code");
	});

	test("takes the day of n8n's date expressions", async () => {
		await runNode(recorder, {
			parameters: { ...mira, dateOfBirth: "={{ DateTime.fromISO('1991-03-08') }}" },
		});

		expect(recorder.received[0]!.body).toMatchObject({ individual: { dateOfBirth: '1991-03-08' } });
	});

	test("takes the day of n8n's date expressions beside Extra JSON", async () => {
		await runNode(recorder, {
			parameters: {
				...mira,
				dateOfBirth: "={{ DateTime.fromISO('1991-03-08') }}",
				additionalFields: { extraJson: '{"useCase":"X"}' },
			},
		});

		expect(recorder.received[0]!.body).toMatchObject({
			useCase: 'X',
			individual: { dateOfBirth: '1991-03-08' },
		});
	});

	test("takes what n8n's date picker gives", async () => {
		await runNode(recorder, { parameters: { ...mira, dateOfBirth: '1991-03-08T00:00:00' } });

		expect(recorder.received[0]!.body).toMatchObject({ individual: { dateOfBirth: '1991-03-08' } });
	});
});

describe('Extra JSON', () => {
	test('is merged over the fields last: objects merged, lists and values replaced, null removing', async () => {
		await runNode(recorder, {
			parameters: {
				...mira,
				additionalFields: {
					addressLine2: '2nd floor',
					riskScore: 'LOW',
					extraJson: `{
						"riskScore": "HIGH",
						"partnerData": { "channel": ["web", "app"] },
						"individual": { "address": { "city": "Dresden", "addressLine2": null } }
					}`,
				},
			},
		});

		const { addressLine2, stateCode, ...address } = lindenweg;
		expect(recorder.received[0]!.body).toMatchObject({
			riskScore: 'HIGH',
			partnerData: { channel: ['web', 'app'] },
			individual: { firstName: 'Mira', address: { ...address, city: 'Dresden' } },
		});
		expect(recorder.received[0]!.body).not.toHaveProperty('individual.address.addressLine2');
	});

	test('is taken as an object too', async () => {
		await runNode(recorder, {
			parameters: { ...mira, additionalFields: { extraJson: '={{ { useCase: "X" } }}' } },
		});

		expect(recorder.received[0]!.body).toMatchObject({ useCase: 'X' });
	});

	test('that makes it another type is refused with the name of the right operation', async () => {
		const { error } = await runNode(recorder, {
			parameters: { ...mira, additionalFields: { extraJson: '{"type":"COMPANY"}' } },
		});

		expect(error!.message).toBe(
			"The body's 'type' is COMPANY, and this operation creates INDIVIDUAL",
		);
		expect(error!.description).toContain("Choose the operation 'Create Company'");
		expect(recorder.received).toEqual([]);
	});

	test('is checked with the rest before anything is sent', async () => {
		const { error } = await runNode(recorder, {
			parameters: {
				...mira,
				additionalFields: { extraJson: '{"individual":{"nationality":"Korea"}}' },
			},
		});

		expect(error!.message).toContain("'Nationality' must be a country code");
		expect(recorder.received).toEqual([]);
	});
});

describe('a body given as JSON', () => {
	const usingJson = (body: unknown) => ({
		operation: 'createFromJson',
		body: body as string,
	});

	test('is sent as it is when it comes as text', async () => {
		await runNode(recorder, { parameters: usingJson(JSON.stringify(miraBody)) });

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test('has Extra JSON merged over it', async () => {
		await runNode(recorder, {
			parameters: {
				...usingJson(JSON.stringify(miraBody)),
				additionalFields: { extraJson: '{"individual":{"placeOfBirth":"Graz"}}' },
			},
		});

		expect(recorder.received[0]!.body).toStrictEqual({
			...miraBody,
			individual: { ...miraBody.individual, placeOfBirth: 'Graz' },
		});
	});

	test('is sent as it is when an expression gives an object', async () => {
		await runNode(recorder, {
			input: [{ customer: miraBody }],
			parameters: usingJson('={{ $json.customer }}'),
		});

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test('needs no type: it is the one of what it holds', async () => {
		const { type, ...body } = miraBody;
		await runNode(recorder, { parameters: usingJson(JSON.stringify(body)) });

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test('may spell the type in lower case', async () => {
		await runNode(recorder, {
			parameters: usingJson(JSON.stringify({ ...miraBody, type: 'individual' })),
		});

		expect(recorder.received[0]!.body).toStrictEqual(miraBody);
	});

	test('keeps fields that this package does not know', async () => {
		const body = { ...miraBody, individual: { ...miraBody.individual, favouriteColour: 'teal' } };
		await runNode(recorder, { parameters: usingJson(JSON.stringify(body)) });

		expect(recorder.received[0]!.body).toStrictEqual(body);
	});

	test('may hold null where a field is optional', async () => {
		const body = {
			...miraBody,
			externalReference: null,
			individual: { ...miraBody.individual, phoneNumber: null },
		};
		await runNode(recorder, { parameters: usingJson(JSON.stringify(body)) });

		expect(recorder.received[0]!.body).toStrictEqual(body);
	});
});

const OTHER_SESSION = 'a9ee0001-0001-4000-8000-000000000001';

test('Extra JSON leaves the item that gave the body as it was', async () => {
	await runNode(recorder, {
		input: [
			{ body: miraBody, extra: { individual: { phoneNumber: '+4915112345678' } } },
			{ extra: { externalReference: 'crm-2', signedAgreementSessionReference: OTHER_SESSION } },
		],
		parameters: {
			operation: 'createFromJson',
			body: "={{ $('Rows').first().json.body }}",
			additionalFields: { extraJson: '={{ $json.extra }}' },
		},
	});

	expect(recorder.received[0]!.body).toHaveProperty('individual.phoneNumber');
	expect(recorder.received[1]!.body).toStrictEqual({
		...miraBody,
		externalReference: 'crm-2',
		signedAgreementSessionReference: OTHER_SESSION,
	});
});
