import { agreementsPage } from '../../credentials/bvnk/hosts';
import { isPublicAddress } from '../../nodes/shared/check/addresses';

const SESSION = '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10';

describe('the page to sign on', () => {
	test.each([
		[{ environment: 'sandbox' }, 'https://signup.sandbox.bvnk.com/agreements'],
		[{}, 'https://signup.sandbox.bvnk.com/agreements'],
		[{ environment: 'production' }, 'https://signup.bvnk.com/agreements'],
		[
			{ environment: 'custom', baseUrl: ' http://127.0.0.1:4010/ ' },
			'http://127.0.0.1:4010/agreements',
		],
	])('of the credential %j is %s', (credential, page) => {
		expect(agreementsPage(credential, SESSION)).toBe(`${page}?session=${SESSION}`);
	});

	test('carries the redirect URL as one value', () => {
		const redirect = 'https://partner.example/welcome?a=1&b=ü#top';
		const { searchParams } = new URL(agreementsPage({}, SESSION, redirect));

		expect([...searchParams]).toEqual([
			['session', SESSION],
			['redirectUri', redirect],
		]);
	});
});

describe('an IP address', () => {
	test.each([
		'203.0.113.10',
		'8.8.8.8',
		'100.63.0.1',
		'100.128.0.1',
		'172.15.0.1',
		'172.32.0.1',
		'192.167.1.1',
		'2001:db8::1',
		'2a00:1450:4001::200e',
		'::ffff:8.8.8.8',
	])('%s can be a customer’s', (address) => expect(isPublicAddress(address)).toBe(true));

	test.each([
		'0.0.0.0',
		'10.0.0.1',
		'100.64.0.1',
		'100.127.255.255',
		'127.0.0.1',
		'127.9.9.9',
		'169.254.1.1',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.178.20',
		'::',
		'::1',
		'0:0:0:0:0:0:0:1',
		'fc00::1',
		'FD12:3456::1',
		'fe80::1',
		'febf::1',
		'::ffff:127.0.0.1',
		'::ffff:192.168.1.1',
		'::FFFF:a00:1',
	])('%s is one of this machine or of a private network', (address) =>
		expect(isPublicAddress(address)).toBe(false),
	);
});
