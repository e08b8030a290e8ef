// The signer against hawk's own server: whatever URL is asked for, it is refused or signed so that the
// server it is sent to accepts it, and that server is the credential's own.

import fc from 'fast-check';
import { server } from 'hawk';
import { UserError } from 'n8n-workflow';
import { createServer, request, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestOptions } from '../../nodes/shared/credential/requestUrl';
import { sign } from '../../credentials/bvnk/hawk';

const RUNS = { numRuns: 500 };
const METHODS = [
	'GET',
	'POST',
	'PUT',
	'PATCH',
	'DELETE',
	'HEAD',
	'OPTIONS',
	'get',
	'pAtCh',
] as const;
const KEY = { hawkId: 'id-EXAMPLE', hawkKey: 'key-EXAMPLE-Ü€😀' };

const port = fc.oneof(fc.constantFrom(1, 80, 443, 8080, 65535), fc.integer({ min: 1, max: 65535 }));
const upperCase = (text: fc.Arbitrary<string>) =>
	fc.tuple(text, fc.boolean()).map(([name, upper]) => (upper ? name.toUpperCase() : name));
const host = fc.oneof(
	upperCase(fc.domain()),
	fc.ipV4(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.constantFrom('bücher.example', 'xn--bcher-kva.example', '例え.テスト'),
);
/** Base URLs that a person may type. */
const baseUrl = fc
	.oneof(
		fc.tuple(upperCase(fc.constant('https')), host),
		fc.tuple(fc.constant('http'), fc.constantFrom('localhost', '127.0.0.1', '[::1]')),
	)
	.chain(([scheme, name]) =>
		fc
			.option(port, { nil: undefined })
			.map((given) => `${scheme}://${name}${given ? `:${given}` : ''}`),
	);

/** Text with what URLs trip over: reserved characters, escapes whole and broken, other scripts. */
const piece = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('%', '%2', '%2F', '%2e%2e', '%C3%A9', '%ff', '%00', '..', '.', '//', '\\', ' '),
	fc.constantFrom(
		'\'|^`{}[]<>"',
		'a+b',
		'&&',
		'==',
		';',
		'@',
		':',
		'é',
		'株式会社',
		'🏦',
		'\ud800',
	),
);
const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
/** Fine text: what a person sends on purpose. */
const wellFormed = fc.string({ unit: 'grapheme' });

const path = fc.array(text, { maxLength: 5 }).map((segments) => `/platform/${segments.join('/')}`);
const ownQuery = fc
	.array(fc.tuple(fc.constantFrom('a', 'b', 'page', 'filter[x]', ''), text), { maxLength: 4 })
	.map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
const fragment = fc.option(text, { nil: undefined });

const value = fc.oneof(wellFormed, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(''));
const qs = fc.option(
	fc.dictionary(
		fc.oneof(wellFormed, fc.constantFrom('a', 'page', 'list[]')),
		fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.dictionary(wellFormed, value)),
		{ maxKeys: 4 },
	),
	{ nil: undefined },
);
const arrayFormat = fc.constantFrom('indices', 'brackets', 'repeat', 'comma', undefined);

/** Requests for the credential's own host, as a workflow may hold them. */
const ownRequest = fc
	.record({
		baseUrl,
		path,
		ownQuery,
		fragment,
		qs,
		arrayFormat,
		method: fc.constantFrom(...METHODS),
	})
	.chain((given) => {
		const hash = given.fragment === undefined ? '' : `#${given.fragment}`;
		const below = `${given.path}?${given.ownQuery}${hash}`;
		const more = { qs: given.qs, arrayFormat: given.arrayFormat, method: given.method };
		return fc
			.constantFrom<RequestOptions>(
				{ url: below },
				{ uri: below },
				{ url: given.baseUrl + below },
				{ uri: given.baseUrl + below },
				{ baseURL: given.baseUrl, url: below },
			)
			.map((address) => ({
				credentials: { ...KEY, environment: 'custom', baseUrl: given.baseUrl },
				options: { ...more, ...address } as RequestOptions,
			}));
	});

/**
 * What a server knows of a signed request. Host and port are given apart: from a Host header hawk's own
 * server reads the wrong port where https runs on port 80.
 */
function received({ url, headers }: { url?: string; headers?: object }, method = 'GET') {
	const { protocol, hostname, port: given, pathname, search } = new URL(url!);
	return {
		method,
		url: pathname + search,
		host: hostname,
		port: Number(given || (protocol === 'https:' ? 443 : 80)),
		authorization: (headers as { Authorization: string }).Authorization,
	};
}

const check = async (incoming: object) =>
	await server.authenticate(incoming as never, (id) => ({
		key: KEY.hawkKey,
		algorithm: 'sha256' as const,
		user: id,
	}));

test('every request for the own host is accepted by hawk’s server, as it is sent', async () => {
	await fc.assert(
		fc.asyncProperty(ownRequest, async ({ credentials, options }) => {
			const signed = sign(credentials, options);

			const accepted = await check(received(signed, options.method));
			expect(accepted.credentials.user).toBe(KEY.hawkId);
			expect(new URL(signed.url).origin).toBe(new URL(credentials.baseUrl).origin);
			const { pathname, search, hash } = new URL(signed.url);
			expect(hash).toBe('');
			// what RFC 3986 allows: some servers answer 400 to anything else
			expect(pathname + search).toMatch(/^[\w\-.~!$&'()*+,;=:@/?%]*$/);
		}),
		RUNS,
	);
});

test('what was signed once can be signed again, and the URL stays', () => {
	fc.assert(
		fc.property(ownRequest, ({ credentials, options }) => {
			const once = sign(credentials, options);

			expect(sign(credentials, once).url).toBe(once.url);
		}),
		RUNS,
	);
});

test('any text for a URL is refused, or signed for the own host', async () => {
	const address = fc.oneof(
		text,
		fc.webUrl({ withQueryParameters: true, withFragments: true }),
		fc
			.tuple(
				fc.constantFrom(
					'//',
					'/\\',
					'\\\\',
					'https:',
					'https:/',
					'HTTPS:\\',
					'HTTP://',
					'\t//',
					'@',
				),
				host,
				text,
			)
			.map((parts) => parts.join('')),
		fc.tuple(text, host).map(([user, name]) => `https://api.sandbox.bvnk.com${user}@${name}/`),
		text.map((user) => `https://${user}@api.sandbox.bvnk.com/`),
		fc.tuple(host, text).map(([name, rest]) => `https://api.sandbox.bvnk.com.${name}/${rest}`),
	);
	const options = fc.oneof(
		address.map((url) => ({ url })),
		address.map((uri) => ({ uri })),
		fc.tuple(address, address).map(([baseURL, url]) => ({ baseURL, url })),
	);
	await fc.assert(
		fc.asyncProperty(options, fc.constantFrom(...METHODS), async (given, method) => {
			const credentials = { ...KEY, environment: 'sandbox' };
			let signed: ReturnType<typeof sign>;
			try {
				signed = sign(credentials, { ...given, method } as RequestOptions);
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				expect((error as Error).message).not.toContain(KEY.hawkKey);
				return;
			}
			expect(new URL(signed.url).origin).toBe('https://api.sandbox.bvnk.com');
			expect(new URL(signed.url).username).toBe('');
			await check(received(signed, method));
		}),
		{ numRuns: 1500 },
	);
});

test('an address that is whole goes where it goes without the credential, or is refused', () => {
	const start = fc.constantFrom('https:', 'HTTPS:', 'http:', ' https:', 'h\nttps:', '\u0001https:');
	const slashes = fc.constantFrom('', '/', '//', '///', '\\', '\\\\', '/\\', '//\t');
	const name = fc.oneof(fc.constant('api.sandbox.bvnk.com'), host);
	const rest = text.map((end) => `/${end}`);
	fc.assert(
		fc.property(start, slashes, name, rest, (...parts) => {
			const url = parts.join('');
			let signed: URL;
			try {
				signed = new URL(sign({ ...KEY, environment: 'sandbox' }, { url }).url);
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				return;
			}
			const alone = new URL(url);
			const unescaped = ({ pathname }: URL) =>
				pathname.replace(/%(?:7C|5E|60|7B|7D|5B|5D|5C)/g, decodeURIComponent);
			expect(signed.origin).toBe(alone.origin);
			expect(unescaped(signed)).toBe(unescaped(alone));
		}),
		RUNS,
	);
});

test('a query arrives as it was given: no name or value is lost or changed', () => {
	const flat = fc.dictionary(wellFormed, fc.oneof(wellFormed, fc.constant('')));
	fc.assert(
		fc.property(flat, (query) => {
			const { url } = sign({ ...KEY, environment: 'sandbox' }, { url: '/x', qs: query });

			expect([...new URL(url).searchParams]).toEqual(Object.entries(query));
		}),
		RUNS,
	);
});

test('a signature is good for nothing but its own method, path, query, host and port', async () => {
	const changes = fc.constantFrom<(incoming: ReturnType<typeof received>) => void>(
		(incoming) => (incoming.method = incoming.method.toUpperCase() === 'GET' ? 'POST' : 'GET'),
		(incoming) => (incoming.url += incoming.url.includes('?') ? '&x=1' : '?x=1'),
		(incoming) => (incoming.url = `/x${incoming.url}`),
		(incoming) => (incoming.url = incoming.url.slice(0, -1)),
		(incoming) => (incoming.host = `${incoming.host}x`),
		(incoming) => (incoming.port = incoming.port === 1 ? 2 : incoming.port - 1),
	);
	await fc.assert(
		fc.asyncProperty(ownRequest, changes, async ({ credentials, options }, change) => {
			const incoming = received(sign(credentials, options), options.method);
			change(incoming);

			await expect(check(incoming)).rejects.toThrow();
		}),
		RUNS,
	);
});

test('no body is signed or changed, so a server that wants its hash refuses', async () => {
	const body = fc.oneof(fc.jsonValue(), fc.string(), fc.uint8Array());
	await fc.assert(
		fc.asyncProperty(body, async (sent) => {
			const credentials = { ...KEY, environment: 'sandbox' };
			const signed = sign(credentials, { url: '/x', method: 'POST', body: sent });

			expect(signed.body).toBe(sent);
			const payload = typeof sent === 'string' ? sent : JSON.stringify(sent);
			const incoming = received(signed, 'POST');
			const { credentials: key, artifacts } = await check(incoming);
			expect(artifacts.hash).toBeUndefined();
			expect(() => server.authenticatePayload(payload, key, artifacts, 'application/json')).toThrow(
				'Bad payload hash',
			);
		}),
		{ numRuns: 200 },
	);
});

test('over the wire, a server receives the very URL that was signed', async () => {
	const accepted: string[] = [];
	const http = createServer((incoming, answer) => {
		server
			.authenticate(incoming, (id) => ({ key: KEY.hawkKey, algorithm: 'sha256', user: id }))
			.then(() => {
				accepted.push(incoming.url!);
				answer.end();
			})
			.catch(() => answer.writeHead(401).end());
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const own = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const wire = fc.record({ path, ownQuery, qs, method: fc.constantFrom('GET', 'POST', 'PATCH') });
	try {
		await fc.assert(
			fc.asyncProperty(wire, async (given) => {
				const signed = sign(
					{ ...KEY, environment: 'custom', baseUrl: own },
					{ url: `${given.path}?${given.ownQuery}`, qs: given.qs, method: given.method },
				);
				const { pathname, search } = new URL(signed.url);
				const status = await new Promise((resolve, reject) => {
					request(signed.url, {
						method: given.method,
						headers: { ...signed.headers } as OutgoingHttpHeaders,
					})
						.on('response', (answer) => resolve(answer.resume().statusCode))
						.on('error', reject)
						.end();
				});

				expect(status).toBe(200);
				expect(accepted.pop()).toBe(pathname + search);
			}),
			{ numRuns: 200 },
		);
	} finally {
		await new Promise((resolve) => {
			http.close(resolve);
			http.closeAllConnections();
		});
	}
});
