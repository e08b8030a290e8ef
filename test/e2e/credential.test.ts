import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../sandbox/server';
import { CREDENTIAL_TYPE } from '../bvnk';
import { freePort } from '../tools/n8n/n8n';
import { httpNode, start, suite } from './suite';

const shared = suite();
const { test } = shared;

/** What BVNK asks of an agreement session. */
const SESSION = {
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
	useCase: 'EMBEDDED_STABLECOIN_WALLETS',
};

const check = async (changes: IDataObject = {}) =>
	await shared.n8n.testCredential(CREDENTIAL_TYPE, { ...shared.credentialData, ...changes });

describe("the credential's own test, as n8n runs it", () => {
	test('says that a good key works', async () => {
		expect(await check()).toMatchObject({ status: 'OK' });
		expect(shared.bvnk.requests).toEqual([
			expect.objectContaining({ method: 'GET', query: 'page=0&size=1', status: 200 }),
		]);
	});

	test('says that the key is wrong', async () => {
		const { status, message } = await check({ hawkKey: 'another-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(/does not accept this Hawk ID and Hawk Key/);
		expect(message).toMatch(/BVNK knows the Hawk ID, so the Hawk Key is wrong/);
		expect(message).not.toMatch(/another-key/);
	});

	test('says that a field is empty', async () => {
		const { status, message } = await check({ hawkKey: '' });
		expect(status).toBe('Error');
		expect(message).toMatch(/has no Hawk Key/);
		expect(shared.bvnk.requests).toHaveLength(0);
	});

	test('names the field that holds what nobody sees', async () => {
		const { status, message } = await check({ hawkKey: 'my\u200b-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(/Hawk Key .* holds a character that cannot be seen \(U\+200B/);
		expect(shared.bvnk.requests).toHaveLength(0);
	});

	test('says by how much the clock is off', async () => {
		shared.bvnk.settings.clockShiftMs = -150_000;
		const { status, message } = await check();
		expect(status).toBe('Error');
		expect(message).toMatch(/clock .* 2 minutes( [23]\d seconds?)? ahead/);
	});

	test("says that the address is not on the key's list", async () => {
		shared.bvnk.settings.authorisedIps = ['203.0.113.10'];
		const { status, message } = await check();
		expect(status).toBe('Error');
		expect(message).toMatch(/allowed IP addresses/);
	});

	test('says that the network in front of BVNK blocked the request', async () => {
		shared.bvnk.fail({}, { kind: 'html' });
		const { status, message } = await check();
		expect(status).toBe('Error');
		expect(message).toMatch(/CloudFront/);
	});

	test('says that nobody answers', async () => {
		const { status, message } = await check({ baseUrl: `http://127.0.0.1:${await freePort()}` });
		expect(status).toBe('Error');
		expect(message).toMatch(/connection was refused \(ECONNREFUSED\)/);
	});

	test('does not sign for a public address without https', async () => {
		const { status, message } = await check({ baseUrl: 'http://bvnk.example' });
		expect(status).toBe('Error');
		expect(message).toMatch(/https/);
	});
});

describe("n8n's HTTP Request node with the credential", () => {
	test('reaches any endpoint, with odd characters in the query', async () => {
		const name = "a b+c&d='é|ü/?#%20";
		const run = await shared.n8n.run({
			nodes: [
				start,
				httpNode(shared.credentials, {
					url: `${shared.bvnk.url}/platform/v1/customers`,
					sendQuery: true,
					queryParameters: {
						parameters: [
							{ name: 'name', value: name },
							{ name: 'page', value: '0' },
						],
					},
				}),
			],
		});
		expect(run.error).toBeUndefined();
		const [request] = shared.bvnk.requests;
		expect(request).toMatchObject({ status: 200 });
		expect(new URLSearchParams(request?.query).get('name')).toBe(name);
	});

	test('sends a JSON body', async () => {
		const run = await shared.n8n.run({
			nodes: [
				start,
				httpNode(shared.credentials, {
					method: 'POST',
					url: `${shared.bvnk.url}/platform/v1/customers/agreement/sessions`,
					sendBody: true,
					specifyBody: 'json',
					jsonBody: JSON.stringify({ ...SESSION, note: 'Grüße, 東京' }),
				}),
			],
		});
		expect(run.error).toBeUndefined();
		expect(run.json('HTTP')).toEqual([expect.objectContaining({ status: 'PENDING' })]);
	});

	test('signs for the host that it is sent to, although names of headers have blanks around them', async () => {
		const key = randomUUID();
		const run = await shared.n8n.run({
			nodes: [
				start,
				httpNode(shared.credentials, {
					method: 'POST',
					url: `${shared.bvnk.url}/platform/v1/customers/agreement/sessions`,
					sendHeaders: true,
					headerParameters: {
						parameters: [
							{ name: ' Host ', value: 'elsewhere.example' },
							{ name: 'Authorization ', value: 'Basic eA==' },
							{ name: ' X-Idempotency-Key ', value: key },
						],
					},
					sendBody: true,
					specifyBody: 'json',
					jsonBody: JSON.stringify(SESSION),
				}),
			],
		});
		expect(run.error).toBeUndefined();
		expect(shared.bvnk.requests).toEqual([
			expect.objectContaining({ method: 'POST', status: 201, idempotencyKey: key }),
		]);
	});

	test('fetches page after page with its own pagination', async () => {
		shared.bvnk.seedCustomers(350);
		const run = await shared.n8n.run({
			nodes: [
				start,
				httpNode(shared.credentials, {
					url: `${shared.bvnk.url}/platform/v1/customers`,
					sendQuery: true,
					queryParameters: { parameters: [{ name: 'size', value: '100' }] },
					options: {
						pagination: {
							pagination: {
								paginationMode: 'updateAParameterInEachRequest',
								parameters: {
									parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount }}' }],
								},
								paginationCompleteWhen: 'other',
								completeExpression: '={{ $response.body.last }}',
							},
						},
					},
				}),
			],
		});
		expect(run.error).toBeUndefined();
		const references = run
			.json('HTTP')
			.flatMap((page) => page['content'] as IDataObject[])
			.map((customer) => customer['reference']);
		expect(new Set(references).size).toBe(350);
		expect(shared.bvnk.count({ status: 200 })).toBe(4);
	});

	test('follows no redirect, so that the signature stays with BVNK', async () => {
		const elsewhere = await startSandbox();
		try {
			shared.bvnk.fail(
				{},
				{ kind: 'redirect', location: `${elsewhere.url}/platform/v1/customers` },
			);
			await shared.n8n.run({
				nodes: [
					start,
					httpNode(
						shared.credentials,
						{ url: `${shared.bvnk.url}/platform/v1/customers` },
						{ onError: 'continueRegularOutput' },
					),
				],
			});
			expect(shared.bvnk.requests).toHaveLength(1);
			expect(elsewhere.requests).toHaveLength(0);
		} finally {
			await elsewhere.close();
		}
	});

	test('signs nothing for another host', async () => {
		const elsewhere = await startSandbox();
		try {
			const run = await shared.n8n.run({
				nodes: [
					start,
					httpNode(shared.credentials, { url: `${elsewhere.url}/platform/v1/customers` }),
				],
			});
			expect(run.status).toBe('error');
			expect(elsewhere.requests).toHaveLength(0);
		} finally {
			await elsewhere.close();
		}
	});
});
