// The embedded BVNK speaks Customers API v2: agreements before there is a customer, and of a customer.
import { randomUUID } from 'node:crypto';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { speaker } from '../sandbox/v2/client';
import { individualBodyV2 } from '../sandbox/v2/data';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const { ask, get, post } = speaker(() => sandbox);

const prospect = {
	reference: 'v2-000001',
	useCase: 'FIAT',
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
};
const workingSet = async () => (await post('/agreements', prospect)).body;
const answer = (actions: object[], reference = prospect.reference) =>
	post('/agreements/actions', { reference, actions });

describe('a working set', () => {
	test('is made with 200, and has agreements that nobody has answered', async () => {
		const { status, body } = await post('/agreements', prospect);

		expect(status).toBe(200);
		expect(body).toEqual({
			id: expect.any(String),
			reference: 'v2-000001',
			agreements: [
				{
					id: expect.any(String),
					status: 'PENDING',
					declinable: false,
					name: 'Platform terms',
					description: expect.any(String),
					expiresAt: expect.any(String),
				},
				expect.objectContaining({ status: 'PENDING', declinable: true }),
			],
			signingUrl: `${sandbox.url}/sign/${body.id}`,
		});
	});

	test('is read by its reference', async () => {
		const made = await workingSet();

		expect((await get('/agreements?reference=v2-000001')).body).toEqual(made);
		expect((await get('/agreements?reference=nobody')).status).toBe(404);
		expect((await get('/agreements')).status).toBe(400);
	});

	test('of a reference that is used already is 409', async () => {
		await workingSet();
		const { status, body } = await post('/agreements', prospect);

		expect(status).toBe(409);
		expect(body.details.errors.reference).toContain('already exist');
		expect(sandbox.v2.sets.size).toBe(1);
	});

	test('is made once where the same request comes twice', async () => {
		const key = randomUUID();
		const first = await post('/agreements', prospect, key);
		const second = await post('/agreements', prospect, key);

		expect([second.status, second.body]).toEqual([200, first.body]);
		expect((await ask('POST', '/agreements', prospect)).status).toBe(400);
	});

	test.each([
		['reference', undefined],
		['useCase', 'SOMETHING'],
		['customerType', 'individual'],
		['countryCode', 'UK'],
	])('with a wrong %s is 400', async (field, value) => {
		const { status, body } = await post('/agreements', { ...prospect, [field]: value });

		expect(status).toBe(400);
		expect(body.details.errors).toEqual({ [field]: expect.any(String) });
	});
});

describe('an agreement', () => {
	test('is read by its id', async () => {
		const { agreements } = await workingSet();

		expect((await get(`/agreements/${agreements[0]!.id}`)).body).toEqual(agreements[0]);
		expect((await get(`/agreements/${randomUUID()}`)).status).toBe(404);
	});

	test('has a text on another host, which refuses whoever signs in another way besides', async () => {
		const { agreements } = await workingSet();
		const { body } = await get(`/agreements/${agreements[0]!.id}/content`);
		const { downloadUrl } = body;
		const plain = await fetch(downloadUrl);
		const signed = await fetch(downloadUrl, { headers: { authorization: 'Hawk id="1"' } });
		const unsigned = await fetch(downloadUrl.split('?')[0]!);

		expect(body).toMatchObject({ filename: 'platform-terms.html', expiresAt: expect.any(String) });
		expect(new URL(downloadUrl).origin).not.toBe(sandbox.url);
		expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'text/html']);
		expect(await plain.text()).toContain('Platform terms');
		expect([signed.status, unsigned.status]).toEqual([400, 403]);
		expect(sandbox.v2.downloads.map(({ signed: was, status }) => [was, status])).toEqual([
			[false, 200],
			[true, 400],
			[false, 403],
		]);
	});
});

describe('answers to several agreements', () => {
	test('are final, each with its outcome', async () => {
		const [first, second] = (await workingSet()).agreements;
		const { status, body } = await answer([
			{ agreementId: first!.id, type: 'ACCEPT' },
			{ agreementId: second!.id, type: 'REJECT' },
		]);

		expect(status).toBe(200);
		expect(body).toMatchObject({
			content: [
				{ agreementId: first!.id, status: 'ACCEPTED' },
				{ agreementId: second!.id, status: 'REJECTED' },
			],
			totalElements: 2,
			hasNext: false,
		});
		expect((await get(`/agreements/${first!.id}`)).body.status).toBe('ACCEPTED');
	});

	test('may have errors beside what went well, in one 200', async () => {
		const [first, second] = (await workingSet()).agreements;
		await answer([{ agreementId: first!.id, type: 'ACCEPT' }]);
		const other = randomUUID();
		const { status, body } = await answer([
			{ agreementId: first!.id, type: 'REJECT' },
			{ agreementId: other, type: 'ACCEPT' },
			{ agreementId: second!.id, type: 'ACCEPT' },
		]);

		expect(status).toBe(200);
		expect(body.content).toEqual([
			{ agreementId: first!.id, error: { code: expect.any(String), message: expect.any(String) } },
			{ agreementId: other, error: { code: expect.any(String), message: expect.any(String) } },
			{ agreementId: second!.id, status: 'ACCEPTED' },
		]);
	});

	test('are the same when they come once more', async () => {
		const [first] = (await workingSet()).agreements;
		await answer([{ agreementId: first!.id, type: 'ACCEPT' }]);

		expect((await answer([{ agreementId: first!.id, type: 'ACCEPT' }])).body.content).toEqual([
			{ agreementId: first!.id, status: 'ACCEPTED' },
		]);
	});

	test('come 50 at a time', async () => {
		sandbox.settings.agreementCount = 51;
		const actions = (await workingSet()).agreements.map(({ id }) => ({
			agreementId: id,
			type: 'ACCEPT',
		}));

		expect((await answer(actions)).status).toBe(400);
		expect((await answer(actions.slice(0, 50))).body.content).toHaveLength(50);
	});

	test.each([
		['no action', []],
		['a word that is none', [{ agreementId: randomUUID(), type: 'SIGN' }]],
	])('with %s are 400', async (_, actions) => {
		await workingSet();

		expect((await answer(actions)).status).toBe(400);
	});

	test('of a reference without agreements are 404', async () => {
		const actions = [{ agreementId: randomUUID(), type: 'ACCEPT' }];

		expect((await answer(actions, 'nobody')).status).toBe(404);
	});
});

describe('the agreements of a customer', () => {
	const created = async () => (await post('/customers', individualBodyV2(1))).body.id;
	const assigned = async (id: string) => (await get(`/customers/${id}/agreements`)).body;

	test('are those of the working set with its reference', async () => {
		const [first, second] = (await workingSet()).agreements;
		await answer([{ agreementId: first!.id, type: 'ACCEPT' }]);

		expect((await assigned(await created())).content).toMatchObject([
			{ id: first!.id, status: 'ACCEPTED', respondedAt: expect.any(String) },
			{ id: second!.id, status: 'PENDING' },
		]);
	});

	test('are new ones where there is no working set, and come in pages', async () => {
		const id = await created();
		const page = (await get(`/customers/${id}/agreements?page=1&size=1`)).body;

		expect(page).toMatchObject({
			content: [
				{ status: 'PENDING', agreement: { title: 'Product news', version: '3', locale: 'en' } },
			],
			totalElements: 2,
			hasNext: false,
		});
	});

	test('are answered one by one', async () => {
		const id = await created();
		const [first] = (await assigned(id)).content;
		const path = `/customers/${id}/agreements/${first!.id}/actions`;
		const accepted = await post(path, { type: 'ACCEPT' });
		const changed = await post(path, { type: 'REJECT' });

		expect([accepted.status, accepted.body.status]).toEqual([200, 'ACCEPTED']);
		expect(changed.status).toBe(400);
		expect((await assigned(id)).content[0]!.status).toBe('ACCEPTED');
	});

	test('are not those of another customer', async () => {
		const [first] = (await assigned(await created())).content;
		const { id } = (await post('/customers', individualBodyV2(2))).body;
		const path = `/customers/${id}/agreements/${first!.id}/actions`;

		expect((await post(path, { type: 'ACCEPT' })).status).toBe(404);
	});
});
