// What is sent again after a fault, and what is not: LegalTalent has no idempotency keys.

import type { Fault } from '../../../../test/tools/server/faults';
import { byId, runNode, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 1 });

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

const first = () => [...legalTalent.customers.values()][0]!;
const create = (more: object = {}) => ({ operation: 'create', name: 'Northwind', ...more });
const run = async (parameters: object) =>
	await runNode(legalTalent, { parameters: { ...parameters } });

const LOST: Array<[string, Fault]> = [
	['the connection is cut', { kind: 'cutAfter' }],
	['a gateway gives up (504)', { status: 504, body: { message: 'Endpoint request timed out' } }],
	['a gateway fails (502)', { status: 502 }],
];

/** Writes, by the path that they go to. */
const writes = (): Array<[string, RegExp, object]> => {
	const customerId = byId(first().customer_id);
	const session = { resource: 'session', sessionId: [...legalTalent.sessions.keys()][0] };
	return [
		['customer create', /^\/customers$/, create()],
		[
			'customer update',
			/^\/customers\/[^/]+$/,
			{ operation: 'update', customerId, updateFields: { name: 'A' } },
		],
		['customer deactivate', /^\/customers\/[^/]+$/, { operation: 'deactivate', customerId }],
		['customer addToMonitoring', /monitor$/, { operation: 'addToMonitoring', customerId }],
		[
			'session create',
			/^\/kyc\/sessions$/,
			{
				resource: 'session',
				operation: 'create',
				workflowId: byId(legalTalent.workflows[0]!.workflow_id),
				linkBy: 'clientId',
				clientId: 'new_1',
			},
		],
		['session generateLink', /generate-link$/, { ...session, operation: 'generateLink' }],
		['session extend', /extend$/, { ...session, operation: 'extend' }],
		[
			'screening checkSubject',
			/^\/kyc$/,
			{ resource: 'screening', operation: 'checkSubject', fullName: 'A B', lists: ['un'] },
		],
	];
};

describe.each(LOST)('when %s after it was carried out', (_, fault) => {
	test('no write is sent again, and each says what may have happened', async () => {
		await run({
			resource: 'session',
			operation: 'create',
			workflowId: byId(legalTalent.workflows[0]!.workflow_id),
			customerId: byId(first().customer_id),
		});
		for (const [name, path, parameters] of writes()) {
			const before = legalTalent.requests.length;
			legalTalent.fail({ path, before: false }, fault);
			const { error } = await run(parameters);

			expect([name, legalTalent.requests.length - before]).toEqual([name, 1]);
			expect(error?.description).toContain('LegalTalent may have acted on it.');
		}
	});

	test('a creation with a client ID is, and the repeat’s conflict is told as made', async () => {
		legalTalent.fail({ method: 'POST', before: false }, fault);
		const { rows, error, hints } = await run(create({ clientId: 'merchant_7' }));

		expect(error).toBeUndefined();
		expect(rows).toEqual([
			{
				name: 'Northwind',
				entity_type: 'company',
				client_id: 'merchant_7',
				customer_id: null,
				created: true,
				answerLost: true,
			},
		]);
		expect(legalTalent.count({ method: 'POST' })).toBe(2);
		expect(legalTalent.customers.size).toBe(2);
		expect(JSON.stringify(hints)).toContain('the customer was made, unless it was there before');
	});
});

describe('where the repeat’s conflict names the customer that has the client ID', () => {
	/** A gateway fails, and the repeat is told whose the client ID is. */
	const conflict = async (more: object = {}) => {
		const { customer_id, client_id: clientId } = first();
		legalTalent.fail({ method: 'POST' }, { status: 502 });
		legalTalent.fail({ method: 'POST', nth: 2 }, { status: 409, body: { customer_id } });
		return await run(create({ clientId, ...more }));
	};

	test('it is given where it is the row’s own', async () => {
		const { rows } = await conflict({ name: String(first().name).toUpperCase() });

		expect(rows).toMatchObject([{ customer_id: first().customer_id, answerLost: true }]);
	});

	test('it is not given to the row where it is somebody else', async () => {
		const { rows, error } = await conflict({ name: 'Somebody Else' });

		expect(rows).toEqual([]);
		expect(error?.message).toContain('has a customer with this client ID already');
	});
});

test('a creation with a client ID that was not carried out is made by the repeat', async () => {
	legalTalent.fail({ method: 'POST' }, { kind: 'cut' });
	const { rows } = await run(create({ clientId: 'merchant_7' }));

	expect(rows).toMatchObject([{ customer_id: expect.any(String), client_id: 'merchant_7' }]);
	expect(legalTalent.customers.size).toBe(2);
});

test('a conflict without a lost try before is an error', async () => {
	legalTalent.fail({ method: 'POST' }, { status: 429 });
	const { error } = await run(create({ clientId: first().client_id }));

	expect(error?.message).toContain('has a customer with this client ID already');
	expect(legalTalent.count({ method: 'POST' })).toBe(2);
});

test('what LegalTalent says it has not done (429) is sent again, without a client ID, too', async () => {
	legalTalent.fail({ method: 'POST' }, { status: 429 });
	const { rows } = await run(create());

	expect(rows).toHaveLength(1);
	expect(legalTalent.customers.size).toBe(2);
});

test.each(LOST)('a read is sent again when %s', async (_, fault) => {
	legalTalent.fail({}, fault);
	const { rows } = await run({ operation: 'get', customerId: byId(first().customer_id) });

	expect(rows).toMatchObject([{ customer_id: first().customer_id }]);
});
