// Creating customers through v2: what BVNK gets, and that each reference is one customer.
import type { IDataObject } from 'n8n-workflow';
import { withSandbox } from '../servers';
import { runNode } from './engine';
import { mira, miraBody, northwind, northwindBody, personFromRow, personRows } from './rows';

const bvnk = withSandbox();
afterEach(() => jest.restoreAllMocks());

const POST = { method: 'POST', path: '/platform/v2/customers' };
const bodies = () =>
	[...bvnk.v2.customers.values()].map(({ type, reference, useCase, fields, associates }) => ({
		type,
		reference,
		useCase,
		fields,
		associates: associates.length,
	}));

test('Create Individual sends every field, and gives the customer as it was read afterwards', async () => {
	const { rows, error } = await runNode(bvnk, { parameters: mira });

	expect(error).toBeUndefined();
	const [customer] = bvnk.v2.customers.values();
	expect(customer!.fields).toEqual(miraBody.individual);
	expect(rows).toEqual([
		expect.objectContaining({
			id: customer!.id,
			reference: 'crm-000417',
			name: 'Mira Holt',
			type: 'INDIVIDUAL',
			status: 'INFO_REQUIRED',
			statusGroup: 'actionRequired',
			statusConfirmed: true,
			existed: false,
		}),
	]);
	expect(bvnk.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
});

test('Create Company sends every field, with its associates as persons and titles', async () => {
	const { rows, error } = await runNode(bvnk, { parameters: northwind });

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([{ reference: 'crm-c-0093', type: 'COMPANY', existed: false }]);
	const { associates: _, ...fields } = northwindBody.company;
	expect(bodies()).toMatchObject([{ useCase: 'FIAT', fields, associates: 2 }]);
});
