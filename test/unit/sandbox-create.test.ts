// The embedded BVNK creates a customer once, and refuses what BVNK refuses.
import { randomUUID } from 'node:crypto';
import { call, signFor } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import oldBody from '../sandbox/fixtures/create-body-individual-old.json';
import { type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v1/customers';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const create = (body: unknown, idempotencyKey?: string) => {
	signFor(sandbox, body);
	return call(sandbox, 'POST', CUSTOMERS, {
		body,
		headers: idempotencyKey === undefined ? {} : { 'x-idempotency-key': idempotencyKey },
	});
};

/** A valid body with one field set to something else; undefined takes it out. */
function bodyWith(body: object, path: string, value: unknown): unknown {
	const copy = structuredClone(body) as Record<string, unknown>;
	const keys = path.split('.');
	const last = keys.pop()!;
	const owner = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
	owner[last] = value;
	return copy;
}

describe('what is created', () => {
	test('an individual is accepted as PENDING', async () => {
		const { status, json } = await create(individualBody(1));

		expect(status).toBe(202);
		expect(json).toEqual({
			reference: expect.stringMatching(/^[0-9a-f-]{36}$/),
			status: 'PENDING',
		});
		expect(sandbox.created).toBe(1);
	});

	test('a company is accepted as INFO_REQUIRED with the questionnaire of its industry', async () => {
		const industry = (reference: string, index: number) =>
			create(bodyWith(companyBody(index), 'company.industryReference', reference));

		expect((await industry('00000001-06d8-11ef-b6e1-0000000e0011', 1)).json).toMatchObject({
			status: 'INFO_REQUIRED',
			infoRequired: { questionnaireCodes: ['financialServicesQuestionnaireFull'] },
		});
		expect((await industry('30ea15fc-06d8-11ef-b6e1-027612b7f6b5', 2)).json).toMatchObject({
			infoRequired: { questionnaireCodes: ['otherQuestionnaireFull'] },
		});
	});

	test('type is accepted in lower case', async () => {
		expect((await create({ ...individualBody(1), type: 'individual' })).status).toBe(202);
	});

	test('the older nested associates are accepted', async () => {
		const { firstName, lastName, dateOfBirth, birthCountryCode } =
			companyBody(1).company.associates[0]!;
		const nested = {
			person: { firstName, lastName, dateOfBirth },
			details: { birthCountryCode },
			title: 'CEO',
			controls: { hasOwnership: false, hasControl: true, isSigner: true },
		};
		const { json } = await create(bodyWith(companyBody(1), 'company.associates', [nested]));
		const one = await call(sandbox, 'GET', `${CUSTOMERS}/${json.reference}`);

		expect(one.json.company.associates[0]).toMatchObject({
			person: { firstName, lastName },
			title: 'CEO',
			controls: { hasOwnership: false, hasControl: true, isSigner: true },
		});
	});

	test.each(['10000.01', 10000.01])('an expected volume of %p is accepted', async (amount) => {
		const body = bodyWith(individualBody(1), 'individual.cdd.expectedMonthlyVolume.amount', amount);

		expect((await create(body)).status).toBe(202);
	});

	test('unknown fields are ignored', async () => {
		expect((await create({ ...individualBody(1), colour: 'blue' })).status).toBe(202);
	});
});

describe('what is refused', () => {
	test.each([
		['individual.firstName', undefined],
		['individual.lastName', ' '],
		['individual.dateOfBirth', '08.03.1991'],
		['individual.dateOfBirth', '1991-02-30'],
		['individual.dateOfBirth', '2991-03-08'],
		['individual.birthCountryCode', 'UK'],
		['individual.nationality', 'de'],
		['individual.emailAddress', 'nobody'],
		['individual.address', undefined],
		['individual.address.postalCode', 28195],
		['individual.taxIdentification.number', undefined],
		['individual.cdd', undefined],
		['individual.cdd.pepStatus', undefined],
		['individual.cdd.expectedMonthlyVolume.amount', 'a lot'],
		['signedAgreementSessionReference', '5c9d2b0e 7a61-4f2d-9d0c-6b2f4f0b8a10'],
		['type', 'ROBOT'],
		['riskScore', 'NONE'],
	])('an individual with %s = %p is 400 that names the field', async (path, value) => {
		const { status, json } = await create(bodyWith(individualBody(1), path, value));

		expect(status).toBe(400);
		expect(json).toEqual({
			code: 'ACCOUNTS-2000',
			traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
			status: 'Bad Request',
			message: 'Invalid request',
			details: { errors: { [path]: [expect.any(String)] } },
		});
		expect(sandbox.created).toBe(0);
	});

	test.each([
		['company.name', undefined, 'company.name'],
		['company.associates', [], 'company.associates'],
		['company.associates', [{}], 'company.associates[0].firstName'],
		['company.industryReference', 'bakery', 'company.industryReference'],
		['company.industryReference', randomUUID(), 'company.industryReference'],
		[
			'company.monthlyExpectedVolumesReference',
			randomUUID(),
			'company.monthlyExpectedVolumesReference',
		],
		['company.incorporationDate', 'long ago', 'company.incorporationDate'],
		['company.website', 'our site', 'company.website'],
	])('a company with %s = %p is 400', async (path, value, field) => {
		const { status, json } = await create(bodyWith(companyBody(1), path, value));

		expect(status).toBe(400);
		expect(Object.keys(json.details.errors)).toContain(field);
	});

	test('a resident of the United States has to name the state', async () => {
		const address = {
			addressLine1: '1 Example St',
			city: 'Austin',
			postalCode: '78701',
			countryCode: 'US',
		};
		const { json } = await create(bodyWith(individualBody(1), 'individual.address', address));

		expect(Object.keys(json.details.errors)).toEqual(['individual.address.stateCode']);
	});

	test('the names of 2025 are refused by naming the current ones', async () => {
		const { status, json } = await create(oldBody);

		expect(status).toBe(400);
		expect(Object.keys(json.details.errors)).toEqual([
			'signedAgreementSessionReference',
			'individual.emailAddress',
			'individual.address.postalCode',
			'individual.taxIdentification',
			'individual.cdd',
		]);
	});

	test.each([['[]'], ['7'], ['{"type":'], ['']])('the body %p is 400', async (body) => {
		const { status, json } = await create(body);

		expect(status).toBe(400);
		expect(json.code).toBe('ACCOUNTS-2000');
	});

	test('a used external reference and a used session are 400 with the field', async () => {
		const first = individualBody(1);
		await create(first);
		const { status, json } = await create({ ...individualBody(2), ...pickUsed(first) });

		expect(status).toBe(400);
		expect(json.details.errors).toEqual({
			externalReference: ['Customer with external reference: crm-000001 already exists'],
			signedAgreementSessionReference: [
				`Agreement session with reference: ${first.signedAgreementSessionReference} is already assigned to the customer`,
			],
		});
		expect(sandbox.created).toBe(1);
	});

	const pickUsed = (body: ReturnType<typeof individualBody>) => ({
		externalReference: body.externalReference,
		signedAgreementSessionReference: body.signedAgreementSessionReference,
	});
});

describe('idempotency', () => {
	test('the same key and body answer 200 with the same reference and the status of now', async () => {
		const key = randomUUID();
		const first = await create(individualBody(1), key);
		sandbox.setStatus(first.json.reference, 'VERIFIED');
		const second = await create(individualBody(1), key);

		expect(second.status).toBe(200);
		expect(second.json).toEqual({ reference: first.json.reference, status: 'VERIFIED' });
		expect(sandbox.created).toBe(1);
	});

	test('the same key with another body is 400', async () => {
		const key = randomUUID();
		await create(individualBody(1), key);
		const second = await create(individualBody(2), key);

		expect(second.status).toBe(400);
		expect(second.json.details.errors['X-Idempotency-Key']).toBeDefined();
		expect(sandbox.created).toBe(1);
	});

	test('a failed request does not use its key up', async () => {
		const key = randomUUID();
		await create({ ...individualBody(1), riskScore: 'NONE' }, key);

		expect((await create(individualBody(1), key)).status).toBe(202);
	});

	test('equal requests at the same time make one customer', async () => {
		const key = randomUUID();
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => create(individualBody(1), key)),
		);

		expect(new Set(answers.map(({ json }) => json.reference)).size).toBe(1);
		expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
		expect(sandbox.created).toBe(1);
	});

	test('a key that is no UUID is 400', async () => {
		expect((await create(individualBody(1), 'row-17')).status).toBe(400);
	});

	test('without a key, a repeated body is refused as a duplicate', async () => {
		await create(individualBody(1));

		expect((await create(individualBody(1))).status).toBe(400);
	});
});

describe('agreement sessions', () => {
	const SESSIONS = `${CUSTOMERS}/agreement/sessions`;
	const session = {
		customerType: 'INDIVIDUAL',
		countryCode: 'DE',
		useCase: 'EMBEDDED_FIAT_ACCOUNTS',
	};
	const start = async () =>
		(await call(sandbox, 'POST', SESSIONS, { body: session })).json.reference;

	test('a session starts PENDING and can be signed', async () => {
		const reference = await start();
		const body = { status: 'SIGNED', ipAddress: '203.0.113.10' };
		const signed = await call(sandbox, 'PUT', `${SESSIONS}/${reference}`, { body });

		expect([signed.status, signed.text]).toEqual([204, '']);
		expect((await call(sandbox, 'GET', `${SESSIONS}/${reference}`)).json.status).toBe('SIGNED');
	});

	test('a session that is not known or not signed makes no customer', async () => {
		const reference = await start();
		const body = { ...individualBody(1), signedAgreementSessionReference: reference };

		expect((await call(sandbox, 'POST', CUSTOMERS, { body: individualBody(2) })).status).toBe(400);
		expect((await create(body)).status).toBe(400);
		await call(sandbox, 'PUT', `${SESSIONS}/${reference}`, { body: { status: 'SIGNED' } });
		expect((await create(body)).status).toBe(202);
	});

	test('an unknown session is 404', async () => {
		expect((await call(sandbox, 'GET', `${SESSIONS}/${randomUUID()}`)).status).toBe(404);
	});
});
