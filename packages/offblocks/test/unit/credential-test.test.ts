// The credential's test under n8n's own context for it: it tells key and secret, signing key id, private key and
// clock apart.

import { generateKeyPairSync } from 'node:crypto';
import { CredentialTestContext } from 'n8n-core';
import type { IDataObject, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { shared } from '../../../../test/tools/engine/shared';
import { offblocksApiTest } from '../../nodes/Offblocks/methods/credentialTest';
import { startOffblocks } from '../sandbox/server';

const offblocks = shared(startOffblocks, (server) => server.reset());
const n8n = new CredentialTestContext({} as IWorkflowExecuteAdditionalData);

const run = async (fields: IDataObject = {}) =>
	await offblocksApiTest.call(n8n, {
		id: '1',
		name: 'Offblocks',
		type: 'offblocksApi',
		data: {
			environment: 'custom',
			baseUrl: offblocks.url,
			...offblocks.credentials,
			...fields,
		},
	});

const keyOn = (namedCurve: string) =>
	generateKeyPairSync('ec', { namedCurve }).privateKey.export({
		type: 'sec1',
		format: 'pem',
	}) as string;

const ACCEPTS = 'accepts API Key and API Secret, and not the signature.';

test('a good credential: a token, and one signed call that changes nothing', async () => {
	expect(await run()).toEqual({
		status: 'OK',
		message: `Connected to ${new URL(offblocks.url).host}`,
	});
	expect(offblocks.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
		['POST', '/v1/auth/token', 200],
		['GET', '/v1/chains', 200],
	]);
});

test.each([
	['a wrong secret', { apiSecret: 'another' }, 'does not accept this API Key and API Secret'],
	[
		'a wrong key',
		{ apiKey: '11111111-2222-4333-8444-555555555555' },
		'does not accept this API Key and API Secret',
	],
	[
		'another signing key id',
		{ signingKeyId: '11111111-2222-4333-8444-555555555555' },
		`${ACCEPTS} The clock of this computer is right. Check that the Signing Key ID is the one`,
	],
	['another private key', { privateKey: keyOn('secp384r1') }, ACCEPTS],
])('%s is told', async (_, fields, words) => {
	const { status, message } = await run(fields);

	expect(status).toBe('Error');
	expect(message).toContain(words);
	expect(message).not.toContain('another');
});

test.each([
	[6 * 60_000, /is (5 minutes 59 seconds|6 minutes( \d seconds?)?) behind Offblocks's/],
	[-60_000, /is (59 seconds|1 minute( \d seconds?)?) ahead of Offblocks's/],
])('a clock that is off is told (%i ms)', async (clockShiftMs, words) => {
	offblocks.settings.clockShiftMs = clockShiftMs;

	const { status, message } = await run();

	expect(status).toBe('Error');
	expect(message).toContain(ACCEPTS);
	expect(message).toMatch(words);
});

test.each([
	['a key of another curve', { privateKey: keyOn('prime256v1') }, 'is on the curve prime256v1'],
	['no key', { privateKey: '' }, 'is empty'],
	['a signing key id that is none', { signingKeyId: 'key-1' }, 'is no UUID'],
	['no secret', { apiSecret: ' ' }, 'has no API Secret'],
	['a base URL with a path', { baseUrl: 'https://x.example/v1' }, 'it holds the path /v1'],
	['a base URL without https', { baseUrl: 'http://x.example' }, 'http is only for loopback'],
])('%s is told before anything is sent', async (_, fields, words) => {
	const { status, message } = await run(fields);

	expect(status).toBe('Error');
	expect(message).toContain(words);
	expect(offblocks.requests).toEqual([]);
});

test('a token that is not accepted is told apart from a wrong secret', async () => {
	offblocks.fail({ path: '/v1/chains', times: Infinity }, { status: 401 });

	expect((await run()).message).toContain('and then not the token that it gave for them');
});

test.each([
	['/v1/auth/token', 503],
	['/v1/chains', 503],
])('an Offblocks that is away is told (%s)', async (path, status) => {
	offblocks.fail({ path, times: Infinity }, { status });

	expect((await run()).message).toContain('could not process the request (status 503)');
});

test('a redirect of the token is not followed', async () => {
	offblocks.fail(
		{ path: '/v1/auth/token' },
		{ kind: 'redirect', location: 'https://example.org/a', status: 307 },
	);

	expect((await run()).message).toContain('It leads to https://example.org. It was not followed');
});

test('no secret is repeated, whatever Offblocks answers', async () => {
	const { apiKey, apiSecret } = offblocks.credentials;
	offblocks.fail(
		{ path: '/v1/auth/token' },
		{ status: 401, body: { error: `bad pair ${apiKey} ${apiSecret}` } },
	);

	const { message } = await run();

	expect(message).toContain('Offblocks says: bad pair … …');
});

test('an address where nobody listens is told', async () => {
	const { message } = await run({ baseUrl: 'http://127.0.0.1:1' });

	expect(message).toContain('No connection to 127.0.0.1:1');
});
