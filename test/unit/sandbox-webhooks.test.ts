// The embedded BVNK tells of every change of state, signed, and until it is heard.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, signFor, type Target } from '../sandbox/client';
import { companyBody, individualBody } from '../sandbox/data';
import { type Receiver, startReceiver } from '../sandbox/receiver';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { sign } from '../sandbox/signature';

const CUSTOMERS = '/platform/v1/customers';
const SESSIONS = `${CUSTOMERS}/agreement/sessions`;
const STATUS_CHANGE = 'bvnk:platform:customer:status-change';
const UPDATE = 'bvnk:platform:customer:update';

// Generous, because hundreds of deliveries take their time on a busy machine.
jest.setTimeout(30_000);

let sandbox: Sandbox;
let receiver: Receiver;
beforeAll(async () => {
	sandbox = await startSandbox();
	receiver = await startReceiver();
});
beforeEach(() => {
	sandbox.reset();
	receiver.reset();
});
// A delivery that outlives its test would arrive in the next one.
afterEach(() => expect(sandbox.webhooks.pending).toBe(0));
afterAll(async () => {
	await sandbox.close();
	await receiver.close();
});

const register: Sandbox['webhooks']['register'] = (url, options) =>
	sandbox.webhooks.register(url, options);
const idle = () => sandbox.webhooks.idle();
const read = (reference: string) => call(sandbox, 'GET', `${CUSTOMERS}/${reference}`);

async function created(body: object = individualBody(1)): Promise<string> {
	signFor(sandbox, body);
	return (await call(sandbox, 'POST', CUSTOMERS, { body })).json.reference;
}

/** The statuses that were told, in the order in which they arrived. */
const told = () => receiver.events().map(({ data }) => (data as { status: string }).status);

describe('signature', () => {
	const secret = 'whsec-EXAMPLE-0001';
	const signed = {
		url: 'https://n8n.example.com/webhook/bvnk?from=bvnk',
		contentType: 'application/json',
		body: '{"event":"bvnk:platform:customer:status-change","eventId":"0199c0de-0000-7000-8000-000000000001","timestamp":"2026-10-01T10:00:00.123456789Z","data":{"reference":"3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11","status":"VERIFIED"}}',
	};

	test('the current one is base64 over the body', () => {
		expect(sign('current', secret, signed)).toBe('NDVNoJcIUIumfTr8iKP0uBKRHio49FjCrtgP7uE1k7I=');
	});

	test('the current one in hex has the same bytes', () => {
		const bytes = Buffer.from(sign('current', secret, signed), 'base64');

		expect(sign('currentHex', secret, signed)).toBe(bytes.toString('hex'));
	});

	test('the legacy one is hex over path, content type and body', () => {
		expect(sign('legacy', secret, signed)).toBe(
			'4aa5c50dcfac848d46f0de79b00d06705349815a47825a766c0db3d8c076200c',
		);
	});

	test('characters count as their UTF-8 bytes', () => {
		const body = '{"data":{"name":"Jörg 株式会社 🏦"}}';

		expect(sign('current', secret, { ...signed, body })).toBe(
			sign('current', secret, { ...signed, body: Buffer.from(body, 'utf8') }),
		);
	});
});

describe('what is told', () => {
	test('a status that moves by reading is told in a signed envelope', async () => {
		register(receiver.url);
		const reference = await created();
		await read(reference);
		await idle();

		const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]];
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-signature': createHmac('sha256', sandbox.credentials.webhookSecret)
				.update(body)
				.digest('base64'),
		});
		expect(receiver.events()).toEqual([
			{
				event: STATUS_CHANGE,
				eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/),
				timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
				data: { reference, status: 'INFO_REQUIRED' },
			},
		]);
	});

	test('every status on the way is told once, and being created is none', async () => {
		register(receiver.url);
		const reference = await created();
		for (let reads = 0; reads < 6; reads++) {
			await read(reference);
			if (reads === 1) sandbox.satisfy(reference);
			await idle();
		}

		expect(told()).toEqual(['INFO_REQUIRED', 'PENDING', 'VERIFIED']);
	});

	test('with a step time, statuses are told without anybody reading', async () => {
		Object.assign(sandbox.settings, { stepMs: 30, autoSatisfy: true });
		register(receiver.url);
		await created();
		while (receiver.received.length < 3) await sleep(5);
		await idle();

		expect(told()).toEqual(['INFO_REQUIRED', 'PENDING', 'VERIFIED']);
		expect(sandbox.count({ method: 'GET' })).toBe(0);
	});

	test('a status set by a test is told, unless the customer had it', async () => {
		register(receiver.url);
		const reference = await created();
		sandbox.setStatus(reference, 'VERIFIED');
		sandbox.setStatus(reference, 'VERIFIED');
		await idle();

		expect(told()).toEqual(['VERIFIED']);
	});

	test.each(['PATCH', 'PUT'])('an update by %s is told with the external reference', async (by) => {
		register(receiver.url);
		const reference = await created();
		const body = { dateOfBirth: '1980-01-01' };
		await call(sandbox, by, `${CUSTOMERS}/${reference}`, { body });
		await idle();

		expect(receiver.events()).toMatchObject([
			{ event: UPDATE, data: { reference, status: 'PENDING', externalReference: 'crm-000001' } },
		]);
	});

	test('a refused update is not told', async () => {
		register(receiver.url);
		const path = `${CUSTOMERS}/${await created(companyBody(1))}`;
		await call(sandbox, 'PATCH', path, { body: { dateOfBirth: '1980-01-01' } });
		await idle();

		expect(receiver.received).toHaveLength(0);
	});

	test('an agreement session is told when it is signed, and not when it is signed again', async () => {
		register(receiver.url);
		const body = { customerType: 'INDIVIDUAL', countryCode: 'DE', useCase: 'EMBEDDED_FIAT' };
		const { json } = await call(sandbox, 'POST', SESSIONS, { body });
		const answer = () =>
			call(sandbox, 'PUT', `${SESSIONS}/${json.reference}`, {
				body: { status: 'SIGNED', ipAddress: '192.0.2.1' },
			});
		expect([(await answer()).status, (await answer()).status]).toEqual([204, 204]);
		await idle();

		expect(receiver.events()).toMatchObject([
			{
				event: 'bvnk:platform:customer:agreement-session-status-change',
				data: { reference: json.reference, status: 'SIGNED' },
			},
		]);
	});
});

describe('who is told', () => {
	test('a registration for some events hears only those', async () => {
		register(receiver.url, { events: [UPDATE] });
		const reference = await created();
		sandbox.setStatus(reference, 'VERIFIED');
		await call(sandbox, 'PUT', `${CUSTOMERS}/${reference}`, { body: {} });
		await idle();

		expect(receiver.events().map(({ event }) => event)).toEqual([UPDATE]);
	});

	test('several registrations hear the same event, each with its own signature', async () => {
		register(receiver.url, { scheme: 'currentHex' });
		register(receiver.url, { scheme: 'legacy', contentType: 'application/json; charset=utf-8' });
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		const [one, other] = receiver.events();
		expect(one).toEqual(other);
		const { webhookSecret } = sandbox.credentials;
		const [{ body }] = receiver.received as [(typeof receiver.received)[0]];
		const hex = (...parts: Array<string | Buffer>) => {
			const hmac = createHmac('sha256', webhookSecret);
			for (const part of parts) hmac.update(part);
			return hmac.digest('hex');
		};
		expect(new Set(receiver.received.map(({ headers }) => headers['x-signature']))).toEqual(
			new Set([hex(body), hex('/webhook/bvnk', 'application/json; charset=utf-8', body)]),
		);
	});

	test('a removed registration hears nothing more, also of what is pending', async () => {
		receiver.answer = () => 500;
		const registration = register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		while (receiver.received.length < 2) await sleep(5);
		registration.remove();
		await idle();
		const { length } = receiver.received;
		sandbox.setStatus(await created(individualBody(2)), 'VERIFIED');
		await sleep(200);

		expect(receiver.received).toHaveLength(length);
	});

	test.each([
		'http://hooks.example.com/bvnk',
		'http://127.example.com/bvnk',
		'http://10.0.0.1/bvnk',
		'http://[2001:db8::1]/bvnk',
		'https://127.0.0.1/bvnk',
	])('%s is refused', async (url) => {
		expect(() => register(url)).toThrow('loopback');
		await expect(startSandbox({ webhookUrls: [url] })).rejects.toThrow('loopback');
	});

	test.each(['http://localhost:5678/bvnk', 'http://[::1]:5678/bvnk', 'http://127.1:5678/bvnk'])(
		'%s is taken',
		(url) => {
			expect(register(url).url).toBe(url);
		},
	);
});

describe('until it is heard', () => {
	test.each([201, 204, 302, 401, 404, 429, 500])('a %i is tried again', async (status) => {
		receiver.answer = (before) => (before === 0 ? status : 200);
		register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		expect(sandbox.webhooks.deliveries.map((delivery) => delivery.status)).toEqual([status, 200]);
	});

	test('a repeat has the same bytes and the same signature', async () => {
		receiver.answer = (before) => (before < 2 ? 503 : 200);
		register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		const [first, ...repeats] = receiver.received;
		expect(repeats).toHaveLength(2);
		for (const { body, headers } of repeats)
			expect({ body, headers }).toEqual({
				body: first!.body,
				headers: first!.headers,
			});
		const { eventId } = receiver.events()[0]!;
		expect(sandbox.webhooks.deliveries).toEqual(
			[503, 503, 200].map((status, index) => ({
				...{ url: receiver.url, event: STATUS_CHANGE, eventId, attempt: index + 1, status },
				startedAt: expect.any(Number),
				endedAt: expect.any(Number),
			})),
		);
	});

	test('the delays double, up to the cap', async () => {
		Object.assign(sandbox.settings, { webhookRetryFirstMs: 40, webhookRetryCapMs: 160 });
		receiver.answer = (before) => (before < 8 ? 500 : 200);
		register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		const { deliveries } = sandbox.webhooks;
		const waits = deliveries
			.slice(1)
			.map(({ startedAt }, i) => startedAt - deliveries[i]!.endedAt!);
		expect(waits).toHaveLength(8);
		[40, 80, 160, 160, 160, 160, 160, 160].forEach((least, index) => {
			// Node's timers may be a millisecond early.
			expect(waits[index]).toBeGreaterThanOrEqual(least - 2);
		});
		// without the cap it would be 5,120
		expect(waits.at(-1)).toBeLessThan(2_500);
	});

	test('no answer in time counts as 0 and is tried again', async () => {
		sandbox.settings.webhookTimeoutMs = 100;
		receiver.answer = (before) => (before === 0 ? null : 200);
		register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		const [first, second] = sandbox.webhooks.deliveries;
		expect([first!.status, second!.status]).toEqual([0, 200]);
		expect(first!.endedAt! - first!.startedAt).toBeGreaterThanOrEqual(95);
	});

	test('where nobody listens it is tried until the last attempt, and given up', async () => {
		const gone = await startReceiver();
		await gone.close();
		Object.assign(sandbox.settings, { webhookRetryFirstMs: 1, webhookRetryCapMs: 1 });
		register(gone.url);
		sandbox.setStatus(await created(), 'VERIFIED');
		await idle();

		const { deliveries } = sandbox.webhooks;
		expect(deliveries).toHaveLength(100);
		expect(deliveries.at(-1)).toMatchObject({ attempt: 100, status: 0 });
	});

	test('waiting for the end is bounded', async () => {
		receiver.answer = () => 500;
		register(receiver.url);
		sandbox.setStatus(await created(), 'VERIFIED');

		await expect(sandbox.webhooks.idle(50)).rejects.toThrow('1 webhooks are still pending');
		expect(sandbox.webhooks.pending).toBe(1);
		receiver.answer = () => 200;
		await idle();
	});
});

describe('many, twice and out of order', () => {
	/** Puts one customer into many statuses, one after the other. */
	async function burst(count: number): Promise<string[]> {
		const reference = await created();
		const statuses = Array.from({ length: count }, (_, index) => `STATUS_${index}`);
		for (const status of statuses) sandbox.setStatus(reference, status);
		await idle();
		return statuses;
	}

	test('of 500 events none is lost and none doubled, and 50 are on the way at once', async () => {
		receiver.answerMs = 50;
		register(receiver.url);
		const statuses = await burst(500);

		expect([...told()].sort()).toEqual([...statuses].sort());
		expect(new Set(receiver.events().map(({ eventId }) => eventId)).size).toBe(500);
		expect(receiver.maxAtOnce).toBeGreaterThan(25);
		expect(receiver.maxAtOnce).toBeLessThanOrEqual(50);
	});

	test('of 200 events none is lost while every second answer is an error', async () => {
		sandbox.settings.webhookRetryCapMs = 50;
		receiver.answer = (before) => (before % 2 === 0 ? 500 : 200);
		register(receiver.url);
		const statuses = await burst(200);

		expect(new Set(told())).toEqual(new Set(statuses));
		expect(sandbox.webhooks.deliveries.filter(({ status }) => status === 200)).toHaveLength(200);
	});

	test('copies arrive at the same moment with the same event id', async () => {
		sandbox.settings.webhookCopies = 2;
		receiver.answerMs = 50;
		register(receiver.url);
		await burst(1);

		const [one, other] = receiver.received;
		expect(other).toEqual({ ...one, at: expect.any(Number) });
		expect(receiver.maxAtOnce).toBe(2);
	});

	test('shuffled events arrive all, in an order that depends on the seed only', async () => {
		const orders: string[][] = [];
		for (let round = 0; round < 2; round++) {
			sandbox.reset();
			receiver.reset();
			sandbox.settings.webhookShuffle = true;
			register(receiver.url);
			const statuses = await burst(20);
			expect(told()).not.toEqual(statuses);
			expect([...told()].sort()).toEqual([...statuses].sort());
			orders.push(sandbox.webhooks.deliveries.map(({ eventId }) => eventId));
		}
		// Ids of version 7 grow with time, so their ranks are the order.
		const [first, second] = orders.map((ids) => ids.map((id) => [...ids].sort().indexOf(id)));

		expect(first).toEqual(second);
	});

	test('two shuffled events change places', async () => {
		sandbox.settings.webhookShuffle = true;
		register(receiver.url);
		await burst(2);

		expect(told()).toEqual(['STATUS_1', 'STATUS_0']);
		const [later, earlier] = receiver.events();
		expect(later!.timestamp > earlier!.timestamp).toBe(true);
	});
});

describe('made by hand', () => {
	const data = { reference: '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', status: 'VERIFIED' };

	test('an event has the id and time that were given', async () => {
		register(receiver.url);
		const stamp = {
			eventId: '0199c0de-0000-7000-8000-000000000001',
			timestamp: '2026-10-01T10:00:00.123456789Z',
		};

		expect(await sandbox.webhooks.send(STATUS_CHANGE, data, stamp)).toBe(200);
		expect(receiver.received[0]!.headers['x-signature']).toBe(
			'NDVNoJcIUIumfTr8iKP0uBKRHio49FjCrtgP7uE1k7I=',
		);
	});

	test('a refused one gives the status, and is not sent again', async () => {
		receiver.answer = () => 401;
		register(receiver.url);

		expect(await sandbox.webhooks.send(STATUS_CHANGE, data, { signature: 'forged' })).toBe(401);
		expect(sandbox.webhooks.pending).toBe(0);
		expect(receiver.received).toHaveLength(1);
		expect(receiver.received[0]!.headers['x-signature']).toBe('forged');
	});

	test('one to be repeated gives the last status', async () => {
		receiver.answer = (before) => (before < 2 ? 500 : 200);
		register(receiver.url);

		expect(await sandbox.webhooks.send(STATUS_CHANGE, data, { retry: true })).toBe(200);
		expect(receiver.received).toHaveLength(3);
	});

	test('one may go without a signature, with any bytes and any header', async () => {
		register(receiver.url);
		const raw = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff]);
		await sandbox.webhooks.send(STATUS_CHANGE, data, {
			raw,
			signature: null,
			headers: { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' },
		});

		const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]];
		expect(body).toEqual(raw);
		expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/plain' });
		expect(headers).not.toHaveProperty('x-signature');
	});

	test('one may go to a single registration, also when that did not ask for the event', async () => {
		const to = register(receiver.url, { events: [UPDATE] });
		register(receiver.url);
		await sandbox.webhooks.send('bvnk:something:new', data, { to });

		expect(receiver.received).toHaveLength(1);
	});

	test('without a registration there is nowhere to send to', async () => {
		await expect(sandbox.webhooks.send(STATUS_CHANGE, data)).rejects.toThrow('no webhook');
	});
});

describe('the end', () => {
	test('closing gives up what waits for an answer or for its next attempt', async () => {
		const own = await startSandbox({ webhookRetryFirstMs: 60_000, webhookRetryCapMs: 60_000 });
		receiver.answer = (before) => (before === 0 ? 500 : null);
		own.webhooks.register(receiver.url);
		own.seedCustomers(2);
		for (const reference of own.customers.keys()) own.setStatus(reference, 'SOMETHING_NEW');
		while (own.webhooks.deliveries[0]?.endedAt === undefined) await sleep(5);
		const started = performance.now();
		await own.close();
		await own.webhooks.idle(1_000);

		expect(performance.now() - started).toBeLessThan(10_000);
		expect(own.webhooks.deliveries).toHaveLength(2);
	});

	test('a reset forgets deliveries and all but the registrations of the start', async () => {
		const own = await startSandbox({ webhookUrls: [receiver.url], customers: 1 });
		own.webhooks.register(receiver.url);
		const [reference] = own.customers.keys() as unknown as [string];
		const change = async () => {
			own.setStatus(reference, 'SOMETHING_NEW');
			await own.webhooks.idle();
			return own.webhooks.deliveries.length;
		};

		expect(await change()).toBe(2);
		own.reset();
		expect(own.webhooks.deliveries).toHaveLength(0);
		expect(await change()).toBe(1);
		await own.close();
	});

	test('the command line takes URLs to send to', async () => {
		const args = ['--port', '0', '--webhook-url', receiver.url, '--webhook-url', receiver.url];
		const child = spawn(process.execPath, ['--import', 'tsx', 'test/sandbox/main.ts', ...args], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const target = JSON.parse(line) as Target;
		const { json: session } = await call(target, 'POST', SESSIONS, {
			body: { customerType: 'INDIVIDUAL', countryCode: 'DE', useCase: 'STABLECOIN_PAYOUTS' },
		});
		await call(target, 'PUT', `${SESSIONS}/${session.reference}`, { body: { status: 'SIGNED' } });
		const { json } = await call(target, 'POST', CUSTOMERS, {
			body: { ...individualBody(1), signedAgreementSessionReference: session.reference },
		});
		await call(target, 'GET', `${CUSTOMERS}/${json.reference}`);
		while (receiver.received.length < 4) await sleep(5);
		child.kill('SIGTERM');
		await once(child, 'exit');

		expect(told()).toEqual(['SIGNED', 'SIGNED', 'INFO_REQUIRED', 'INFO_REQUIRED']);
	});
});
