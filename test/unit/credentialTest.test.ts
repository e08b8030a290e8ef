// The credential test under n8n's own context for it, with its real HTTP client.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { server as hawkServer } from 'hawk';
import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { bvnkHawkApiTest } from '../../nodes/BvnkOnboarding/methods/credentialTest';
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

	it.each([{ hawkId: 'other' }, { hawkKey: 'other' }])('tells of a wrong %j', async (wrong) => {
		const { status, message } = await test(wrong);
		expect(status).toBe('Error');
		expect(message).toContain('does not accept this Hawk ID and Hawk Key');
		expect(message).toContain(portal);
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
			'answered with a web page in place of data (HTTP 200)',
		],
		[
			'redirect',
			{ kind: 'redirect' as const, location: 'https://example.org/a?b' },
			'answered with a redirect to https://example.org (HTTP 302). It was not followed',
		],
		['403 without words', { kind: 'empty' as const, status: 403 }, 'list of allowed IP addresses'],
		['401 without words', { kind: 'empty' as const, status: 401 }, 'does not accept this Hawk ID'],
		['429', { status: 429 }, 'too many requests (HTTP 429)'],
		['503', { status: 503 }, 'cannot answer at the moment (HTTP 503)'],
		['404', { status: 404 }, 'gave an unexpected answer (HTTP 404)'],
		['nothing', { kind: 'empty' as const }, 'gave an unexpected answer (HTTP 200)'],
		['204', { kind: 'empty' as const, status: 204 }, 'gave an unexpected answer (HTTP 204)'],
		['half an answer', { kind: 'truncatedJson' as const }, 'gave an unexpected answer (HTTP 200)'],
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

	it.each([
		[{ hawkKey: '' }, 'The BVNK credential has no Hawk Key.'],
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
	let server: Server;

	beforeAll(async () => {
		server = createServer((request, response) => {
			void answer(request).then((status) => {
				response.writeHead(status, { 'content-type': 'application/json' });
				response.end('{"content":[]}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	beforeEach(() => {
		keys = {};
		asked = [];
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

it('explains a credential that was never filled in', async () => {
	expect(await run(undefined)).toEqual({
		status: 'Error',
		message: expect.stringContaining('has no Hawk ID and Hawk Key') as string,
	});
});
