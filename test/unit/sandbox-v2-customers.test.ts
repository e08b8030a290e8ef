// The embedded BVNK speaks Customers API v2: customers are created, found, read and updated.
import { randomUUID } from 'node:crypto';
import { call, signFor } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { speaker } from '../sandbox/v2/client';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';

const CUSTOMERS = '/customers';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const { ask, get, patch, post } = speaker(() => sandbox);

const created = async (body: object = individualBodyV2(1)) => (await post(CUSTOMERS, body)).body.id;
const { individual } = individualBodyV2(1);
const { company } = companyBodyV2(1);
const person = company.associates[0]!.person;

describe('create', () => {
	test('answers 201 with a summary in INFO_REQUIRED', async () => {
		const { status, body } = await post(CUSTOMERS, individualBodyV2(1));

		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.any(String),
			reference: 'v2-000001',
			status: 'INFO_REQUIRED',
			type: 'INDIVIDUAL',
			model: 'EMBEDDED_BVNK_MANAGED',
			useCase: 'FIAT',
			name: `${individual.firstName} ${individual.lastName}`,
			createdAt: expect.any(String),
			updatedAt: expect.any(String),
		});
		expect(sandbox.v2.created).toBe(1);
	});

	test('takes a model', async () => {
		const { body } = await post(CUSTOMERS, { ...individualBodyV2(1), model: 'RELIANCE' });

		expect(body.model).toBe('RELIANCE');
	});

	test.each([
		['no kind', { useCase: 'FIAT' }, 'body'],
		['both kinds', { ...individualBodyV2(1), company }, 'body'],
		['a type', { ...individualBodyV2(1), type: 'INDIVIDUAL' }, 'type'],
		["v1's own reference", { ...individualBodyV2(1), externalReference: 'x' }, 'externalReference'],
		['no use case', { individual }, 'useCase'],
		['a long reference', { ...individualBodyV2(1), reference: 'x'.repeat(37) }, 'reference'],
	])('with %s is 400', async (_, body, field) => {
		const answer = await post(CUSTOMERS, body);

		expect(answer.status).toBe(400);
		expect(answer.body.details.errors).toEqual({ [field]: expect.any(String) });
		expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$/);
		expect(sandbox.v2.created).toBe(0);
	});

	test.each([
		['firstName', ''],
		['dateOfBirth', '2001-02-30'],
		['birthCountryCode', undefined],
		['nationality', 'UK'],
		['emailAddress', 'nobody'],
		['taxIdentification', undefined],
	])('of an individual whose %s is wrong names its dotted path', async (field, value) => {
		const body = { useCase: 'FIAT', individual: { ...individual, [field]: value } };
		const answer = await post(CUSTOMERS, body);

		expect(answer.status).toBe(400);
		expect(answer.body.details.errors).toEqual({ [`individual.${field}`]: expect.any(String) });
	});

	test('of a person of the United States needs a state and a number that looks right', async () => {
		const address = { ...individual.address, countryCode: 'US', stateCode: undefined };
		const taxIdentification = { number: '12-34', taxResidenceCountryCode: 'US' };
		const body = { useCase: 'FIAT', individual: { ...individual, address, taxIdentification } };

		expect((await post(CUSTOMERS, body)).body.details.errors).toEqual({
			'individual.address.stateCode': expect.any(String),
			'individual.taxIdentification.number': expect.any(String),
		});
	});

	test.each([
		['name', undefined, 'company.name'],
		['entityType', ' ', 'company.entityType'],
		['registrationNumber', undefined, 'company.registrationNumber'],
		['incorporationDate', undefined, 'company.incorporationDate'],
		['businessProfile', { naicsCode: 'A' }, 'company.businessProfile.naicsCode'],
		['associates', [], 'company.associates'],
		['associates', [{ titles: ['UBO'] }], 'company.associates[0].person'],
		['associates', [{ person, titles: [] }], 'company.associates[0].titles'],
		['associates', [{ person, types: [] }], 'company.associates[0].types'],
		[
			'associates',
			[{ person: { ...person, dateOfBirth: 'long ago' }, titles: ['UBO'] }],
			'company.associates[0].person.dateOfBirth',
		],
	])('of a company whose %s is wrong names its path', async (field, value, path) => {
		const body = { useCase: 'FIAT', company: { ...company, [field]: value } };
		const answer = await post(CUSTOMERS, body);

		expect(answer.status).toBe(400);
		expect(answer.body.details.errors).toEqual({ [path]: expect.any(String) });
	});

	test('of a company of the United States may go without a registration number', async () => {
		const address = { ...company.address, countryCode: 'US', stateCode: 'TX' };
		const body = { useCase: 'FIAT', company: { ...company, address, registrationNumber: null } };

		expect((await post(CUSTOMERS, body)).status).toBe(201);
	});

	test('refuses the number of a document that another customer has', async () => {
		const numbered = { ...individual, documentNumber: 'FAKE-DOC-1' };
		await created({ ...individualBodyV2(1), individual: numbered });
		const { status, body } = await post(CUSTOMERS, { useCase: 'FIAT', individual: numbered });

		expect(status).toBe(400);
		expect(body.details.errors).toEqual({ 'individual.documentNumber': expect.any(String) });
	});

	test('refuses the agreements of a customer of the other type', async () => {
		const reference = 'v2-000001';
		const set = { reference, useCase: 'FIAT', customerType: 'COMPANY', countryCode: 'DE' };
		await post('/agreements', set);

		expect((await post(CUSTOMERS, individualBodyV2(1))).status).toBe(400);
	});
});

describe('a reference that is used already', () => {
	test('is 409', async () => {
		await created();
		const { status, body } = await post(CUSTOMERS, individualBodyV2(1));

		expect(status).toBe(409);
		expect(body.details.errors.reference).toContain('already exists');
		expect(sandbox.v2.created).toBe(1);
	});

	test('is 400 where a test chooses so', async () => {
		sandbox.settings.duplicateStatus = 400;
		await created();

		expect((await post(CUSTOMERS, individualBodyV2(1))).status).toBe(400);
	});

	test('may be one of the first version', async () => {
		signFor(sandbox, individualBody(1));
		await call(sandbox, 'POST', '/platform/v1/customers', { body: individualBody(1) });
		const { status } = await post(CUSTOMERS, { ...individualBodyV2(1), reference: 'crm-000001' });

		expect(status).toBe(409);
	});
});

describe('Idempotency-Key', () => {
	const key = randomUUID();

	test.each([
		['missing', {}],
		['malformed', { 'idempotency-key': 'once' }],
		["v1's header", { 'x-idempotency-key': key }],
	])('%s is 400', async (_, headers) => {
		const { status, body } = await ask('POST', CUSTOMERS, individualBodyV2(1), headers);

		expect(status).toBe(400);
		expect(body.details.errors).toHaveProperty('Idempotency-Key');
		expect(sandbox.v2.created).toBe(0);
	});

	test('with the same body is answered as before', async () => {
		const first = await post(CUSTOMERS, individualBodyV2(1), key);
		const second = await post(CUSTOMERS, individualBodyV2(1), key);

		expect([second.status, second.body]).toEqual([first.status, first.body]);
		expect(sandbox.v2.created).toBe(1);
	});

	test('with the same body at the same time makes one customer', async () => {
		const answers = await Promise.all(
			Array.from({ length: 5 }, () => post(CUSTOMERS, individualBodyV2(1), key)),
		);

		expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
		expect(sandbox.v2.created).toBe(1);
	});

	test('with another body is 400', async () => {
		await post(CUSTOMERS, individualBodyV2(1), key);
		const { status, body } = await post(CUSTOMERS, individualBodyV2(2), key);

		expect(status).toBe(400);
		expect(body.details.errors['Idempotency-Key']).toContain('already exists');
	});

	test.each([400, 409] as const)('may answer a replay with %i', async (status) => {
		sandbox.settings.replayAnswer = status;
		await post(CUSTOMERS, individualBodyV2(1), key);
		const replay = await post(CUSTOMERS, individualBodyV2(1), key);

		expect(replay.status).toBe(status);
		expect(replay.body.details.errors['Idempotency-Key']).toContain('already exists');
		expect(sandbox.v2.created).toBe(1);
	});

	test('of a request that was refused may be used again', async () => {
		await post(CUSTOMERS, { useCase: 'FIAT' }, key);

		expect((await post(CUSTOMERS, individualBodyV2(1), key)).status).toBe(201);
	});

	test('counts for nothing where a test chooses so', async () => {
		sandbox.settings.idempotencyKeys = false;
		sandbox.settings.uniqueReferences = false;
		await post(CUSTOMERS, individualBodyV2(1), key);
		await post(CUSTOMERS, individualBodyV2(1), key);

		expect(sandbox.v2.created).toBe(2);
	});
});

describe('read', () => {
	test('gives back what was sent', async () => {
		const id = await created();
		const { body } = await get(`${CUSTOMERS}/${id}`);

		expect(body.individual).toEqual(JSON.parse(JSON.stringify(individual)));
	});

	test('has persons within the company, and not the companies that own it', async () => {
		const owner = {
			types: ['UBO'],
			entity: { type: 'BUSINESS_REGISTRATION', name: 'Fake Holding' },
		};
		const associates = [...company.associates, owner];
		const id = await created({ useCase: 'FIAT', company: { ...company, associates } });
		const { body } = await get(`${CUSTOMERS}/${id}`);
		const { body: all } = await get(`${CUSTOMERS}/${id}/associates`);

		expect(body.company).toMatchObject({
			name: company.name,
			businessProfile: { naicsCode: '3339' },
		});
		expect(body.company.associates).toMatchObject([
			{ id: all.content[0]!.id, person: { firstName: person.firstName } },
		]);
		expect(all.content).toMatchObject([
			{ types: company.associates[0]!.titles, entity: { type: 'PERSON' } },
			{ types: ['UBO'], entity: { type: 'BUSINESS_REGISTRATION', name: 'Fake Holding' } },
		]);
	});

	test('has no link the first time, and a new one of an hour each time after', async () => {
		const id = await created();
		const first = (await get(`${CUSTOMERS}/${id}`)).body;
		const { authenticatedLink } = (await get(`${CUSTOMERS}/${id}`)).body;
		const left = Date.parse(authenticatedLink!.expiresAt) - Date.now();

		expect(first).not.toHaveProperty('authenticatedLink');
		expect(authenticatedLink!.link).toContain(`${sandbox.url}/link/`);
		expect(left).toBeGreaterThan(50 * 60_000);
		expect(left).toBeLessThanOrEqual(60 * 60_000);
	});

	test('has no link once the customer is decided', async () => {
		const id = await created();
		await get(`${CUSTOMERS}/${id}`);
		sandbox.v2.setStatus(id, 'VERIFIED');

		expect((await get(`${CUSTOMERS}/${id}`)).body).not.toHaveProperty('authenticatedLink');
	});

	test('of an unknown id is 404, and of what is no id 400', async () => {
		expect((await get(`${CUSTOMERS}/${randomUUID()}`)).status).toBe(404);
		expect((await get(`${CUSTOMERS}/crm-1`)).status).toBe(400);
	});
});

describe('update', () => {
	test('replaces the members that are sent, and answers nothing', async () => {
		const id = await created();
		const address = { ...individual.address, city: 'Testville' };
		const answer = await patch(`${CUSTOMERS}/${id}`, { individual: { address } });
		const { body } = await get(`${CUSTOMERS}/${id}`);

		expect([answer.status, answer.text]).toEqual([200, '']);
		expect(body.individual).toMatchObject({
			address: { city: 'Testville' },
			firstName: individual.firstName,
		});
	});

	test('answers the customer where a test chooses so', async () => {
		sandbox.settings.updateAnswer = 'customer';
		const id = await created();
		const { body } = await patch(`${CUSTOMERS}/${id}`, { individual: { firstName: 'Zoë' } });

		expect(body).toMatchObject({ id, name: `Zoë ${individual.lastName}` });
	});

	test('checks as a create does', async () => {
		const id = await created();
		const { status, body } = await patch(`${CUSTOMERS}/${id}`, { individual: { firstName: '' } });

		expect(status).toBe(400);
		expect(body.details.errors).toEqual({ 'individual.firstName': expect.any(String) });
	});

	test('of the other kind is 4021', async () => {
		const id = await created();
		const { status, body } = await patch(`${CUSTOMERS}/${id}`, { company: { name: 'x' } });

		expect([status, body.code]).toEqual([400, 'bvnk:onboarding-accounts:4021']);
	});

	test.each(['PENDING', 'ACTIONS_REQUIRED', 'VERIFIED'])('in %s is 4004', async (status) => {
		const id = await created();
		sandbox.v2.setStatus(id, status);
		const { body } = await patch(`${CUSTOMERS}/${id}`, { individual: { firstName: 'Zoë' } });

		expect(body.code).toBe('bvnk:onboarding-accounts:4004');
	});

	test("of a customer of the first version is 4017, and of its associates' too", async () => {
		signFor(sandbox, individualBody(1));
		const v1 = await call(sandbox, 'POST', '/platform/v1/customers', { body: individualBody(1) });
		const path = `${CUSTOMERS}/${v1.json.reference}`;

		for (const { body } of [
			await patch(path, { individual: { firstName: 'Zoë' } }),
			await patch(`${path}/associates/${randomUUID()}`, { types: ['UBO'] }),
		]) {
			expect(body.code).toBe('bvnk:onboarding-accounts:4017');
		}
	});

	test('of a company leaves its associates alone', async () => {
		const id = await created(companyBodyV2(1));
		const refused = await patch(`${CUSTOMERS}/${id}`, { company: { associates: [] } });
		await patch(`${CUSTOMERS}/${id}`, { company: { name: 'Fake Ltd' } });

		expect(refused.body.details.errors).toHaveProperty(['company.associates']);
		expect((await get(`${CUSTOMERS}/${id}`)).body).toMatchObject({
			name: 'Fake Ltd',
			company: { name: 'Fake Ltd', associates: [{ person: { firstName: person.firstName } }] },
		});
	});
});

describe('search', () => {
	const references = async (query: string) =>
		(await get(`${CUSTOMERS}?${query}`)).body.content.map(({ reference }) => reference);

	test('has items without use case, wrapped as v2 wraps lists', async () => {
		const id = await created();

		expect((await get(CUSTOMERS)).body).toEqual({
			content: [
				{
					id,
					reference: 'v2-000001',
					status: 'INFO_REQUIRED',
					type: 'INDIVIDUAL',
					model: 'EMBEDDED_BVNK_MANAGED',
					name: `${individual.firstName} ${individual.lastName}`,
					createdAt: expect.any(String),
				},
			],
			totalElements: 1,
			totalPages: 1,
			pageable: { pageNumber: 0, pageSize: 20 },
			hasNext: false,
		});
	});

	test('filters by reference, name, status, type and model', async () => {
		await created();
		await created(companyBodyV2(1));
		const reliant = await created({ ...individualBodyV2(2), model: 'RELIANCE' });
		sandbox.v2.setStatus(reliant, 'VERIFIED');

		expect(await references('reference=v2-000002')).toEqual(['v2-000002']);
		expect(await references('reference=v2-0')).toEqual([]);
		expect(await references(`name=${company.name.slice(2, 9).toLowerCase()}`)).toEqual([
			'v2-c-000001',
		]);
		expect(await references('status=VERIFIED')).toEqual(['v2-000002']);
		expect(await references('type=INDIVIDUAL')).toEqual(['v2-000001', 'v2-000002']);
		expect(await references('type=INDIVIDUAL&model=RELIANCE')).toEqual(['v2-000002']);
	});

	test("finds the first version's customers under v2's words", async () => {
		signFor(sandbox, individualBody(1));
		const v1 = await call(sandbox, 'POST', '/platform/v1/customers', { body: individualBody(1) });
		sandbox.setStatus(v1.json.reference, 'INFO_REQUIRED');
		await created();
		const found = {
			id: v1.json.reference,
			reference: 'crm-000001',
			model: 'EMBEDDED',
			status: 'ACTIONS_REQUIRED',
		};

		expect((await get(`${CUSTOMERS}?reference=crm-000001`)).body.content).toMatchObject([found]);
		expect((await get(`${CUSTOMERS}?status=ACTIONS_REQUIRED`)).body.content).toMatchObject([found]);
		expect((await get(`${CUSTOMERS}/${v1.json.reference}`)).body).toMatchObject(found);
		expect((await get(CUSTOMERS)).body.totalElements).toBe(2);
	});

	test.each([
		['page', 'size'],
		['pageNumber', 'pageSize'],
	])('pages by %s and %s, from those of the first version on to its own', async (page, size) => {
		sandbox.seedCustomers(3);
		await created();
		await created(individualBodyV2(2));

		expect(await references(`${page}=1&${size}=2`)).toEqual(['seed-000002', 'v2-000001']);
		expect(await references(`${page}=2&${size}=2`)).toEqual(['v2-000002']);
		expect(await references(`${page}=3&${size}=2`)).toEqual([]);
		expect((await get(`${CUSTOMERS}?${page}=1&${size}=2`)).body).toMatchObject({
			hasNext: true,
			totalElements: 5,
			pageable: { pageNumber: 1, pageSize: 2 },
		});
	});

	test('a page has 20 unless told, and 100 at most', async () => {
		sandbox.seedCustomers(150);

		expect((await get(CUSTOMERS)).body.content).toHaveLength(20);
		expect((await get(`${CUSTOMERS}?size=1000`)).body.content).toHaveLength(100);
	});

	test('may ignore page parameters, and says so in `pageable`', async () => {
		sandbox.seedCustomers(150);
		sandbox.settings.ignorePages = true;

		expect((await get(`${CUSTOMERS}?page=3&size=50`)).body).toMatchObject({
			content: { length: 20 },
			pageable: { pageNumber: 0, pageSize: 20 },
			hasNext: true,
		});
	});

	test('repeats a filter to mean any of its values', async () => {
		await created();
		await created(individualBodyV2(2));

		expect(await references('reference=v2-000001&reference=v2-000002')).toHaveLength(2);
	});
});
