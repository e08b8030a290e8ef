// Which deliveries count as Offblocks': signatures that `http-message-signatures` makes, and what is wrong with
// them.

import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createSigner, httpbis } from 'http-message-signatures';
import type { Delivery } from '../../../../nodes/shared/webhook/delivery';
import { keyIdsIn, publicKeyOf, signedBy } from '../../nodes/Offblocks/api/callbackSignature';

const URL_OF_IT = 'https://n8n.example/webhook/5b0c7a2e/offblocks';
const ID = '0199c0de-0000-4000-8000-000000000001';
const NOW = Date.parse('2026-11-26T00:00:00Z');
const BODY = Buffer.from('{"webhookType":"customer.updated"}');

const pair = (namedCurve = 'secp384r1') => generateKeyPairSync('ec', { namedCurve });
const { publicKey, privateKey } = pair();
const KEYS = [{ id: ID, key: publicKey }];

const digest = (name: 'sha-256' | 'sha-512', body = BODY) =>
	`${name}=:${createHash(name.replace('-', '')).update(body).digest('base64')}:`;

const WHOLE = ['@method', '@authority', '@path', 'content-digest'];

interface Signing {
	covered?: string[];
	params?: string[];
	alg?: string;
	contentDigest?: string;
	method?: string;
	url?: string;
	key?: KeyObject;
	/** Seconds since it was signed. */
	age?: number;
	/** Seconds since it expired, where `expires` is a parameter. */
	expired?: number;
}

/** What is known of a signed delivery where it arrives; undefined where it does not count. */
async function judged(signing: Signing = {}, arrived: Partial<Delivery> = {}) {
	const found = signedBy(KEYS, { ...(await signed(signing)), ...arrived }, NOW);
	return found && 'kind' in found ? undefined : found;
}

async function signed(signing: Signing): Promise<Delivery> {
	const { covered = WHOLE, params = ['created', 'keyid', 'alg'] } = signing;
	const signer = createSigner(signing.key ?? privateKey, 'ecdsa-p384-sha384', ID);
	const { headers } = await httpbis.signMessage(
		{
			key: signer,
			fields: covered,
			params,
			paramValues: {
				created: new Date(NOW - (signing.age ?? 0) * 1000),
				expires: new Date(NOW - (signing.expired ?? 0) * 1000),
				...(signing.alg ? { alg: signing.alg } : {}),
			},
		},
		{
			method: signing.method ?? 'POST',
			url: signing.url ?? URL_OF_IT,
			headers: { 'content-digest': signing.contentDigest ?? digest('sha-512') },
		},
	);
	const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	return {
		body: BODY,
		headers: Object.fromEntries(names) as Record<string, string>,
		contentType: 'application/json',
		method: 'POST',
		url: () => URL_OF_IT,
		paths: () => [],
	};
}

describe('a signed delivery', () => {
	test.each<[string, Signing]>([
		['with a digest of either kind', { contentDigest: digest('sha-256') }],
		['with both digests', { contentDigest: `${digest('sha-256')}, ${digest('sha-512')}` }],
		['with another digest that nobody knows', { contentDigest: `${digest('sha-512')}, x=:AAAA:` }],
		['without the name of its algorithm', { params: ['keyid', 'created'] }],
		['almost 25 hours ago', { age: 25 * 3600 - 1 }],
		['by a clock that is five minutes ahead', { age: -300 }],
	])('%s is Offblocks’', async (_, signing) => {
		const created = NOW / 1000 - (signing.age ?? 0);
		expect(await judged(signing)).toEqual({
			bodyCovered: true,
			addressCovered: true,
			created,
		});
	});

	test.each<[string[], boolean]>([
		[['@target-uri'], true],
		[['@authority', '@path'], true],
		[['@path', '@authority'], true],
		[['@authority', '@request-target'], true],
		[[], false],
		[['@method'], false],
		[['@authority'], false],
		[['@authority', '@query'], false],
		[['@path'], false],
		[['@request-target'], false],
		[['@scheme', '@path'], false],
	])('over its digest and %j says where it goes: %p', async (address, addressCovered) => {
		expect(await judged({ covered: ['content-digest', ...address] })).toMatchObject({
			bodyCovered: true,
			addressCovered,
		});
	});

	test('over an address alone says where it goes, and nothing of its body', async () => {
		expect(await judged({ covered: ['@target-uri'] })).toMatchObject({
			bodyCovered: false,
			addressCovered: true,
		});
	});

	test('has a body that nobody vouches for, where its digest is not listed', async () => {
		expect(await judged({ covered: ['@method'] })).toMatchObject({ bodyCovered: false });
		expect(await judged({ covered: [] })).toMatchObject({ bodyCovered: false });
	});

	test('has a body that nobody vouches for, where one of its digests alone is listed', async () => {
		expect(await judged({ covered: ['content-digest;key="sha-512"'] })).toMatchObject({
			bodyCovered: false,
		});
	});

	test.each<[string, Signing]>([
		['with the digest of another body', { contentDigest: digest('sha-512', Buffer.from('{}')) }],
		[
			'with one right digest and one wrong',
			{ contentDigest: `${digest('sha-256')}, sha-512=:AAAA:` },
		],
		['with no digest that is known', { contentDigest: 'md5=:AAAA:' }],
		['for another method', { method: 'PUT' }],
		['for another path', { url: `${URL_OF_IT}2` }],
		['with another key', { key: pair().privateKey }],
		['with another algorithm in words', { alg: 'ecdsa-p256-sha256' }],
		['more than 25 hours ago', { age: 25 * 3600 + 1 }],
		['by a clock that is further ahead', { age: -302 }],
		['without a time', { params: ['keyid', 'alg'] }],
		['over what is not known', { covered: ['x-unknown'] }],
	])('%s is not', async (_, signing) => {
		await expect(
			judged(signing).catch((error: Error) => {
				// the library that signs does not know it either
				expect(error.message).toContain('x-unknown');
				return undefined;
			}),
		).resolves.toBeUndefined();
	});

	test('is not where n8n does not know its own address', async () => {
		expect(await judged({}, { url: () => undefined })).toBeUndefined();
	});

	test('is not where it lists a header that does not arrive', async () => {
		expect(await judged({}, { headers: {} })).toBeUndefined();
	});
});

describe('why a delivery does not count', () => {
	const EXPIRING = ['created', 'expires', 'keyid'];
	const fault = async (signing: Signing) => signedBy(KEYS, await signed(signing), NOW);

	test.each<[string, Signing, object]>([
		['is of the future', { age: -302 }, { kind: 'future', seconds: 302 }],
		['has expired', { params: EXPIRING, expired: 301 }, { kind: 'expired', seconds: 301 }],
		['is too old', { age: 25 * 3600 + 1 }, { kind: 'old', seconds: 25 * 3600 + 1 }],
		['has no time', { params: ['keyid'] }, { kind: 'undated' }],
		[
			'is of another body',
			{ contentDigest: digest('sha-512', Buffer.from('{}')) },
			{ kind: 'otherBody' },
		],
	])('is told where its signature fits, and %s', async (_, signing, expected) => {
		expect(await judged(signing)).toBeUndefined();
		expect(await fault(signing)).toEqual(expected);
	});

	test.each<[string, Signing]>([
		['of another key', { key: pair().privateKey }],
		['for another path', { url: `${URL_OF_IT}2` }],
		[
			'with another algorithm in words',
			{ params: ['created', 'keyid', 'alg'], alg: 'hmac-sha256' },
		],
	])('is not told of a signature %s, whatever its time', async (_, signing) => {
		for (const age of [-302, 0, 25 * 3600 + 1]) {
			expect(await fault({ ...signing, age })).toBeUndefined();
		}
	});

	test('is nothing within five minutes after its end', async () => {
		expect(await judged({ params: EXPIRING, expired: 300 })).toMatchObject({ bodyCovered: true });
	});
});

describe('headers that are no signature', () => {
	const of = (headers: Record<string, string>): Delivery => ({
		body: BODY,
		headers,
		contentType: 'application/json',
		method: 'POST',
		url: () => URL_OF_IT,
		paths: () => [],
	});

	test.each([
		['nothing', {}],
		['no dictionary', { signature: '%', 'signature-input': 'sig=("@path"' }],
		['no list', { signature: 'sig=:AAAA:', 'signature-input': `sig="@path";keyid="${ID}"` }],
		['no bytes', { signature: 'sig="AAAA"', 'signature-input': `sig=("@path");keyid="${ID}"` }],
		['no key', { signature: 'sig=:AAAA:', 'signature-input': 'sig=("@path")' }],
		['a key that is no text', { signature: 'sig=:AAAA:', 'signature-input': 'sig=();keyid=1' }],
	])('name no key: %s', (_, headers) => {
		expect(keyIdsIn(of(headers as Record<string, string>))).toEqual([]);
	});

	test('are looked at ten times at most', () => {
		const labels = Array.from({ length: 50 }, (_, index) => `s${index}`);
		const headers = {
			signature: labels.map((label) => `${label}=:AAAA:`).join(', '),
			'signature-input': labels.map((label) => `${label}=();keyid="${ID}"`).join(', '),
		};

		expect(keyIdsIn(of(headers))).toHaveLength(10);
	});
});

describe('a key that Offblocks hands out', () => {
	const pem = (key: KeyObject) =>
		Buffer.from(key.export({ type: 'spki', format: 'pem' })).toString('base64');
	const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64');

	test('is read as PEM and as DER', () => {
		expect(publicKeyOf(pem(publicKey))?.equals(publicKey)).toBe(true);
		expect(publicKeyOf(der(publicKey))?.equals(publicKey)).toBe(true);
	});

	test.each([
		['of another curve', pem(pair('prime256v1').publicKey)],
		['of the curve of Ethereum', der(pair('secp256k1').publicKey)],
		['that is none', Buffer.from('none').toString('base64')],
		['that is empty', ''],
	])('is not used where it is one %s', (_, text) => {
		expect(publicKeyOf(text)).toBeUndefined();
	});
});
