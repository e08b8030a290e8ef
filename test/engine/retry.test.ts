import type { Fault } from '../sandbox/server';
import { lasting, runNode } from './engine';
import { customer, mira, personFromRow, personRows } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox({ customers: 3 });

const reference = () => [...bvnk.customers.keys()][0]!;
const get = (options: object = {}) => ({
	operation: 'get',
	customerReference: customer(reference()),
	options,
});

/** Runs `task` and gives how long it took, in milliseconds. */
async function timed(task: () => Promise<unknown>): Promise<number> {
	const start = Date.now();
	await task();
	return Date.now() - start;
}

/** Pauses between tries as short as chance allows them. */
const withoutJitter = () => jest.spyOn(Math, 'random').mockReturnValue(0);
afterEach(() => jest.restoreAllMocks());

const passing: Array<[string, Fault]> = [
	['429', { status: 429 }],
	['502', { status: 502 }],
	['503', { status: 503 }],
	['504', { status: 504 }],
	['a web page with 503', { kind: 'html', status: 503 }],
	['a cut connection', { kind: 'cut' }],
	['a body that is cut', { kind: 'cutBody' }],
];

describe('what passes is tried again', () => {
	test.each(passing)('%s: the next try succeeds', async (_, fault) => {
		withoutJitter();
		bvnk.fail({ times: 2 }, fault);

		const { rows, error } = await runNode(bvnk, { parameters: get() });

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ reference: reference() }]);
		expect(bvnk.requests).toHaveLength(3);
	});

	test.each(passing)('%s: four tries in all, unless told', async (_, fault) => {
		withoutJitter();
		bvnk.fail({ times: Infinity }, fault);

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.name).toBe('NodeApiError');
		expect(error!.description).toContain('It was tried 4 times');
		expect(bvnk.requests).toHaveLength(4);
	});

	test.each([1, 2, 7])('Max Tries of %i is exact', async (maxTries) => {
		withoutJitter();
		bvnk.fail({ times: Infinity }, { status: 503 });

		await runNode(bvnk, { parameters: get({ maxTries }) });

		expect(bvnk.requests).toHaveLength(maxTries);
	});

	test('each try is signed anew, under the same idempotency key', async () => {
		withoutJitter();
		bvnk.fail({ method: 'POST', times: 3 }, { status: 503 });

		await runNode(bvnk, { parameters: mira });

		expect(bvnk.requests).toHaveLength(4);
		expect(new Set(bvnk.requests.map(({ nonce }) => nonce)).size).toBe(4);
		expect(new Set(bvnk.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
		expect(bvnk.created).toBe(1);
	});

	test('a creation that never succeeds says that running it again is safe', async () => {
		withoutJitter();
		bvnk.fail({ method: 'POST', times: Infinity }, { kind: 'cutAfter' });

		const { error } = await runNode(bvnk, { parameters: mira });

		expect(error!.message).toBe('The connection to BVNK broke before its answer was complete');
		expect(error!.description).toContain('it stays one customer');
		expect(bvnk.created).toBe(1);
	});

	test('a server that nobody can reach is tried as often', async () => {
		withoutJitter();
		const { error } = await runNode(
			{ url: 'http://127.0.0.1:1', credentials: bvnk.credentials },
			{ parameters: get() },
		);

		expect(error!.message).toBe('BVNK could not be reached');
		expect(error!.description).toContain('It was tried 4 times, last seen: ECONNREFUSED');
	});
});

describe('what stays is asked once', () => {
	test.each([400, 401, 403, 404, 405, 409, 422, 500, 501])('%i', async (status) => {
		bvnk.fail({ times: Infinity }, { status });

		const { error } = await runNode(bvnk, { parameters: get() });

		expect(error!.httpCode).toBe(String(status));
		expect(bvnk.requests).toHaveLength(1);
	});

	test('a creation that is answered with 401 is sent once', async () => {
		bvnk.fail({ times: Infinity }, { status: 401 });

		await runNode(bvnk, { parameters: mira });

		expect(bvnk.count({ method: 'POST' })).toBe(1);
	});
});

describe('Retry-After', () => {
	test('in seconds is waited for', async () => {
		withoutJitter();
		bvnk.fail({}, { status: 429, headers: { 'retry-after': '1' } });

		const ms = await timed(async () => await runNode(bvnk, { parameters: get() }));

		expect(ms).toBeGreaterThanOrEqual(1000);
		expect(ms).toBeLessThan(10_000);
		expect(bvnk.requests).toHaveLength(2);
	});

	test('as a date is waited for', async () => {
		withoutJitter();
		const inTwoSeconds = new Date(Date.now() + 2000).toUTCString();
		bvnk.fail({}, { status: 503, headers: { 'retry-after': inTwoSeconds } });

		await runNode(bvnk, { parameters: get() });

		// The header has no milliseconds.
		expect(bvnk.requests[1]!.startedAt).toBeGreaterThanOrEqual(Date.parse(inTwoSeconds));
	});

	test('that cannot be read is not waited for', async () => {
		withoutJitter();
		bvnk.fail({}, { status: 429, headers: { 'retry-after': 'soon' } });

		const ms = await timed(async () => await runNode(bvnk, { parameters: get() }));

		expect(ms).toBeLessThan(10_000);
		expect(bvnk.requests).toHaveLength(2);
	});
});

describe('Timeout', () => {
	test.each<[string, Fault]>([
		['an answer that does not begin', { kind: 'delay', ms: 25_000 }],
		['a body that does not end', { kind: 'slowBody', ms: 25_000 }],
	])('ends %s, and the next try succeeds', async (_, fault) => {
		withoutJitter();
		bvnk.fail({}, fault);

		let error: unknown;
		const ms = await timed(async () => {
			({ error } = await runNode(bvnk, { parameters: get({ timeout: 1000 }) }));
		});

		expect(error).toBeUndefined();
		expect(ms).toBeLessThan(10_000);
		expect(bvnk.requests).toHaveLength(2);
	});

	test('that every try meets is told apart from a network that is down', async () => {
		withoutJitter();
		bvnk.fail({ times: Infinity }, { kind: 'slowBody', ms: 8000 });

		const { error } = await runNode(bvnk, { parameters: get({ timeout: 1000, maxTries: 2 }) });

		expect(error!.message).toBe('BVNK did not answer in time');
		expect(error!.description).toContain('It was tried 2 times');
		expect(error!.description).toContain("Raise 'Timeout' under Options");
		expect(bvnk.requests).toHaveLength(2);
	});
});

describe('a cancelled execution', () => {
	test('ends at once during a long Retry-After, and nothing more is sent', async () => {
		bvnk.fail({ times: Infinity }, { status: 429, headers: { 'retry-after': '30' } });

		const ms = await timed(
			async () =>
				await runNode(bvnk, {
					parameters: get(),
					stopWhen: lasting(100, () => bvnk.requests.length === 1),
				}),
		);
		const sent = bvnk.requests.length;
		await new Promise((resolve) => setTimeout(resolve, 300));

		expect(ms).toBeLessThan(10_000);
		expect(sent).toBe(1);
		expect(bvnk.requests).toHaveLength(sent);
	});

	test('ends at once while BVNK is slow to answer', async () => {
		bvnk.fail({ times: Infinity }, { kind: 'delay', ms: 20_000 });

		const ms = await timed(
			async () =>
				await runNode(bvnk, {
					parameters: get(),
					stopWhen: lasting(100, () => bvnk.requests.length === 1),
				}),
		);

		expect(ms).toBeLessThan(10_000);
		expect(bvnk.requests).toHaveLength(1);
	});

	test('starts no further item', async () => {
		bvnk.settings.delayMs = 50;

		const { run } = await runNode(bvnk, {
			input: personRows(50),
			parameters: personFromRow,
			settings: { onError: 'continueRegularOutput' },
			stopWhen: () => bvnk.requests.length > 0,
		});
		// What was on its way when the user stopped the execution may still arrive.
		await new Promise((resolve) => setTimeout(resolve, 500));
		const sent = bvnk.requests.length;
		await new Promise((resolve) => setTimeout(resolve, 500));

		expect(run.status).toBe('canceled');
		expect(sent).toBeLessThan(10);
		expect(bvnk.requests).toHaveLength(sent);
	});
});

describe('Requests per Second', () => {
	const starts = () => bvnk.requests.map(({ startedAt }) => startedAt);

	test('is kept by all items of a run together, and by their repeats', async () => {
		bvnk.seedCustomers(3);
		bvnk.fail({ method: 'GET', nth: 2 }, { status: 503 });

		const { rows } = await runNode(bvnk, {
			parameters: {
				operation: 'get',
				customerReference: { __rl: true, mode: 'id', value: '={{ $json.reference }}' },
				options: { concurrency: 6, requestsPerSecond: 20 },
			},
			input: [...bvnk.customers.keys()].map((reference) => ({ reference })),
		});

		expect(rows).toHaveLength(6);
		expect(bvnk.requests).toHaveLength(7);
		// seven requests, 50 ms between two starts; a busy machine may only be slower
		const took = Math.max(...starts()) - Math.min(...starts());
		expect(took).toBeGreaterThanOrEqual(6 * 50 - 40);
	});

	test('0 is no limit', async () => {
		bvnk.seedCustomers(1);

		const { error } = await runNode(bvnk, {
			parameters: { operation: 'getAll', options: { requestsPerSecond: 0 } },
		});

		expect(error).toBeUndefined();
	});

	test.each(['many', -1, 2.5, 1001])(
		'%p is refused by its label, and nothing is sent',
		async (value) => {
			const { error } = await runNode(bvnk, {
				parameters: { operation: 'getAll', options: { requestsPerSecond: value } },
			});

			expect(error?.message).toMatch(/'Requests per Second'/);
			expect(bvnk.requests).toHaveLength(0);
		},
	);

	test('a user who stops does not wait for the next turn', async () => {
		bvnk.seedCustomers(3);
		const { run } = await runNode(bvnk, {
			parameters: {
				operation: 'get',
				customerReference: { __rl: true, mode: 'id', value: '={{ $json.reference }}' },
				options: { concurrency: 1, requestsPerSecond: 1 },
			},
			input: [...bvnk.customers.keys()].map((reference) => ({ reference })),
			stopWhen: lasting(100, () => bvnk.requests.length === 1),
		});

		expect(run.status).toBe('canceled');
		expect(bvnk.requests).toHaveLength(1);
	});
});
