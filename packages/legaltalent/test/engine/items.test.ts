// Several rows: checked before the first is sent, each linked to its input, none lost; and nothing personal in what
// a person or a log gets to see of what went wrong.

import { byId, runNode, withRecorder, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 2 });
const recorder = withRecorder();

const create = { operation: 'create', name: '={{ $json.name }}', clientId: '={{ $json.id }}' };
const row = (name: string, id: string) => ({ name, id });

test('a bad row is told before any is sent', async () => {
	const input = [row('Northwind', 'a'), row('', 'b'), row('Contoso', 'c')];
	const { error } = await runNode(legalTalent, { parameters: create, input });

	expect(error?.message).toBe("'Name' is empty [row 2 (item 1)]");
	expect(error?.description).toContain('nothing was sent');
	expect(legalTalent.requests).toHaveLength(0);
});

test('on fail, the others go on, and every output is linked to its row', async () => {
	const input = [row('Northwind', 'a'), row('', 'b'), row('Contoso', 'merchant_0001')];
	const { items } = await runNode(legalTalent, {
		parameters: create,
		input,
		settings: { onError: 'continueRegularOutput' },
	});

	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(items.map(({ json }) => json)).toMatchObject([
		{ client_id: 'a', customer_id: expect.any(String) },
		{ error: "'Name' is empty" },
		{ error: expect.stringContaining('client ID already'), httpCode: 409, code: 'CONFLICT' },
	]);
});

test('on the error output, a failed row keeps what it was', async () => {
	const { items, errorItems } = await runNode(legalTalent, {
		parameters: create,
		input: [row('Northwind', 'a'), row('Contoso', 'merchant_0001')],
		settings: { onError: 'continueErrorOutput' },
	});

	expect(items).toHaveLength(1);
	expect(errorItems.map(({ json }) => json)).toMatchObject([
		{ name: 'Contoso', id: 'merchant_0001', error: { httpCode: 409 } },
	]);
});

test('all rows of a list are linked to the item that asked', async () => {
	const { items } = await runNode(legalTalent, {
		parameters: { operation: 'getAll', returnAll: true },
		input: [{}, {}],
	});

	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		...[0, 0, 1, 1].map((item) => ({ item })),
	]);
});

describe('what LegalTalent repeats of what it was sent', () => {
	const PERSONAL = ['Amelie Rothenburg', '12-3456789', 'amelie@northwind.example', 'hush-4711'];
	const TOKEN = 'sk_EXAMPLE';

	test.each<[string, object]>([
		[
			'a customer',
			{
				operation: 'create',
				name: PERSONAL[0],
				additionalFields: { taxId: PERSONAL[1], extraJson: { note: PERSONAL[3] } },
			},
		],
		[
			'a session',
			{
				resource: 'session',
				operation: 'create',
				workflowId: byId('w-1'),
				linkBy: 'none',
				additionalFields: {
					userEmail: PERSONAL[2],
					userName: PERSONAL[0],
					metadata: { note: PERSONAL[3] },
				},
			},
		],
		[
			'a screening',
			{
				resource: 'screening',
				operation: 'checkSubject',
				fullName: PERSONAL[0],
				lists: ['un'],
				additionalFields: { documentId: PERSONAL[1] },
			},
		],
		[
			'a free body',
			{
				resource: 'session',
				operation: 'extend',
				sessionId: 's-1',
				body: { note: PERSONAL[3] },
			},
		],
	])('of %s comes back neither in the error nor in n8n’s log', async (_, parameters) => {
		recorder.answer = {
			status: 400,
			body: {
				status: 'error',
				error: { message: `Refused: ${PERSONAL.join(', ')}`, code: PERSONAL[3] },
			},
		};
		const { error, log, run } = await runNode(recorder, { parameters: { ...parameters } });
		const told = `${error?.message} ${error?.description} ${JSON.stringify(error?.context)} ${log}`;
		const sent = recorder.received[0]!.text;

		expect(told).toContain('Refused: ');
		for (const text of PERSONAL.filter((one) => sent.includes(one))) {
			expect(told).not.toContain(text);
		}
		expect(told + JSON.stringify(run.data.resultData.error)).not.toContain(TOKEN);
	});
});

test('an access token is in the output, and in no log', async () => {
	const { rows, log } = await runNode(legalTalent, {
		parameters: {
			resource: 'session',
			operation: 'create',
			workflowId: byId(legalTalent.workflows[0]!.workflow_id),
			linkBy: 'none',
		},
	});
	const { access_token: token } = rows[0] as { access_token: string };

	expect(legalTalent.sessions.get(rows[0]!['session_id'] as string)?.access_token).toBe(token);
	expect(log).not.toContain(token);
});
