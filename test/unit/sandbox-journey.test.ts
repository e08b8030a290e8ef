// The embedded BVNK takes a customer from an agreement to VERIFIED: sessions, documents, questionnaires,
// verification links, and v2's search.
import { randomUUID } from 'node:crypto';
import { call, signFor } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import { startReceiver } from '../sandbox/receiver';
import { type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v1/customers';
const SESSIONS = `${CUSTOMERS}/agreement/sessions`;

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const get = async (path: string) => (await call(sandbox, 'GET', path)).json as never;
const infoRequired = async (reference: string) =>
	(await call(sandbox, 'GET', `${CUSTOMERS}/${reference}/info-required`)).json as unknown as {
		status: string;
		infoRequired: Record<string, unknown>;
		verificationFailure?: unknown;
	};
const create = async (body: unknown) => {
	signFor(sandbox, body);
	return (await call(sandbox, 'POST', CUSTOMERS, { body })).json.reference;
};

/** An individual that was read once, and so is INFO_REQUIRED. */
async function individual(): Promise<string> {
	const reference = await create(individualBody(1));
	await get(`${CUSTOMERS}/${reference}`);
	return reference;
}

/** A company, with its people by reference. */
async function company() {
	const reference = await create(companyBody(1));
	return { reference, person: sandbox.customers.get(reference)!.personReferences[0]! };
}

const file = (type: string, more = {}) => ({
	type,
	name: `${type}.pdf`,
	content: Buffer.from('%PDF-1.7').toString('base64'),
	...more,
});

const upload = (reference: string, documents: unknown, idempotencyKey?: string) =>
	call(sandbox, 'POST', `${CUSTOMERS}/${reference}/documents`, {
		body: documents,
		headers: idempotencyKey === undefined ? {} : { 'x-idempotency-key': idempotencyKey },
	});

const submit = (reference: string, answers: unknown) =>
	call(sandbox, 'PUT', `${CUSTOMERS}/${reference}/questionnaires`, { body: answers });

const statuses = async (reference: string, reads: number) => {
	const seen: string[] = [];
	for (let read = 0; read < reads; read++) {
		seen.push((await call(sandbox, 'GET', `${CUSTOMERS}/${reference}`)).json.status);
	}
	return seen;
};

describe('agreement sessions', () => {
	const session = { customerType: 'INDIVIDUAL', countryCode: 'DE', useCase: 'FIAT' };
	const start = async () =>
		(await call(sandbox, 'POST', SESSIONS, { body: session })).json.reference;
	const open = (path: string) => fetch(sandbox.url + path, { redirect: 'manual' });
	const createWith = (signedAgreementSessionReference: string, body: object = individualBody(1)) =>
		call(sandbox, 'POST', CUSTOMERS, { body: { ...body, signedAgreementSessionReference } });
	const refusal = async (reference: string, body?: object) =>
		(await createWith(reference, body)).json.details.errors.signedAgreementSessionReference;

	test.each(['SIGNED', 'DECLINED'])(
		'the hosted page leads by its link to %s, and back with the status',
		async (status) => {
			const reference = await start();
			const redirectUri = encodeURIComponent('https://partner.example/welcome?from=bvnk');
			const page = await open(`/agreements?session=${reference}&redirectUri=${redirectUri}`);
			const html = await page.text();
			const [, href] = new RegExp(`href="([^"]*status=${status}[^"]*)"`).exec(html)!;
			const answer = await open(href!.replaceAll('&amp;', '&'));

			expect(page.headers.get('content-type')).toContain('text/html');
			expect([answer.status, answer.headers.get('location')]).toEqual([
				302,
				`https://partner.example/welcome?from=bvnk&status=${status}`,
			]);
			expect((await call(sandbox, 'GET', `${SESSIONS}/${reference}`)).json.status).toBe(status);
		},
	);

	test('the hosted page needs no redirect, and follows none that is no web address', async () => {
		const sign = `/agreements/answer?session=${await start()}&status=SIGNED`;

		expect((await open(sign)).status).toBe(200);
		expect((await open(`${sign}&redirectUri=javascript:alert(1)`)).status).toBe(200);
	});

	test('the hosted page of an unknown session is 404', async () => {
		expect((await open(`/agreements?session=${randomUUID()}`)).status).toBe(404);
		expect((await open('/agreements')).status).toBe(400);
	});

	test('nothing but the pages is open without a signature', async () => {
		expect((await open(CUSTOMERS)).status).toBe(401);
		expect((await open('/nowhere')).status).toBe(401);
	});

	test('a session that is answered stays so', async () => {
		const reference = await start();
		const put = (status: string) =>
			call(sandbox, 'PUT', `${SESSIONS}/${reference}`, { body: { status } });

		expect((await put('DECLINED')).status).toBe(204);
		expect((await put('DECLINED')).status).toBe(204);
		expect((await put('SIGNED')).status).toBe(400);
	});

	test('a session expires: it cannot be signed, and not be used', async () => {
		const unsigned = await start();
		const signed = await start();
		await call(sandbox, 'PUT', `${SESSIONS}/${signed}`, { body: { status: 'SIGNED' } });
		sandbox.settings.sessionLifetimeMs = 0;
		const expired = await start();

		expect(
			(await call(sandbox, 'PUT', `${SESSIONS}/${expired}`, { body: { status: 'SIGNED' } })).status,
		).toBe(400);
		expect(await refusal(expired)).toEqual([expect.stringContaining('has expired')]);
		expect(await refusal(unsigned)).toEqual([expect.stringContaining('is not signed')]);
		expect((await createWith(signed)).status).toBe(202);
	});

	test('a signed session is good for one customer, of its type', async () => {
		const reference = await start();
		await call(sandbox, 'PUT', `${SESSIONS}/${reference}`, { body: { status: 'SIGNED' } });

		expect(await refusal(reference, companyBody(1))).toEqual([
			expect.stringContaining('is for a customer of type INDIVIDUAL'),
		]);
		expect((await createWith(reference)).status).toBe(202);
		expect(await refusal(reference, individualBody(2))).toEqual([
			expect.stringContaining('already assigned'),
		]);
	});
});

describe('documents', () => {
	test('are accepted several at a time, and kept as they were', async () => {
		const reference = await individual();
		const { status, json } = await upload(reference, [
			file('PASSPORT', { countryCode: 'DE', externalReference: 'doc-1', description: 'Page 2' }),
			file('SELFIE', { subType: 'FRONT_SIDE' }),
		]);

		expect(status).toBe(202);
		expect(json).toEqual([
			{
				reference: expect.any(String),
				type: 'PASSPORT',
				name: 'PASSPORT.pdf',
				status: 'PENDING',
			},
			expect.objectContaining({ type: 'SELFIE', subType: 'FRONT_SIDE' }),
		]);
		expect(sandbox.customers.get(reference)!.documents).toMatchObject([
			{
				type: 'PASSPORT',
				countryCode: 'DE',
				externalReference: 'doc-1',
				content: expect.any(Buffer),
			},
			{ type: 'SELFIE', content: expect.any(Buffer) },
		]);
	});

	test('may be answered without a body, because BVNK documents none', async () => {
		sandbox.settings.uploadAnswer = 'empty';
		const { status, text } = await upload(await individual(), [file('PASSPORT')]);

		expect([status, text]).toEqual([202, '']);
	});

	test.each([
		['an object', file('PASSPORT'), 'body'],
		['an empty list', [], 'body'],
		['no type', [file('PASSPORT', { type: undefined })], '[0].type'],
		['no name', [file('PASSPORT'), file('SELFIE', { name: ' ' })], '[1].name'],
		['a country in lower case', [file('PASSPORT', { countryCode: 'de' })], '[0].countryCode'],
		['no content', [file('PASSPORT', { content: '' })], '[0].content'],
		['a data URI', [file('PASSPORT', { content: 'data:image/png;base64,AAAA' })], '[0].content'],
		[
			'an unknown person',
			[file('PASSPORT', { customerPersonReference: randomUUID() })],
			'[0].customerPersonReference',
		],
	])('with %s are 400 that names the field', async (_, body, field) => {
		const reference = await individual();
		const { status, json } = await upload(reference, body);

		expect([status, Object.keys(json.details.errors)]).toEqual([400, [field]]);
		expect(sandbox.customers.get(reference)!.documents).toEqual([]);
	});

	test('are refused while nothing is asked for', async () => {
		const reference = await create(individualBody(1));
		const { status, json } = await upload(reference, [file('PASSPORT')]);

		expect([status, json.details.errors]).toEqual([
			400,
			{ customerReference: [expect.stringContaining('Customer is PENDING')] },
		]);
	});

	test('sent again under their key stay one', async () => {
		const reference = await individual();
		const key = randomUUID();
		const first = await upload(reference, [file('PASSPORT')], key);
		const second = await upload(reference, [file('PASSPORT')], key);
		const other = await upload(reference, [file('SELFIE')], key);

		expect([first.status, second.status, other.status]).toEqual([202, 200, 400]);
		expect(second.json).toEqual(first.json);
		expect(sandbox.customers.get(reference)!.documents).toHaveLength(1);
	});

	test('are listed, all of them or those of one customer', async () => {
		const first = await individual();
		const second = await create(individualBody(2));
		await get(`${CUSTOMERS}/${second}`);
		await upload(first, [file('PASSPORT'), file('SELFIE')]);
		await upload(second, [file('PASSPORT')]);

		expect(await get(`${CUSTOMERS}/documents`)).toMatchObject({ totalElements: 3 });
		expect(await get(`${CUSTOMERS}/documents?page=1&size=2`)).toMatchObject({
			content: [{ type: 'PASSPORT', customerReference: second, status: 'PENDING' }],
			totalElements: 3,
		});
		expect(await get(`${CUSTOMERS}/documents?customerReference=${first}`)).toMatchObject({
			content: [{ type: 'PASSPORT' }, { type: 'SELFIE' }],
			totalElements: 2,
		});
	});

	test('have an address to download them from, until they are removed', async () => {
		const reference = await individual();
		const { json } = await upload(reference, [file('PASSPORT'), file('SELFIE')]);
		const [passport] = json as unknown as Array<{ reference: string }>;
		const path = `${CUSTOMERS}/documents/${passport!.reference}`;

		expect(await get(`${path}/url`)).toEqual({
			url: expect.stringMatching(/^http.*\/documents\//),
			expiresAt: expect.stringMatching(/Z$/),
		});
		expect((await infoRequired(reference)).infoRequired).toEqual({});
		const removed = await call(sandbox, 'DELETE', path);
		expect([removed.status, removed.text]).toEqual([204, '']);
		expect((await call(sandbox, 'GET', `${path}/url`)).status).toBe(404);
		expect((await infoRequired(reference)).infoRequired.documents).toMatchObject([
			{ docSetType: 'IDENTITY' },
		]);
	});

	test('of which any of a set will do, take their set from what is required', async () => {
		const reference = await individual();
		await upload(reference, [file('DRIVERS')]);

		expect((await infoRequired(reference)).infoRequired.documents).toEqual([
			{ docSetType: 'SELFIE', types: ['SELFIE'] },
		]);
	});

	test('that cannot be read are refused later, with the reason', async () => {
		const reference = await individual();
		await upload(reference, [
			file('PASSPORT', { name: 'unreadable passport.jpg' }),
			file('SELFIE'),
		]);

		expect(await infoRequired(reference)).toEqual({
			status: 'INFO_REQUIRED',
			infoRequired: {
				questionnaires: [],
				documents: [expect.objectContaining({ docSetType: 'IDENTITY' })],
				data: [],
			},
			verificationFailure: {
				reasons: [
					{
						failureCode: 'UNSATISFACTORY_DOCUMENT:PASSPORT',
						description: 'The document unreadable passport.jpg cannot be read',
					},
				],
			},
		});
	});
});

describe('questionnaires', () => {
	const complete = [
		{
			code: 'otherQuestionnaireFull',
			sections: [
				{
					id: 'natureOfBusiness',
					items: [
						{ id: 'businessModel', value: 'Robots' },
						{ id: 'customers', value: 'BUSINESSES' },
					],
				},
				{ id: 'documentRequirements', items: [{ id: 'hasPolicy', value: 'YES' }] },
			],
		},
	];
	const bakery = () => {
		const body = companyBody(1);
		const industryReference = '30ea15fc-06d8-11ef-b6e1-027612b7f6b5';
		return create({ ...body, company: { ...body.company, industryReference } });
	};

	test('are defined by sections with items, all of them or those that are asked for', async () => {
		const path = `${CUSTOMERS}/questionnaire/definitions`;
		const codes = async (query: string) =>
			((await get(path + query)) as Array<{ code: string }>).map(({ code }) => code);

		expect(await codes('')).toHaveLength(5);
		expect(await codes('?codes=gamblingQuestionnaireFull,otherQuestionnaireFull')).toEqual([
			'gamblingQuestionnaireFull',
			'otherQuestionnaireFull',
		]);
		expect(await codes('?codes=none')).toEqual([]);
		expect(await get(`${path}?codes=otherQuestionnaireFull`)).toMatchObject([
			{ sections: [{ title: 'Nature of Business' }, { title: 'Document Requirements' }] },
		]);
	});

	test('that are answered in part come back with what is missing', async () => {
		const reference = await bakery();
		const [{ code, sections }] = complete as [(typeof complete)[0]];
		const first = await submit(reference, [{ code, sections: sections.slice(0, 1) }]);
		const missing = (await infoRequired(reference)).infoRequired.questionnaires;
		const second = await submit(reference, [{ code, sections: sections.slice(1) }]);

		expect([first.status, first.json]).toEqual([200, [{ code, status: 'INCOMPLETE' }]]);
		expect(missing).toEqual([{ code, missingItems: ['documentRequirements.hasPolicy'] }]);
		expect(second.json).toEqual([{ code, status: 'SUBMITTED' }]);
		expect((await infoRequired(reference)).infoRequired.questionnaires).toEqual([]);
	});

	test('may be answered in maps, too, because the keys are not documented', async () => {
		const items = { businessModel: { value: 'Robots' }, regions: { values: ['EU', 'US'] } };
		const answer = { id: 'otherQuestionnaireFull', sections: { natureOfBusiness: { items } } };
		const reference = await bakery();

		expect((await submit(reference, [answer])).status).toBe(200);
		expect([...sandbox.customers.get(reference)!.answers.get(answer.id)!]).toEqual([
			['natureOfBusiness.businessModel', 'Robots'],
			['natureOfBusiness.regions', ['EU', 'US']],
		]);
	});

	test.each([
		['an object', complete[0]],
		['an empty list', []],
		['an unknown code', [{ ...complete[0], code: 'none' }]],
		['no answer', [{ code: 'otherQuestionnaireFull', sections: [] }]],
	])('with %s are 400', async (_, body) => {
		expect((await submit(await bakery(), body)).status).toBe(400);
	});

	test('are for companies only', async () => {
		expect((await submit(await individual(), complete)).status).toBe(400);
	});
});

describe('what is missing of associates', () => {
	test('is told by their links alone, unless a test chooses otherwise', async () => {
		const { reference, person } = await company();
		const { infoRequired: required } = await infoRequired(reference);

		expect(required).toEqual({
			questionnaires: [expect.any(String)],
			documents: [{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] }],
			data: [],
		});
		expect(await get(`${CUSTOMERS}/${reference}`)).toMatchObject({
			company: {
				associates: [{ person: { reference: person }, verification: { url: expect.any(String) } }],
			},
		});
	});

	test('may stand among the documents, with the person', async () => {
		sandbox.settings.associateInfo = 'documents';
		const { reference, person } = await company();

		expect((await infoRequired(reference)).infoRequired.documents).toEqual([
			{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] },
			expect.objectContaining({ docSetType: 'IDENTITY', customerPersonReference: person }),
		]);
	});

	test('may stand in a list of its own', async () => {
		sandbox.settings.associateInfo = 'associates';
		const { reference, person } = await company();

		expect((await infoRequired(reference)).infoRequired.associates).toEqual([
			{
				customerPersonReference: person,
				firstName: expect.any(String),
				lastName: expect.any(String),
				documents: [expect.objectContaining({ docSetType: 'IDENTITY' })],
			},
		]);
	});
});

describe('verification links', () => {
	const linkOf = async (reference: string) =>
		(await call(sandbox, 'GET', `${CUSTOMERS}/${reference}`)).json.verification.url!;

	test('lead to a page of the server when a test wants to open them', async () => {
		sandbox.settings.ownLinks = true;
		const reference = await individual();
		const link = await linkOf(reference);
		const html = await (await fetch(link)).text();
		const [, href] = /href="([^"]*)"/.exec(html)!;
		const done = await fetch(sandbox.url + href!);

		expect(link).toContain(sandbox.url);
		expect(done.status).toBe(200);
		expect(await statuses(reference, 3)).toEqual(['INFO_REQUIRED', 'PENDING', 'VERIFIED']);
		expect(await (await fetch(link)).text()).toContain('Nothing is left to do');
	});

	test('stand in for the documents of the person', async () => {
		const reference = await individual();
		sandbox.completeVerification(reference);

		expect((await infoRequired(reference)).infoRequired).toEqual({});
		expect(await get(`${CUSTOMERS}/${await individualAgain()}`)).toMatchObject({
			verification: { url: expect.any(String) },
		});
	});

	const individualAgain = async () => {
		const reference = await create(individualBody(2));
		await get(`${CUSTOMERS}/${reference}`);
		return reference;
	};

	test('of an associate are closed when the person is done, or the documents are there', async () => {
		const body = companyBody(1);
		const [associate] = body.company.associates;
		const associates = [associate, associate];
		const reference = await create({ ...body, company: { ...body.company, associates } });
		const [first, second] = sandbox.customers.get(reference)!.personReferences as [string, string];
		sandbox.completeVerification(reference, first);
		await upload(reference, [file('PASSPORT', { customerPersonReference: second })]);

		expect(await get(`${CUSTOMERS}/${reference}`)).toMatchObject({
			company: {
				associates: [
					{ verification: { status: 'completed' } },
					{ verification: { status: 'pending' } },
				],
				verification: { status: 'infoRequired', url: expect.any(String) },
			},
		});
	});

	test('that nobody has are 404', async () => {
		const { reference } = await company();
		const token = `sbx_${reference.replaceAll('-', '')}`;
		const status = async (path: string) => (await fetch(`${sandbox.url}/websdk/p/${path}`)).status;

		expect(await status(token)).toBe(200);
		expect(await status(`${token}_0`)).toBe(200);
		expect(await status(`${token}_7`)).toBe(404);
		expect(await status('sbx_none')).toBe(404);
		expect(() => sandbox.completeVerification(reference, randomUUID())).toThrow('no person');
		expect(() => sandbox.completeVerification(randomUUID())).toThrow('no customer');
	});
});

describe('the journey', () => {
	test('of a company: documents, questionnaire and people, then PENDING, then VERIFIED', async () => {
		const { reference, person } = await company();
		const [code] = (await infoRequired(reference)).infoRequired.questionnaires as [string];
		const events = await startReceiver();
		sandbox.webhooks.register(events.url);

		await upload(reference, [
			file('COMPANY_DOC', { subType: 'INCORPORATION_CERT' }),
			file('PASSPORT', { customerPersonReference: person }),
		]);
		expect(await statuses(reference, 2)).toEqual(['INFO_REQUIRED', 'INFO_REQUIRED']);
		await submit(reference, [
			{
				code,
				sections: {
					natureOfBusiness: {
						items: { businessModel: { value: 'Robots' }, customers: { value: 'BOTH' } },
					},
					documentRequirements: { items: { hasPolicy: { value: 'YES' } } },
				},
			},
		]);
		expect((await infoRequired(reference)).infoRequired).toEqual({});
		expect(await statuses(reference, 2)).toEqual(['PENDING', 'VERIFIED']);
		await sandbox.webhooks.idle();
		await events.close();

		const told = events.events().map(({ event, data }) => {
			const { status } = data as { status: string };
			return `${event.replace('bvnk:platform:customer:', '')} ${status}`;
		});
		expect(told.sort()).toEqual([
			'document-status-change APPROVED',
			'document-status-change APPROVED',
			'document-status-change PENDING',
			'document-status-change PENDING',
			'questionnaire-status-change SUBMITTED',
			'status-change PENDING',
			'status-change VERIFIED',
		]);
	});

	test('of a person whose name says so ends REJECTED', async () => {
		const body = individualBody(1);
		const reference = await create({
			...body,
			individual: { ...body.individual, lastName: 'Rejectson' },
		});
		await get(`${CUSTOMERS}/${reference}`);
		await upload(reference, [file('PASSPORT'), file('SELFIE')]);

		expect(await statuses(reference, 3)).toEqual(['INFO_REQUIRED', 'PENDING', 'REJECTED']);
	});
});

describe("v2's search", () => {
	test("finds a customer by its external reference, with v1's reference as id", async () => {
		const reference = await individual();

		expect(await get('/platform/v2/customers?reference=crm-000001')).toMatchObject({
			content: [{ id: reference, reference: 'crm-000001', status: 'ACTIONS_REQUIRED' }],
			totalElements: 1,
			hasNext: false,
		});
		expect(await get('/platform/v2/customers?reference=crm-2')).toMatchObject({ content: [] });
	});

	test('finds generated customers, and lists all without a reference', async () => {
		sandbox.seedCustomers(30);
		const [, second] = [...sandbox.customers.keys()];

		expect(await get('/platform/v2/customers?reference=seed-000001')).toMatchObject({
			content: [{ id: second }],
		});
		expect(await get('/platform/v2/customers?page=1&size=20')).toMatchObject({
			content: { length: 10 },
			totalElements: 30,
		});
	});
});
