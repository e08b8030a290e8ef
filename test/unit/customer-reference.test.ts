// Which URLs name a customer, for each environment of the credential.

import { customerOf } from '../../nodes/BvnkOnboarding/actions/customerLocator';
import type { Item } from '../../nodes/shared/node/operation';

const REFERENCE = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';
const OTHER = '86b5f133-9ee8-4f67-8747-7c9d0894a68b';

/** The reference in a pasted URL, with a credential of this environment. */
const inUrl = async (url: string, credential: object) =>
	await customerOf({
		itemIndex: 0,
		context: {
			getNodeParameter: () => ({ __rl: true, mode: 'url', value: url }),
			getCredentials: async () => credential,
			getNode: () => ({ name: 'BVNK Onboarding' }),
		},
	} as unknown as Item);

const sandbox = { environment: 'sandbox' };
const production = { environment: 'production' };
const custom = { environment: 'custom', baseUrl: ' http://127.0.0.1:4010/ ' };

test.each([
	[sandbox, `https://api.sandbox.bvnk.com/platform/v1/customers/${REFERENCE}`],
	[sandbox, `https://app.sandbox.bvnk.com/customers/${REFERENCE}?tab=documents`],
	[production, `https://api.bvnk.com/platform/v1/customers/${REFERENCE}/info-required`],
	[production, `https://app.bvnk.com/some/new/page/${REFERENCE}`],
	[production, `https://app.bvnk.com/customers?reference=${REFERENCE}`],
	[production, `https://app.bvnk.com/#/customers/${REFERENCE.toUpperCase()}`],
	[production, `https://app.bvnk.com/accounts/${OTHER}/customers/${REFERENCE}`],
	[production, `HTTPS://APP.BVNK.COM/customers/${REFERENCE}`],
	[custom, `http://127.0.0.1:4010/platform/v1/customers/${REFERENCE}`],
])('with %j, %s names the customer', async (credential, url) =>
	expect(await inUrl(url, credential)).toBe(REFERENCE),
);

test.each([
	[sandbox, `https://api.bvnk.com/platform/v1/customers/${REFERENCE}`],
	[production, `https://app.sandbox.bvnk.com/customers/${REFERENCE}`],
	[production, `https://bvnk.com.evil.example/customers/${REFERENCE}`],
	[production, `https://evilbvnk.com/customers/${REFERENCE}`],
	[sandbox, `https://evil.example/api.sandbox.bvnk.com/customers/${REFERENCE}`],
	[sandbox, `https://api.sandbox.bvnk.com@evil.example/customers/${REFERENCE}`],
	[custom, `http://127.0.0.1:4011/platform/v1/customers/${REFERENCE}`],
	[custom, `https://api.bvnk.com/platform/v1/customers/${REFERENCE}`],
])(
	'with %j, %s is of another environment',
	async (credential, url) =>
		await expect(inUrl(url, credential)).rejects.toThrow(
			"'Customer' holds a URL that is not of the credential's environment",
		),
);

test.each([
	'https://app.bvnk.com/customers',
	'https://app.bvnk.com/customers/crm-000417',
	`https://app.bvnk.com/customers/x${REFERENCE}x`,
])(
	'%s names none',
	async (url) =>
		await expect(inUrl(url, production)).rejects.toThrow(
			"'Customer' holds a URL without a customer's reference",
		),
);

test('a credential without a base URL is named, not the URL', async () => {
	const pasted = inUrl(`http://127.0.0.1/customers/${REFERENCE}`, {
		environment: 'custom',
		baseUrl: '',
	});

	await expect(pasted).rejects.toThrow('Base URL cannot be used: it is empty');
});
