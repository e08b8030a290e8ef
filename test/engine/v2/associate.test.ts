// The people and the owning companies behind a company.
import type { IDataObject } from 'n8n-workflow';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { customer, group, northwind } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

let customerId: string;
beforeEach(async () => {
	const { rows } = await runNode(bvnk, { parameters: northwind });
	customerId = rows[0]!.id as string;
});

const run = async (operation: string, parameters: IDataObject = {}) =>
	await runNode(bvnk, {
		parameters: {
			resource: 'associate',
			operation,
			customerId: customer(customerId),
			...parameters,
		},
	});
const lea = {
	kind: 'PERSON',
	types: ['DIRECTOR'],
	firstName: 'Lea',
	lastName: 'Sommer',
	dateOfBirth: '1988-05-02',
	birthCountryCode: 'DE',
	nationality: 'DE',
	addressLine1: 'Elbweg 11',
	city: 'Hamburg',
	postalCode: '20457',
	countryCode: 'DE',
	additionalFields: {
		contactInfo: group({ emailAddress: 'l.sommer@northwind.example' }),
		ownership: group({ percentage: 12.5, type: 'Direct' }),
		taxNumber: '98765432111',
		taxResidenceCountryCode: 'DE',
	},
};
const added = async () => (await run('create', lea)).rows[0]!.id as string;
const atBvnk = (id: string) =>
	bvnk.v2.customers.get(customerId)!.associates.find((one) => one.id === id)!;

test('Create sends roles as types, and the person as an entity', async () => {
	const { rows, error } = await run('create', lea);

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([
		{ name: 'Lea Sommer', kind: 'PERSON', roles: ['DIRECTOR'], customerId },
	]);
	expect(atBvnk(rows[0]!.id as string)).toMatchObject({
		types: ['DIRECTOR'],
		ownership: { percentage: '12.5', type: 'DIRECT' },
		entity: {
			type: 'PERSON',
			firstName: 'Lea',
			address: {
				addressLine1: 'Elbweg 11',
				city: 'Hamburg',
				postalCode: '20457',
				countryCode: 'DE',
			},
			contactInfo: { emailAddress: 'l.sommer@northwind.example' },
			taxIdentification: { number: '98765432111', taxResidenceCountryCode: 'DE' },
		},
	});
	expect(bvnk.requests.at(-1)!.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
});

test('Create takes an owning company, and JSON for what is not known of it', async () => {
	const { rows } = await run('create', {
		kind: 'BUSINESS_REGISTRATION',
		types: ['UBO'],
		name: 'Northwind Holding GmbH',
		registrationNumber: 'HRB 204418',
		additionalFields: { extraJson: '{ "entity": { "incorporationDate": "2010-01-01" } }' },
	});

	expect(rows).toMatchObject([{ name: 'Northwind Holding GmbH', kind: 'BUSINESS_REGISTRATION' }]);
	expect(atBvnk(rows[0]!.id as string).entity).toMatchObject({
		type: 'BUSINESS_REGISTRATION',
		registrationNumber: 'HRB 204418',
		incorporationDate: '2010-01-01',
	});
});

test('Create sends nothing without a role', async () => {
	const { error } = await run('create', { ...lea, types: '={{ [] }}' });

	expect(error!.message).toContain("'Roles' is empty");
	expect(bvnk.count({ method: 'POST', path: /associates/ })).toBe(0);
});

test('Get and Get Many give few flat fields, or the answer as it came', async () => {
	const id = await added();
	const one = await run('get', { associateId: customer(id) });
	const raw = await run('get', { associateId: customer(id), simplify: false });
	const all = await run('getAll', { returnAll: true });

	expect(one.rows).toMatchObject([{ id, name: 'Lea Sommer', roles: ['DIRECTOR'], customerId }]);
	expect(JSON.stringify(one.rows)).not.toContain('1988-05-02');
	expect(raw.rows).toMatchObject([{ id, entity: { dateOfBirth: '1988-05-02' } }]);
	expect(all.rows.map(({ name }) => name)).toEqual(['Jonas Brandt', 'Aino Laine', 'Lea Sommer']);
});

test('Update replaces the roles, and sends the kind with what changes of the person', async () => {
	const id = await added();
	const roles = await run('update', {
		associateId: customer(id),
		updateFields: { types: 'SIGNATORY, UBO' },
	});
	const person = await run('update', {
		associateId: customer(id),
		updateFields: { lastName: 'Winter' },
	});

	expect(roles.rows).toMatchObject([{ id, roles: ['SIGNATORY', 'UBO'], updated: true }]);
	expect(person.error).toBeUndefined();
	expect(person.rows).toMatchObject([{ id, name: 'Lea Winter', updated: true }]);
	expect(atBvnk(id).types).toEqual(['SIGNATORY', 'UBO']);
});

test('Update sends nothing where there is nothing to change', async () => {
	const { error } = await run('update', { associateId: customer(await added()), updateFields: {} });

	expect(error!.message).toBe("'Update Fields' is empty: there is nothing to change");
});

test('Delete removes the associate, also where the answer to it was lost', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const [first, second] = [
		await added(),
		await run('getAll').then(({ rows }) => rows[0]!.id as string),
	];
	await run('delete', { associateId: customer(first) });
	bvnk.fail({ method: 'DELETE', before: false }, { kind: 'status', status: 502 });
	const lost = await run('delete', { associateId: customer(second) });
	const gone = await run('delete', { associateId: customer(second) });

	expect(lost.rows).toEqual([{ id: second, deleted: true, customerId }]);
	expect(gone.error!.message).toContain('BVNK knows no such associate');
	expect(bvnk.v2.customers.get(customerId)!.associates).toHaveLength(1);
});

describe('an answer that was lost', () => {
	const POST = { method: 'POST', path: /associates$/ };
	const HOUR_AGO = () => new Date(Date.now() - 3_600_000).toISOString();
	const leas = () =>
		bvnk.v2.customers
			.get(customerId)!
			.associates.filter(({ entity }) => entity.lastName === 'Sommer');
	beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));

	test.each(['same', 400, 409] as const)(
		'adds nobody twice, and gives the associate, where a replay is answered %s',
		async (replayAnswer) => {
			bvnk.settings.replayAnswer = replayAnswer;
			bvnk.fail({ ...POST, before: false }, { kind: 'status', status: 502 });
			const { rows, error } = await run('create', lea);

			expect(error).toBeUndefined();
			expect(leas()).toHaveLength(1);
			expect(rows).toMatchObject([{ id: leas()[0]!.id, name: 'Lea Sommer', customerId }]);
		},
	);

	test('gives the associate where BVNK says of the repeat that the email address is used', async () => {
		bvnk.settings.idempotencyKeys = false;
		bvnk.fail({ ...POST, before: false }, { kind: 'status', status: 502 });
		const { rows } = await run('create', lea);

		expect(leas()).toHaveLength(1);
		expect(rows).toMatchObject([{ id: leas()[0]!.id }]);
	});

	test('claims no associate that was there before, and says what is not known', async () => {
		const before = await runNode(bvnk, {
			parameters: {
				resource: 'associate',
				operation: 'create',
				customerId: customer(customerId),
				...lea,
			},
			executionId: 'execution-0',
		});
		Object.assign(atBvnk(before.rows[0]!.id as string), { createdAt: HOUR_AGO() });
		bvnk.fail(POST, { kind: 'status', status: 502 });
		const { rows, error } = await run('create', lea);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('is used by another associate');
		expect(error!.description).toContain('its answer was lost');
		expect(leas()).toHaveLength(1);
	});

	test.each([
		['another date of birth', { dateOfBirth: '1990-01-01' }],
		['other roles', { types: ['SIGNATORY'] }],
	])('claims no associate with %s', async (_, other) => {
		await run('create', { ...lea, ...other });
		bvnk.fail(POST, { kind: 'status', status: 502 });
		const { rows, error } = await run('create', lea);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('is used by another associate');
	});

	test('claims no namesake that another run adds meanwhile, where BVNK tells nothing but the name', async () => {
		const namesake = { ...lea, dateOfBirth: '1961-07-30' };
		await run('create', namesake);
		const { id } = leas()[0]!;
		bvnk.fail(POST, { kind: 'status', status: 502 });
		const body = {
			get content() {
				const createdAt = new Date().toISOString();
				return [{ id, createdAt, entity: { firstName: 'Lea', lastName: 'Sommer' } }];
			},
			hasNext: false,
		};
		bvnk.fail({ method: 'GET', path: /associates/ }, { status: 200, body });
		const { rows, error } = await run('create', lea);

		expect(rows).toEqual([]);
		expect(error!.message).toContain('is used by another associate');
	});

	test.each([400, 409] as const)(
		'of an attempt before is made up for in a retry of the node, where a replay is refused with %i',
		async (replayAnswer) => {
			bvnk.settings.replayAnswer = replayAnswer;
			bvnk.fail({ ...POST, nth: 2 }, { kind: 'status', status: 500 });
			const { additionalFields: _, ...others } = lea;
			const { rows, error } = await runNode(bvnk, {
				input: [{ first: 'Lea' }, { first: 'Ida' }],
				parameters: {
					resource: 'associate',
					operation: 'create',
					customerId: customer(customerId),
					...others,
					firstName: '={{ $json.first }}',
					options: { concurrency: 1 },
				},
				settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			});

			expect(error).toBeUndefined();
			expect(rows).toMatchObject(leas().map(({ id }) => ({ id })));
			expect(leas()).toHaveLength(2);
		},
	);

	test('is no refusal of the data where BVNK does not list the associates either', async () => {
		bvnk.settings.replayAnswer = 400;
		bvnk.fail({ ...POST, before: false }, { kind: 'status', status: 502 });
		bvnk.fail({ method: 'GET', path: /associates/ }, { status: 403 });
		const { error } = await run('create', lea);

		expect(error!.message).toContain('already exists');
		expect(error!.description).toContain('Whether it did then what is asked now, it does not say');
		expect(error!.description).toContain('its answer was lost');
	});

	test('of Delete does not make a 404 of the customer into a removal', async () => {
		bvnk.fail({ method: 'DELETE' }, { kind: 'status', status: 502 });
		const { rows, error } = await run('delete', {
			customerId: customer('3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11'),
			associateId: customer(await added()),
		});

		expect(rows).toEqual([]);
		expect(error!.message).toContain('BVNK knows no such customer');
		expect(leas()).toHaveLength(1);
	});

	test('of Delete is no removal where the customer cannot be read', async () => {
		const id = await added();
		bvnk.fail({ method: 'DELETE', before: false }, { kind: 'status', status: 502 });
		bvnk.fail(
			{ method: 'GET', path: /customers\/[^/]+$/, times: 9 },
			{ kind: 'status', status: 503 },
		);
		const { rows, error } = await run('delete', { associateId: customer(id) });

		expect(rows).toEqual([]);
		expect(error!.message).toContain('BVNK knows no such associate');
	});

	test('of Delete is told where the associate is not there', async () => {
		bvnk.fail({ method: 'DELETE' }, { kind: 'status', status: 502 });
		const { rows, hints } = await run('delete', {
			associateId: customer('3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11'),
		});

		expect(rows).toMatchObject([{ deleted: true }]);
		expect(JSON.stringify(hints)).toContain('it was removed, or was not there');
	});
});

describe('odd input', () => {
	const ODD: Array<[string, unknown]> = [
		['a path', '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02/../../documents'],
		['an encoded path', '..%2F..%2Fcustomers'],
		['a name of every object', '__proto__'],
		['a list', ['0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02', '1e9d7c64-3f0a-4b7e-8a55-90c2b1f4d301']],
		['an object', { length: 36 }],
		['a number', 7],
	];

	test.each(
		['get', 'update', 'delete'].flatMap((operation) =>
			ODD.map(([what, value]) => [operation, what, value] as const),
		),
	)('%s sends nothing for an associate that is %s', async (operation, _, value) => {
		const before = bvnk.requests.length;
		const associateId = { __rl: true, mode: 'id', value: `={{ ${JSON.stringify(value)} }}` };
		const { error, rows } = await run(operation, {
			associateId,
			updateFields: { lastName: 'Winter' },
		});

		expect(rows).toEqual([]);
		expect(error!.message).toContain("'Associate'");
		expect(bvnk.requests).toHaveLength(before);
	});

	test.each([
		['{ "entity": [] }', "'entity' must be a group of fields"],
		['{ "entity": "Lea" }', "'entity' must be a group of fields"],
		['{ "types": { "0": "DIRECTOR" } }', 'Roles'],
		['[]', 'Extra JSON'],
	])('Create sends nothing with the extra JSON %s', async (extraJson, label) => {
		const { additionalFields, ...others } = lea;
		const { error } = await run('create', {
			...others,
			additionalFields: { ...additionalFields, extraJson },
		});

		expect(error!.message).toContain(label);
		expect(bvnk.count({ method: 'POST', path: /associates/ })).toBe(0);
	});

	test('Create takes no member of every object out of JSON for one of the body', async () => {
		const { additionalFields, ...others } = lea;
		const { error } = await run('create', {
			...others,
			additionalFields: {
				...additionalFields,
				extraJson:
					'{ "__proto__": { "types": ["UBO"] }, "entity": { "constructor": { "prototype": {} } } }',
			},
		});

		expect(({} as { types?: unknown }).types).toBeUndefined();
		const [body] = bvnk.v2.customers.get(customerId)!.associates.slice(-1);
		if (!error) expect(body!.types).toEqual(['DIRECTOR']);
	});
});
