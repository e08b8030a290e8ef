// A delivery is BVNK's when its signature is right, and nothing else is.
import crypto from 'node:crypto';

import { schemeOf } from '../../nodes/BvnkOnboarding/api/signature';
import type { Delivery } from '../../nodes/shared/webhook/delivery';
import { sign } from '../sandbox/signature';

const SECRET = 'whsec-EXAMPLE-0001';
const BODY =
	'{"event":"bvnk:platform:customer:status-change","eventId":"0199c0de-0000-7000-8000-000000000001","timestamp":"2026-10-01T10:00:00.123456789Z","data":{"reference":"3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11","status":"VERIFIED"}}';
const CURRENT = 'NDVNoJcIUIumfTr8iKP0uBKRHio49FjCrtgP7uE1k7I=';
const LEGACY = '4aa5c50dcfac848d46f0de79b00d06705349815a47825a766c0db3d8c076200c';

interface Given {
	/** The header, however often it came. */
	signature: string;
	secret: string;
	body: Buffer;
	paths: string[];
	contentType: string;
}

/** The scheme by which this delivery, with some changes, counts as signed. */
function scheme(changes: Partial<Given> = {}): string | undefined {
	const { signature, secret, body, paths, contentType }: Given = {
		signature: CURRENT,
		secret: SECRET,
		body: Buffer.from(BODY),
		paths: ['/webhook/bvnk'],
		contentType: 'application/json',
		...changes,
	};
	const headers = { 'content-type': contentType, 'x-signature': signature };
	const url = () => undefined;
	const delivery: Delivery = {
		body,
		headers,
		contentType,
		method: 'POST',
		url,
		paths: () => paths,
	};
	return schemeOf(delivery, secret);
}

const accepts = (changes: Partial<Given> = {}) => scheme(changes) !== undefined;

describe('what BVNK signs is accepted', () => {
	test('the vector of the current scheme', () => {
		expect(accepts({ signature: CURRENT })).toBe(true);
	});

	test('the vector of the legacy scheme', () => {
		expect(accepts({ signature: LEGACY })).toBe(true);
	});

	test('the current scheme in hex', () => {
		const signature = Buffer.from(CURRENT, 'base64').toString('hex');

		expect(accepts({ signature })).toBe(true);
	});

	test('white space around the signature', () => {
		expect(accepts({ signature: ` ${CURRENT} ` })).toBe(true);
	});

	test.each([
		['characters of several bytes', '{"event":"a","data":{"name":"Jörg 株式会社 🏦"}}'],
		['5 MB', JSON.stringify({ event: 'a', data: { text: 'ü'.repeat(2_500_000) } })],
		['nothing', ''],
	])('a body of %s', (_, text) => {
		const body = Buffer.from(text);
		const signed = { url: 'https://n8n.test/webhook/bvnk', contentType: 'application/json', body };

		for (const scheme of ['current', 'currentHex', 'legacy'] as const) {
			expect(accepts({ body, signature: sign(scheme, SECRET, signed) })).toBe(true);
		}
	});

	test('bytes that are no UTF-8', () => {
		const body = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
		const signed = { url: 'https://n8n.test/', contentType: 'application/json', body };

		expect(accepts({ body, signature: sign('current', SECRET, signed) })).toBe(true);
	});

	test('a legacy one over any of the paths', () => {
		expect(accepts({ signature: LEGACY, paths: ['/bvnk', '/webhook/bvnk'] })).toBe(true);
	});

	test('a legacy one over the plain content type, where the delivery names a charset', () => {
		expect(accepts({ signature: LEGACY, contentType: 'application/json; charset=utf-8' })).toBe(
			true,
		);
	});

	test('a legacy one over the content type as it came', () => {
		const contentType = 'application/json; charset=utf-8';
		const signed = { url: 'https://n8n.test/webhook/bvnk', contentType, body: BODY };

		expect(accepts({ contentType, signature: sign('legacy', SECRET, signed) })).toBe(true);
	});
});

describe('the scheme', () => {
	const hex = Buffer.from(CURRENT, 'base64').toString('hex');

	test.each([
		['current', CURRENT, 'current'],
		['current in hex', hex, 'current'],
		['legacy', LEGACY, 'legacy'],
		['legacy in base64', Buffer.from(LEGACY, 'hex').toString('base64'), 'legacy'],
	])('of a delivery signed as %s', (_, signature, expected) => {
		expect(scheme({ signature })).toBe(expected);
	});
});

describe.each([
	['current', Buffer.from(CURRENT, 'base64')],
	['legacy', Buffer.from(LEGACY, 'hex')],
])('a %s signature counts by its bytes', (name, bytes) => {
	const hex = bytes.toString('hex');
	const base64 = bytes.toString('base64');
	const other = Buffer.alloc(32, 7);

	test.each([
		['in hex', hex],
		['in hex with capitals', hex.toUpperCase()],
		['in hex with some capitals', hex.slice(0, 32).toUpperCase() + hex.slice(32)],
		['in base64', base64],
		['in base64 without its padding', base64.slice(0, -1)],
		['in base64url', bytes.toString('base64url')],
		['in base64url with padding', `${bytes.toString('base64url')}=`],
		['with the name of its hash', `sha256=${hex}`],
		['with the name of its hash in capitals', `SHA256=${base64}`],
		['with the name of its hash as it is written elsewhere', `sha-256=${hex}`],
		['in quotes', `"${base64}"`],
		['in quotes after the name of its hash', `sha256="${hex}"`],
		['twice, as a doubled header is read', `${base64}, ${base64}`],
		['after another one', `${other.toString('base64')},${hex}`],
		['before another one', `${hex}, ${other.toString('hex')}`],
		['beside what is no signature', `v1, ${hex}`],
	])('%s', (_, signature) => {
		expect(scheme({ signature })).toBe(name);
	});

	test('but the eleventh of a header is not looked at', () => {
		const others = (count: number) => `${other.toString('hex')},`.repeat(count);

		expect(accepts({ signature: others(9) + hex })).toBe(true);
		expect(accepts({ signature: others(10) + hex })).toBe(false);
	});
});

describe('anything else is refused', () => {
	const signatures = [
		['current', CURRENT],
		['legacy', LEGACY],
	] as const;

	test.each(signatures)('every change of one byte of the body, %s', (_, signature) => {
		const right = Buffer.from(BODY);
		for (let at = 0; at < right.length; at++) {
			for (const flip of [0x01, 0x20, 0x80]) {
				const body = Buffer.from(right);
				body[at]! ^= flip;
				expect(accepts({ body, signature })).toBe(false);
			}
		}
	});

	test('a body that is one byte shorter, or longer', () => {
		expect(accepts({ body: Buffer.from(BODY.slice(0, -1)) })).toBe(false);
		expect(accepts({ body: Buffer.from(`${BODY}\n`) })).toBe(false);
	});

	/** Whether two texts are the same but for the case of hex, or for padding. */
	const sameBytes = (one: string, right: string) =>
		right === LEGACY
			? one.toLowerCase() === right
			: [right, right.slice(0, -1)].includes(one.trimEnd());

	test.each(signatures)('every change of one character of the signature, %s', (_, right) => {
		const others = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ é\0';
		for (let at = 0; at < right.length; at++) {
			for (const other of others) {
				const signature = right.slice(0, at) + other + right.slice(at + 1);
				if (sameBytes(signature, right)) continue;
				expect(accepts({ signature })).toBe(false);
			}
		}
	});

	test.each([
		['none', ''],
		['blanks', '   '],
		['a word', 'garbage'],
		['half of it', CURRENT.slice(0, 22)],
		['as many zeros', '0'.repeat(44)],
		['as many zeros, for hex', '0'.repeat(64)],
		['as many characters of two bytes', 'é'.repeat(22)],
		['one after another, without a comma', `${LEGACY} ${LEGACY}`],
		['it with another hash before it', `sha512=${CURRENT}`],
		['it with a base64 of bits that count for nothing', `${CURRENT.slice(0, -2)}J=`],
		['it in base64 of base64', Buffer.from(CURRENT).toString('base64')],
		['half in hex, half in base64', LEGACY.slice(0, 32) + CURRENT.slice(22)],
		['a megabyte', 'A'.repeat(1_000_000)],
	])('a signature that is %s', (_, signature) => {
		expect(accepts({ signature })).toBe(false);
	});

	test('another secret', () => {
		expect(accepts({ secret: `${SECRET}2` })).toBe(false);
		expect(accepts({ secret: SECRET.toUpperCase() })).toBe(false);
	});

	test('a legacy one over another path', () => {
		expect(accepts({ signature: LEGACY, paths: ['/webhook/other'] })).toBe(false);
	});
});

test('signatures are compared as bytes, in constant time', () => {
	const compare = jest.spyOn(crypto, 'timingSafeEqual');

	accepts({ signature: CURRENT });
	accepts({ signature: LEGACY });
	accepts({ signature: `${'A'.repeat(43)}=` });
	accepts({ signature: 'garbage' });

	// the body, and path, content type and body: where the first does not fit; none for what is no signature
	expect(compare).toHaveBeenCalledTimes(1 + 2 + 2);
	for (const [left, right] of compare.mock.calls) {
		expect([left.byteLength, right.byteLength]).toEqual([32, 32]);
	}
	compare.mockRestore();
});
