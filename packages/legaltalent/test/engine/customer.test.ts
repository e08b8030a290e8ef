// What each customer operation sends, and gives.

import { byId, runNode, withRecorder, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 3 });
const recorder = withRecorder();

const first = () => [...legalTalent.customers.values()][0]!;
const run = async (parameters: object, input = [{}]) =>
	await runNode(legalTalent, { parameters: { ...parameters }, input });

describe('Create', () => {
	const create = (more: object = {}) => ({
		operation: 'create',
		name: 'Northwind Trading Ltd',
		entityType: 'company',
		...more,
	});

	test('sends each field under LegalTalent’s name, and nothing that is empty', async () => {
		await runNode(recorder, {
			parameters: create({
				clientId: 'merchant_1',
				additionalFields: {
					country: 'US',
					taxId: '12-3456789',
					website: 'northwind.example',
					extraJson: '{"industry": "retail"}',
				},
			}),
		});
		await runNode(recorder, { parameters: create({ clientId: ' ' }) });

		expect(recorder.received).toMatchObject([
			{ method: 'POST', url: '/customers', headers: { authorization: 'Bearer sk_EXAMPLE' } },
			{ method: 'POST', url: '/customers' },
		]);
		expect(recorder.received.map(({ body }) => body)).toEqual([
			{
				name: 'Northwind Trading Ltd',
				entity_type: 'company',
				client_id: 'merchant_1',
				country: 'US',
				tax_id: '12-3456789',
				website: 'https://northwind.example',
				industry: 'retail',
			},
			{ name: 'Northwind Trading Ltd', entity_type: 'company' },
		]);
	});

	test('gives what LegalTalent answers, out of its envelope', async () => {
		const { rows } = await run(create({ clientId: 'merchant_9' }));

		expect(rows).toEqual([expect.objectContaining({ client_id: 'merchant_9', status: 'active' })]);
		expect(legalTalent.customers.has(rows[0]!['customer_id'] as string)).toBe(true);
	});

	test('gives the envelope where it is asked for', async () => {
		const { rows } = await run(create({ options: { fullResponse: true } }));

		expect(rows).toEqual([
			{
				status: 'success',
				data: expect.objectContaining({ name: 'Northwind Trading Ltd' }),
				meta: { request_id: expect.any(String) },
			},
		]);
	});

	test('takes the label of an entity type, and any other value with a remark', async () => {
		const label = await run(create({ entityType: 'Individual' }));
		const other = await run(create({ entityType: '={{ "vessel" }}' }));

		expect(label.rows).toMatchObject([{ entity_type: 'individual' }]);
		expect(other.rows).toMatchObject([{ entity_type: 'vessel' }]);
		expect(JSON.stringify(other.hints)).toContain("'Entity Type' is none of the values");
	});

	test('says that the client ID is taken', async () => {
		const { error } = await run(create({ clientId: first().client_id }));

		expect(error?.message).toMatch(/^LegalTalent has a customer with this client ID already/);
		expect(error?.httpCode).toBe('409');
		expect(legalTalent.customers.size).toBe(3);
	});

	test('refuses rows with one client ID before any is sent', async () => {
		const input = [{ id: 'a' }, { id: 'b' }, { id: 'a' }];
		const { error } = await run(create({ clientId: '={{ $json.id }}' }), input);

		expect(error?.message).toBe("'Client ID' is that of row 1 (item 0), too [row 3 (item 2)]");
		expect(legalTalent.requests).toHaveLength(0);
	});

	test('tells which fields are not right, by their labels, before anything is sent', async () => {
		const { error } = await run(
			create({
				name: '={{ "" }}',
				additionalFields: { website: 'not a site', country: 'Atlantis' },
			}),
		);

		expect(error?.message).toContain("'Name' is empty");
		expect(error?.message).toContain("'Website' must be a URL");
		expect(error?.message).toContain("'Country' must be");
		expect(error?.description).toContain('Nothing was sent for this item.');
		expect(legalTalent.requests).toHaveLength(0);
	});

	test('remarks on several rows without a client ID', async () => {
		const { hints } = await run(create(), [{}, {}]);

		expect(JSON.stringify(hints)).toContain("'Client ID' is empty. Run again");
	});
});

describe('one customer', () => {
	test.each([
		['get', '/customers/', ''],
		['getOrganization', '/customers/', '/organization'],
		['getRiskProfile', '/customers/', '/risk-profile'],
		['getSessions', '/customers/', '/sessions'],
	])('%s reads it, with no parameter that was not asked for', async (operation, before, after) => {
		const { customer_id: id } = first();
		const { error } = await run({ operation, customerId: byId(id) });

		expect(error).toBeUndefined();
		expect(legalTalent.requests).toMatchObject([
			{ method: 'GET', path: `${before}${id}${after}`, query: '', status: 200 },
		]);
	});

	test('may be given as a whole object, and by an ID of another form', async () => {
		await runNode(recorder, {
			parameters: { operation: 'get', customerId: '={{ $json }}' },
			input: [{ customer_id: 'cus_12', name: 'Northwind' }],
		});

		expect(recorder.received.map(({ url }) => url)).toEqual(['/customers/cus_12']);
	});

	test.each(['={{ "" }}', '../kyc/tenants/me', 'a/b', 'a?b=c'])('is not %j', async (id) => {
		const { error } = await run({ operation: 'get', customerId: byId(id) });

		expect(error?.message).toMatch(/^'Customer' (is empty|must be the ID of a customer)/);
		expect(legalTalent.requests).toHaveLength(0);
	});

	test('is told where LegalTalent does not know it', async () => {
		const id = '00000000-0000-4000-8000-000000000000';
		const { error } = await run({ operation: 'get', customerId: byId(id) });

		expect(error?.message).toBe('LegalTalent knows no such customer: Customer not found');
		expect(error?.description).toContain("It is LegalTalent's own ID, not your client ID.");
	});

	test('is refused where another one is answered', async () => {
		recorder.answer = {
			status: 200,
			body: { status: 'success', data: { customer_id: first().customer_id } },
		};
		const { error } = await runNode(recorder, {
			parameters: {
				operation: 'get',
				customerId: byId('00000000-0000-4000-8000-000000000000'),
			},
		});

		expect(error?.message).toBe(
			'LegalTalent answered with another customer than the one that was asked for',
		);
	});
});

describe('an answer about somebody else is refused', () => {
	const OTHER = '00000000-0000-4000-8000-000000000000';

	test.each<[string, () => object, object]>([
		[
			'to Create',
			() => ({ operation: 'create', name: 'A', clientId: 'a-1' }),
			{ customer_id: OTHER, client_id: 'b-2' },
		],
		[
			'to Get Sessions',
			() => ({ operation: 'getSessions', customerId: byId(first().customer_id) }),
			{ sessions: [{ session_id: 's', customer_id: OTHER }] },
		],
		[
			'to Session › Create',
			() => ({
				resource: 'session',
				operation: 'create',
				workflowId: byId(legalTalent.workflows[0]!.workflow_id),
				customerId: byId(first().customer_id),
			}),
			{ session_id: 's', customer_id: OTHER },
		],
	])('%s', async (_, parameters, data) => {
		recorder.answer = { status: 200, body: { status: 'success', data } };
		const { error } = await runNode(recorder, { parameters: { ...parameters() } });

		expect(error?.message).toMatch(/^LegalTalent answered with another (customer|session) than/);
	});
});

test('Get Risk Profile sends the query parameters that are named', async () => {
	const { rows } = await run({
		operation: 'getRiskProfile',
		customerId: byId(first().customer_id),
		options: { queryParameters: { pair: [{ name: 'recalculate', value: 'true' }] } },
	});

	expect(rows).toMatchObject([{ risk_score: expect.any(Number), asked: { recalculate: 'true' } }]);
});

test('Update changes what is given, and keeps the rest', async () => {
	const { customer_id: id, client_id } = first();
	const { rows } = await run({
		operation: 'update',
		customerId: byId(id),
		updateFields: { website: 'https://new.example', extraJson: { tier: 'gold' } },
	});

	expect(rows).toMatchObject([{ customer_id: id, website: 'https://new.example', tier: 'gold' }]);
	expect(first()).toMatchObject({ client_id, entity_type: 'company', tier: 'gold' });
});

test('Update without a field is refused before anything is sent', async () => {
	const { error } = await run({ operation: 'update', customerId: byId(first().customer_id) });

	expect(error?.message).toBe("'Update Fields' is empty: there is nothing to change");
	expect(legalTalent.requests).toHaveLength(0);
});

test('Deactivate deactivates, and says so where LegalTalent answers nothing', async () => {
	const { customer_id: id } = first();
	const { rows } = await run({ operation: 'deactivate', customerId: byId(id) });
	legalTalent.fail({ method: 'DELETE', before: false }, { kind: 'empty', status: 204 });
	const silent = await run({ operation: 'deactivate', customerId: byId(id) });

	expect(rows).toMatchObject([{ customer_id: id, success: true, status: 'inactive' }]);
	expect(silent.rows).toEqual([{ customer_id: id, success: true }]);
});

describe('Add to Monitoring', () => {
	const monitor = (body: unknown = '{}') => ({
		operation: 'addToMonitoring',
		customerId: byId(first().customer_id),
		body,
	});

	test('sends the body as it is given', async () => {
		const { rows } = await run(monitor('{"watchlist_id": "w-1"}'));

		expect(rows).toMatchObject([{ monitored: true, watchlist_id: 'w-1' }]);
		expect(legalTalent.monitored).toEqual([first().customer_id]);
	});

	test('says where no seats are left', async () => {
		legalTalent.settings.seats = 0;
		const { error } = await run(monitor());

		expect(error?.message).toBe(
			'LegalTalent wants to be paid first (status 402): No watchlist seats available',
		);
	});

	test('takes nothing but an object', async () => {
		const { error } = await run(monitor('[1]'));

		expect(error?.message).toBe("'Body' must be a JSON object, and a list came");
		expect(legalTalent.requests).toHaveLength(0);
	});
});
