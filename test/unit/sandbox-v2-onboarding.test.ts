// The embedded BVNK speaks Customers API v2: what is asked of a customer, and how each answer takes it away.
import { createHash, randomUUID } from 'node:crypto';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type FileToSend, formOf, speaker } from '../sandbox/v2/client';
import { companyBodyV2, individualBodyV2 } from '../sandbox/v2/data';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const { get, patch, post, upload } = speaker(() => sandbox);

const { individual } = individualBodyV2(1);
const { company } = companyBodyV2(1);
const created = async (body: object = individualBodyV2(1)) =>
	(await post('/customers', body)).body.id;
const read = async (id: string) => (await get(`/customers/${id}`)).body;
const actions = async (id: string) => (await read(id)).requiredActions;
const codes = async (id: string, status = 'REQUIRED') =>
	(await actions(id)).filter((action) => action.status === status).map(({ code }) => code);
const accept = async (id: string) => {
	const { content } = (await get(`/customers/${id}/agreements`)).body;
	for (const agreement of content) {
		await post(`/customers/${id}/agreements/${agreement.id}/actions`, { type: 'ACCEPT' });
	}
};
const de = (type: string, more: Partial<FileToSend> = {}) => ({ type, countryCode: 'DE', ...more });
const documents = (id: string) => `/customers/${id}/documents`;

describe('required actions', () => {
	test('ask an individual for agreements and documents', async () => {
		const list = await actions(await created());

		expect(list).toMatchObject([
			{ type: 'DATA', status: 'REQUIRED', target: { kind: 'AGREEMENT', title: 'Platform terms' } },
			{ type: 'DATA', status: 'REQUIRED', target: { kind: 'AGREEMENT', title: 'Product news' } },
			{ target: { kind: 'DOCUMENT', docSetType: 'IDENTITY', associateId: null } },
			{ target: { kind: 'DOCUMENT', docSetType: 'SELFIE', types: ['SELFIE'], associateId: null } },
		]);
	});

	test('lose an agreement when it is accepted, or rejected where that is allowed', async () => {
		const id = await created();
		const [first, second] = (await get(`/customers/${id}/agreements`)).body.content;
		const path = `/customers/${id}/agreements`;
		await post(`${path}/${first!.id}/actions`, { type: 'ACCEPT' });
		await post(`${path}/${second!.id}/actions`, { type: 'REJECT' });

		expect(await codes(id)).toEqual(['IDENTITY_DOCUMENT', 'SELFIE_DOCUMENT']);
	});

	test('block a customer who rejects what has to be accepted', async () => {
		const id = await created();
		const [first] = (await get(`/customers/${id}/agreements`)).body.content;
		await post(`/customers/${id}/agreements/${first!.id}/actions`, { type: 'REJECT' });

		expect(await actions(id)).toContainEqual(
			expect.objectContaining({ type: 'BLOCKER', code: 'AGREEMENT_REJECTED' }),
		);
	});

	test('say PROCESSING of a document that was handed in', async () => {
		const id = await created();
		await upload(documents(id), [de('PASSPORT')]);

		expect(await codes(id, 'PROCESSING')).toEqual(['IDENTITY_DOCUMENT']);
		expect(await codes(id)).toContain('SELFIE_DOCUMENT');
	});

	test('want both sides of what has two', async () => {
		const id = await created();
		await upload(documents(id), [de('ID_CARD', { subType: 'FRONT_SIDE' })]);
		const half = await codes(id);
		await upload(documents(id), [de('ID_CARD', { subType: 'BACK_SIDE' })]);

		expect(half).toContain('IDENTITY_DOCUMENT');
		expect(await codes(id)).not.toContain('IDENTITY_DOCUMENT');
	});

	test('name the fields that are missing, until an update has them', async () => {
		const cdd = { ...individual.cdd, pepStatus: undefined };
		const id = await created({ useCase: 'FIAT', individual: { ...individual, cdd } });
		const target = { kind: 'FIELD', path: 'individual.cdd.pepStatus' };
		const before = await actions(id);
		await patch(`/customers/${id}`, { individual: { cdd: individual.cdd } });

		expect(before).toContainEqual(
			expect.objectContaining({ type: 'DATA', code: 'CDD_PEP_STATUS', target }),
		);
		expect(await codes(id)).not.toContain('CDD_PEP_STATUS');
	});

	test('of a company name whose field or document it is, and the roles that nobody has', async () => {
		const [associate] = company.associates;
		const person = { ...associate!.person, nationality: undefined };
		const associates = [{ ...associate, person, titles: ['UBO'] }];
		const id = await created({ useCase: 'FIAT', company: { ...company, associates } });
		const associateId = (await read(id)).company.associates[0]!.id;
		const list = await actions(id);

		expect(list.map(({ code }) => code)).toEqual([
			'AGREEMENT_ACCEPTANCE',
			'AGREEMENT_ACCEPTANCE',
			'NATIONALITY',
			'MISSING_DIRECTOR',
			'MISSING_SIGNATORY',
			'COMPANY_DOCUMENT',
			'IDENTITY_DOCUMENT',
			'SELFIE_DOCUMENT',
			'PROOF_OF_ADDRESS_DOCUMENT',
		]);
		expect(list[2]!.target).toEqual({ kind: 'FIELD', path: 'entity.nationality', associateId });
		expect(list[3]!.type).toBe('USER_ROLE');
		expect(list[6]!.target).toMatchObject({ docSetType: 'IDENTITY', associateId });
	});

	test('ask nothing of a person whose name says so', async () => {
		const id = await created({
			useCase: 'FIAT',
			individual: { ...individual, lastName: 'Verify' },
		});

		expect(await read(id)).toMatchObject({ status: 'PENDING', requiredActions: [] });
		expect((await read(id)).status).toBe('VERIFIED');
	});

	test('ask a customer whom the partner has verified for no documents', async () => {
		const id = await created({ ...individualBodyV2(1), model: 'RELIANCE' });

		expect(await codes(id)).toEqual(['AGREEMENT_ACCEPTANCE', 'AGREEMENT_ACCEPTANCE']);
	});
});

describe('documents', () => {
	test('are accepted with 202, listed and read', async () => {
		const id = await created();
		const files = [de('PASSPORT', { name: 'pass.pdf' }), de('SELFIE', { name: 'face.jpg' })];
		const answer = await upload(documents(id), files);
		const list = (await get(documents(id))).body;

		expect(answer.status).toBe(202);
		expect(list).toMatchObject({
			content: [
				{ type: 'PASSPORT', name: 'pass.pdf', countryCode: 'DE', status: 'PENDING' },
				{ type: 'SELFIE', name: 'face.jpg', status: 'PENDING' },
			],
			totalElements: 2,
		});
		expect(answer.body).toEqual(list.content);
		expect((await get(`${documents(id)}/${list.content[1]!.id}`)).body).toEqual(list.content[1]);
		expect((await get(`${documents(id)}/${randomUUID()}`)).status).toBe(404);
		expect(sandbox.v2.customers.get(id)!.documents[0]).toMatchObject({
			fileName: 'pass.pdf',
			size: 'invented'.length,
			contentType: 'application/pdf',
			hash: createHash('sha256').update('invented').digest('hex'),
		});
	});

	test('may be answered with nothing', async () => {
		sandbox.settings.uploadAnswer = 'empty';
		const { status, text } = await upload(documents(await created()), [de('PASSPORT')]);

		expect([status, text]).toEqual([202, '']);
	});

	test('take metadata as a text as well', async () => {
		const form = formOf([de('PASSPORT')]);
		form.set('metadata', JSON.stringify([de('PASSPORT')]));
		const { status } = await post(documents(await created()), form);

		expect(status).toBe(202);
	});

	test.each<[string, FileToSend[]]>([
		['no file', []],
		['four files', Array.from({ length: 4 }, () => de('PASSPORT'))],
		['a side that is not named', [de('ID_CARD')]],
		['an empty file', [de('PASSPORT', { content: '' })]],
		['a country that is none', [{ type: 'PASSPORT', countryCode: 'UK' }]],
	])('with %s are 400', async (_, files) => {
		const id = await created();

		expect((await upload(documents(id), files)).status).toBe(400);
		expect((await get(documents(id))).body.totalElements).toBe(0);
	});

	test('with another number of files than of entries are 400', async () => {
		const form = formOf([de('PASSPORT'), de('SELFIE')]);
		form.set('metadata', JSON.stringify([de('PASSPORT')]));
		const { status, body } = await post(documents(await created()), form);

		expect(status).toBe(400);
		expect(body.details.errors).toEqual({ files: expect.any(String) });
	});

	test.each([
		['no metadata', (form: FormData) => form.delete('metadata')],
		['metadata that is no JSON', (form: FormData) => form.set('metadata', 'PASSPORT')],
	])('with %s are 400', async (_, spoil) => {
		const form = formOf([de('PASSPORT')]);
		spoil(form);

		expect((await post(documents(await created()), form)).status).toBe(400);
	});

	test('as JSON are 400', async () => {
		const body = [{ type: 'PASSPORT', content: 'aGVsbG8=' }];

		expect((await post(documents(await created()), body)).status).toBe(400);
	});

	test('of an individual without a country are 4022', async () => {
		const { status, body } = await upload(documents(await created()), [{ type: 'PASSPORT' }]);

		expect([status, body.code]).toEqual([400, 'bvnk:onboarding-accounts:4022']);
	});

	test('before agreements that were made before the customer are 4023', async () => {
		const reference = 'v2-000001';
		const set = { reference, useCase: 'FIAT', customerType: 'INDIVIDUAL', countryCode: 'DE' };
		const { agreements } = (await post('/agreements', set)).body;
		const id = await created();
		const early = await upload(documents(id), [de('PASSPORT')]);
		const all = agreements.map(({ id: agreementId }) => ({ agreementId, type: 'ACCEPT' }));
		await post('/agreements/actions', { reference, actions: all });

		expect([early.status, early.body.code]).toEqual([400, 'bvnk:onboarding-accounts:4023']);
		expect((await upload(documents(id), [de('PASSPORT')])).status).toBe(202);
	});

	test('without a working set may come before agreements', async () => {
		expect((await upload(documents(await created()), [de('PASSPORT')])).status).toBe(202);
	});

	test('come once where the same request comes twice, whatever its boundary is', async () => {
		const id = await created();
		const key = randomUUID();
		await upload(documents(id), [de('PASSPORT')], key);
		const again = await upload(documents(id), [de('PASSPORT')], key);
		const other = await upload(documents(id), [de('PASSPORT', { content: 'other' })], key);

		expect([again.status, other.status]).toEqual([202, 400]);
		expect((await get(documents(id))).body.totalElements).toBe(1);
	});

	test('that are refused are asked for again, and replaced', async () => {
		const id = await created();
		const { body } = await upload(documents(id), [de('PASSPORT')]);
		const [{ id: documentId }] = body as never as [{ id: string }];
		sandbox.v2.rejectDocument(id, documentId);
		const asked = await codes(id);
		await upload(documents(id), [de('PASSPORT')]);

		expect(asked).toContain('IDENTITY_DOCUMENT');
		expect(await codes(id, 'PROCESSING')).toEqual(['IDENTITY_DOCUMENT']);
		expect((await get(documents(id))).body.content).toMatchObject([{ status: 'PENDING' }]);
	});

	test('that are refused are asked for by their side alone, where nothing else is asked', async () => {
		const id = await created({ ...individualBodyV2(1), model: 'RELIANCE' });
		const sides = ['FRONT_SIDE', 'BACK_SIDE'];
		await upload(
			documents(id),
			sides.map((subType) => de('ID_CARD', { subType })),
		);
		sandbox.v2.rejectDocument(id, (await get(documents(id))).body.content[0]!.id);
		const asked = (await actions(id)).at(-1)!.target;
		await upload(documents(id), [de('ID_CARD', { subType: 'FRONT_SIDE' })]);

		expect(asked).toMatchObject({ types: ['ID_CARD'], subTypes: ['FRONT_SIDE'] });
		expect(await codes(id, 'PROCESSING')).toEqual(['ID_CARD_DOCUMENT']);
	});

	test('that nobody can read are refused at once', async () => {
		const id = await created();
		await upload(documents(id), [de('PASSPORT', { name: 'unreadable.pdf' })]);

		expect((await get(documents(id))).body.content[0]!.status).toBe('REJECTED');
		expect(await codes(id)).toContain('IDENTITY_DOCUMENT');
	});

	test.each(['VERIFIED', 'REJECTED', 'TERMINATED'])(
		'of a customer in %s are 400',
		async (status) => {
			const id = await created();
			sandbox.v2.setStatus(id, status);

			expect((await upload(documents(id), [de('PASSPORT')])).status).toBe(400);
		},
	);
});

describe('associates', () => {
	const associatesOf = (id: string) => `/customers/${id}/associates`;
	const lea = {
		types: ['DIRECTOR'],
		entity: {
			type: 'PERSON',
			firstName: 'Lea',
			lastName: 'Mockford',
			dateOfBirth: '1988-05-02',
			nationality: 'DE',
			birthCountryCode: 'DE',
			contactInfo: { emailAddress: 'lea@company.example' },
		},
	};

	test('are added with 201, listed and read', async () => {
		const id = await created(companyBodyV2(1));
		const { status, body } = await post(associatesOf(id), lea);
		const list = (await get(`${associatesOf(id)}?size=1&page=1`)).body;

		expect(status).toBe(201);
		expect(body).toMatchObject({ ...lea, validationStatus: 'INVALID' });
		expect(list).toMatchObject({ content: [{ id: body.id }], totalElements: 2, hasNext: false });
		expect((await get(`${associatesOf(id)}/${body.id}`)).body).toEqual(body);
		expect((await get(`${associatesOf(id)}/${randomUUID()}`)).status).toBe(404);
	});

	test('may be told in the words of a create', async () => {
		const { type: _, ...person } = lea.entity;
		const { status, body } = await post(associatesOf(await created(companyBodyV2(1))), {
			titles: ['DIRECTOR'],
			person,
		});

		expect(status).toBe(201);
		expect(body).toMatchObject(lea);
	});

	test.each<[string, object, string]>([
		['no role', { ...lea, types: [] }, 'types'],
		['nobody', { types: ['UBO'] }, 'entity.type'],
		['an unknown kind', { ...lea, entity: { ...lea.entity, type: 'DOG' } }, 'entity.type'],
		['no name', { ...lea, entity: { ...lea.entity, firstName: null } }, 'entity.firstName'],
		[
			'a company without a name',
			{ types: ['UBO'], entity: { type: 'BUSINESS_REGISTRATION' } },
			'entity.name',
		],
		['a share of 120', { ...lea, ownership: { percentage: '120' } }, 'ownership.percentage'],
	])('with %s are 400', async (_, body, path) => {
		const answer = await post(associatesOf(await created(companyBodyV2(1))), body);

		expect(answer.status).toBe(400);
		expect(answer.body.details.errors).toEqual({ [path]: expect.any(String) });
	});

	test('never share an e-mail address', async () => {
		const id = await created(companyBodyV2(1));
		await post(associatesOf(id), lea);
		const { status, body } = await post(associatesOf(id), lea);

		expect(status).toBe(400);
		expect(body.details.errors).toHaveProperty(['entity.contactInfo.emailAddress']);
	});

	test('are for companies only', async () => {
		expect((await post(associatesOf(await created()), lea)).status).toBe(400);
	});

	test('are updated: roles are replaced, and the entity member by member', async () => {
		const id = await created(companyBodyV2(1));
		const { body } = await post(associatesOf(id), lea);
		const path = `${associatesOf(id)}/${body.id}`;
		const answer = await patch(path, { types: ['SIGNATORY'], entity: { lastName: 'Dummett' } });

		expect([answer.status, answer.text]).toEqual([200, '']);
		expect((await get(path)).body).toMatchObject({
			types: ['SIGNATORY'],
			entity: { ...lea.entity, lastName: 'Dummett' },
		});
		expect((await patch(path, { entity: { type: 'BUSINESS_REGISTRATION' } })).status).toBe(400);
		expect((await patch(path, { types: [] })).status).toBe(400);
	});

	test('keep what was verified', async () => {
		const id = await created(companyBodyV2(1));
		sandbox.v2.setStatus(id, 'VERIFIED');
		const [associate] = (await get(associatesOf(id))).body.content;
		const path = `${associatesOf(id)}/${associate!.id}`;
		const refused = await patch(path, { entity: { firstName: 'Zoë' } });

		expect(associate!.validationStatus).toBe('VERIFIED');
		expect(refused.body.details.errors).toHaveProperty(['entity.firstName']);
		expect((await patch(path, { types: ['UBO'] })).status).toBe(200);
	});

	test('are deleted with 204, and what only they were is asked for again', async () => {
		const id = await created(companyBodyV2(1));
		const [associate] = (await get(associatesOf(id))).body.content;
		const path = `${associatesOf(id)}/${associate!.id}`;
		const { ask } = speaker(() => sandbox);

		expect((await ask('DELETE', path)).status).toBe(204);
		expect((await ask('DELETE', path)).status).toBe(404);
		expect(await codes(id)).toEqual(
			expect.arrayContaining(['MISSING_UBO', 'MISSING_DIRECTOR', 'MISSING_SIGNATORY']),
		);
	});

	test('hand in documents of their own', async () => {
		const id = await created(companyBodyV2(1));
		const { body } = await post(associatesOf(id), lea);
		const path = `${associatesOf(id)}/${body.id}/identification-documents`;
		const answer = await upload(path, [{ type: 'PASSPORT' }, { type: 'UTILITY_BILL' }]);
		const processing = (await actions(id)).filter(({ status }) => status === 'PROCESSING');

		expect(answer.status).toBe(202);
		expect(processing.map(({ code }) => code)).toEqual([
			'IDENTITY_DOCUMENT',
			'PROOF_OF_ADDRESS_DOCUMENT',
		]);
		expect((await upload(path.replace(body.id, randomUUID()), [de('PASSPORT')])).status).toBe(404);
	});
});

describe('the way', () => {
	const statuses = async (id: string, times: number) => {
		const seen: string[] = [];
		for (let time = 0; time < times; time++) seen.push((await read(id)).status);
		return seen;
	};

	test('of an individual: agreements, documents, PENDING, VERIFIED', async () => {
		const id = await created();
		await accept(id);
		await upload(documents(id), [de('PASSPORT'), de('SELFIE')]);

		expect(await statuses(id, 3)).toEqual(['PENDING', 'VERIFIED', 'VERIFIED']);
		expect((await read(id)).requiredActions).toEqual([]);
		expect((await get(documents(id))).body.content).toMatchObject([
			{ status: 'APPROVED' },
			{ status: 'APPROVED' },
		]);
	});

	test('of a company ends once its associates have handed in what is theirs', async () => {
		const id = await created(companyBodyV2(1));
		await accept(id);
		await upload(documents(id), [{ type: 'COMPANY_DOC' }]);
		const before = (await read(id)).status;
		const associateId = (await read(id)).company.associates[0]!.id;
		await upload(`/customers/${id}/associates/${associateId}/identification-documents`, [
			{ type: 'PASSPORT' },
			{ type: 'SELFIE' },
			{ type: 'BANK_STATEMENT' },
		]);

		expect(before).toBe('INFO_REQUIRED');
		expect(await statuses(id, 2)).toEqual(['PENDING', 'VERIFIED']);
	});

	test('of a person whose name says so ends REJECTED', async () => {
		const id = await created({
			useCase: 'FIAT',
			individual: { ...individual, lastName: 'Reject' },
		});

		expect(await statuses(id, 2)).toEqual(['PENDING', 'REJECTED']);
	});

	test('goes on with the clock where a test chooses so', async () => {
		sandbox.settings.stepMs = 1;
		const id = await created();
		sandbox.v2.finish(id);
		const end = Date.now() + 10_000;
		while ((await read(id)).status !== 'VERIFIED' && Date.now() < end) continue;

		expect((await read(id)).status).toBe('VERIFIED');
	});

	test('turns to ACTIONS_REQUIRED where more is asked, and back when it is there', async () => {
		const id = await created();
		sandbox.v2.finish(id);
		sandbox.v2.requireAction(id, {
			type: 'DATA',
			code: 'SOURCE_OF_WEALTH',
			status: 'REQUIRED',
			target: {
				kind: 'DOCUMENT',
				docSetType: 'SOURCE_OF_WEALTH',
				types: ['BANK_STATEMENT'],
				subTypes: [],
				associateId: null,
			},
		});
		const asked = await read(id);
		await upload(documents(id), [de('BANK_STATEMENT')]);

		expect(asked).toMatchObject({
			status: 'ACTIONS_REQUIRED',
			requiredActions: [
				{ code: 'IDENTITY_DOCUMENT', status: 'PROCESSING' },
				{ code: 'SELFIE_DOCUMENT', status: 'PROCESSING' },
				{ code: 'SOURCE_OF_WEALTH', status: 'REQUIRED' },
			],
		});
		expect(await statuses(id, 2)).toEqual(['PENDING', 'VERIFIED']);
	});

	test('of a verified customer begins again with a document that is refused', async () => {
		const id = await created();
		await accept(id);
		await upload(documents(id), [de('PASSPORT'), de('SELFIE')]);
		await statuses(id, 2);
		sandbox.v2.rejectDocument(id, (await get(documents(id))).body.content[0]!.id);
		const asked = await read(id);
		await upload(documents(id), [de('PASSPORT')]);

		expect(asked).toMatchObject({
			status: 'ACTIONS_REQUIRED',
			requiredActions: [{ code: 'IDENTITY_DOCUMENT', status: 'REQUIRED' }],
		});
		expect(await statuses(id, 2)).toEqual(['PENDING', 'VERIFIED']);
	});

	test('waits for an answer of BVNK, and for one more agreement', async () => {
		const id = await created();
		sandbox.v2.finish(id);
		sandbox.v2.requireAction(id, { type: 'BLOCKER', code: 'MANUAL_REVIEW', status: 'REQUIRED' });
		const agreementId = sandbox.v2.assignAgreement(id);
		sandbox.v2.answerAction(id, 'MANUAL_REVIEW');
		const asked = await codes(id);
		await post(`/customers/${id}/agreements/${agreementId}/actions`, { type: 'ACCEPT' });

		expect(asked).toEqual(['AGREEMENT_ACCEPTANCE']);
		expect(await statuses(id, 1)).toEqual(['PENDING']);
	});

	test('ends with TERMINATED', async () => {
		const id = await created();
		sandbox.v2.terminate('v2-000001');

		expect(await statuses(id, 2)).toEqual(['TERMINATED', 'TERMINATED']);
		expect(await actions(id)).toEqual([]);
		expect(() => sandbox.v2.terminate(randomUUID())).toThrow('no v2 customer');
	});

	test('counts uploads by their content for rules of trouble, whatever their boundary is', async () => {
		const id = await created();
		const seen: number[] = [];
		sandbox.fail(
			{ method: 'POST', path: /documents$/, when: ({ time }) => seen.push(time) < 0 },
			{ status: 503 },
		);
		await upload(documents(id), [de('PASSPORT')]);
		await upload(documents(id), [de('PASSPORT')]);

		expect(seen).toEqual([1, 2]);
	});
});
