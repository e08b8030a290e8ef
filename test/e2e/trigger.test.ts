/** The trigger in a real n8n: which deliveries start a workflow, what they are answered, and how fast. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox/server';
import { sign, type SignatureScheme } from '../sandbox/signature';
import {
	addCredential,
	CREDENTIAL_TYPE,
	credentialOf,
	type Credentials,
	TRIGGER_TYPE,
} from '../bvnk';
import { RealN8n, type Execution } from '../tools/n8n/n8n';
import { WatchedTests } from '../tools/n8n/suite';

const SECRET = 'whsec-EXAMPLE-0001';
const STATUS_CHANGE = 'bvnk:platform:customer:status-change';
const UPDATE = 'bvnk:platform:customer:update';
const ALL = '*';
const REFUSED = 'BVNK Onboarding Trigger refused a delivery';
/** BVNK waits this long for an answer. */
const BVNK_WAITS_MS = 10_000;
/** What n8n takes at most, unless it is told otherwise. */
const N8N_TAKES_MB = 16;

const TEST_MS = 180_000;
jest.setTimeout(TEST_MS);

let bvnk: Sandbox;
let n8n: RealN8n;
let credentials: Credentials;
/** Variables that n8n gets with its next start: at first what docs/several-processes.md recommends for bursts. */
const variables: Record<string, string> = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
/** Tests after which n8n's log is kept when one fails. */
const watched = new WatchedTests(TEST_MS);
const it = watched.test;

beforeAll(async () => {
	bvnk = await startSandbox();
	n8n = await RealN8n.create({ variables });
	await watched.watch(async () => await n8n.start());
	credentials = await addCredential(n8n, credentialData());
});
beforeEach(() => bvnk.reset());
afterAll(async () => {
	await n8n?.dispose({ keepLog: watched.failed });
	await bvnk?.close();
});

const credentialData = (): IDataObject => ({
	...credentialOf(bvnk),
});

/** A workflow that is started by the trigger. */
interface Started {
	id: string;
	/** Its URL in this start of n8n. */
	url: () => string;
	testUrl: () => string;
}

/** Stores a workflow with the trigger and a node after it. */
async function stored(
	parameters: INodeParameters = {},
	nodeCredentials: object = credentials,
): Promise<Started> {
	const webhookId = randomUUID();
	const id = await n8n.addWorkflow({
		nodes: [
			{
				name: 'BVNK Trigger',
				type: TRIGGER_TYPE,
				typeVersion: 2,
				webhookId,
				credentials: nodeCredentials as typeof credentials,
				parameters,
			},
			{ name: 'Seen', type: 'n8n-nodes-base.noOp' },
		],
	});
	return {
		id,
		url: () => `${n8n.url}/webhook/${webhookId}/bvnk`,
		testUrl: () => `${n8n.url}/webhook-test/${webhookId}/bvnk`,
	};
}

/** The same, active. */
async function active(parameters: INodeParameters = {}): Promise<Started> {
	const workflow = await stored(parameters);
	await n8n.activate(workflow.id);
	return workflow;
}

const executions = async ({ id }: Started): Promise<Execution[]> => {
	const all: Execution[] = [];
	for (const { id: execution } of await n8n.executionsOf(id)) {
		all.push(await n8n.execution(execution));
	}
	return all;
};

/** The items that the node after the trigger was given, one for each execution. */
const seen = async (workflow: Started): Promise<IDataObject[]> =>
	(await executions(workflow)).flatMap((execution) => execution.json('Seen'));

const count = async ({ id }: Started): Promise<number> => await n8n.countExecutions(id);

const eventOf = (changes: IDataObject = {}): IDataObject => ({
	event: STATUS_CHANGE,
	eventId: randomUUID(),
	timestamp: '2026-10-01T10:00:00.123456789Z',
	data: { reference: '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', status: 'VERIFIED' },
	...changes,
});

const withStatus = (status: string): IDataObject =>
	eventOf({ data: { reference: randomUUID(), status } });

interface Sent {
	/** Sent in place of the event. */
	body?: Buffer | string;
	/** What the signature is made over, where that is not the body. */
	signedBody?: Buffer | string;
	/** In place of the right one; null: none. */
	signature?: string | null;
	scheme?: SignatureScheme;
	contentType?: string;
	headers?: Record<string, string>;
	method?: string;
}

interface Answer {
	status: number;
	text: string;
	json: IDataObject;
	ms: number;
}

/** Delivers an event as BVNK would, or in another way. */
async function deliver(url: string, event: IDataObject, sent: Sent = {}): Promise<Answer> {
	const { body = JSON.stringify(event), contentType = 'application/json', method = 'POST' } = sent;
	const signed = { url, contentType, body: sent.signedBody ?? body };
	const signature =
		sent.signature === undefined ? sign(sent.scheme ?? 'current', SECRET, signed) : sent.signature;
	const headers = {
		'content-type': contentType,
		...(signature === null ? {} : { 'x-signature': signature }),
		...sent.headers,
	};
	const start = performance.now();
	const response = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) });
	const text = await response.text();
	const ms = performance.now() - start;
	return { status: response.status, text, json: jsonOf(text), ms };
}

function jsonOf(text: string): IDataObject {
	try {
		return JSON.parse(text) as IDataObject;
	} catch {
		return {};
	}
}

/** Runs jobs, at most so many at the same time. */
async function atOnce<T>(most: number, jobs: Array<() => Promise<T>>): Promise<T[]> {
	const results: T[] = [];
	const rest = jobs.entries();
	const worker = async () => {
		for (const [index, job] of rest) results[index] = await job();
	};
	await Promise.all(Array.from({ length: most }, worker));
	return results;
}

/** The answer time that so many percent do not exceed, in ms. */
function percentile(answers: Answer[], percent: number): number {
	const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
	return Math.round(times[Math.ceil((times.length * percent) / 100) - 1] ?? 0);
}

/** Tells how long answers took: a figure to look at, too dependent on the machine to be held to. */
function report(what: string, answers: Answer[]): void {
	const [p50, p99, longest] = [50, 99, 100].map((percent) => percentile(answers, percent));
	process.stderr.write(`${what}: p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms\n`);
}

const warnings = () => n8n.logs.split(REFUSED).length - 1;

describe('a good delivery', () => {
	it('is answered 200 and starts the workflow with the event', async () => {
		const workflow = await active();
		const event = eventOf();
		const answer = await deliver(workflow.url(), event);

		expect(answer).toMatchObject({
			status: 200,
			json: { received: true, started: true, event: STATUS_CHANGE, eventId: event['eventId'] },
		});
		expect(await seen(workflow)).toEqual([
			{
				...event,
				customerReference: '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11',
				agreementSessionReference: null,
				status: 'VERIFIED',
				statusGroup: 'verified',
				apiVersion: 'v1',
			},
		]);
	});

	it('may be signed in each of the ways that BVNK may mean', async () => {
		const workflow = await active();
		for (const scheme of ['current', 'currentHex', 'legacy'] as const) {
			expect((await deliver(workflow.url(), eventOf(), { scheme })).status).toBe(200);
		}

		expect(await count(workflow)).toBe(3);
	});

	it('may be in any script', async () => {
		const workflow = await active();
		const data = { reference: randomUUID(), name: 'Jörg 株式会社 🏦' };
		await deliver(workflow.url(), eventOf({ data }));

		expect((await seen(workflow)).map((item) => item['data'])).toEqual([data]);
	});

	it('may be large', async () => {
		const workflow = await active();
		const body = JSON.stringify(eventOf({ data: { text: 'ü'.repeat(2_500_000) } }));

		expect((await deliver(workflow.url(), {}, { body })).status).toBe(200);
		expect((await n8n.executionsOf(workflow.id)).map(({ status }) => status)).toEqual(['success']);
	});

	it('comes from the embedded BVNK when a customer changes, twice and out of order', async () => {
		const workflow = await active();
		bvnk.seedCustomers(1);
		const [reference = ''] = bvnk.customers.keys();
		Object.assign(bvnk.settings, { webhookCopies: 2, webhookShuffle: true });
		bvnk.webhooks.register(workflow.url());
		const statuses = ['INFO_REQUIRED', 'PENDING', 'REJECTED', 'VERIFIED'];
		for (const status of statuses) bvnk.setStatus(reference, status);
		await sleep(100);
		await bvnk.webhooks.idle();

		expect(bvnk.webhooks.deliveries.every(({ status }) => status === 200)).toBe(true);
		const items = await seen(workflow);
		expect(bvnk.webhooks.deliveries).toHaveLength(2 * items.length);
		expect(new Set(items.map(({ status }) => status))).toEqual(new Set(statuses));
		expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(items.length);
	});

	it('has headers by option, without its signature', async () => {
		const workflow = await active({ options: { includeHeaders: true } });
		const event = eventOf();
		const signature = sign('current', SECRET, {
			url: workflow.url(),
			contentType: 'application/json',
			body: JSON.stringify(event),
		});
		await deliver(workflow.url(), event, { headers: { 'user-agent': 'BVNK/1.0' } });

		const [execution] = await executions(workflow);
		const [item] = execution!.json('Seen');
		expect(item?.['headers']).toMatchObject({ 'user-agent': 'BVNK/1.0' });
		expect(JSON.stringify(execution)).not.toContain(signature);
		expect(JSON.stringify(execution)).not.toContain('x-signature');
	});
});

describe('a delivery that is not BVNK’s', () => {
	it('is refused with 401, whatever is wrong with it, and starts nothing', async () => {
		const workflow = await active({ events: [ALL] });
		const event = eventOf();
		const right = JSON.stringify(event);
		const altered = right.replace('VERIFIED', 'VERIFIEE');
		const cases: Record<string, Sent> = {
			forged: { signature: 'NDVNoJcIUIumfTr8iKP0uBKRHio49FjCrtgP7uE1k7I=' },
			'altered by one byte': { body: altered, signedBody: right },
			'without a signature': { signature: null },
			'with an empty signature': { signature: '' },
			'with half a signature': { signature: 'NDVNoJcIUIumfTr8iKP0uB' },
			'signed for another path': {
				signature: sign('legacy', SECRET, {
					url: `${n8n.url}/webhook/other`,
					contentType: 'application/json',
					body: right,
				}),
			},
		};
		for (const [name, sent] of Object.entries(cases)) {
			const before = warnings();
			const { status, json } = await deliver(workflow.url(), event, sent);
			expect({ name, status, json }).toEqual({
				name,
				status: 401,
				json: { error: 'The signature is missing or wrong' },
			});
			await sleep(100);
			expect({ name, warnings: warnings() - before }).toEqual({ name, warnings: 1 });
		}

		expect(await count(workflow)).toBe(0);
		expect((await deliver(workflow.url(), event)).json['started']).toBe(true);
	});

	it('starts nothing where a setting cannot be evaluated, and neither does BVNK’s', async () => {
		const workflow = await active({
			options: { signatureScheme: "={{ $('Nowhere').first().json.scheme }}" },
		});
		const before = warnings();

		expect((await deliver(workflow.url(), eventOf(), { signature: null })).status).toBe(401);
		expect((await deliver(workflow.url(), eventOf(), { signature: 'forged' })).status).toBe(401);
		expect((await deliver(workflow.url(), eventOf())).status).toBe(503);
		await sleep(100);
		expect(warnings() - before).toBe(3);
		expect(n8n.logs).toContain("'Options' holds an expression that cannot be evaluated");
		expect(await count(workflow)).toBe(0);
	});

	it('cannot be told without the credential: 503, nothing started, and BVNK comes again', async () => {
		const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'BVNK, soon gone', credentialData());
		const workflow = await stored({}, { [CREDENTIAL_TYPE]: reference });
		await n8n.activate(workflow.id);
		await n8n.rest(`DELETE /credentials/${reference.id}`);

		expect((await deliver(workflow.url(), eventOf())).status).toBe(503);
		expect((await deliver(workflow.url(), eventOf(), { signature: null })).status).toBe(503);
		expect(await count(workflow)).toBe(0);
	});
});

describe('an event that was not chosen', () => {
	it('is answered 200 and starts nothing, known or not', async () => {
		const workflow = await active();
		for (const event of [UPDATE, 'bvnk:payment:payin:status-change', 'statusChanged']) {
			const { status, json } = await deliver(workflow.url(), eventOf({ event }));
			expect({ status, json }).toMatchObject({
				status: 200,
				json: { received: true, started: false, event },
			});
		}

		expect(await count(workflow)).toBe(0);
	});

	it('starts the workflow where All is chosen', async () => {
		const workflow = await active({ events: [ALL] });
		const names = [STATUS_CHANGE, UPDATE, 'bvnk:payment:payin:status-change'];
		for (const event of names) await deliver(workflow.url(), eventOf({ event }));

		expect((await seen(workflow)).map(({ event }) => event)).toEqual(names);
	});

	it('is so by its status, too', async () => {
		const byStatus = await active({ statuses: ['VERIFIED'] });
		const byGroup = await active({ statusGroups: ['verified', 'rejected'] });
		for (const status of ['PENDING', 'VERIFIED', 'REJECTED', 'COMPLETED', 'INFO_REQUIRED']) {
			for (const { url } of [byStatus, byGroup]) {
				expect((await deliver(url(), withStatus(status))).status).toBe(200);
			}
		}

		expect((await seen(byStatus)).map(({ status }) => status)).toEqual(['VERIFIED']);
		expect((await seen(byGroup)).map(({ status }) => status)).toEqual([
			'VERIFIED',
			'REJECTED',
			'COMPLETED',
		]);
	});
});

describe('a malformed delivery', () => {
	const big = (megabytes: number) => JSON.stringify(eventOf({ data: 'x'.repeat(megabytes << 20) }));
	const form = '--b\r\ncontent-disposition: form-data; name="event"\r\n\r\na\r\n--b--\r\n';

	test.each<[string, Sent, number]>([
		['not JSON', { body: '{"event":' }, 422],
		['nothing', { body: '' }, 400],
		['an array', { body: `[${JSON.stringify(eventOf())}]` }, 400],
		['no event', { body: '{"data":{"status":"VERIFIED"}}' }, 400],
		['null', { body: 'null' }, 400],
		['gzip, but is none', { headers: { 'content-encoding': 'gzip' } }, 500],
		['text', { contentType: 'text/plain' }, 415],
		['a form', { contentType: 'application/x-www-form-urlencoded', body: 'event=a' }, 415],
		['XML', { contentType: 'application/xml', body: '<event>a</event>' }, 415],
		['multipart', { contentType: 'multipart/form-data; boundary=b', body: form }, 415],
		['JSON in an unknown charset', { contentType: 'application/json; charset=klingon' }, 422],
		['20 MB', { body: big(20) }, 500],
		[
			'20 MB in gzip',
			{
				body: gzipSync(big(20)),
				signedBody: big(20),
				headers: { 'content-encoding': 'gzip' },
			},
			500,
		],
	])('%s is answered with a clear status and starts nothing', async (_, sent, expected) => {
		const workflow = await active({ events: [ALL] });
		const { status } = await deliver(workflow.url(), eventOf(), sent);

		expect(status).toBe(expected);
		expect(await count(workflow)).toBe(0);
		expect((await deliver(workflow.url(), eventOf())).status).toBe(200);
	});

	test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s is answered 404', async (method) => {
		const workflow = await active();

		expect((await deliver(workflow.url(), eventOf(), { method })).status).toBe(404);
		expect(await count(workflow)).toBe(0);
	});

	it('is not what gzip is: it counts as what it holds', async () => {
		const workflow = await active();
		const event = eventOf();
		const plain = JSON.stringify(event);
		const body = gzipSync(plain);
		const headers = { 'content-encoding': 'gzip' };

		expect((await deliver(workflow.url(), event, { body, headers })).status).toBe(401);
		const signedPlain = await deliver(workflow.url(), event, { body, headers, signedBody: plain });
		expect(signedPlain.status).toBe(200);
		expect((await seen(workflow)).map(({ eventId }) => eventId)).toEqual([event['eventId']]);
	});

	it(`may be up to ${N8N_TAKES_MB} MB large, unless n8n is told to take more`, async () => {
		const workflow = await active();

		expect((await deliver(workflow.url(), {}, { body: big(N8N_TAKES_MB - 1) })).status).toBe(200);
		expect(await count(workflow)).toBe(1);
	});
});

describe('the customer fetched anew', () => {
	const fetching = async () => await active({ options: { fetchCustomer: true } });

	it('is in the item as the action node gives it', async () => {
		const workflow = await fetching();
		bvnk.seedCustomers(1);
		const [reference = ''] = bvnk.customers.keys();
		bvnk.setStatus(reference, 'VERIFIED');
		await deliver(workflow.url(), eventOf({ data: { reference, status: 'PENDING' } }));

		const [item] = await seen(workflow);
		expect(item).toMatchObject({
			status: 'PENDING',
			customer: { reference, status: 'VERIFIED', statusGroup: 'verified' },
		});
		expect(item).not.toHaveProperty('customerNotFetched');
	});

	it('is missing, with the reason, where BVNK does not give it', async () => {
		const workflow = await fetching();
		const fault = { status: 503 };
		bvnk.fail({ method: 'GET', times: Infinity }, fault);
		await deliver(workflow.url(), eventOf());

		expect(await seen(workflow)).toEqual([
			expect.objectContaining({
				status: 'VERIFIED',
				customer: null,
				customerNotFetched: expect.any(String) as string,
			}),
		]);
	});

	it('is missing where BVNK is slow, so that the answer comes in time', async () => {
		const workflow = await fetching();
		bvnk.settings.delayMs = 8_000;
		const { status, ms } = await deliver(workflow.url(), eventOf());

		expect(status).toBe(200);
		expect(ms).toBeLessThan(BVNK_WAITS_MS * 0.6);
		expect(await seen(workflow)).toEqual([
			expect.objectContaining({
				customer: null,
				customerNotFetched: expect.any(String) as string,
			}),
		]);
	});

	it('is missing where the event names no customer', async () => {
		const workflow = await active({ events: [ALL], options: { fetchCustomer: true } });
		await deliver(workflow.url(), eventOf({ event: 'bvnk:payment:payin:status-change' }));

		expect(await seen(workflow)).toEqual([expect.objectContaining({ customer: null })]);
		expect(bvnk.requests).toHaveLength(0);
	});
});

describe('in test mode', () => {
	it('an event starts one execution, and does not count for the active workflow', async () => {
		const workflow = await active();
		const event = eventOf();
		await n8n.listen(workflow.id, 'BVNK Trigger');
		expect((await deliver(workflow.testUrl(), event)).json['started']).toBe(true);
		expect((await deliver(workflow.testUrl(), event)).status).toBe(404);

		await n8n.listen(workflow.id, 'BVNK Trigger');
		expect((await deliver(workflow.testUrl(), event)).json['reason']).toBe('taken before');
		// that has not ended the listening
		expect((await deliver(workflow.testUrl(), eventOf())).json['started']).toBe(true);
		expect((await deliver(workflow.url(), event)).json['started']).toBe(true);

		const modes = (await n8n.executionsOf(workflow.id)).map(({ mode }) => mode);
		expect(modes).toEqual(['manual', 'manual', 'webhook']);
	});

	it('what starts nothing ends the listening with an error that says why, and runs no node', async () => {
		const workflow = await active({ statuses: ['VERIFIED'] });
		const cases: Array<[IDataObject, Sent, RegExp]> = [
			[eventOf(), { signature: null }, /refused: its signature is missing/],
			[eventOf(), { signature: 'forged' }, /refused: its signature is wrong/],
			[eventOf({ event: UPDATE }), {}, /starts nothing here/],
			[withStatus('PENDING'), {}, /starts nothing here/],
			[eventOf(), { contentType: 'text/plain' }, /not JSON/],
		];
		for (const [event, sent, words] of cases) {
			const before = await count(workflow);
			await n8n.listen(workflow.id, 'BVNK Trigger');
			expect((await deliver(workflow.testUrl(), event, sent)).status).toBe(500);
			await sleep(300);
			expect((await deliver(workflow.testUrl(), event, sent)).status).toBe(404);

			expect(await count(workflow)).toBe(before + 1);
			const last = (await executions(workflow)).at(-1)!;
			expect(last.error?.message).toMatch(words);
			expect(last.runs('Seen')).toEqual([]);
		}

		expect(await count(workflow)).toBe(cases.length);
		expect((await deliver(workflow.url(), eventOf(), { signature: null })).status).toBe(401);
		expect(await count(workflow)).toBe(cases.length);
	});

	it('of 20 deliveries at once one starts', async () => {
		const workflow = await stored();
		const event = eventOf();
		await n8n.listen(workflow.id, 'BVNK Trigger');
		await atOnce(
			20,
			Array.from({ length: 20 }, () => async () => await deliver(workflow.testUrl(), event)),
		);

		expect(await count(workflow)).toBe(1);
	});
});

describe('activation', () => {
	it('is refused without the secret, and the message says where it is found', async () => {
		const data = { ...credentialData(), webhookSecret: '' };
		const reference = await n8n.addCredential(CREDENTIAL_TYPE, 'BVNK without a secret', data);
		const workflow = await stored({}, { [CREDENTIAL_TYPE]: reference });
		const refusal = await n8n.activate(workflow.id).catch((error: Error) => error.message);

		expect(refusal).toContain("'Webhook Secret' of the credential is empty");
		expect(refusal).toContain('Public key');
		expect((await deliver(workflow.url(), eventOf())).status).toBe(404);
		await expect(n8n.listen(workflow.id, 'BVNK Trigger')).rejects.toThrow(/Webhook Secret/);
	});

	it('ends with the workflow’s deactivation: deliveries are answered 404', async () => {
		const workflow = await active();
		expect((await deliver(workflow.url(), eventOf())).status).toBe(200);
		await n8n.deactivate(workflow.id);
		const missed = eventOf();

		expect((await deliver(workflow.url(), missed)).status).toBe(404);
		expect(await count(workflow)).toBe(1);
		await n8n.activate(workflow.id);
		expect((await deliver(workflow.url(), missed)).status).toBe(200);
		expect(await count(workflow)).toBe(2);
	});
});

describe('events that come again, and many at once', () => {
	let workflow: Started;
	const events = Array.from({ length: 500 }, (_, index) =>
		eventOf({ data: { reference: randomUUID(), status: 'VERIFIED', index } }),
	);
	const delivery = (event: IDataObject) => async () => await deliver(workflow.url(), event);

	beforeAll(async () => {
		workflow = await active();
	});

	it('50 deliveries of one event at once start one execution, and all are answered 200', async () => {
		const one = await active();
		const event = eventOf();
		const answers = await atOnce(
			50,
			Array.from({ length: 50 }, () => async () => await deliver(one.url(), event)),
		);
		report('One event 50 times at once', answers);

		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		expect(answers.filter(({ json }) => json['started'] === true)).toHaveLength(1);
		expect(await count(one)).toBe(1);
	});

	it('100 events at once are all answered 200 and started, with n8n set for bursts', async () => {
		const many = await active();
		const answers = await atOnce(
			100,
			Array.from({ length: 100 }, () => async () => await deliver(many.url(), eventOf())),
		);
		report('100 events at once, n8n set for bursts', answers);

		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		expect(await count(many)).toBe(100);
	});

	it('of 500 events in a burst, some of them repeated, none is lost and none doubled', async () => {
		const repeated = events.filter((_, index) => index % 5 === 0);
		const burst = events.flatMap((event) => (repeated.includes(event) ? [event, event] : [event]));
		const answers = await atOnce(50, [...burst, ...repeated].map(delivery));
		report('A burst of 500 events, 200 repeats among them, 50 at once', answers);

		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		const items = await seen(workflow);
		expect(items).toHaveLength(500);
		expect(items.map(({ eventId }) => eventId).sort()).toEqual(
			events.map(({ eventId }) => eventId).sort(),
		);
	});

	it('events that are answered too late for BVNK are neither lost nor doubled', async () => {
		const late = await active({ options: { fetchCustomer: true } });
		const to = bvnk.webhooks.register(late.url());
		const slow = { delayMs: 1_000, webhookTimeoutMs: 500, webhookRetryFirstMs: 500 };
		Object.assign(bvnk.settings, slow);
		const send = async () => {
			const data = { reference: randomUUID(), status: 'VERIFIED' };
			return await bvnk.webhooks.send(STATUS_CHANGE, data, { retry: true, to });
		};
		const statuses = await Promise.all(Array.from({ length: 20 }, send));

		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(bvnk.webhooks.deliveries.filter(({ status }) => status === 0)).not.toEqual([]);
		const ids = new Set(bvnk.webhooks.deliveries.map(({ eventId }) => eventId));
		expect((await seen(late)).map(({ eventId }) => eventId).sort()).toEqual([...ids].sort());
	});

	it('a caller that hangs up early neither loses the event nor doubles it', async () => {
		const impatient = await active({ options: { fetchCustomer: true } });
		bvnk.settings.delayMs = 1_000;
		const event = eventOf();
		await hangUp(impatient.url(), event, 300);
		bvnk.settings.delayMs = 0;
		const { status, json } = await deliver(impatient.url(), event);

		expect({ status, reason: json['reason'] }).toEqual({ status: 200, reason: 'taken before' });
		expect(await count(impatient)).toBe(1);
	});

	describe('after n8n was started again', () => {
		const failing = () => path.join(n8n.folder, 'fail-to-start');

		beforeAll(async () => {
			// lets n8n fail to start executions, as long as a file is there
			const hooks = path.join(n8n.folder, 'hooks.js');
			await writeFile(
				hooks,
				`const { existsSync } = require('node:fs');
				const fail = async (workflow) => {
					await new Promise((resolve) => setTimeout(resolve, 50));
					if (existsSync(${JSON.stringify(failing())})) throw new Error('as the test wants');
				};
				module.exports = { workflow: { preExecute: [fail] } };`,
			);
			delete variables.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE;
			Object.assign(variables, { EXTERNAL_HOOK_FILES: hooks, N8N_LOG_LEVEL: 'debug' });
			await rename(workflow, 'BVNK Trigger', 'Told by BVNK');
			await n8n.restart();
		});

		it('no event of the burst starts a second execution, although the trigger was renamed', async () => {
			const some = events.filter((_, index) => index % 10 === 0 || index >= 400);
			const answers = await atOnce(50, some.map(delivery));

			expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
			expect(answers.filter(({ json }) => json['reason'] !== 'taken before')).toEqual([]);
			expect(await count(workflow)).toBe(500);
		});

		it('100 new events at once all do, with n8n’s default settings', async () => {
			const many = await active();
			const answers = await atOnce(
				100,
				Array.from({ length: 100 }, () => async () => await deliver(many.url(), eventOf())),
			);
			report('100 events at once, n8n’s default settings', answers);

			expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
			expect(await count(many)).toBe(100);
		});

		it('a new event does', async () => {
			const before = await count(workflow);

			expect((await deliver(workflow.url(), eventOf())).json['started']).toBe(true);
			expect(await count(workflow)).toBe(before + 1);
		});

		it('a delivery leaves nothing of itself in n8n’s log, even at its most talkative', async () => {
			const other = await active();
			const before = n8n.logs.length;
			const log = () => n8n.logs.slice(before);
			const planted = `planted-${randomUUID()}`;
			const signature = `signature-${planted}`;
			const event = eventOf({ eventId: `id-${planted}`, data: { name: `name-${planted}` } });
			await deliver(other.url(), event, { signature });
			await deliver(other.url(), event, { signature, contentType: 'text/plain' });
			await deliver(other.url(), event, { body: `[${JSON.stringify(event)}]` });
			await deliver(other.url(), event);
			await executions(other);
			await sleep(300);

			expect(log()).toContain('debug');
			expect(log()).toContain(`${REFUSED}: its signature is wrong`);
			expect(log()).not.toContain(planted);
			expect(log()).not.toContain(SECRET);
		});

		it('an event that n8n could not start is started by its next delivery', async () => {
			const event = eventOf();
			const before = await count(workflow);
			await writeFile(failing(), '');
			expect((await deliver(workflow.url(), event)).status).toBe(500);
			expect((await deliver(workflow.url(), event)).status).toBe(500);
			await rm(failing());
			const answers = await atOnce(
				10,
				Array.from({ length: 10 }, () => delivery(event)),
			);

			expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
			expect(answers.filter(({ json }) => json['started'] === true)).toHaveLength(1);
			expect(await count(workflow)).toBe(before + 1);
		});
	});
});

/** Gives a node of an active workflow another name, and publishes that. */
async function rename({ id }: Started, from: string, to: string): Promise<void> {
	const stored = await n8n.rest<{ nodes: Array<{ name: string }>; connections: IDataObject }>(
		`GET /workflows/${id}`,
	);
	const nodes = stored.nodes.map((node) => (node.name === from ? { ...node, name: to } : node));
	const { [from]: own, ...others } = stored.connections;
	const connections = { ...others, [to]: own };
	await n8n.rest(`PATCH /workflows/${id}`, { nodes, connections });
	await n8n.activate(id);
}

/** Sends an event and hangs up after some time, without waiting for the answer. */
async function hangUp(url: string, event: IDataObject, afterMs: number): Promise<void> {
	const body = JSON.stringify(event);
	const signature = sign('current', SECRET, { url, contentType: 'application/json', body });
	const headers = { 'content-type': 'application/json', 'x-signature': signature };
	const sent = request(url, { method: 'POST', agent: false, headers });
	sent.on('error', () => {});
	sent.end(body);
	await sleep(afterMs);
	sent.destroy();
}
