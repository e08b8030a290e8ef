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
