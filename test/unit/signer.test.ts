import { server } from 'hawk';
import { authorization, sign } from '../../credentials/bvnk/hawk';
import { withExactBody } from '../../nodes/shared/credential/exactBody';
import type { RequestOptions } from '../../nodes/shared/credential/requestUrl';
import { signedFor, type Outgoing } from '../../nodes/shared/credential/signed';

const sandbox = { environment: 'sandbox', hawkId: 'my-id', hawkKey: 'my-key' };
const origin = 'https://api.sandbox.bvnk.com';
const customers = `${origin}/platform/v1/customers`;

const custom = (baseUrl: string) => ({ ...sandbox, environment: 'custom', baseUrl });

/** The URL that a request ends up at. */
const signedUrl = (options: RequestOptions, credentials: object = sandbox) =>
	sign({ ...credentials }, options).url;

describe('the Authorization header', () => {
	const key = { id: 'my-id', key: 'hawk-secret-key-EXAMPLE-0001' };

	// computed apart from this code, from BVNK's description of the string that is signed
	it.each([
		{
			at: { timestamp: 1760000000, nonce: 'Ab12Cd' },
			request: ['GET', `${customers}?page=0&size=20`],
			mac: 'ORxmjNOTK0u9dXb1JzAfbplO3xZuAmj7i5qmYMLDgWY=',
		},
		{
			at: { timestamp: 1760000000, nonce: 'Ab12Cd' },
			request: ['POST', customers],
			mac: 'GKXk/ulPu1npvoLCWJRo3vLsZZza7+nsQjUxu2KfIok=',
		},
		{
			at: { timestamp: 1760000001, nonce: 'Zz99Yy' },
			request: [
				'GET',
				'https://api.bvnk.com/platform/v1/customers/3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11/info-required',
			],
			mac: 'Zsq2Ctx2XVp6QKiNBEbVb46aEW5WPd+fT4TWOOoTjgI=',
		},
	])('has the known MAC for $request', ({ at, request: [method, url], mac }) => {
		expect(authorization(new URL(url!), method!, key, at)).toBe(
			`Hawk id="my-id", ts="${at.timestamp}", nonce="${at.nonce}", mac="${mac}"`,
		);
	});

	it('is signed with the time in seconds and a new nonce each time', () => {
		const before = Math.floor(Date.now() / 1000);
		const [one, two] = [1, 2].map(
			() => sign(sandbox, { url: '/x' }).headers?.Authorization as string,
		);
		const ts = Number(/ts="(\d+)"/.exec(one!)?.[1]);
		expect(ts).toBeGreaterThanOrEqual(before);
		expect(ts).toBeLessThanOrEqual(Date.now() / 1000);
		expect(one).not.toBe(two);
	});

	it('replaces an Authorization header, however that is spelled, and keeps the other headers', () => {
		const headers = {
			authorization: 'Bearer x',
			AUTHORIZATION: 'Basic y',
			' Authorization\t': 'Basic z',
			Accept: 'application/json',
		};
		expect(sign(sandbox, { url: '/x', headers }).headers).toEqual({
			Accept: 'application/json',
			Authorization: expect.stringMatching(/^Hawk id="my-id", /) as string,
		});
	});

	it('drops a Host header, which would be sent in place of the host that is signed', () => {
		const hosts = {
			Host: 'a.example',
			HOST: 'b.example',
			'Host ': 'c.example',
			'\u00a0host': 'd.example',
		};
		const headers = { ...hosts, 'Accept ': '*/*' };
		expect(Object.keys(sign(sandbox, { url: '/x', headers }).headers!)).toEqual([
			'Accept',
			'Authorization',
		]);
	});

	it('takes id and key without the blanks around them', () => {
		const blanks = { ...sandbox, hawkId: ' my-id\n', hawkKey: '\tmy-key ' };
		expect(sign(blanks, { url: '/x' }).headers?.Authorization).toMatch(/^Hawk id="my-id"/);
	});

	it.each(['\ufeff', '\u00a0', '\u2028', ' \r\n'])(
		'takes id and key without the blanks around them (%j)',
		async (unseen) => {
			const pasted = { ...sandbox, hawkId: `my-id${unseen}`, hawkKey: `${unseen} my-key${unseen}` };
			const { headers } = sign(pasted, { url: '/x' });
			const request = { method: 'GET', url: '/x', host: 'api.sandbox.bvnk.com', port: 443 };
			const received = { ...request, authorization: headers!.Authorization as string };
			const known = () => ({ key: 'my-key', algorithm: 'sha256' as const, user: '' });
			await expect(server.authenticate(received as never, known)).resolves.toBeDefined();
		},
	);

	it('reads a field of 200,000 blanks as quickly as any other', () => {
		const started = performance.now();
		const blanks = ' '.repeat(200_000);
		expect(() => sign({ ...sandbox, hawkKey: blanks }, { url: '/x' })).toThrow('no Hawk Key');
		sign({ ...sandbox, hawkKey: `${blanks}a${blanks}b${blanks}` }, { url: '/x' });
		expect(performance.now() - started).toBeLessThan(5_000);
	});
});

describe('the URL that is signed and sent', () => {
	it.each<[string, RequestOptions, string]>([
		['a path, from the own host', { url: '/platform/v1/customers' }, customers],
		['a path without slash', { url: 'platform/v1/customers' }, customers],
		['an absolute URL', { url: customers }, customers],
		['uri in place of url', { uri: customers }, customers],
		['a URL object', { uri: new URL(customers) }, customers],
		['blanks around', { url: ` ${customers} ` }, customers],
		['an explicit default port', { url: 'https://api.sandbox.bvnk.com:443/x' }, `${origin}/x`],
		['an upper-case host', { url: 'HTTPS://API.SANDBOX.BVNK.COM/x' }, `${origin}/x`],
		['baseURL and path', { baseURL: `${origin}/platform/`, url: '/v1/customers' }, customers],
		['a relative baseURL', { baseURL: '/platform/v1', url: 'customers' }, customers],
		['baseURL alone', { baseURL: customers, url: '' }, customers],
		['an absolute URL over baseURL', { baseURL: `${origin}/other`, url: customers }, customers],
		['a fragment, left out', { url: '/x?a=1#b' }, `${origin}/x?a=1`],
		['an empty query, left out', { url: '/x?', qs: {} }, `${origin}/x`],
		['a query of a question mark', { url: '/x??' }, `${origin}/x??`],
		['a query that begins with one', { url: '/x??a=1', qs: { b: 2 } }, `${origin}/x??a=1&b=2`],
		['qs', { url: '/x', qs: { page: 0, size: 20 } }, `${origin}/x?page=0&size=20`],
		['qs after a query', { url: '/x?b=2', qs: { a: 1 } }, `${origin}/x?b=2&a=1`],
		['URLSearchParams', { url: '/x', qs: new URLSearchParams('a=1') as never }, `${origin}/x?a=1`],
		[
			'characters that need escaping in qs',
			{ url: '/x', qs: { q: " +&'|é=?#%/()*!" } },
			`${origin}/x?q=%20%2B%26%27%7C%C3%A9%3D%3F%23%25%2F%28%29%2A%21`,
		],
		[
			'characters that servers refuse in a path and query',
			{ url: "/a'|^[]{}b?q='|^[]{}`" },
			`${origin}/a'%7C%5E%5B%5D%7B%7Db?q=%27%7C%5E%5B%5D%7B%7D%60`,
		],
		['escapes as they are', { url: '/a%2Fb?q=a+b%20c' }, `${origin}/a%2Fb?q=a+b%20c`],
		[
			'null, true, nothing',
			{ url: '/x', qs: { a: null, b: true, c: undefined, d: [] } },
			`${origin}/x?a=&b=true`,
		],
		['a tree', { url: '/x', qs: { f: { g: [{ h: 1 }] } } }, `${origin}/x?f%5Bg%5D%5B0%5D%5Bh%5D=1`],
		[
			'a date',
			{ url: '/x', qs: { d: new Date(0) as never } },
			`${origin}/x?d=1970-01-01T00%3A00%3A00.000Z`,
		],
	])('takes %s', (_, options, expected) => {
		expect(signedUrl(options)).toBe(expected);
	});

	it.each<[string, RequestOptions, string]>([
		['indices, the default', {}, 'a%5B0%5D=1&a%5B1%5D=2'],
		['indices', { arrayFormat: 'indices' }, 'a%5B0%5D=1&a%5B1%5D=2'],
		['brackets', { arrayFormat: 'brackets' }, 'a%5B%5D=1&a%5B%5D=2'],
		['repeat', { arrayFormat: 'repeat' }, 'a=1&a=2'],
		['comma', { arrayFormat: 'comma' }, 'a=1%2C2'],
		['repeat in the older form', { useQuerystring: true }, 'a=1&a=2'],
		['repeat in the oldest form', { qsStringifyOptions: { arrayFormat: 'repeat' } }, 'a=1&a=2'],
		[
			'brackets in the oldest form',
			{ qsStringifyOptions: { arrayFormat: 'brackets' } },
			'a%5B%5D=1&a%5B%5D=2',
		],
	])('writes lists as %s', (_, options, expected) => {
		expect(signedUrl({ url: '/x', qs: { a: [1, 2] }, ...options })).toBe(`${origin}/x?${expected}`);
	});

	it('writes a list of dates with commas as n8n does', () => {
		const qs = { d: [new Date(0), new Date(1000)] as never };
		expect(signedUrl({ url: '/x', qs, arrayFormat: 'comma' })).toBe(
			`${origin}/x?d=1970-01-01T00%3A00%3A00.000Z%2C1970-01-01T00%3A00%3A01.000Z`,
		);
	});

	it.each<[string, object, string]>([
		['a value that was cut', { name: 'Ida \ud83c' }, "'name'"],
		['a value that was cut, in a list', { names: ['Ida', '\udf0d'] }, "'names[1]'"],
		['a value that was cut, in a tree', { filter: { name: '\udf0d x' } }, "'filter[name]'"],
		['a name that was cut', { 'x\ud83c': 1 }, "'x\ud83c'"],
	])('refuses %s, and names its parameter', (_, qs, name) => {
		expect(() => signedUrl({ url: '/x', qs: { page: 0, ...qs } })).toThrow(
			`The query parameter ${name} of the request holds half of a character`,
		);
	});

	it.each<[string, RequestOptions, string]>([
		['alone', { qs: { since: new Date('no date') as never } }, "'since'"],
		['in a tree', { qs: { f: { since: new Date(NaN) } as never } }, "'f[since]'"],
		[
			'in a list with commas',
			{ qs: { days: [new Date(0), new Date(NaN)] as never }, arrayFormat: 'comma' },
			"'days'",
		],
	])('refuses a date that does not exist, and names its parameter: %s', (_, options, name) => {
		expect(() => signedUrl({ url: '/x', ...options })).toThrow(
			`The query parameter ${name} of the request is a date that does not exist`,
		);
	});

	it('has U+FFFD for half of a character in a path or a query of its own, as n8n sends it', () => {
		expect(signedUrl({ url: '/a\ud83c?b=\ud83c' })).toBe(`${origin}/a%EF%BF%BD?b=%EF%BF%BD`);
	});

	it('takes characters of two halves', () => {
		expect(signedUrl({ url: '/x', qs: { q: '🌍' } })).toBe(`${origin}/x?q=%F0%9F%8C%8D`);
	});

	it.each([
		['production', 'https://api.bvnk.com/x'],
		['sandbox', 'https://api.sandbox.bvnk.com/x'],
		[undefined, 'https://api.sandbox.bvnk.com/x'],
	])('is on the host of the environment %s', (environment, expected) => {
		expect(signedUrl({ url: '/x' }, { ...sandbox, environment })).toBe(expected);
	});
});

describe('the options', () => {
	it('are left as they were', () => {
		const options: RequestOptions = {
			uri: '/x',
			baseURL: origin,
			method: 'POST',
			qs: { list: ['a'] },
			headers: { authorization: 'x' },
			body: { a: 1 },
		};
		const before = structuredClone(options);
		sign(sandbox, options);
		expect(options).toEqual(before);
	});

	it('come back with the final URL alone, the body as given, and redirects off in both forms', () => {
		const body = { a: 1 };
		const auth = { username: 'x', password: 'y' };
		const signed = sign(sandbox, { uri: '/x', baseURL: origin, qs: { a: 1 }, auth, body });
		expect(signed).toEqual({
			url: `${origin}/x?a=1`,
			uri: `${origin}/x?a=1`,
			headers: { Authorization: expect.stringMatching(/^Hawk /) as string },
			body,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			followRedirect: false,
			followAllRedirects: false,
		});
		expect(signed.body).toBe(body);
	});

	it('can be signed again, with the same URL and another nonce', () => {
		const once = sign(sandbox, { url: '/x?a=|', qs: { b: [' ', '+'] } });
		const twice = sign(sandbox, once);
		expect({ ...twice, headers: {} }).toEqual({ ...once, headers: {} });
		expect(Object.keys(twice.headers!)).toEqual(['Authorization']);
		expect(twice.headers).not.toEqual(once.headers);
	});
});

describe('a request for another host is refused', () => {
	it.each([
		['https://api.bvnk.com/x', "BVNK's production (https://api.bvnk.com)"],
		['http://api.sandbox.bvnk.com/x', 'http://api.sandbox.bvnk.com'],
		['https://api.sandbox.bvnk.com:8443/x', 'https://api.sandbox.bvnk.com:8443'],
		['https://api.sandbox.bvnk.com.example.org/x', 'https://api.sandbox.bvnk.com.example.org'],
		['//example.org/x', 'https://example.org'],
		['/\\example.org/x', 'https://example.org'],
		['\\\\example.org\\x', 'https://example.org'],
		['\u0001//example.org/x', 'https://example.org'],
		[' HTTPS://EXAMPLE.org/x', 'https://example.org'],
		['h\tttps://example.org/x', 'https://example.org'],
		['ftp://api.sandbox.bvnk.com/x', 'ftp://api.sandbox.bvnk.com'],
		['wss://api.sandbox.bvnk.com/x', 'wss://api.sandbox.bvnk.com'],
	])('%s', (url, target) => {
		expect(() => sign(sandbox, { url })).toThrow(
			`This BVNK credential is for BVNK's sandbox (https://api.sandbox.bvnk.com), and the request goes to ${target}. It was not signed and not sent.`,
		);
	});

	it.each(['https://user:pass@api.sandbox.bvnk.com/x', 'https://user@api.sandbox.bvnk.com/x'])(
		'%s, with user info',
		(url) => {
			expect(() => sign(sandbox, { url })).toThrow('holds a user name or password');
		},
	);

	it.each(['blob:https://api.sandbox.bvnk.com/x', 'filesystem:https://api.sandbox.bvnk.com/x'])(
		'%s, whose origin is the same and whose host is none',
		(url) => {
			expect(() => sign(sandbox, { url })).toThrow('It was not signed and not sent.');
		},
	);

	it.each(['https://', 'http://[', 'javascript://%'])('%s, which is no URL of it', (url) => {
		expect(() => sign(sandbox, { url })).toThrow(/cannot be read|goes to/);
	});

	it.each<[RequestOptions, string]>([
		[{ url: 'https:/platform/v1/customers' }, 'https:'],
		[{ url: 'https:platform/v1/customers' }, 'https:'],
		[{ url: 'https:\\\\example.org/x' }, 'https:'],
		[{ url: 'https:/\\example.org/x' }, 'https:'],
		[{ url: 'https:?page=0' }, 'https:'],
		[{ url: 'https:' }, 'https:'],
		[{ url: 'http:/x' }, 'http:'],
		[{ url: 'HTTPS:/x' }, 'HTTPS:'],
		[{ uri: '\u00a0 https:/x' }, 'https:'],
		[{ url: '\u0001https:/x' }, 'https:'],
		[{ url: 'ht\ntps:\t/x' }, 'https:'],
		[{ baseURL: origin, url: 'https:/x' }, 'https:'],
		[{ baseURL: 'https:/platform', url: '/x' }, 'https:'],
	])('%j, which n8n refuses, is no path of the own host', (options, scheme) => {
		expect(() => sign(sandbox, options)).toThrow(
			`The URL of the request lacks // after ${scheme}. Write ${scheme}// and the host`,
		);
	});

	it('a path may hold a scheme', () => {
		expect(signedUrl({ url: '/https:/x' })).toBe(`${origin}/https:/x`);
		expect(signedUrl({ url: '/x?to=https:/x' })).toBe(`${origin}/x?to=https:/x`);
	});

	it('a path cannot leave the host', () => {
		expect(signedUrl({ url: '/platform/../../../x/%2e%2e/y' })).toBe(`${origin}/y`);
	});
});

describe('the base URL of a custom environment', () => {
	it.each([
		['https://api.example.org', 'https://api.example.org/x'],
		['  https://api.example.org/  ', 'https://api.example.org/x'],
		['\ufeffhttps://api.example.org\u00a0', 'https://api.example.org/x'],
		['https://api.example.org:8443', 'https://api.example.org:8443/x'],
		['HTTPS://API.Example.org:443', 'https://api.example.org/x'],
		['http://localhost:3000', 'http://localhost:3000/x'],
		['http://127.0.0.1:3000/', 'http://127.0.0.1:3000/x'],
		['http://127.8.9.1', 'http://127.8.9.1/x'],
		['http://[::1]:3000', 'http://[::1]:3000/x'],
	])('may be %s', (baseUrl, expected) => {
		expect(signedUrl({ url: '/x' }, custom(baseUrl))).toBe(expected);
	});

	it.each([
		['', 'it is empty'],
		['   ', 'it is empty'],
		['\ufeff', 'it is empty'],
		[
			'https://api.exa\u00admple.org',
			'it holds a character that cannot be seen (U+00AD, character 16)',
		],
		['api.example.org', 'it does not start with https://'],
		['localhost:3000', 'it does not start with https://'],
		['ftp://api.example.org', 'it does not start with https://'],
		['https://', 'it does not start with https://'],
		['https://api.example.org/platform/v1', 'it holds the path /platform/v1'],
		['https://api.example.org?x=1', 'it holds a query'],
		['https://api.example.org/#x', 'it holds a query or fragment'],
		['https://me:secret@api.example.org', 'it holds a user name or password'],
		['http://api.example.org', 'http is only for loopback addresses'],
		['http://10.0.0.1', 'http is only for loopback addresses'],
		['http://0.0.0.0', 'http is only for loopback addresses'],
		['http://127.0.0.1.example.org', 'http is only for loopback addresses'],
		['http://localhost.example.org', 'http is only for loopback addresses'],
	])('may not be "%s": %s', (baseUrl, why) => {
		expect(() => sign(custom(baseUrl), { url: '/x' })).toThrow(`Base URL cannot be used: ${why}`);
		expect(() => sign(custom(baseUrl), { url: '/x' })).toThrow(
			'Enter scheme and host only, e.g. https://api.sandbox.bvnk.com',
		);
		expect(() => sign(custom(baseUrl), { url: '/x' })).not.toThrow(/secret/);
	});

	it("does not count for BVNK's own environments", () => {
		expect(signedUrl({ url: '/x' }, { ...sandbox, baseUrl: 'http://example.org/left-over' })).toBe(
			`${origin}/x`,
		);
	});

	it('has no other environments', () => {
		expect(() => sign({ ...sandbox, environment: 'staging' }, { url: '/x' })).toThrow(
			'Environment must be sandbox, production or custom',
		);
	});
});

describe('an incomplete credential is refused', () => {
	it.each([
		[{ hawkId: '' }, 'has no Hawk ID.'],
		[{ hawkKey: '  ' }, 'has no Hawk Key.'],
		[{ hawkId: 0, hawkKey: '' }, 'has no Hawk ID and Hawk Key.'],
		[{ hawkId: 'a"b' }, 'holds a character that cannot be sent'],
		[
			{ hawkId: 'a\nb' },
			'The Hawk ID of the BVNK credential holds a character that cannot be seen',
		],
		[
			{ hawkKey: 'my\u200b-key' },
			'The Hawk Key of the BVNK credential holds a character that cannot be seen (U+200B, character 3). Copy it again',
		],
		[{ hawkKey: 'my key\u00a0x' }, 'cannot be seen (U+00A0, character 7)'],
		[{ hawkKey: ' \ufeff' }, 'has no Hawk Key. Copy it from'],
		[{ hawkKey: 'key-EXAMPLE\u200b' }, 'The Hawk Key of the BVNK credential holds a character'],
	])('%j', (fields, message) => {
		expect(() => sign({ ...sandbox, ...fields }, { url: '/x' })).toThrow(message);
	});
});

describe('a vendor whose signature covers more', () => {
	const hosts = {
		vendor: 'Acme',
		environments: { live: { name: "Acme's live API", origin: 'https://api.acme.example' } },
	};

	it('may take its time, and gets method, URL, headers and body', async () => {
		const seen: Outgoing[] = [];
		const options = {
			method: 'POST' as const,
			url: '/v1/customers',
			qs: { a: 1 },
			headers: { host: 'x', 'idempotency-key': 'k', SIGNATURE: 'old', digest: 'old' },
			body: '{"a":1}',
		};
		const signed = await signedFor(hosts, {}, options, async (request) => {
			seen.push(request);
			return { Signature: 'new', Digest: 'new', Authorization: 'Bearer token' };
		});
		expect(seen).toEqual([
			{
				method: 'POST',
				url: new URL('https://api.acme.example/v1/customers?a=1'),
				headers: { 'idempotency-key': 'k', SIGNATURE: 'old', digest: 'old' },
				body: '{"a":1}',
			},
		]);
		expect(signed).toMatchObject({ url: 'https://api.acme.example/v1/customers?a=1' });
		expect(signed.headers).toEqual({
			'idempotency-key': 'k',
			Signature: 'new',
			Digest: 'new',
			Authorization: 'Bearer token',
		});
	});

	it('is told by its own names where a request does not belong', () => {
		const sign = () => ({ Authorization: 'Bearer token' });
		expect(() => signedFor(hosts, {}, { url: 'https://example.org' }, sign)).toThrow(
			"This Acme credential is for Acme's live API (https://api.acme.example), and the request goes to https://example.org.",
		);
		expect(() => signedFor(hosts, { environment: 'sandbox' }, { url: '/' }, sign)).toThrow(
			'Environment must be live or custom',
		);
	});

	it.each<[string, RequestOptions, string | undefined, string | undefined]>([
		['an object', { body: { a: 'é' } }, '{"a":"é"}', 'application/json'],
		['a list', { body: [1] }, '[1]', 'application/json'],
		['an empty object', { body: {} }, '{}', 'application/json'],
		['JSON as text', { body: ' {"a": 1}\n' }, '{"a": 1}', 'application/json'],
		['text', { body: ' a ' }, ' a ', 'text/plain'],
		[
			'text that is called JSON',
			{ body: 'a', headers: { 'Content-Type': 'application/json' } },
			'"a"',
			undefined,
		],
		[
			'text that is called JSON, with a blank behind the name',
			{ body: 'a', headers: { 'Content-Type ': 'application/json' } },
			'"a"',
			undefined,
		],
		['nothing', {}, undefined, undefined],
		['nothing of a GET', { method: 'GET', body: { a: 1 } }, undefined, undefined],
	])('has its body as the text that is sent: %s', (_, given, body, type) => {
		const options: RequestOptions = { method: 'POST', url: '/x', ...given };
		const before = structuredClone(options);
		const exact = withExactBody(options);
		expect(exact.body).toBe(body);
		expect(exact.headers?.['content-type']).toBe(type);
		expect(withExactBody(exact)).toEqual(exact);
		expect(options).toEqual(before);
	});

	it.each<[string, object]>([
		['a form', { form: { a: 1 } }],
		['a multipart form', { formData: { a: 1 } }],
		['an object to be sent as a form', { body: { a: 1 }, headers: { 'content-type': 'text/x' } }],
		['bytes', { body: Buffer.from('a') }],
		['a query', { body: new URLSearchParams('a=1') }],
	])('refuses %s, whose text is not known', (_, given) => {
		expect(() => withExactBody({ method: 'POST', url: '/x', ...given })).toThrow(
			'The body of the request cannot be signed.',
		);
	});
});
