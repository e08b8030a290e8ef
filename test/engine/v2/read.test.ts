// What v2's node reads of customers: one, many, by the partner's own reference, its link, what is left to do.
import type { IDataObject } from 'n8n-workflow';
import { companyBodyV2, individualBodyV2 } from '../../sandbox/v2/data';
import { mira as miraV1, MIRA_SESSION } from '../rows';
import { runNode as runV1 } from '../engine';
import { shortPauses } from '../pauses';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { customer, group, mira, northwind } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const run = async (parameters: IDataObject) => await runNode(bvnk, { parameters });
const created = async (parameters: IDataObject = mira) =>
	(await run({ ...parameters, options: { readAgain: false } })).rows[0]!.id as string;
/** As many as there are bodies, each made by a request of its own. */
const many = async (count: number) => {
	const bodies = Array.from({ length: count }, (_, index) =>
		index % 2 ? companyBodyV2(index) : individualBodyV2(index),
	);
	await runNode(bvnk, {
		input: bodies,
		parameters: {
			operation: 'createFromJson',
			body: '={{ $json }}',
			options: { readAgain: false, concurrency: 8 },
		},
	});
	return bodies;
};
const references = (rows: IDataObject[]) => rows.map(({ reference }) => reference);

describe('Get', () => {
	test('gives few flat fields without personal data, or the answer as it came', async () => {
		const id = await created();
		const { rows } = await run({ operation: 'get', customerId: customer(id) });
		const raw = await run({ operation: 'get', customerId: customer(id), simplify: false });

		expect(rows).toEqual([
			expect.objectContaining({
				id,
				reference: 'crm-000417',
				name: 'Mira Holt',
				type: 'INDIVIDUAL',
				status: 'INFO_REQUIRED',
				statusGroup: 'actionRequired',
				useCase: 'FIAT',
			}),
		]);
		expect(JSON.stringify(rows)).not.toContain('12345678901');
		expect(raw.rows).toMatchObject([
			{ individual: { taxIdentification: { number: '12345678901' } } },
		]);
	});

	test('takes a whole customer and a URL, and nothing of another host', async () => {
		const id = await created();
		const whole = await runNode(bvnk, {
			input: [{ one: { id, reference: '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02' } }],
			parameters: { operation: 'get', customerId: customer('={{ $json.one }}') },
		});
		const url = await run({
			operation: 'get',
			customerId: { __rl: true, mode: 'url', value: `${bvnk.url}/platform/v2/customers/${id}` },
		});
		const other = await run({
			operation: 'get',
			customerId: { __rl: true, mode: 'url', value: `https://example.org/customers/${id}` },
		});

		expect(whole.rows).toMatchObject([{ id }]);
		expect(url.rows).toMatchObject([{ id }]);
		expect(other.error!.message).toContain("not of the credential's environment");
	});

	test('explains an ID that BVNK does not know', async () => {
		const { error } = await run({
			operation: 'get',
			customerId: customer('0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'),
		});

		expect(error!.message).toBe(
			'BVNK knows no such customer: Customer with id: 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02 not found',
		);
		expect(error!.description).toContain('Customer › Get by Reference');
	});
});

describe('Get Many', () => {
	test('gives all customers over pages of 100, v1’s and v2’s, each once', async () => {
		bvnk.seedCustomers(230);
		await many(4);
		const { rows, error } = await run({ operation: 'getAll', returnAll: true });

		expect(error).toBeUndefined();
		expect(rows).toHaveLength(234);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(234);
		expect(bvnk.requests.slice(-3).map(({ query }) => query)).toEqual([
			'page=0&size=100',
			'page=1&size=100',
			'page=2&size=100',
		]);
	});

	test('lets BVNK filter', async () => {
		await many(6);
		const id = await created();
		const { rows } = await run({
			operation: 'getAll',
			filters: { reference: 'crm-000417', statuses: ['INFO_REQUIRED'], types: ['INDIVIDUAL'] },
		});

		expect(rows).toMatchObject([{ id }]);
		expect(new URLSearchParams(bvnk.requests.at(-1)!.query).get('status')).toBe('INFO_REQUIRED');
	});

	test('compares itself where BVNK knows no such filter', async () => {
		await many(6);
		const id = await created();
		const all = [...bvnk.v2.customers.values()].map(({ id: one, reference, type }) => ({
			id: one,
			reference,
			type,
			name: one === id ? 'Míra  Holt' : 'Somebody Else',
			status: 'PENDING',
		}));
		bvnk.fail({ method: 'GET', times: 9 }, { status: 200, body: { content: all, hasNext: false } });

		for (const filters of [
			{ name: 'holt mira' },
			{ reference: 'crm-000417' },
			{ name: 'Mira', types: ['Individual'] },
			{ name: 'Mira', statusGroups: ['pending'], statuses: ['VERIFIED'] },
		]) {
			expect((await run({ operation: 'getAll', filters })).rows).toMatchObject([{ id }]);
		}
		const none = await run({ operation: 'getAll', filters: { models: ['RELIANCE'] } });
		expect(none.rows).toEqual([]);
		expect(none.hints[0]!.message).toBe('7 customers read, none passes the filters');
	});

	test('reads several statuses, of which BVNK is asked none', async () => {
		await many(3);
		const id = await created();
		bvnk.v2.setStatus(id, 'VERIFIED');
		const { rows } = await run({
			operation: 'getAll',
			filters: { statuses: ['VERIFIED', 'REJECTED'] },
		});

		expect(rows).toMatchObject([{ id, statusGroup: 'verified' }]);
		expect(bvnk.requests.at(-1)!.query).not.toContain('status');
	});

	test('stops where BVNK answers the first page whichever was asked for', async () => {
		bvnk.seedCustomers(250);
		bvnk.settings.ignorePages = true;
		const { error, rows } = await run({ operation: 'getAll', returnAll: true });

		expect(rows).toEqual([]);
		expect(error!.message).toBe(
			'BVNK answered page 1 of the list of customers where page 2 was asked for',
		);
		expect(bvnk.requests.length).toBeLessThan(10);
	});

	test('goes by the smaller page that BVNK chose', async () => {
		bvnk.seedCustomers(130);
		bvnk.settings.maxSize = 64;
		const { rows } = await run({ operation: 'getAll', returnAll: true });

		expect(new Set(rows.map(({ id }) => id)).size).toBe(130);
	});
});

describe('Get by Reference', () => {
	test('gives a customer of v2, and one of v1', async () => {
		const id = await created();
		bvnk.signSession(MIRA_SESSION, 'INDIVIDUAL');
		const v1 = await runV1(bvnk, { parameters: { ...miraV1, externalReference: 'old-1' } });
		const { rows, error } = await runNode(bvnk, {
			input: [{ own: 'crm-000417' }, { own: 'old-1' }],
			parameters: { operation: 'getByReference', reference: '={{ $json.own }}' },
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([
			{ id, reference: 'crm-000417' },
			{ id: v1.rows[0]!.reference, reference: 'old-1', model: 'EMBEDDED' },
		]);
	});

	test('takes no customer whose reference only begins like it', async () => {
		const content = [{ id: '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02', reference: 'crm-0004170' }];
		bvnk.fail({}, { status: 200, body: { content, hasNext: false } });
		const stops = await run({ operation: 'getByReference', reference: 'crm-000417' });
		const goesOn = await run({
			operation: 'getByReference',
			reference: 'crm-000417',
			ifNotFound: 'nothing',
		});

		expect(stops.error!.message).toBe('BVNK has no customer with this reference');
		expect(goesOn.error).toBeUndefined();
		expect(goesOn.rows).toEqual([]);
	});

	test('does not choose between two', async () => {
		const [one, two] = [
			'0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02',
			'1d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02',
		];
		const content = [one, two].map((id) => ({ id, reference: 'crm-1' }));
		bvnk.fail({}, { status: 200, body: { content, hasNext: false } });
		const { error } = await run({ operation: 'getByReference', reference: 'crm-1' });

		expect(error!.message).toBe('BVNK has 2 customers with this reference');
		expect(error!.description).toContain(`${one}, ${two}`);
	});
});

describe('Get Onboarding Link', () => {
	const link = (id: string, more: IDataObject = {}) =>
		run({ operation: 'getOnboardingLink', customerId: customer(id), timeLimit: 1, ...more });

	test('waits until BVNK has made the link', async () => {
		const pauses = shortPauses();
		const id = await created();
		const { rows } = await link(id);

		expect(rows).toMatchObject([
			{
				id,
				reached: true,
				link: expect.stringContaining(`${bvnk.url}/link/`),
				expiresAt: expect.any(String),
			},
		]);
		expect(pauses).toHaveLength(1);
	});

	test('ends when the time is up', async () => {
		const id = await created();
		const stops = await link(id, { timeLimit: 0 });
		bvnk.v2.terminate(await created({ ...mira, reference: 'crm-2', additionalFields: {} }));

		expect(stops.error!.message).toBe('BVNK gave no onboarding link after 0 minutes');
		expect(stops.error!.description).toContain('Customers API v1');
	});

	test('does not wait for a customer that BVNK has decided on', async () => {
		const id = await created();
		bvnk.v2.setStatus(id, 'VERIFIED');
		const { error } = await link(id);

		expect(error!.message).toContain('BVNK has decided on the customer');
		expect(bvnk.count({ method: 'GET' })).toBe(1);
	});
});

describe('Get Required Actions', () => {
	const actions = (id: string, more: IDataObject = {}) =>
		run({ operation: 'getRequiredActions', customerId: customer(id), ...more });

	test('gives an item for each thing to do: what, whose, and by which operation', async () => {
		const { rows } = await actions(await created(northwind));
		const [first] = rows;

		expect(first).toMatchObject({
			customerName: 'Northwind Robotics GmbH',
			todo: 'Accept the agreement Platform terms.',
			kind: 'agreement',
			of: 'customer',
			status: 'REQUIRED',
			operation: 'Agreement › Answer',
			agreementId: expect.any(String),
		});
		expect(rows).toContainEqual(
			expect.objectContaining({
				todo: 'Upload a selfie.',
				of: 'associate',
				name: 'Jonas Brandt',
				operation: 'Document › Upload',
				anyOf: ['SELFIE'],
			}),
		);
		expect(rows).toContainEqual(
			expect.objectContaining({
				todo: "Upload a passport, an ID card, a driver's license or a residence permit.",
				anyOf: ['PASSPORT', 'ID_CARD', 'DRIVERS', 'RESIDENCE_PERMIT'],
			}),
		);
		expect(rows).toContainEqual(
			expect.objectContaining({
				todo: 'Provide Nationality.',
				name: 'Aino Laine',
				operation: 'Associate › Update',
				field: 'entity.nationality',
			}),
		);
	});

	test('asks for the name of an owning company, which does not stand in the customer', async () => {
		const id = await created(northwind);
		const holding = await run({
			resource: 'associate',
			operation: 'create',
			customerId: customer(id),
			kind: 'BUSINESS_REGISTRATION',
			types: ['UBO'],
			name: 'Northwind Holding GmbH',
			registrationNumber: 'HRB 204418',
			additionalFields: { countryCode: 'DE' },
		});
		const associateId = holding.rows[0]!.id as string;
		bvnk.v2.requireAction(id, {
			type: 'DATA',
			code: 'OWNERSHIP',
			status: 'REQUIRED',
			target: { kind: 'FIELD', path: 'ownership.percentage', associateId },
		});
		const { rows } = await actions(id);

		expect(rows).toContainEqual(
			expect.objectContaining({ associateId, name: 'Northwind Holding GmbH' }),
		);
	});

	test.each<[string, IDataObject, IDataObject]>([
		[
			'a role that nobody has',
			{ type: 'USER_ROLE', code: 'MISSING_DIRECTOR', description: 'Name at least one director' },
			{ todo: 'Name at least one director.', kind: 'role', operation: 'Associate › Create' },
		],
		[
			'what BVNK must do',
			{ type: 'BLOCKER', code: 'MANUAL_REVIEW' },
			{ todo: 'Wait for BVNK, or ask its support.', kind: 'blocker', operation: null },
		],
		[
			'a field of the customer',
			{ type: 'DATA', target: { kind: 'FIELD', path: 'individual.taxIdentification.number' } },
			{
				todo: 'Provide Tax Identification › Tax Number.',
				kind: 'data',
				operation: 'Customer › Update',
			},
		],
		[
			'a field of a company as Update has it',
			{ type: 'DATA', target: { kind: 'FIELD', path: 'company.businessProfile.naicsCode' } },
			{ todo: 'Provide Business Profile › NAICS Code.', operation: 'Customer › Update' },
		],
		[
			'a field that Update does not have',
			{ type: 'DATA', target: { kind: 'FIELD', path: 'company.sourceOfWealth' } },
			{ todo: 'Provide company.sourceOfWealth in Extra JSON.', operation: 'Customer › Update' },
		],
		[
			'a field of an associate, in either of BVNK’s words',
			{
				type: 'DATA',
				target: {
					kind: 'FIELD',
					path: 'person.taxIdentification.number',
					associateId: 'c4b0f6de-9a43-4a7d-8d0d-0c5a8a2f4e11',
				},
			},
			{ todo: 'Provide Tax Identification › Tax Number.', operation: 'Associate › Update' },
		],
		[
			'a share of an associate, by its place in the company',
			{
				type: 'DATA',
				target: {
					kind: 'FIELD',
					path: 'company.associates[0].ownership.percentage',
					associateId: 'c4b0f6de-9a43-4a7d-8d0d-0c5a8a2f4e11',
				},
			},
			{ todo: 'Provide Ownership › Percentage.', operation: 'Associate › Update' },
		],
		[
			'the roles of an associate, in the words of a creation',
			{
				type: 'DATA',
				target: {
					kind: 'FIELD',
					path: 'company.associates[0].titles',
					associateId: 'c4b0f6de-9a43-4a7d-8d0d-0c5a8a2f4e11',
				},
			},
			{ todo: 'Provide Roles.', operation: 'Associate › Update' },
		],
		[
			'a bill',
			{ type: 'DATA', target: { kind: 'DOCUMENT', types: ['UTILITY_BILL'] } },
			{ todo: 'Upload a utility bill.' },
		],
		[
			'what nobody has documented',
			{ type: 'NEW', code: 'SOMETHING', target: 7 },
			{ todo: 'SOMETHING.', kind: 'other', operation: null },
		],
	])('names %s', async (_, action, expected) => {
		const id = await created();
		bvnk.fail(
			{ method: 'GET' },
			{
				status: 200,
				body: { id, status: 'ACTIONS_REQUIRED', requiredActions: [action, null, 'x'] },
			},
		);
		const { rows } = await actions(id);

		expect(rows).toMatchObject([expected]);
	});

	test.each([
		['COMPANY', 'address.city', 'Provide Registered Address › City.'],
		['INDIVIDUAL', 'address.city', 'Provide Address › City.'],
		['INDIVIDUAL', 'registrationNumber', 'Provide registrationNumber in Extra JSON.'],
	])(
		'names the field of a customer of type %s as its own form does: %s',
		async (type, path, todo) => {
			const id = await created();
			const requiredActions = [{ type: 'DATA', target: { kind: 'FIELD', path } }];
			bvnk.fail({ method: 'GET' }, { status: 200, body: { id, type, requiredActions } });

			expect((await actions(id)).rows).toMatchObject([{ todo }]);
		},
	);

	test('leaves out what is being looked at, unless it is wanted', async () => {
		const id = await created();
		bvnk.fail(
			{ method: 'GET', times: 2 },
			{ status: 200, body: { id, requiredActions: [{ code: 'SELFIE', status: 'PROCESSING' }] } },
		);
		const all = await actions(id, { includeProcessing: true });

		expect((await actions(id)).rows).toEqual([]);
		expect(all.rows).toMatchObject([{ status: 'PROCESSING', operation: null }]);
	});

	test('gives one item with all, also where nothing is left', async () => {
		const id = await created();
		bvnk.v2.setStatus(id, 'VERIFIED');
		const { rows } = await actions(id, { output: 'customer' });

		expect(rows).toMatchObject([{ customerId: id, status: 'VERIFIED', open: 0, toDos: [] }]);
	});
});

describe('Wait for Status', () => {
	test('goes on when the status is there', async () => {
		const id = await created();
		bvnk.v2.setStatus(id, 'VERIFIED');
		const { rows } = await run({ operation: 'waitForStatus', customerId: customer(id) });

		expect(rows).toMatchObject([
			{ id, status: 'VERIFIED', statusGroup: 'verified', reached: true },
		]);
	});
});

describe('Update of a Business Profile, which replaces what is there', () => {
	const profile = {
		naicsCode: '541512',
		website: 'https://northwind.example',
		monthlyExpectedVolumes: 'ABOVE_10M',
		sourceOfFunds: 'SHAREHOLDER_CAPITAL',
		intendedUseOfAccount: 'PAYROLL',
		isRegulated: true,
	};
	const updated = async (values: IDataObject) => {
		const id = await created(northwind);
		const before = bvnk.v2.customers.get(id)!.fields.businessProfile;
		const { error } = await run({
			operation: 'update',
			customerId: customer(id),
			customerType: 'company',
			updateFields: { businessProfile: group(values) },
		});
		return { error, before, there: bvnk.v2.customers.get(id)!.fields.businessProfile };
	};

	test('sends it whole', async () => {
		const { error, there } = await updated(profile);

		expect(error).toBeUndefined();
		expect(there).toEqual(profile);
	});

	test('sends no part of it, which would take the rest away', async () => {
		const { error, before, there } = await updated({ website: 'https://northwind.example' });

		expect(error!.message).toContain("'Business Profile › NAICS Code'");
		expect(before).toHaveProperty('sourceOfFunds');
		expect(there).toEqual(before);
	});
});

describe('Update', () => {
	const update = (id: string, more: IDataObject) =>
		run({ operation: 'update', customerId: customer(id), ...more });

	test('sends a group whole, inside the type, and reads the customer again', async () => {
		const id = await created();
		const { rows, error } = await update(id, {
			updateFields: {
				lastName: 'Berger',
				address: {
					value: {
						addressLine1: 'Elbweg 9',
						city: 'Hamburg',
						postalCode: '22587',
						countryCode: 'DE',
					},
				},
			},
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ id, name: 'Mira Berger', updated: true }]);
		expect(bvnk.v2.customers.get(id)!.fields.address).toEqual({
			addressLine1: 'Elbweg 9',
			city: 'Hamburg',
			postalCode: '22587',
			countryCode: 'DE',
		});
	});

	test('changes a company', async () => {
		const id = await created(northwind);
		const { rows } = await update(id, {
			customerType: 'company',
			updateFields: { name: 'Northwind AG' },
		});

		expect(rows).toMatchObject([{ id, name: 'Northwind AG', updated: true }]);
	});

	test('sends nothing where there is nothing to change', async () => {
		const { error } = await update(await created(), { updateFields: {} });

		expect(error!.message).toBe("'Update Fields' is empty: there is nothing to change");
	});

	test('explains a customer that cannot be changed any more, of the other type, and of v1', async () => {
		const id = await created();
		const company = await created(northwind);
		bvnk.seedCustomers(1);
		const [v1] = bvnk.customers.keys();
		bvnk.v2.setStatus(id, 'PENDING');
		const change = { updateFields: { lastName: 'Berger' } };

		const errors = await Promise.all(
			[id, company, v1!].map(async (one) => (await update(one, change)).error!),
		);

		expect(errors.map(({ message }) => message)).toEqual([
			expect.stringContaining('BVNK takes no update of this customer any more'),
			expect.stringContaining("it does not fit the customer's type"),
			expect.stringContaining('BVNK takes no update of this customer through v2'),
		]);
		expect(errors.map(({ context }) => context.code)).toEqual([
			'bvnk:onboarding-accounts:4004',
			'bvnk:onboarding-accounts:4021',
			'bvnk:onboarding-accounts:4017',
		]);
		expect(errors[2]!.description).toContain('Customer › Update');
	});
});

test('references of rows stay with their rows', async () => {
	const bodies = await many(5);

	expect(references((await run({ operation: 'getAll', returnAll: true })).rows)).toEqual(
		bodies.map(({ reference }) => reference),
	);
});
