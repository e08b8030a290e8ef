// A delivery is BVNK's when its signature is right, and nothing else is.
import crypto from 'node:crypto';

import {
	isSigned,
	type Delivery,
	type SignatureScheme,
} from '../../nodes/BvnkOnboarding/api/signature';
import { sign } from '../sandbox/signature';

const SECRET = 'whsec-EXAMPLE-0001';
const BODY =
	'{"event":"bvnk:platform:customer:status-change","eventId":"0199c0de-0000-7000-8000-000000000001","timestamp":"2026-10-01T10:00:00.123456789Z","data":{"reference":"3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11","status":"VERIFIED"}}';
const CURRENT = 'NDVNoJcIUIumfTr8iKP0uBKRHio49FjCrtgP7uE1k7I=';
const LEGACY = '4aa5c50dcfac848d46f0de79b00d06705349815a47825a766c0db3d8c076200c';

const delivery = (changes: Partial<Delivery> = {}): Delivery => ({
	signature: CURRENT,
	secret: SECRET,
	body: Buffer.from(BODY),
	paths: ['/webhook/bvnk'],
	contentType: 'application/json',
	...changes,
});

const accepts = (changes: Partial<Delivery> = {}, scheme: SignatureScheme = 'automatic') =>
	isSigned(delivery(changes), scheme);

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

	test.each<[SignatureScheme, string, string, boolean]>([
		['automatic', 'current', CURRENT, true],
		['automatic', 'current in hex', hex, true],
		['automatic', 'legacy', LEGACY, true],
		['current', 'current', CURRENT, true],
		['current', 'current in hex', hex, true],
		['current', 'legacy', LEGACY, false],
		['legacy', 'current', CURRENT, false],
		['legacy', 'current in hex', hex, false],
		['legacy', 'legacy', LEGACY, true],
	])('%s, of a delivery signed as %s', (scheme, _, signature, accepted) => {
		expect(accepts({ signature }, scheme)).toBe(accepted);
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

	test.each(signatures)('every change of one character of the signature, %s', (_, right) => {
		const others = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ é\0';
		for (let at = 0; at < right.length; at++) {
			for (const other of others) {
				if (other === right[at]) continue;
				const signature = right.slice(0, at) + other + right.slice(at + 1);
				expect(accepts({ signature })).toBe(false);
			}
		}
	});

	test.each([
		['none', ''],
		['blanks', '   '],
		['a word', 'garbage'],
		['half of it', CURRENT.slice(0, 22)],
		['it without its padding', CURRENT.slice(0, -1)],
		['it twice', `${CURRENT}, ${CURRENT}`],
		['as many zeros', '0'.repeat(44)],
		['as many zeros, for hex', '0'.repeat(64)],
		['as many characters of two bytes', 'é'.repeat(22)],
		['upper-case hex', LEGACY.toUpperCase()],
		['a hash name before it', `sha256=${CURRENT}`],
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

test('signatures are compared in constant time, and only those of equal length', () => {
	const compare = jest.spyOn(crypto, 'timingSafeEqual');

	accepts({ signature: CURRENT });
	accepts({ signature: LEGACY });
	accepts({ signature: 'A'.repeat(44) });
	accepts({ signature: 'garbage' });

	// one for base64; hex of the body and the legacy one; one for base64; none
	expect(compare).toHaveBeenCalledTimes(4);
	for (const [left, right] of compare.mock.calls) {
		expect(left.byteLength).toBe(right.byteLength);
	}
	compare.mockRestore();
});
