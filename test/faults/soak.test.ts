// The faults program in its short form, and proof that its account can find what is off.
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode, type NodeRun } from '../engine/engine';
import { sum, textOf, type Account } from './account';
import { soak, type SoakOptions } from './soak';
import { DELAYS, TROUBLES, troubleOf } from './trouble';

const SEED = 20_261_009;

/** With the node's random pauses cut to a tenth; what `Retry-After` asks for is waited for in full. */
const short = async (options: Partial<SoakOptions> = {}) =>
	await soak({ seed: SEED, pauses: 0.1, ...options });

/** The engine, with its outputs changed where the operation is this one. */
const tampered =
	(operation: string, change: (items: INodeExecutionData[]) => INodeExecutionData[]) =>
	async (...given: Parameters<typeof runNode>): Promise<NodeRun> => {
		const run = await runNode(...given);
		const isMeant = given[1].parameters.operation === operation;
		return isMeant ? { ...run, items: change(run.items) } : run;
	};

describe('2,000 operations while BVNK and the network fail in every way', () => {
	let account: Account;
	beforeAll(async () => {
		account = await short();
		process.stderr.write(`Faults program, seed ${SEED}\n${textOf(account)}\n`);
	}, 300_000);

	test('every kind of trouble has come', () => {
		for (const { name } of [...TROUBLES, ...DELAYS])
			expect([name, account.faults[name]]).toEqual([name, expect.any(Number)]);
		expect(Object.values(account.faults)).not.toContain(0);
	});

	test('the account balances: answered once, created once, nothing lost, no list with a gap', () => {
		expect(account.problems).toEqual([]);
	});

	test('every row is through, and every item was answered exactly once', () => {
		const lines = Object.values(account.lines);
		expect(lines.map(({ done }) => done)).toEqual(lines.map(({ rows }) => rows));
		expect(lines.map(({ answeredOnce }) => answeredOnce)).toEqual(lines.map(({ given }) => given));
		expect(lines.reduce((all, { rows }) => all + rows, 0)).toBe(2000);
		expect(account.customers).toBe(900);
	});

	test('at least eight requests were on their way at the same time', () => {
		expect(account.mostAtOnce).toBeGreaterThanOrEqual(8);
	});

	test('rows failed and were run again: the program is not too gentle', () => {
		const { given, rows } = account.lines['Create Individual']!;
		expect(given).toBeGreaterThan(rows);
	});
});

describe('the account can fail', () => {
	/** A small round in which one thing goes wrong. */
	const problemsOf = async (options: Partial<SoakOptions>) =>
		(await short({ operations: 200, calm: true, ...options })).problems;

	test('a round without trouble balances', async () => {
		expect(await problemsOf({})).toEqual([]);
	}, 60_000);

	test('the account finds the customers that are created twice, in all the trouble there is', async () => {
		const problems = await problemsOf({ calm: false, settings: { idempotencyKeys: false } });

		expect(problems).toContainEqual(expect.stringMatching(/^crm-\d+ was created \d times$/));
	}, 60_000);

	test('the account finds a customer that is created twice', async () => {
		const problems = await problemsOf({
			settings: { idempotencyKeys: false },
			setUp: (bvnk) => bvnk.fail({ method: 'POST', path: /customers$/ }, { kind: 'cutAfter' }),
		});

		expect(problems).toContainEqual(expect.stringMatching(/^crm-\S+ was created 2 times$/));
	}, 60_000);

	test('the account finds a document that one execution stores twice', async () => {
		const problems = await problemsOf({
			settings: { idempotencyKeys: false },
			setUp: (bvnk) => bvnk.fail({ method: 'POST', path: /documents$/ }, { kind: 'cutAfter' }),
		});

		expect(problems).toContainEqual(
			expect.stringMatching(/doc-\d+ was stored 2 times by one execution, and 2 times in all$/),
		);
	}, 60_000);

	test('the account finds a customer that is lost', async () => {
		const body = { reference: '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', status: 'PENDING' };
		const problems = await problemsOf({
			setUp: (bvnk) =>
				bvnk.fail({ method: 'POST', path: /customers$/, nth: 5 }, { status: 202, body }),
		});

		expect(problems).toEqual([
			expect.stringMatching(/ was answered with the reference of nobody$/),
			expect.stringMatching(/^crm-\S+ is lost$/),
		]);
	}, 60_000);

	test('the account finds an update that is lost', async () => {
		const problems = await problemsOf({
			setUp: (bvnk) => bvnk.fail({ method: 'PATCH', nth: 5 }, { status: 200, body: {} }),
		});

		expect(problems).toEqual([
			expect.stringMatching(/^crm-\d+ is not what was sent, or its update is lost$/),
		]);
	}, 60_000);

	test('the account finds an item that is not answered', async () => {
		const run = tampered('update', (items) => items.filter((_, index) => index !== 3));
		const problems = await problemsOf({ run });

		expect(problems).toContain('Update: row 3 was not answered');
	}, 60_000);

	test('the account finds an item that is answered twice', async () => {
		const run = tampered('update', (items) => [...items.slice(0, 4), ...items.slice(3)]);
		const problems = await problemsOf({ run });

		expect(problems).toContain('Update: row 3 was answered 2 times');
	}, 60_000);

	test('the account finds answers that are linked to the wrong items', async () => {
		const swap = (items: INodeExecutionData[]) =>
			items.map((item, index) => ({ ...item, json: (items[index ^ 1] ?? item).json }));
		const problems = await problemsOf({ run: tampered('update', swap) });

		expect(problems).toContainEqual(
			expect.stringMatching(/^Update: the update of \S+ was answered for \S+$/),
		);
	}, 60_000);

	test('the account finds a list with a gap, and one with a double', async () => {
		const gap = (items: INodeExecutionData[]) => items.filter((_, index) => index !== 40);
		const double = (items: INodeExecutionData[]) => [...items.slice(0, 41), ...items.slice(40)];

		expect(await problemsOf({ run: tampered('getAll', gap) })).toContain(
			'Get Many, Return All: list 0 has 89 customers of 90: 1 are missing, 0 are there twice',
		);
		expect(await problemsOf({ run: tampered('getAll', double) })).toContain(
			'Get Many, Return All: list 0 has 91 customers of 90: 0 are missing, 1 are there twice',
		);
	}, 60_000);

	test('the account finds an error that the README does not promise', async () => {
		const problems = await problemsOf({
			setUp: (bvnk) => bvnk.fail({ method: 'PATCH' }, { status: 418 }),
		});

		expect(problems).toEqual([expect.stringMatching(/failed in a way that is not documented/)]);
	}, 60_000);

	test('the account finds rows that never come through', async () => {
		const problems = await problemsOf({
			setUp: (bvnk) => bvnk.fail({ method: 'PATCH', times: Infinity }, { status: 500 }),
		});

		expect(problems).toContain('Update: 27 rows never came through');
	}, 60_000);
});

describe('trouble', () => {
	const asked = (request: string) => ({ request, time: 1 });
	const requests = Array.from({ length: 500 }, (_, index) => asked(`POST /customers ${index}`));

	test('is the same for the same seed, whatever the order of requests', () => {
		const forwards = requests.map((request) => troubleOf(7, request)?.name);
		const backwards = [...requests].reverse().map((request) => troubleOf(7, request)?.name);

		expect(backwards.reverse()).toEqual(forwards);
	});

	test('is another one for another seed', () => {
		expect(requests.map((request) => troubleOf(7, request)?.name)).not.toEqual(
			requests.map((request) => troubleOf(8, request)?.name),
		);
	});
});

test('the sum of two accounts has all of both', async () => {
	const account = (given: number): Account => ({
		operations: 1,
		executions: 2,
		requests: 3,
		mostAtOnce: given,
		ms: 4,
		faults: { cut: given },
		lines: { Update: { rows: 1, given, answeredOnce: given, done: 1 } },
		errors: { [`error ${given}`]: 1 },
		customers: 5,
		uploadedAgain: 6,
		problems: [`problem ${given}`],
	});

	expect(sum(account(1), account(2))).toEqual({
		operations: 2,
		executions: 4,
		requests: 6,
		mostAtOnce: 2,
		ms: 8,
		faults: { cut: 3 },
		lines: { Update: { rows: 2, given: 3, answeredOnce: 3, done: 2 } },
		errors: { 'error 1': 1, 'error 2': 1 },
		customers: 10,
		uploadedAgain: 12,
		problems: ['problem 1', 'problem 2'],
	} satisfies Account & IDataObject);
});
