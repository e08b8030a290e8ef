// The embedded BVNK fails on order, and counts what it was asked.
import { randomUUID } from 'node:crypto';
import { authorization, call, signFor } from '../sandbox/client';
import { individualBody } from '../sandbox/data';
import { type AskedRequest, type Fault, type Sandbox, startSandbox } from '../sandbox/server';

const CUSTOMERS = '/platform/v1/customers';

let sandbox: Sandbox;
let one: string;
beforeAll(async () => (sandbox = await startSandbox({ customers: 4 })));
beforeEach(() => {
	sandbox.reset();
	for (const index of [1, 2]) signFor(sandbox, individualBody(index));
	one = `${CUSTOMERS}/${[...sandbox.customers.keys()][1]}`;
});
afterAll(() => sandbox.close());

const create = (headers: Record<string, string> = {}) =>
	call(sandbox, 'POST', CUSTOMERS, { body: individualBody(1), headers });

/** The answer of a read that fails in this way. */
function readWith(fault: Fault) {
	sandbox.fail({ method: 'GET' }, fault);
	return call(sandbox, 'GET', one);
}

describe('which requests fail', () => {
	test('the nth matching request, as many times as told', async () => {
		const rule = sandbox.fail({ method: 'GET', path: one, nth: 2, times: 2 }, { status: 503 });
		const seen: number[] = [];
		for (let request = 0; request < 4; request++)
			seen.push((await call(sandbox, 'GET', one)).status);

		expect(seen).toEqual([200, 503, 503, 200]);
		expect(rule).toMatchObject({ matched: 4, applied: 2 });
	});

	test('rules added one after the other fail one request each', async () => {
		sandbox.fail({ method: 'GET' }, { status: 503 });
		sandbox.fail({ method: 'GET' }, { status: 429 });
		const seen: number[] = [];
		for (let request = 0; request < 3; request++)
			seen.push((await call(sandbox, 'GET', one)).status);

		expect(seen).toEqual([503, 429, 200]);
	});

	test('only those with the method and the path', async () => {
		sandbox.fail({ method: 'POST', path: /customers$/ }, { status: 503 });

		expect((await call(sandbox, 'GET', CUSTOMERS)).status).toBe(200);
		expect((await create()).status).toBe(503);
	});
});

describe('when', () => {
	test('decides by what was asked, and by how often it has been', async () => {
		const seen: AskedRequest[] = [];
		const when = (asked: AskedRequest) => seen.push(asked) > 0 && asked.time === 2;
		const rule = sandbox.fail({ when, times: Infinity }, { status: 503 });
		const statuses: number[] = [];
		for (let request = 0; request < 3; request++)
			statuses.push((await call(sandbox, 'GET', one)).status);

		expect(statuses).toEqual([200, 503, 200]);
		expect(seen.map(({ time }) => time)).toEqual([1, 2, 3]);
		expect(new Set(seen.map(({ request }) => request)).size).toBe(1);
		expect(rule).toMatchObject({ matched: 1, applied: 1 });
	});

	test('takes requests for one that differ in references alone, not in body or query', async () => {
		const seen: AskedRequest[] = [];
		sandbox.fail({ when: (asked) => seen.push(asked) < 0 }, { status: 503 });
		for (const reference of sandbox.customers.keys())
			await call(sandbox, 'GET', `${CUSTOMERS}/${reference}`);
		await call(sandbox, 'GET', `${CUSTOMERS}?page=1`);
		await call(sandbox, 'GET', `${CUSTOMERS}?page=2`);
		await call(sandbox, 'POST', CUSTOMERS, { body: individualBody(1) });
		await call(sandbox, 'POST', CUSTOMERS, { body: individualBody(2) });

		expect(seen.map(({ time }) => time)).toEqual([1, 2, 3, 4, 1, 1, 1, 1]);
		expect(seen[0]!.request).toContain(`GET ${CUSTOMERS}/* `);
	});
});

describe('faults', () => {
	test('a status comes with its headers and BVNK error shape, and nothing was done', async () => {
		sandbox.fail({}, { status: 429, headers: { 'retry-after': '2' } });
		const { status, headers, json } = await create();

		expect([status, headers.get('retry-after')]).toEqual([429, '2']);
		expect(json).toMatchObject({ status: 'Too Many Requests', traceId: expect.any(String) });
		expect(sandbox.created).toBe(0);
	});

	test('a status can have a body of its own', async () => {
		const { status, json } = await readWith({ status: 400, body: [{ code: 'X' }] });

		expect([status, json]).toEqual([400, [{ code: 'X' }]]);
	});

	test('with before: false the server acts and then answers the status', async () => {
		sandbox.fail({ before: false }, { status: 503 });

		expect((await create()).status).toBe(503);
		expect(sandbox.created).toBe(1);
	});

	test('cut: the connection ends before the server acts', async () => {
		sandbox.fail({}, { kind: 'cut' });

		await expect(create()).rejects.toThrow();
		expect(sandbox.created).toBe(0);
	});

	test('cutAfter: the connection ends after the server acted, and the retry finds it', async () => {
		const key = { 'x-idempotency-key': randomUUID() };
		sandbox.fail({}, { kind: 'cutAfter' });

		await expect(create(key)).rejects.toThrow();
		expect((await create(key)).status).toBe(200);
		expect(sandbox.created).toBe(1);
	});

	test('cutBody: less arrives than the head promises', async () => {
		await expect(readWith({ kind: 'cutBody' })).rejects.toThrow('terminated');
	});

	test('truncatedJson: a complete answer with half the JSON', async () => {
		const { status, text, json } = await readWith({ kind: 'truncatedJson' });

		expect([status, text.startsWith('{'), json]).toEqual([200, true, undefined]);
	});

	test('html: the block page of CloudFront', async () => {
		const { status, headers, text } = await readWith({ kind: 'html' });

		expect([status, headers.get('content-type')]).toEqual([403, 'text/html']);
		expect(text).toMatch(/could not be satisfied[^]*Request blocked[^]*Generated by cloudfront/);
	});

	test('empty: no body', async () => {
		expect(await readWith({ kind: 'empty' })).toMatchObject({ status: 200, text: '' });
		expect(await readWith({ kind: 'empty', status: 502 })).toMatchObject({ status: 502, text: '' });
	});

	test('array: the answer inside an array', async () => {
		expect((await readWith({ kind: 'array' })).json).toEqual([
			expect.objectContaining({ type: 'INDIVIDUAL' }),
		]);
	});

	test('huge: valid JSON of the size that was asked for', async () => {
		const { text, json } = await readWith({ kind: 'huge', megabytes: 5 });

		expect(text.length).toBeGreaterThan(5 * 1024 * 1024);
		expect(json.type).toBe('INDIVIDUAL');
	});

	test('slowBody: the head comes at once and the body takes its time', async () => {
		const started = performance.now();
		const { json } = await readWith({ kind: 'slowBody', ms: 200 });

		expect(performance.now() - started).toBeGreaterThan(150);
		expect(json.type).toBe('INDIVIDUAL');
	});

	test('delay: the server waits and then acts, also together with another rule', async () => {
		const started = performance.now();
		sandbox.fail({}, { kind: 'delay', ms: 100 });

		expect((await readWith({ status: 500 })).status).toBe(500);
		expect(performance.now() - started).toBeGreaterThan(95);
	});

	test('delayed: requests on which the server has not acted yet, their clients gone or not', async () => {
		sandbox.fail({}, { kind: 'delay', ms: 200 });
		const gone = new AbortController();
		const headers = { authorization: authorization(sandbox, 'GET', one) };
		const asked = fetch(sandbox.url + one, { headers, signal: gone.signal });
		while (sandbox.delayed === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		gone.abort();

		await expect(asked).rejects.toThrow('aborted');
		expect(sandbox.delayed).toBe(1);
		while (sandbox.delayed > 0) await new Promise((resolve) => setTimeout(resolve, 5));
	});

	test('clock: a wrong one refuses the signature and tells the time, a nearly right one does not', async () => {
		const refused = await readWith({ kind: 'clock', ms: 90_000 });

		expect(refused.status).toBe(401);
		expect(refused.headers.get('www-authenticate')).toMatch(/^Hawk ts="\d+", tsm="/);
		expect(Date.parse(refused.headers.get('date')!) - Date.now()).toBeGreaterThan(80_000);
		expect((await readWith({ kind: 'clock', ms: -90_000 })).status).toBe(401);
		expect((await readWith({ kind: 'clock', ms: 30_000 })).status).toBe(200);
		expect((await readWith({ kind: 'clock', ms: -30_000 })).status).toBe(200);
	});

	test('redirect: the answer points elsewhere', async () => {
		const { status, headers } = await readWith({
			kind: 'redirect',
			location: 'https://elsewhere.example/',
		});

		expect([status, headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
	});

	test('delayMs delays every request', async () => {
		sandbox.settings.delayMs = 50;
		const started = performance.now();
		await call(sandbox, 'GET', one);

		expect(performance.now() - started).toBeGreaterThan(45);
	});
});

describe('a server that keeps no customer one', () => {
	const key = { 'x-idempotency-key': randomUUID() };

	test('idempotencyKeys: false takes a repeat for a new request', async () => {
		sandbox.settings.idempotencyKeys = false;

		expect((await create(key)).status).toBe(202);
		expect((await create(key)).json.details.errors).toMatchObject({
			signedAgreementSessionReference: [expect.stringContaining('already assigned')],
			externalReference: [expect.stringContaining('already exists')],
		});
	});

	test('uniqueReferences: false takes sessions and external references twice', async () => {
		sandbox.settings.uniqueReferences = false;

		expect([(await create()).status, (await create()).status]).toEqual([202, 202]);
		expect([(await create(key)).status, (await create(key)).status]).toEqual([202, 200]);
		expect(sandbox.created).toBe(3);
	});
});

describe('counting', () => {
	test('a request is noted without its signature, key or body', async () => {
		await create({
			'x-idempotency-key': '86b5f133-9ee8-4f67-8747-7c9d0894a68b',
			'user-agent': 'me/1',
		});
		const record = sandbox.requests.at(-1)!;

		expect(record).toEqual({
			method: 'POST',
			path: CUSTOMERS,
			query: '',
			status: 202,
			idempotencyKey: '86b5f133-9ee8-4f67-8747-7c9d0894a68b',
			userAgent: 'me/1',
			contentType: 'application/json',
			nonce: expect.stringMatching(/^[\w-]{6}$/),
			startedAt: expect.any(Number),
			endedAt: expect.any(Number),
		});
	});

	test('requests are counted by method, path and status', async () => {
		await create();
		await create();
		await call(sandbox, 'GET', `${CUSTOMERS}?page=0`);

		expect(sandbox.count({ method: 'POST', path: CUSTOMERS })).toBe(2);
		expect(sandbox.count({ method: 'POST', status: 400 })).toBe(1);
		expect(sandbox.count({ path: /page=0/ })).toBe(1);
		expect(sandbox.created).toBe(1);
	});

	test('a cut connection is noted with status 0', async () => {
		await expect(readWith({ kind: 'cut' })).rejects.toThrow();

		expect(sandbox.requests.at(-1)).toMatchObject({ status: 0, endedAt: expect.any(Number) });
	});

	test('the most requests at the same time are known', async () => {
		await call(sandbox, 'GET', one);
		await call(sandbox, 'GET', one);
		expect(sandbox.maxInFlight).toBe(1);

		sandbox.settings.delayMs = 500;
		await Promise.all([1, 2, 3, 4].map(() => call(sandbox, 'GET', one)));
		expect(sandbox.maxInFlight).toBe(4);
	});

	test('reset brings the start back', async () => {
		sandbox.settings.envelope = 'v2';
		sandbox.fail({}, { status: 500 });
		await create();
		await create();
		sandbox.reset();

		expect(sandbox.settings.envelope).toBe('page');
		expect([sandbox.created, sandbox.requests.length, sandbox.customers.size]).toEqual([0, 0, 4]);
		signFor(sandbox, individualBody(1));
		expect((await create()).status).toBe(202);
	});
});
