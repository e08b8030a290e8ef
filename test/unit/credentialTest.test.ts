// The credential test under n8n's own context for it, with its real HTTP client.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { server as hawkServer } from 'hawk';
import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { sign } from '../../credentials/bvnk/hawk';
import { bvnk } from '../../credentials/bvnk/hosts';
import { bvnkV1 } from '../../nodes/BvnkOnboarding/api/bvnk';
import { v1 } from '../../nodes/BvnkOnboarding/api/v1';
import { bvnkHawkApiTest } from '../../nodes/BvnkOnboarding/methods/credentialTest';
import { credentialTest } from '../../nodes/shared/credential/credentialTest';
import { type Sandbox, startSandbox } from '../sandbox/server';

const n8n = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);
const portal = 'Integrations, Generate API Key';

function run(
	data: IDataObject | undefined,
	context: ICredentialTestFunctions = n8n,
): Promise<INodeCredentialTestResult> {
	const credential = { id: '1', name: 'BVNK', type: 'bvnkHawkApi', data: data as never };
	return bvnkHawkApiTest.call(context, credential);
}

/** The test that gives up after `timeout` milliseconds. */
const testWithin = (timeout: number) =>
	credentialTest({
		api: bvnkV1,
		hosts: bvnk,
		call: v1.customers({}),
		sign,
		secrets: [],
		timeout,
	});

describe('against the embedded BVNK', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	beforeEach(() => sandbox.reset());
	afterAll(() => sandbox.close());

	const test = (fields: IDataObject = {}) => {
		const { hawkId, hawkKey } = sandbox.credentials;
		return run({ environment: 'custom', baseUrl: sandbox.url, hawkId, hawkKey, ...fields });
	};

	it('is content with a good credential, after one request for one customer', async () => {
		expect(await test()).toEqual({
			status: 'OK',
			message: `Connected to ${new URL(sandbox.url).host}`,
		});
		expect(sandbox.requests).toMatchObject([
			{ method: 'GET', path: '/platform/v1/customers', query: 'page=0&size=1', status: 200 },
		]);
	});

	it.each([
		[{ hawkId: 'other' }, 'BVNK does not know the Hawk ID.', 'BVNK says: Unknown credentials'],
		[
			{ hawkKey: 'other' },
			'BVNK knows the Hawk ID, so the Hawk Key is wrong.',
			'BVNK says: Bad mac',
		],
	])('tells which half is wrong in %j', async (wrong, half, said) => {
		const { status, message } = await test(wrong);
		expect(status).toBe('Error');
		expect(message).toContain(`does not accept this Hawk ID and Hawk Key. ${half} Copy both`);
		expect(message).toContain(portal);
		expect(message).toContain(said);
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each([
		[5 * 60_000 + 1_000, /5 minutes( \d+ seconds?)? behind BVNK's/],
		[-3 * 3_600_000, /(3 hours|2 hours 59 minutes) ahead of BVNK's/],
	])('tells how far the clock is off (%i ms)', async (clockShiftMs, words) => {
		sandbox.settings.clockShiftMs = clockShiftMs;
		const { status, message } = await test();
		expect(status).toBe('Error');
		expect(message).toMatch(words);
		expect(message).toContain('Set the clock');
	});

	it('says nothing of a clock that is 20 seconds off', async () => {
		sandbox.settings.clockShiftMs = 20_000;
		expect(await test({ hawkKey: 'other' })).toMatchObject({
			message: expect.not.stringContaining('clock') as string,
		});
	});

	it('tells of an IP address that is not on the allow list', async () => {
		sandbox.settings.authorisedIps = ['203.0.113.7'];
		const { status, message } = await test();
		expect(status).toBe('Error');
		expect(message).toContain('list of allowed IP addresses');
		expect(message).toMatch(/BVNK says: Forbidden, .*trace /);
	});

	it.each([
		['html', { kind: 'html' as const }, '(CloudFront) blocked the request'],
		[
			'another web page',
			{ status: 200, body: '<!doctype html><p>Sign in', headers: { 'content-type': 'text/html' } },
			'A web page came with status 200 where an answer of 127.0.0.1:',
		],
		[
			'redirect',
			{ kind: 'redirect' as const, location: 'https://me:secret@example.org/a?b' },
			'sent the request on to another address (status 302). It leads to https://example.org. It was not followed',
		],
		[
			'redirect without a host',
			{ kind: 'redirect' as const, location: '/login', status: 307 },
			'sent the request on to another address (status 307). It was not followed',
		],
		['403 without words', { kind: 'empty' as const, status: 403 }, 'list of allowed IP addresses'],
		['401 without words', { kind: 'empty' as const, status: 401 }, 'does not accept this Hawk ID'],
		['429', { status: 429 }, 'asks for fewer requests. Wait a minute, and test again.'],
		[
			'503',
			{ status: 503 },
			'could not process the request (status 503). See https://bvnk.status.io',
		],
		['404', { status: 404 }, 'gave an unexpected answer (status 404)'],
		['nothing', { kind: 'empty' as const }, 'gave an unexpected answer (status 200)'],
		['204', { kind: 'empty' as const, status: 204 }, 'gave an unexpected answer (status 204)'],
		['400', { status: 400 }, 'gave an unexpected answer (status 400)'],
		[
			'data that is no list',
			{ status: 200, body: { hello: 'world' } },
			'gave an unexpected answer (status 200)',
		],
		[
			'an answer of 2 MB',
			{ kind: 'huge' as const, megabytes: 2 },
			'gave an answer of more than 1 MB, which was not read',
		],
		[
			'half an answer',
			{ kind: 'truncatedJson' as const },
			'gave an unexpected answer (status 200)',
		],
		['a cut connection', { kind: 'cut' as const }, 'the connection was cut (ECONNRESET)'],
	])('explains %s', async (_, fault, words) => {
		sandbox.fail({}, fault);
		expect(await test()).toEqual({
			status: 'Error',
			message: expect.stringContaining(words) as string,
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	it('never repeats the id or the key, even when the server does', async () => {
		const { hawkId, hawkKey } = sandbox.credentials;
		const message = `Key ${hawkKey} of ${hawkId} is locked`;
		sandbox.fail({}, { status: 403, body: { message } });
		expect((await test()).message).toContain('BVNK says: Key … of … is locked');
	});

	it('blanks out a key that begins with the id', async () => {
		const key = { hawkId: 'my-id', hawkKey: 'my-id-and-more' };
		const other = await startSandbox(key);
		other.fail({}, { status: 403, body: { message: 'Key my-id-and-more is locked' } });
		const { message } = await run({ environment: 'custom', baseUrl: other.url, ...key });
		await other.close();
		expect(message).toContain('BVNK says: Key … is locked');
	});

	it('quotes no more of an answer than is read', async () => {
		sandbox.fail({}, { status: 403, body: { message: 'words '.repeat(50_000) } });
		expect((await test()).message.length).toBeLessThan(1_000);
	});

	it.each([
		[{ hawkKey: '' }, 'The BVNK credential has no Hawk Key.'],
		[
			{ hawkKey: 'my\u200b-key' },
			'The Hawk Key of the BVNK credential holds a character that cannot be seen (U+200B',
		],
		[{ baseUrl: 'https://api.bvnk.com/v1' }, 'Base URL cannot be used: it holds the path /v1.'],
		[{ baseUrl: 'http://api.bvnk.com' }, 'http is only for loopback addresses'],
		[{ baseUrl: '' }, 'Base URL cannot be used: it is empty'],
		[{ environment: 'staging' }, 'Environment must be sandbox, production or custom.'],
	])('explains the field that is wrong in %j, and asks nobody', async (fields, words) => {
		expect(await test(fields)).toEqual({
			status: 'Error',
			message: expect.stringContaining(words) as string,
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe('without a network', () => {
	it('tells that nobody listens', async () => {
		const stopped = await startSandbox();
		const { url, credentials } = stopped;
		await stopped.close();
		expect(await run({ environment: 'custom', baseUrl: url, ...credentials })).toEqual({
			status: 'Error',
			message: `No connection to ${new URL(url).host}: the connection was refused (ECONNREFUSED). Check the network of n8n, its DNS, proxy and firewall.`,
		});
	});

	it.each([
		['ENOTFOUND', 'the host name is not known (ENOTFOUND)'],
		['ECONNABORTED', 'there was no answer within 10 seconds (ECONNABORTED)'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['EWHATEVER', 'words of … and …. Check the network'],
	])('tells of %s', async (code, words) => {
		const error = Object.assign(new Error('words of my-id and my-key'), { code });
		const request = jest.fn().mockRejectedValue(error);
		const context = { ...n8n, helpers: { ...n8n.helpers, request } } as never;
		const data = { environment: 'sandbox', hawkId: 'my-id', hawkKey: 'my-key' };
		expect(await run(data, context)).toEqual({
			status: 'Error',
			message: expect.stringContaining(
				`No connection to BVNK's sandbox (api.sandbox.bvnk.com): ${words}`,
			) as string,
		});
		expect(request).toHaveBeenCalledWith(expect.objectContaining({ timeout: 10_000 }));
	});
});

describe("with BVNK's two environments", () => {
	/** Which key each of the two hosts knows. */
	let keys: Record<string, string>;
	let asked: string[];
	/** What they say, in place of an empty list. */
	let words: string;
	let server: Server;

	beforeAll(async () => {
		server = createServer((request, response) => {
			void answer(request).then((status) => {
				response.writeHead(status, { 'content-type': 'application/json' });
				response.end(JSON.stringify(words ? { message: words } : { content: [] }));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		keys = {};
		asked = [];
		words = '';
	});
	afterAll(() => server.close());

	async function answer(request: IncomingMessage): Promise<number> {
		const host = request.headers.host ?? '';
		asked.push(host);
		const credentials = () => ({ key: keys[host] ?? '', algorithm: 'sha256' as const, user: '' });
		return await hawkServer.authenticate(request, credentials, { host, port: 443 }).then(
			() => 200,
			() => 401,
		);
	}

	/** n8n's client, with BVNK's host names leading to the server above. */
	const atBvnk: ICredentialTestFunctions = {
		logger: n8n.logger,
		helpers: {
			...n8n.helpers,
			request: (options) => {
				const { url, headers, ...rest } = options as { url: string; headers: IDataObject };
				const { host, pathname, search } = new URL(url);
				const { port } = server.address() as AddressInfo;
				return n8n.helpers.request({
					...rest,
					url: `http://127.0.0.1:${port}${pathname}${search}`,
					headers: { ...headers, host },
				});
			},
		},
	};
	const sandboxHost = 'api.sandbox.bvnk.com';
	const productionHost = 'api.bvnk.com';

	it.each([
		['sandbox', sandboxHost, "Connected to BVNK's sandbox"],
		['production', productionHost, "Connected to BVNK's production"],
	])(
		'is content with a key of %s there, and asks only there',
		async (environment, host, message) => {
			keys[host] = 'my-key';
			const result = await run({ environment, hawkId: 'my-id', hawkKey: 'my-key' }, atBvnk);
			expect(result).toEqual({ status: 'OK', message });
			expect(asked).toEqual([host]);
		},
	);

	it.each([
		[
			'sandbox',
			productionHost,
			"This key belongs to BVNK's production, and the credential is set to BVNK's sandbox.",
		],
		[
			'production',
			sandboxHost,
			"This key belongs to BVNK's sandbox, and the credential is set to BVNK's production.",
		],
	])('tells of a key of the other environment (%s)', async (environment, host, words) => {
		keys[host] = 'my-key';
		const result = await run({ environment, hawkId: 'my-id', hawkKey: 'my-key' }, atBvnk);
		expect(result).toEqual({ status: 'Error', message: expect.stringContaining(words) as string });
		expect(asked).toHaveLength(2);
	});

	it('tells of a key that neither knows, with the portal to look in', async () => {
		const result = await run(
			{ environment: 'sandbox', hawkId: 'my-id', hawkKey: 'my-key' },
			atBvnk,
		);
		expect(result.message).toContain("BVNK's sandbox does not accept this Hawk ID and Hawk Key.");
		expect(result.message).toContain(`https://app.sandbox.bvnk.com: ${portal}`);
		expect(asked).toEqual([sandboxHost, productionHost]);
	});

	it('does not ask the other one where BVNK knows the id', async () => {
		keys[sandboxHost] = 'my-key';
		words = 'Bad mac';
		const result = await run({ environment: 'sandbox', hawkId: 'my-id', hawkKey: 'other' }, atBvnk);
		expect(result.message).toContain('BVNK knows the Hawk ID, so the Hawk Key is wrong.');
		expect(asked).toEqual([sandboxHost]);
	});

	it('tells so too when the other one cannot be reached', async () => {
		const request = jest
			.fn(atBvnk.helpers.request)
			.mockImplementationOnce(atBvnk.helpers.request)
			.mockRejectedValueOnce(new Error('no network'));
		const result = await run(
			{ environment: 'sandbox', hawkId: 'my-id', hawkKey: 'my-key' },
			{
				...atBvnk,
				helpers: { ...atBvnk.helpers, request },
			},
		);
		expect(result.message).toContain('does not accept this Hawk ID and Hawk Key');
	});
});

describe('a server that takes its time', () => {
	/** What comes of a call to a server that answers `head`, and then, if that is any, a byte every 50 ms for ever. */
	async function answeredSlowly(head: string) {
		let isOpen = true;
		const server = createTcpServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => {
				socket.write(head);
				const drip = setInterval(() => socket.write(head ? ' ' : ''), 50);
				socket.once('close', () => {
					clearInterval(drip);
					isOpen = false;
				});
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const test = testWithin(400);
		const data = { environment: 'custom', baseUrl, hawkId: 'my-id', hawkKey: 'my-key' };
		const started = performance.now();
		const { message } = await test.call(n8n, { id: '1', name: '', type: '', data });
		const took = performance.now() - started;
		await sleep(200);
		const wasLeftOpen = isOpen;
		server.close();
		return { message, took, wasLeftOpen };
	}

	it.each([
		['the body', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n'],
		['the head', 'HTTP/1.1 200 OK\r\nX-Slow: '],
		['nothing at all', ''],
	])('is given up, with its connection, when it is slow with %s', async (_, head) => {
		const { message, took, wasLeftOpen } = await answeredSlowly(head);
		expect(message).toContain('there was no answer within 0.4 seconds (ETIMEDOUT)');
		expect(took).toBeLessThan(10_000);
		expect(wasLeftOpen).toBe(false);
	});
});

it('closes an answer that comes after the time was up', async () => {
	const body = Readable.from(['{}']);
	const request = async () => {
		await sleep(100);
		return { statusCode: 200, headers: {}, body };
	};
	const test = testWithin(20);
	const context = { logger: n8n.logger, helpers: { ...n8n.helpers, request } };
	const data = { environment: 'sandbox', hawkId: 'my-id', hawkKey: 'my-key' };
	const { message } = await test.call(context, { id: '1', name: '', type: '', data });
	await sleep(150);
	expect(message).toContain('there was no answer within 0.02 seconds');
	expect(body.destroyed).toBe(true);
});

it('explains a credential that was never filled in', async () => {
	expect(await run(undefined)).toEqual({
		status: 'Error',
		message: expect.stringContaining('has no Hawk ID and Hawk Key') as string,
	});
});
