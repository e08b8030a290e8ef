// The embedded BVNK lets only requests in that hawk's own server code accepts.
import { request } from 'node:http';
import { authorization, call } from '../sandbox/client';
import { type Sandbox, startSandbox } from '../sandbox/server';

const LIST = '/platform/v1/customers?page=0&size=1';
const ID = 'hawk-id-EXAMPLE-0001';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Sends a header made elsewhere, for a host that is not the sandbox's own. */
function send(method: string, path: string, host: string, header: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const sent = request(sandbox.url + path, { method, headers: { host, authorization: header } });
		sent.on('response', (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		sent.on('error', reject).end();
	});
}

describe('the published vectors', () => {
	test.each([
		{
			ts: 1760000000,
			nonce: 'Ab12Cd',
			method: 'GET',
			host: 'api.sandbox.bvnk.com:443',
			path: '/platform/v1/customers?page=0&size=20',
			mac: 'ORxmjNOTK0u9dXb1JzAfbplO3xZuAmj7i5qmYMLDgWY=',
			status: 200,
		},
		{
			ts: 1760000000,
			nonce: 'Ab12Cd',
			method: 'POST',
			host: 'api.sandbox.bvnk.com:443',
			path: '/platform/v1/customers',
			mac: 'GKXk/ulPu1npvoLCWJRo3vLsZZza7+nsQjUxu2KfIok=',
			// Accepted, and then refused for the body it does not have.
			status: 400,
		},
		{
			ts: 1760000001,
			nonce: 'Zz99Yy',
			method: 'GET',
			host: 'api.bvnk.com:443',
			path: '/platform/v1/customers/3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11/info-required',
			mac: 'Zsq2Ctx2XVp6QKiNBEbVb46aEW5WPd+fT4TWOOoTjgI=',
			// Accepted, and then not found.
			status: 404,
		},
	])('the server accepts $method $path', async ({ ts, nonce, method, host, path, mac, status }) => {
		sandbox.settings.clockShiftMs = ts * 1000 - Date.now();
		const header = `Hawk id="${ID}", ts="${ts}", nonce="${nonce}", mac="${mac}"`;

		expect(await send(method, path, host, header)).toBe(status);
	});

	test('one changed character of the mac is refused', async () => {
		sandbox.settings.clockShiftMs = 1760000000_000 - Date.now();
		const header = `Hawk id="${ID}", ts="1760000000", nonce="Ab12Cd", mac="PRxmjNOTK0u9dXb1JzAfbplO3xZuAmj7i5qmYMLDgWY="`;

		const path = '/platform/v1/customers?page=0&size=20';
		expect(await send('GET', path, 'api.sandbox.bvnk.com:443', header)).toBe(401);
	});
});

describe('who is refused', () => {
	test('a request without a signature is 401 in BVNK error shape with a challenge', async () => {
		const answer = await fetch(sandbox.url + LIST);

		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toBe('Hawk');
		expect(await answer.json()).toMatchObject({ status: 'Unauthorized', details: { errors: {} } });
	});

	test.each([
		['a wrong key', { hawkKey: 'another' }],
		['an unknown id', { hawkId: 'another' }],
	])('%s is 401', async (_, options) => {
		expect((await call(sandbox, 'GET', LIST, options)).status).toBe(401);
	});

	test('a signature that leaves out the query is 401', async () => {
		const header = authorization(sandbox, 'GET', '/platform/v1/customers');
		const answer = await fetch(sandbox.url + LIST, { headers: { authorization: header } });

		expect(answer.status).toBe(401);
	});

	test('a header that is no Hawk header is 401', async () => {
		const answer = await fetch(sandbox.url + LIST, { headers: { authorization: 'Bearer x' } });

		expect(answer.status).toBe(401);
	});

	test('an address that is not on the allow list is 403', async () => {
		sandbox.settings.authorisedIps = ['203.0.113.10'];

		expect((await call(sandbox, 'GET', LIST)).status).toBe(403);
	});

	test('an unknown endpoint is 401 before it is 404', async () => {
		expect((await fetch(`${sandbox.url}/nothing`)).status).toBe(401);
		expect((await call(sandbox, 'GET', '/nothing')).status).toBe(404);
	});
});

describe('time and nonce', () => {
	const seconds = () => Math.floor(Date.now() / 1000);

	test('a timestamp 55 s off is accepted', async () => {
		for (const timestamp of [seconds() - 55, seconds() + 55]) {
			expect((await call(sandbox, 'GET', LIST, { timestamp })).status).toBe(200);
		}
	});

	test('a timestamp 65 s off is 401 and the challenge tells the time of the server', async () => {
		const { status, headers } = await call(sandbox, 'GET', LIST, { timestamp: seconds() - 65 });

		expect(status).toBe(401);
		expect(headers.get('www-authenticate')).toMatch(
			/ts="\d+", tsm="[^"]+", error="Stale timestamp"/,
		);
	});

	test('a shifted clock shows in the Date header and refuses the real time', async () => {
		sandbox.settings.clockShiftMs = 300_000;
		const { status, headers } = await call(sandbox, 'GET', LIST);

		expect(status).toBe(401);
		expect(Date.parse(headers.get('date')!) - Date.now()).toBeGreaterThan(298_000);
	});

	test('a replayed nonce is 401, also within the window', async () => {
		const once = { nonce: 'Ab12Cd', timestamp: seconds() };

		expect((await call(sandbox, 'GET', LIST, once)).status).toBe(200);
		expect((await call(sandbox, 'GET', LIST, once)).status).toBe(401);
	});

	test('a retry after an injected error has to be signed anew', async () => {
		sandbox.fail({ method: 'GET' }, { status: 503 });
		const once = { nonce: 'Ab12Cd', timestamp: seconds() };

		expect((await call(sandbox, 'GET', LIST, once)).status).toBe(503);
		expect((await call(sandbox, 'GET', LIST, once)).status).toBe(401);
	});
});

test('characters that need escaping are signed as they were received', async () => {
	const path = '/platform/v1/customers?name=a%20b+c%26d%7Cf%C3%BC&page=0';

	expect((await call(sandbox, 'GET', path)).status).toBe(200);
	expect(sandbox.requests.at(-1)!.query).toBe(path.split('?')[1]);
});
