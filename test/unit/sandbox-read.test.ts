// The embedded BVNK answers reads and updates in BVNK's shapes, and moves statuses on.
import { randomUUID } from 'node:crypto';
import { call, signFor } from '../sandbox/client';
import { companyBody, individualBody, seededReference } from '../sandbox/data';
import companyFixture from '../sandbox/fixtures/company-customer.json';
import allSatisfied from '../sandbox/fixtures/info-all-satisfied.json';
import missing from '../sandbox/fixtures/info-missing.json';
import verified from '../sandbox/fixtures/info-verified.json';
import updateBody from '../sandbox/fixtures/update-body.json';
import { type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v1/customers';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const get = async (path: string) => (await call(sandbox, 'GET', CUSTOMERS + path)).json;

async function created(body: unknown): Promise<string> {
	signFor(sandbox, body);
	const { json } = await call(sandbox, 'POST', CUSTOMERS, { body });
	return json.reference;
}

function individualNamed(lastName: string): Promise<string> {
	const body = individualBody(1);
	return created({ ...body, individual: { ...body.individual, lastName } });
}

const statuses = async (reference: string, reads: number) => {
	const seen: string[] = [];
	for (let read = 0; read < reads; read++) seen.push((await get(`/${reference}`)).status);
	return seen;
};

describe('one customer', () => {
	test('an individual is nested, with names beside codes and the amount as a number', async () => {
		const body = individualBody(1);
		const state = { ...body.individual.address, countryCode: 'US', stateCode: 'TX' };
		const reference = await created({
			...body,
			individual: { ...body.individual, address: state },
		});
		const answer = await get(`/${reference}`);

		expect(answer).toMatchObject({ reference, type: 'INDIVIDUAL', flowType: 'API' });
		expect(answer.individual.person.address).toMatchObject({
			state: 'Texas',
			country: 'United States',
		});
		expect(answer.individual.details.contactInfo.emailAddress).toBe(body.individual.emailAddress);
		expect(answer.individual.cdd.expectedMonthlyVolume.amount).toBe(2500);
	});

	test('the link to the identity check is there only while it is needed', async () => {
		const reference = await created(individualBody(1));
		const waiting = await get(`/${reference}`);
		sandbox.setStatus(reference, 'VERIFIED');

		expect(waiting.verification).toEqual({
			status: 'infoRequired',
			url: expect.stringContaining('https://'),
			expiresAt: expect.stringMatching(/Z$/),
		});
		expect((await get(`/${reference}`)).verification).toEqual({ status: 'completed' });
	});

	test('a company has the members that BVNK prints, with controls made from titles', async () => {
		const answer = await get(`/${await created(companyBody(1))}`);

		for (const key of Object.keys(companyFixture)) expect(answer).toHaveProperty(key);
		for (const key of Object.keys(companyFixture.company)) {
			expect(answer.company).toHaveProperty(key);
		}
		expect(answer.company.associates[0]).toMatchObject({
			person: { reference: expect.any(String) },
			controls: { hasOwnership: true, hasControl: true, isSigner: false },
			verification: { url: expect.any(String), status: 'infoRequired' },
		});
	});

	test('an unknown reference is 404', async () => {
		const { status, json } = await call(sandbox, 'GET', `${CUSTOMERS}/${randomUUID()}`);

		expect([status, json.status]).toEqual([404, 'Not Found']);
	});

	test('an ill-formed reference is 400', async () => {
		expect((await call(sandbox, 'GET', `${CUSTOMERS}/17`)).status).toBe(400);
	});
});

describe('required info', () => {
	test('an individual is asked for the documents that BVNK prints', async () => {
		const reference = await created(individualBody(1));

		expect(await get(`/${reference}/info-required`)).toEqual({
			status: 'INFO_REQUIRED',
			infoRequired: missing.infoRequired,
		});
	});

	test('a last name with "Mismatch" gives the answer with a failure, as printed', async () => {
		expect(await get(`/${await individualNamed('Mismatch')}/info-required`)).toEqual(missing);
	});

	test('once all is supplied, nothing is listed any more', async () => {
		const reference = await created(individualBody(1));
		await get(`/${reference}`);
		sandbox.satisfy(reference);

		expect(await get(`/${reference}/info-required`)).toEqual(allSatisfied);
	});

	test('a verified customer answers its status only', async () => {
		const reference = await created(companyBody(1));
		sandbox.setStatus(reference, 'VERIFIED');

		expect(await get(`/${reference}/info-required`)).toEqual(verified);
	});

	test('a company is asked for its questionnaire', async () => {
		const { infoRequired } = await get(`/${await created(companyBody(1))}/info-required`);

		expect(infoRequired.questionnaires).toEqual([expect.stringMatching(/QuestionnaireFull$/)]);
	});
});

describe('statuses over time', () => {
	test('an individual waits in INFO_REQUIRED until everything is supplied', async () => {
		const reference = await created(individualBody(1));

		expect(await statuses(reference, 3)).toEqual([
			'INFO_REQUIRED',
			'INFO_REQUIRED',
			'INFO_REQUIRED',
		]);
		sandbox.satisfy(reference);
		expect(await statuses(reference, 4)).toEqual([
			'INFO_REQUIRED',
			'PENDING',
			'VERIFIED',
			'VERIFIED',
		]);
	});

	test('a last name with "Verify" is verified at once', async () => {
		expect(await statuses(await individualNamed('Verifyson'), 2)).toEqual(['VERIFIED', 'VERIFIED']);
	});

	test('a last name with "Reject" ends rejected', async () => {
		expect(await statuses(await individualNamed('Rejectson'), 3)).toEqual([
			'INFO_REQUIRED',
			'PENDING',
			'REJECTED',
		]);
	});

	test('with a step time, reading changes nothing and time does', async () => {
		Object.assign(sandbox.settings, { stepMs: 10_000, autoSatisfy: true });
		const reference = await created(individualBody(1));
		expect(await statuses(reference, 3)).toEqual(['PENDING', 'PENDING', 'PENDING']);

		// Three steps later, and still inside the window in which hawk accepts a signature.
		const { now } = Date;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 30_000);
		const { content } = await get('');
		clock.mockRestore();
		expect(content[0]!.status).toBe('VERIFIED');
	});

	test('a test may set any status', async () => {
		const reference = await created(individualBody(1));
		sandbox.setStatus(reference, 'SOMETHING_NEW');

		expect((await get(`/${reference}`)).status).toBe('SOMETHING_NEW');
		expect(() => sandbox.setStatus(randomUUID(), 'VERIFIED')).toThrow('no customer');
	});
});

describe('update', () => {
	test.each(['PATCH', 'PUT'])(
		'%s changes what was sent and answers an empty body',
		async (method) => {
			const reference = await created(individualBody(1));
			const { status, text } = await call(sandbox, method, `${CUSTOMERS}/${reference}`, {
				body: updateBody,
			});
			const { person, details } = (await get(`/${reference}`)).individual;

			expect([status, text]).toEqual([200, '']);
			expect(person).toMatchObject({ dateOfBirth: '1990-01-15', address: { city: 'London' } });
			expect(details.contactInfo).toEqual(updateBody.contactInfo);
		},
	);

	test('fields that were not sent stay as they are', async () => {
		const reference = await created(individualBody(1));
		const before = (await get(`/${reference}`)).individual;
		await call(sandbox, 'PATCH', `${CUSTOMERS}/${reference}`, {
			body: { dateOfBirth: '1980-01-01' },
		});
		const after = (await get(`/${reference}`)).individual;

		expect(after).toEqual({ ...before, person: { ...before.person, dateOfBirth: '1980-01-01' } });
	});

	test('where PATCH is switched off it is 405 and PUT works', async () => {
		sandbox.settings.patchAllowed = false;
		const path = `${CUSTOMERS}/${await created(individualBody(1))}`;

		expect((await call(sandbox, 'PATCH', path, { body: updateBody })).status).toBe(405);
		expect((await call(sandbox, 'PUT', path, { body: updateBody })).status).toBe(200);
	});

	test('a company cannot be updated', async () => {
		const path = `${CUSTOMERS}/${await created(companyBody(1))}`;

		expect((await call(sandbox, 'PATCH', path, { body: updateBody })).status).toBe(400);
	});

	test('an impossible date is 400', async () => {
		const path = `${CUSTOMERS}/${await created(individualBody(1))}`;
		const { status, json } = await call(sandbox, 'PATCH', path, {
			body: { dateOfBirth: '1990-13-01' },
		});

		expect([status, Object.keys(json.details.errors)]).toEqual([400, ['dateOfBirth']]);
	});
});

test('industries are a tree and volumes a list, both with references', async () => {
	const industries = await call(sandbox, 'GET', '/platform/v1/accounts/industries');
	const volumes = await call(sandbox, 'GET', '/platform/v1/accounts/monthly-expected-volumes');

	expect(industries.json).toHaveProperty('0', {
		reference: '30ea1086-06d8-11ef-b6e1-027612b7f6b5',
		name: 'Accommodation and food services',
		children: [{ reference: '30ea15fc-06d8-11ef-b6e1-027612b7f6b5', name: 'Food/Beverages' }],
	});
	expect(volumes.json).toHaveProperty('0.reference');
});

test('generated customers are the same for the same seed, and can be read and changed', async () => {
	sandbox.seedCustomers(10);
	const reference = seededReference(1, 3);
	const first = await get(`/${reference}`);
	sandbox.setStatus(reference, 'VERIFIED');
	const other = await startSandbox({ customers: 10 });
	const second = await call(other, 'GET', `${CUSTOMERS}/${reference}`);
	await other.close();

	expect(second.json.individual).toEqual(first.individual);
	expect((await get('')).content[3]!.status).toBe('VERIFIED');
});
