// References and pasted URLs against whatever a row may hold: nothing but a reference of BVNK's ever
// becomes part of a path, and no path leaves the customers.

import fc from 'fast-check';
import { NodeOperationError } from 'n8n-workflow';
import { sign } from '../../credentials/bvnk/hawk';
import { customerReference } from '../../nodes/BvnkOnboarding/actions/customer/customerReference';
import { givenReference } from '../../nodes/shared/form/read';
import type { Call } from '../../nodes/shared/node/operation';
import { isReference } from '../../nodes/shared/check/checks';
import { endpoints } from '../../nodes/BvnkOnboarding/api/endpoints';

const RUNS = { numRuns: 500 };
/** Of what looks at each of the paths. */
const FEWER_RUNS = { numRuns: 150 };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uuidOfZeros = '00000000-0000-0000-0000-000000000000';
const ORIGIN = 'https://api.sandbox.bvnk.com';
const CREDENTIAL = { environment: 'sandbox', hawkId: 'id-EXAMPLE', hawkKey: 'key-EXAMPLE' };

const uuid = fc.uuid();
const anyCase = fc
	.tuple(uuid, fc.boolean())
	.map(([reference, upper]) => (upper ? reference.toUpperCase() : reference));

/** What leads out of a path, or ends it, where it is not escaped. */
const escape = fc.constantFrom(
	...['../', '..', './', '/', '//', '\\', '..\\', '%2e%2e/', '%2E%2E%2F', '%2f', '%5c', '%252e'],
	...[
		'?',
		'?x=',
		'#',
		'&',
		';',
		':',
		'@',
		'%00',
		'\0',
		'\n',
		'\r\n',
		'\t',
		' ',
		'\u2028',
		'\ufeff',
	],
	...['．．／', '\u202e', '%', '*', 'https://', 'https://evil.example/', '//evil.example/'],
);
const hostile = fc
	.array(fc.oneof(escape, anyCase, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 6 })
	.map((parts) => parts.join(''));

const call = (value: unknown, credential: object = CREDENTIAL) =>
	({
		itemIndex: 0,
		fields: [],
		context: {
			getNodeParameter: () => value,
			getCredentials: async () => credential,
			getNode: () => ({ name: 'BVNK Onboarding' }),
		},
	}) as unknown as Call;

/** The reference, or undefined where it was refused in words for the user. */
async function outcome(read: () => string | Promise<string>): Promise<string | undefined> {
	try {
		return await read();
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		return undefined;
	}
}

/** The path of each endpoint with this reference in it, as it is sent. */
const sentPaths = (reference: string) =>
	Object.values(endpoints)
		.filter((endpoint) => typeof endpoint === 'function')
		.map((endpoint) => new URL(sign(CREDENTIAL, { url: endpoint(reference) }).url));

describe('a reference', () => {
	test('is taken in any case and with blanks around it', async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, fc.constantFrom('', ' ', '\n', '\t '), async (text, blank) => {
				const given = blank + text + blank;

				expect(await customerReference(call(given))).toBe(text.toLowerCase());
				expect(await customerReference(call({ value: given }))).toBe(text.toLowerCase());
				expect(givenReference(call(given), 'sessionReference')).toBe(text);
			}),
			RUNS,
		);
	});

	test('is a UUID and nothing else, or it is refused', async () => {
		const anything = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.anything());
		await fc.assert(
			fc.asyncProperty(anything, async (given) => {
				const found = [
					await outcome(async () => await customerReference(call(given))),
					await outcome(async () => await customerReference(call({ value: given }))),
					await outcome(() => givenReference(call(given), 'documentReference')),
				].filter((reference) => reference !== undefined);

				for (const reference of found) {
					expect(reference.toLowerCase()).toMatch(UUID);
					expect(isReference(reference)).toBe(true);
				}
			}),
			RUNS,
		);
	});

	test('with anything beside it is none', () => {
		fc.assert(
			fc.property(anyCase, hostile, hostile, (reference, before, after) => {
				fc.pre(before !== '' || after !== '');

				expect(isReference(before + reference + after)).toBe(false);
			}),
			RUNS,
		);
	});
});

describe('a path', () => {
	test('with a reference in it is sent as it is', () => {
		fc.assert(
			fc.property(anyCase, (reference) => {
				for (const { origin, pathname, search } of sentPaths(reference)) {
					expect(origin + search).toBe(ORIGIN);
					expect(pathname).toMatch(/^\/platform\/v1\/customers\//);
					expect(pathname.split('/')).toContain(reference);
				}
			}),
			FEWER_RUNS,
		);
	});

	test('stays in its place even with a text that the checks would have refused', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				// the one thing that no escaping changes, and why references are checked before
				fc.pre(!['.', '..', ''].includes(text));
				const levels = sentPaths(uuidOfZeros).map(({ pathname }) => pathname.split('/').length);

				sentPaths(text).forEach(({ origin, pathname, search, hash }, index) => {
					expect(origin + search + hash).toBe(ORIGIN);
					expect(pathname).toMatch(/^\/platform\/v1\/customers\//);
					expect(pathname.split('/')).toHaveLength(levels[index]!);
				});
			}),
			FEWER_RUNS,
		);
	});
});

describe('a pasted URL', () => {
	const environments = [
		[{ environment: 'sandbox' }, 'api.sandbox.bvnk.com', 'app.sandbox.bvnk.com'],
		[{ environment: 'production' }, 'api.bvnk.com', 'app.bvnk.com'],
		[{ environment: 'custom', baseUrl: 'http://127.0.0.1:4010' }, '127.0.0.1:4010'],
	] as const;
	const environment = fc.constantFrom(...environments);
	const below = fc.webPath().filter((text) => !/[0-9a-f]{8}-/i.test(text));

	test('of the own environment names the customer that follows `customers`', async () => {
		const url = environment.chain(([credential, ...hosts]) =>
			fc.record({
				credential: fc.constant(credential),
				host: fc.constantFrom<string>(...hosts),
				reference: anyCase,
				before: below,
				after: fc.constantFrom('', '/', '/info-required', '?tab=documents', '#top'),
			}),
		);
		await fc.assert(
			fc.asyncProperty(url, async ({ credential, host, reference, before, after }) => {
				const value = `https://${host}${before}/customers/${reference}${after}`;

				expect(await customerReference(call({ mode: 'url', value }, credential))).toBe(
					reference.toLowerCase(),
				);
			}),
			RUNS,
		);
	});

	test('of any other host is refused, however it looks', async () => {
		const disguise = fc.constantFrom<(host: string, other: string) => string>(
			(host, other) => `${host}.${other}`,
			(host, other) => `${host}@${other}`,
			(host, other) => `${other}/${host}`,
			(host, other) => `${other}#${host}`,
			(host, other) => `${other}?${host}`,
			(host, other) => `${other}\\@${host}`,
			(host, other) => `${other}:443/@${host}`,
			(host, other) => `x${host.replace(/^[^.]+\./, '')}.${other}`,
			(_, other) => other,
		);
		await fc.assert(
			fc.asyncProperty(environment, disguise, fc.domain(), uuid, async (own, hide, other, id) => {
				fc.pre(!other.endsWith('bvnk.com'));
				const [credential, host] = own;
				const value = `https://${hide(host, other)}/customers/${id}`;

				expect(
					await outcome(async () => await customerReference(call({ value }, credential))),
				).toBeUndefined();
			}),
			RUNS,
		);
	});
});
