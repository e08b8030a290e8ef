// Creating customers through v2: what BVNK gets, and that each reference is one customer.
import type { IDataObject } from 'n8n-workflow';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { mira, miraBody, northwind, northwindBody, personFromRow, personRows } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const POST = { method: 'POST', path: '/platform/v2/customers' };
const theOne = () => [...bvnk.v2.customers.values()][0]!;
const create = async (more: IDataObject = {}) =>
	await runNode(bvnk, { parameters: { ...mira, ...more } });
/** In another execution, as somebody presses the button once more. */
const again = async (more: IDataObject = {}) =>
	await runNode(bvnk, { parameters: { ...mira, ...more }, executionId: 'execution-2' });
/** BVNK acts, and its answer is lost. */
const loseAnswer = (times = 1) => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	return bvnk.fail({ ...POST, before: false, times }, { kind: 'status', status: 502 });
};

describe('what BVNK gets', () => {
	test('of Create Individual is every field; the customer is read afterwards', async () => {
		const { rows, error } = await create();

		expect(error).toBeUndefined();
		expect(theOne().fields).toEqual(miraBody.individual);
		expect(rows).toMatchObject([
			{
				id: theOne().id,
				reference: 'crm-000417',
				name: 'Mira Holt',
				type: 'INDIVIDUAL',
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				statusConfirmed: true,
				existed: false,
			},
		]);
		expect(bvnk.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
	});

	test('of Create Company is every field, with its associates as persons and titles', async () => {
		const { rows, error } = await runNode(bvnk, { parameters: northwind });

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ reference: 'crm-c-0093', type: 'COMPANY', existed: false }]);
		const { associates, ...fields } = northwindBody.company;
		expect(theOne()).toMatchObject({ useCase: 'FIAT', fields });
		expect(theOne().associates.map(({ entity, types }) => ({ entity, types }))).toMatchObject(
			associates.map(({ person, titles }) => ({ entity: person, types: titles })),
		);
	});

	test('of Create From JSON is the body as it was given', async () => {
		const { rows, error } = await runNode(bvnk, {
			parameters: { operation: 'createFromJson', body: JSON.stringify(miraBody) },
		});

		expect(error).toBeUndefined();
		expect(theOne().fields).toEqual(miraBody.individual);
		expect(rows).toMatchObject([{ id: theOne().id, reference: 'crm-000417' }]);
	});

	test('has an idempotency key, and Extra JSON merged over the fields', async () => {
		await create({
			additionalFields: {
				extraJson: '{ "individual": { "placeOfBirth": "Linz", "reliance": {} } }',
			},
		});

		expect(bvnk.requests[0]!.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
		expect(theOne().fields).toMatchObject({ placeOfBirth: 'Linz', reliance: {} });
	});

	test('is nothing where a body has neither a person nor a company, or both', async () => {
		for (const body of ['{ "useCase": "FIAT" }', '{ "company": {}, "individual": {} }']) {
			const { error } = await runNode(bvnk, { parameters: { operation: 'createFromJson', body } });
			expect(error!.message).toMatch(/^'JSON Body' must have either 'company' or 'individual'/);
		}
		expect(bvnk.requests).toEqual([]);
	});

	test('is nothing where one of the rows is wrong, and the error names its field', async () => {
		const { error } = await runNode(bvnk, {
			input: personRows(3).map((row, index) => ({
				...row,
				born: index === 1 ? '31.31.1990' : '1990-01-31',
			})),
			parameters: { ...personFromRow, dateOfBirth: '={{ $json.born }}' },
		});

		expect(error!.message).toContain("'Date of Birth' must be");
		expect(error!.message).toContain('[row 2 (item 1)]');
		expect(bvnk.requests).toEqual([]);
	});
});

describe('the status', () => {
	test('is marked as not confirmed where the customer is not read again', async () => {
		const { rows } = await create({ options: { readAgain: false } });

		expect(rows).toMatchObject([{ statusConfirmed: false, existed: false }]);
		expect(bvnk.requests).toHaveLength(1);
	});

	test('is marked so where the reading fails, and the customer is given all the same', async () => {
		bvnk.fail({ method: 'GET' }, { status: 500 });
		const { rows, hints, error } = await create();

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ id: theOne().id, statusConfirmed: false }]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('could not be read afterwards'),
		]);
	});
});

describe('a reference that BVNK knows', () => {
	test.each([400, 409] as const)('gives the same row its own customer, by a %i', async (status) => {
		bvnk.settings.duplicateStatus = status;
		const [first] = (await create()).rows;
		const { rows, error } = await again();

		expect(error).toBeUndefined();
		expect(rows).toEqual([{ ...first, existed: true }]);
		expect(bvnk.v2.created).toBe(1);
	});

	test('gives a company of the same name and numbers itself', async () => {
		const [first] = (await runNode(bvnk, { parameters: northwind })).rows;
		const { rows } = await runNode(bvnk, { parameters: northwind, executionId: 'execution-2' });

		expect(rows).toMatchObject([{ id: first!.id, existed: true }]);
	});

	test('is an error where the customer is another person', async () => {
		await create();
		const { error, rows } = await again({ firstName: 'Mila', additionalFields: {} });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('BVNK has a customer with this reference already');
		expect(error!.message).toContain('crm-000417 already exists');
		expect(error!.description).toContain('Customer › Get by Reference');
	});

	test('gives another person where that is chosen, and says in what it differs', async () => {
		const [first] = (await create()).rows;
		const { rows, hints } = await again({
			firstName: 'Mila',
			additionalFields: {},
			ifReferenceExists: 'return',
		});

		expect(rows).toMatchObject([{ id: first!.id, name: 'Mira Holt', existed: true }]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('other data than the row (First Name): compare it'),
		]);
	});

	test('is an error where the customer is of the other type', async () => {
		await runNode(bvnk, { parameters: northwind });
		const { error } = await again({
			reference: northwind.reference,
			ifReferenceExists: 'return',
		});

		expect(error!.message).toContain('already exists');
		expect(bvnk.v2.created).toBe(1);
	});

	test('is an error for two rows of one run with other data, before anything is sent', async () => {
		const { error } = await runNode(bvnk, {
			input: personRows(2),
			parameters: { ...personFromRow, reference: 'crm-1' },
		});

		expect(error!.message).toContain("'Reference' is the one of row 1 (item 0) as well");
		expect(bvnk.requests).toEqual([]);
	});

	test('leaves a refusal for another reason one', async () => {
		const { error } = await create({ birthCountryCode: '={{ "XK" }}' });

		expect(error!.message).toContain('Birth Country');
		expect(bvnk.requests).toHaveLength(1);
	});
});

describe('an answer that is lost', () => {
	test.each(['same', 400, 409] as const)(
		'gives the customer that was made, where a replay is answered %s',
		async (replayAnswer) => {
			bvnk.settings.replayAnswer = replayAnswer;
			loseAnswer();
			const { rows, error } = await create();

			expect(error).toBeUndefined();
			expect(rows).toMatchObject([{ id: theOne().id, reference: 'crm-000417', existed: false }]);
			expect(bvnk.v2.created).toBe(1);
		},
	);

	test('gives no other person that has the reference since yesterday', async () => {
		await create();
		theOne().createdAt = '2020-01-01T00:00:00.000Z';
		bvnk.settings.replayAnswer = 409;
		loseAnswer();
		const { error, rows } = await again({ firstName: 'Mila', additionalFields: {} });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('already exists');
	});

	test('gives nobody who was made minutes before, where BVNK shows too little to compare', async () => {
		await create();
		theOne().createdAt = new Date(Date.now() - 120_000).toISOString();
		bvnk.fail(POST, { kind: 'status', status: 502 });
		bvnk.fail({ method: 'GET', path: /customers\/[^/]+$/ }, { status: 403 });
		const { error, rows } = await again({ firstName: 'Mila', additionalFields: {} });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('already exists');
	});

	test('of each of twenty rows leaves twenty customers, with n8n’s Retry On Fail as well', async () => {
		bvnk.settings.replayAnswer = 400;
		bvnk.fail({ ...POST, nth: 7, before: false }, { kind: 'status', status: 500 });
		loseAnswer(5);
		const { rows, error } = await runNode(bvnk, {
			input: personRows(20),
			parameters: { ...personFromRow, options: { concurrency: 4 } },
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});

		expect(error).toBeUndefined();
		expect(rows.map(({ reference }) => reference)).toEqual(
			personRows(20).map(({ reference }) => reference),
		);
		expect(bvnk.v2.created).toBe(20);
	});

	test('is told as such where no reference lets the customer be found', async () => {
		bvnk.settings.replayAnswer = 400;
		loseAnswer();
		const { reference: _, ...body } = miraBody;
		const { error, rows } = await runNode(bvnk, {
			parameters: { operation: 'createFromJson', body: JSON.stringify(body) },
		});

		expect(rows).toEqual([]);
		expect(error!.description).toContain('A try before this one may have reached BVNK');
	});
});

test('no error text repeats what was sent', async () => {
	bvnk.fail(POST, {
		status: 400,
		body: {
			message: 'Mira Holt, born 1991-03-08, mira.holt@example.org',
			details: { errors: { 'individual.taxIdentification.number': '12345678901 is no number' } },
		},
	});
	const { error, log } = await create();

	expect(error!.message).toContain('Tax Number: ••• is no number');
	for (const own of ['Mira', 'Holt', '1991-03-08', 'mira.holt', '12345678901']) {
		expect(error!.message + error!.description + log).not.toContain(own);
	}
});
