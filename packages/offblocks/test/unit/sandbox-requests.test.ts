// Who gets in at the embedded Offblocks: tokens, signatures, digests and idempotency keys.

import { createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { shared } from '../../../../test/tools/engine/shared';
import { call, signatureOf, tokenOf } from '../sandbox/client';
import { startOffblocks } from '../sandbox/server';
import { walletOf } from '../sandbox/wallets';

const offblocks = shared(startOffblocks, (server) => server.reset());

const INVALID = { status: 400, text: 'invalid required signature' };
const customer = (externalId = 'cust-1') => ({
	chainId: `eip155:300:${walletOf().address}`,
	externalId,
});

const askToken = async (apiSecret: string) =>
	await fetch(`${offblocks.baseUrl}/auth/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ apiKey: offblocks.credentials.apiKey, apiSecret }),
	});

describe('a token', () => {
	test('is given for key and secret, with its end in Unix seconds', async () => {
		const answer = await askToken(offblocks.credentials.apiSecret);
		const { token, expiresAt, tokenType } = (await answer.json()) as Record<string, unknown>;

		expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
		expect(Number(expiresAt)).toBeGreaterThan(Date.now() / 1000 + 3_590);
		expect(tokenType).toBe('Bearer');
	});

	test('is not given for a wrong secret', async () => {
		expect((await askToken('another')).status).toBe(401);
	});

	test('ends after an hour', async () => {
		const token = await tokenOf(offblocks);
		const created = Date.now() + 3_600_000 - 5_000;
		offblocks.settings.clockShiftMs = 3_600_000;

		expect((await call(offblocks, 'GET', '/chains', { token, created })).status).toBe(401);
	});

	test('ends when all are voided', async () => {
		const token = await tokenOf(offblocks);
		expect((await call(offblocks, 'GET', '/chains', { token })).status).toBe(200);

		offblocks.voidTokens();

		expect((await call(offblocks, 'GET', '/chains', { token })).status).toBe(401);
	});
});

describe('a signature', () => {
	test('of the vendor’s own form lets in', async () => {
		const { status, json } = await call(offblocks, 'GET', '/chains');

		expect(status).toBe(200);
		expect(json).toContainEqual({ id: 'eip155:300', name: 'zkSync Sepolia' });
	});

	test('does not cover the query', async () => {
		const { status, json } = await call(offblocks, 'GET', '/assets?chain=eip155%3A300');

		expect(status).toBe(200);
		expect(json).toHaveLength(1);
	});

	test('is refused where it is missing', async () => {
		const headers = { Signature: undefined, 'Signature-Input': undefined };

		expect(await call(offblocks, 'GET', '/chains', { headers })).toMatchObject(INVALID);
	});

	test.each([
		['fewer components', ['@method', '@path']],
		['more components', ['@method', '@authority', '@path', '@query']],
		['another order', ['@authority', '@method', '@path']],
	])('is refused with %s', async (_, covered) => {
		expect(await call(offblocks, 'GET', '/chains', { covered })).toMatchObject(INVALID);
	});

	test('is refused a second before its time, and taken at its time', async () => {
		const now = Math.floor(Date.now() / 1000) * 1000;

		const early = await call(offblocks, 'GET', '/chains', { created: now + 2_000 });
		const onTime = await call(offblocks, 'GET', '/chains', { created: now });

		expect(early).toMatchObject(INVALID);
		expect(onTime.status).toBe(200);
	});

	test('is refused when it has expired', async () => {
		const created = Date.now() - 302_000;

		expect(await call(offblocks, 'GET', '/chains', { created })).toMatchObject(INVALID);
	});

	test.each([
		['an unknown key id', { signingKeyId: randomUUID() }],
		['another key', { privateKey: pem('secp384r1') }],
	])('is refused with %s', async (_, other) => {
		const credentials = { ...offblocks.credentials, ...other };

		expect(await call({ baseUrl: offblocks.baseUrl, credentials }, 'GET', '/chains')).toMatchObject(
			INVALID,
		);
	});

	test('is refused as DER, whatever its length', async () => {
		const der = sign('sha384', Buffer.from('any'), createPrivateKey(pem('secp384r1')));
		const headers = { Signature: `sig=:${der.toString('base64')}:` };

		expect(await call(offblocks, 'GET', '/chains', { headers })).toMatchObject(INVALID);
	});

	test('is refused where it was made for another path', async () => {
		const path = `/customers/${randomUUID()}`;
		const headers = await signatureOf(offblocks, 'GET', `${path}/challenge`);

		expect(await call(offblocks, 'GET', path, { headers })).toMatchObject(INVALID);
	});

	test('needs the digest of the very bytes that come', async () => {
		const right = await call(offblocks, 'POST', '/customers', { body: customer('a') });
		const without = await call(offblocks, 'POST', '/customers', {
			body: customer('b'),
			covered: ['@method', '@authority', '@path'],
		});
		const digest = 'sha-512=:AAAA:';
		const wrong = await call(offblocks, 'POST', '/customers', {
			body: customer('c'),
			headers: { 'content-digest': digest },
		});

		expect(right.status).toBe(201);
		expect(without).toMatchObject(INVALID);
		expect(wrong).toMatchObject(INVALID);
	});
});

describe('an idempotency key', () => {
	const post = async (idempotencyKey: string | undefined, body: object) =>
		await call(offblocks, 'POST', '/customers', {
			body,
			...(idempotencyKey ? { idempotencyKey } : { headers: { 'idempotency-key': undefined } }),
		});

	test('is needed to write', async () => {
		expect((await post(undefined, customer())).status).toBe(400);
		expect((await post('not-a-uuid', customer())).status).toBe(400);
		expect(offblocks.customers.size).toBe(0);
	});

	test('gives the same answer to the same bytes, and creates once', async () => {
		const key = randomUUID();
		const body = customer();

		const first = await post(key, body);
		const second = await post(key, body);

		expect(first.status).toBe(201);
		expect(second).toMatchObject({ status: 201, text: first.text });
		expect(offblocks.customers.size).toBe(1);
	});

	test('gives the same refusal to the same bytes', async () => {
		const body = customer();
		await post(randomUUID(), body);
		const key = randomUUID();

		expect((await post(key, body)).status).toBe(409);
		expect((await post(key, body)).status).toBe(409);
	});

	test('is refused for other bytes', async () => {
		const key = randomUUID();
		await post(key, customer('one'));

		expect((await post(key, customer('two'))).status).toBe(422);
	});

	test('is refused while the first request is at work', async () => {
		const key = randomUUID();
		const body = customer();
		const late = offblocks.fail({ path: '/v1/customers' }, { kind: 'delay', ms: 2_000 });

		const first = post(key, body);
		while (late.applied === 0) await sleep(5);
		const second = await post(key, body);

		expect(second.status).toBe(409);
		expect((await first).status).toBe(201);
	});

	test('is free again after a request that came to nothing', async () => {
		const key = randomUUID();
		const body = customer();
		offblocks.fail({ path: '/v1/customers' }, { status: 503 });

		expect((await post(key, body)).status).toBe(503);
		expect((await post(key, body)).status).toBe(201);
	});

	test('holds where the answer was lost', async () => {
		const key = randomUUID();
		const body = customer();
		offblocks.fail({ path: '/v1/customers' }, { kind: 'cutAfter' });

		await expect(post(key, body)).rejects.toThrow();
		expect((await post(key, body)).status).toBe(201);
		expect(offblocks.customers.size).toBe(1);
	});

	test('is forgotten after an hour', async () => {
		const key = randomUUID();
		const body = customer();
		await post(key, body);
		offblocks.settings.clockShiftMs = 3_600_000;

		const again = await call(offblocks, 'POST', '/customers', {
			body,
			idempotencyKey: key,
			created: Date.now() + 3_600_000 - 5_000,
		});
		expect(again.status).toBe(409);
	});
});

describe('an error', () => {
	test.each([
		['empty', '', null],
		['error', '{"error":"Not found"}', 'application/json'],
		['msg', '{"msg":"Not found"}', 'application/json'],
		['text', 'Not found', 'text/plain'],
	] as const)('has the body that is chosen: %s', async (errorBodies, text, type) => {
		offblocks.settings.errorBodies = errorBodies;

		const answer = await call(offblocks, 'GET', `/customers/${randomUUID()}`);

		expect(answer.status).toBe(404);
		expect(answer.text).toBe(text);
		expect(answer.headers.get('content-type')?.split(';')[0] ?? null).toBe(type);
	});

	test('about a path’s id has a body of its own', async () => {
		const answer = await call(offblocks, 'GET', '/customers/not-a-uuid');

		expect(answer).toMatchObject({
			status: 400,
			json: { error: 'Invalid format for parameter customerId' },
		});
	});
});

function pem(namedCurve: string): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve });
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
