// The embedded BVNK speaks Customers API v2: customers are created, searched, read and updated.
import { randomUUID } from 'node:crypto';
import { call, type CallOptions } from '../sandbox/client';
import { individualBodyV2 } from '../sandbox/v2/data';
import { type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v2/customers';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const post = (path: string, body: unknown, key = randomUUID(), options: CallOptions = {}) =>
	call(sandbox, 'POST', path, { body, headers: { 'idempotency-key': key }, ...options });
test('a create answers 201 with a summary in INFO_REQUIRED', async () => {
	const { status, json } = await post(CUSTOMERS, individualBodyV2(1));

	expect(status).toBe(201);
	expect(json).toMatchObject({
		reference: 'v2-000001',
		status: 'INFO_REQUIRED',
		type: 'INDIVIDUAL',
	});
	expect(json).toMatchObject({ model: 'EMBEDDED_BVNK_MANAGED', useCase: 'FIAT' });
});
