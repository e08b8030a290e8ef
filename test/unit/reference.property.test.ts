// References and pasted URLs against whatever a row may hold: nothing but a reference of BVNK's ever
// becomes part of a path, and no path leaves the customers.

import fc from 'fast-check';
import { NodeOperationError } from 'n8n-workflow';
import { sign } from '../../credentials/bvnk/hawk';
import { sessionLocator } from '../../nodes/BvnkOnboarding/actions/agreementSession/session';
import { customerOf } from '../../nodes/BvnkOnboarding/actions/customerLocator';
import { v1 } from '../../nodes/BvnkOnboarding/api/v1';
import { isUuid, type Reference } from '../../nodes/shared/check/reference';
import { setting } from '../../nodes/shared/form/read';
import type { Item } from '../../nodes/shared/node/operation';

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
	}) as unknown as Item;

/** The reference, or undefined where it was refused in words for the user. */
async function outcome(read: () => string | Promise<string>): Promise<string | undefined> {
	try {
		return await read();
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		return undefined;
	}
}

/** The path of each call about one thing, with this reference in it, as it is sent. */
const sentPaths = (reference: string) => {
	const of = reference as Reference;
	return [
		v1.customer(of),
		v1.updateCustomer(of, {}),
		v1.replaceCustomer(of, {}),
		v1.requiredInfo(of),
		v1.uploadDocuments(of, []),
		v1.documentUrl(of),
		v1.deleteDocument(of),
		v1.submitAnswers(of, []),
		v1.session(of),
		v1.answerSession(of, {}),
	].map(({ path }) => new URL(sign(CREDENTIAL, { url: path }).url));
};

describe('a reference', () => {
	test('is taken in any case and with blanks around it', async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, fc.constantFrom('', ' ', '\n', '\t '), async (text, blank) => {
				const given = blank + text + blank;

				expect(await customerOf(call(given))).toBe(text.toLowerCase());
				expect(await customerOf(call({ value: given }))).toBe(text.toLowerCase());
				expect(setting(call(given), sessionLocator)).toBe(text.toLowerCase());
			}),
			RUNS,
		);
	});

	test('is a UUID and nothing else, or it is refused', async () => {
		const anything = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.anything());
		await fc.assert(
			fc.asyncProperty(anything, async (given) => {
				const found = [
					await outcome(async () => await customerOf(call(given))),
					await outcome(async () => await customerOf(call({ value: given }))),
					await outcome(() => setting(call(given), sessionLocator)),
				].filter((reference) => reference !== undefined);

				for (const reference of found) {
					expect(reference.toLowerCase()).toMatch(UUID);
					expect(isUuid(reference)).toBe(true);
				}
			}),
			RUNS,
		);
	});

	test('with anything beside it is none', () => {
		fc.assert(
			fc.property(anyCase, hostile, hostile, (reference, before, after) => {
				fc.pre(before !== '' || after !== '');

				expect(isUuid(before + reference + after)).toBe(false);
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

				expect(await customerOf(call({ mode: 'url', value }, credential))).toBe(
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
					await outcome(async () => await customerOf(call({ value }, credential))),
				).toBeUndefined();
			}),
			RUNS,
		);
	});
});
