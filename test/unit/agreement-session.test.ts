import { agreementsPage } from '../../credentials/bvnk/hosts';

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
