// What each operation of sessions, workflows and screenings sends, and gives.

import { byId, runNode, withRecorder, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 2 });
const recorder = withRecorder();

const workflow = () => legalTalent.workflows[0]!.workflow_id;
const first = () => [...legalTalent.customers.values()][0]!;
const run = async (parameters: object) =>
	await runNode(legalTalent, { parameters: { resource: 'session', ...parameters } });

const create = (more: object = {}) => ({
	operation: 'create',
	workflowId: byId(workflow()),
	linkBy: 'customerId',
	customerId: byId(first().customer_id),
	...more,
});

/** A session that exists. */
async function session(more: object = {}) {
	const { rows, error } = await run(create(more));
	if (error) throw error;
	return rows[0] as { session_id: string; access_token: string };
}

describe('Create', () => {
	test('sends each field under LegalTalent’s name, with metadata merged', async () => {
		await runNode(recorder, {
			parameters: {
				resource: 'session',
				...create(),
				additionalFields: {
					ttlDays: 14,
					userEmail: 'amelie@northwind.example',
					userName: 'Amelie Roth',
					metadata: '{"order": 7}',
					extraJson: { language: 'es' },
				},
			},
		});

		expect(recorder.received).toMatchObject([{ method: 'POST', url: '/kyc/sessions' }]);
		expect(recorder.received[0]!.body).toEqual({
			workflow_id: workflow(),
			customer_id: first().customer_id,
			ttl_days: 14,
			metadata: { user_email: 'amelie@northwind.example', user_name: 'Amelie Roth', order: 7 },
			language: 'es',
		});
	});

	test.each([
		['clientId', { clientId: 'merchant_0002' }, { client_id: 'merchant_0002' }],
		['none', {}, {}],
	])('links by %s, and sends no other link', async (linkBy, more, link) => {
		await runNode(recorder, {
			parameters: { resource: 'session', ...create(), linkBy, ...more },
		});

		expect(recorder.received[0]!.body).toEqual({ workflow_id: workflow(), ...link });
	});

	test('gives the session with its access token and link', async () => {
		const { rows } = await run(create());

		expect(rows).toMatchObject([
			{
				session_id: expect.any(String),
				access_token: expect.any(String),
				public_url: expect.stringContaining('/public/sessions/'),
				customer_id: first().customer_id,
			},
		]);
	});

	test('needs a customer, unless it is told that there is none', async () => {
		const { error } = await run(create({ customerId: byId('={{ "" }}') }));

		expect(error?.message).toBe("'Customer' is empty");
		expect(legalTalent.requests).toHaveLength(0);
	});

	test.each([
		[{ ttlDays: 0 }, "'Days to Live' must be a number of 1 or more"],
		[{ ttlDays: 1.5 }, "'Days to Live' must be a whole number"],
		[{ userEmail: 'amelie' }, "'User Email' must be an e-mail address"],
		[{ metadata: '[]' }, "'Metadata' must be a JSON object, and a list came"],
	])('refuses %j before anything is sent', async (additionalFields, message) => {
		const { error } = await run(create({ additionalFields }));

		expect(error?.message).toBe(message);
		expect(legalTalent.requests).toHaveLength(0);
	});
});

test('Get gives the session', async () => {
	const { session_id: id } = await session();
	const { rows } = await run({ operation: 'get', sessionId: id });

	expect(rows).toMatchObject([{ session_id: id, status: 'PENDING' }]);
});

test('Generate Link makes a new link, and the old one ends', async () => {
	const { session_id: id, access_token: old } = await session();
	const { rows } = await run({ operation: 'generateLink', sessionId: id });
	const statusOf = async (token: unknown) =>
		(await fetch(`${legalTalent.url}/public/sessions/${String(token)}`)).status;

	expect(rows).toMatchObject([{ session_id: id, access_token: expect.any(String) }]);
	expect(await statusOf(old)).toBe(404);
	expect(await statusOf(rows[0]!['access_token'])).toBe(200);
});

test('Extend sends what is given as JSON', async () => {
	const { session_id: id } = await session();
	const before = Date.parse(legalTalent.sessions.get(id)!.expires_at);
	const { rows } = await run({ operation: 'extend', sessionId: id, body: '{"ttl_days": 3}' });

	expect(rows).toMatchObject([{ session_id: id }]);
	expect(Date.parse(rows[0]!['expires_at'] as string) - before).toBe(3 * 24 * 3600 * 1000);
});

describe('Wait for Decision', () => {
	const wait = (sessionId: string, more: object = {}) => ({
		operation: 'waitForDecision',
		sessionId,
		timeLimit: 0,
		...more,
	});

	test.each(['upper', 'lower'] as const)(
		'goes on once it is decided, in %s case',
		async (inCase) => {
			legalTalent.settings.statusCase = inCase;
			const { session_id: id } = await session();
			legalTalent.decide(id, 'approved', 'flagged');
			const { rows } = await run(wait(id));

			expect(Object.keys(rows[0]!).slice(0, 4)).toEqual([
				'session_id',
				'status',
				'final_decision',
				'reached',
			]);
			expect(rows).toMatchObject([
				{
					status: inCase === 'upper' ? 'APPROVED' : 'approved',
					final_decision: 'flagged',
					reached: true,
					reads: 1,
				},
			]);
		},
	);

	test('stops with an error where it is not decided in time', async () => {
		const { session_id: id } = await session();
		const { error } = await run(wait(id));

		expect(error?.message).toBe('The session is PENDING after 0 minutes');
	});

	test('goes on without a decision where it is told to, and says so', async () => {
		const { session_id: id } = await session();
		const { rows, hints } = await run(wait(id, { whenTimeIsUp: 'continue' }));

		expect(rows).toMatchObject([{ status: 'PENDING', reached: false }]);
		expect(JSON.stringify(hints)).toContain('The session is PENDING after 0 minutes');
	});

	test('waits for the statuses that are given', async () => {
		const { session_id: id } = await session();
		legalTalent.decide(id, 'manual_review');
		const { rows } = await run(wait(id, { statuses: 'manual_review' }));

		expect(rows).toMatchObject([{ status: 'MANUAL_REVIEW', reached: true }]);
	});
});

describe('Workflow', () => {
	test('Get Many lists them', async () => {
		const { rows } = await run({ resource: 'workflow', operation: 'getAll' });

		expect(rows).toEqual(legalTalent.workflows);
	});

	test('Get gives one', async () => {
		const { rows } = await run({
			resource: 'workflow',
			operation: 'get',
			workflowId: byId(workflow()),
		});

		expect(rows).toEqual([legalTalent.workflows[0]]);
	});
});

describe('Check Subject', () => {
	const check = (more: object) => ({
		resource: 'screening',
		operation: 'checkSubject',
		lists: ['ofac', 'un'],
		...more,
	});

	test('sends the subject and the lists', async () => {
		await runNode(recorder, {
			parameters: check({
				fullName: 'Amelie Roth',
				additionalFields: { birthDate: '1991-03-08', nationality: 'DE', documentType: 'passport' },
			}),
		});

		expect(recorder.received).toMatchObject([{ method: 'POST', url: '/kyc' }]);
		expect(recorder.received[0]!.body).toEqual({
			subject: {
				full_name: 'Amelie Roth',
				birth_date: '1991-03-08',
				nationality: 'DE',
				document_type: 'passport',
			},
			lists: ['ofac', 'un'],
		});
	});

	test('gives the answer as it comes, which has no envelope', async () => {
		const { rows } = await run(check({ additionalFields: { walletAddress: '0xAbC0001' } }));

		expect(rows).toEqual([
			{
				result: [
					{ list: 'ofac', matches: [] },
					{ list: 'un', matches: [] },
				],
				subject: { wallet_address: '0xAbC0001' },
			},
		]);
	});

	test('looks in no list that nobody chose', async () => {
		const { error } = await run(check({ fullName: 'Amelie Roth', lists: '={{ [] }}' }));

		expect(error?.message).toBe("'Lists' is empty");
		expect(legalTalent.requests).toHaveLength(0);
	});

	test('needs something to look for', async () => {
		const { error } = await run(check({ additionalFields: { birthDate: '1991-03-08' } }));

		expect(error?.message).toContain("'Full Name' is empty");
		expect(legalTalent.requests).toHaveLength(0);
	});
});
