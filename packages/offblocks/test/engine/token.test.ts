// The session's token in n8n's engine: fetched once, renewed after a 401, and never the reason of a second customer.

import { generateKeyPairSync } from 'node:crypto';
import { walletOf } from '../sandbox/wallets';
import { accountOf, created, credentialOf, locator, runNode, withOffblocks } from './engine';

const offblocks = withOffblocks();
const south = withOffblocks();

const tokens = () => offblocks.count({ method: 'POST', path: '/v1/auth/token' });
const getMany = async (more: object = {}) =>
	await runNode(offblocks, { parameters: { operation: 'getAll' }, ...more });

test('one token serves all items', async () => {
	const { error } = await getMany({
		input: [{}, {}, {}],
		parameters: { operation: 'getAll', options: { concurrency: 1 } },
	});

	expect(error).toBeUndefined();
	expect(tokens()).toBe(1);
});

test('a token that n8n has kept is used again', async () => {
	const { apiKey, apiSecret } = offblocks.credentials;
	const response = await fetch(`${offblocks.url}/v1/auth/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ apiKey, apiSecret }),
	});
	const { token } = (await response.json()) as { token: string };

	const { error } = await getMany({
		credential: { ...credentialOf(offblocks), sessionToken: token },
	});

	expect(error).toBeUndefined();
	expect(tokens()).toBe(1);
});

test('a token that has ended is renewed, and the creation is sent once more under its key', async () => {
	const wallet = walletOf();
	const credential = { ...credentialOf(offblocks), sessionToken: 'an.ended.token' };

	const { rows, error } = await runNode(offblocks, {
		credential,
		parameters: { operation: 'create', chainId: accountOf(wallet), externalId: 'cust-1' },
	});

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([{ status: 'initiating' }]);
	expect(tokens()).toBe(1);
	const creations = offblocks.requests.filter(({ path }) => path === '/v1/customers');
	expect(creations.map(({ status }) => status)).toEqual([401, 201]);
	expect(creations[0]!.idempotencyKey).toBe(creations[1]!.idempotencyKey);
});

test('tokens that are all made void in the middle are renewed', async () => {
	await created(offblocks);
	offblocks.fail({ path: '/v1/customers', nth: 2 }, { status: 401 });

	const { error } = await getMany({ input: [{}, {}, {}] });

	expect(error).toBeUndefined();
});

test('two accounts of one credential each get a token of their own, and the other’s goes nowhere', async () => {
	await created(offblocks);
	await created(south);
	const accounts = [offblocks, south];

	const { rows, error } = await getMany({
		input: [{}, {}, {}, {}],
		parameters: { operation: 'getAll', options: { concurrency: 1 } },
		credential: (itemIndex: number) => credentialOf(accounts[itemIndex % 2]!),
	});

	expect(error).toBeUndefined();
	expect(rows).toHaveLength(4);
	const lists = accounts.map(({ requests }) =>
		requests.filter(({ method, path }) => method === 'GET' && path === '/v1/customers'),
	);
	// a request without the account's own token is answered 401, and sent again with one
	expect(lists.map((asked) => asked.filter(({ status }) => status === 200).length)).toEqual([2, 2]);
	expect(lists.flat().every(({ status }) => status === 200 || status === 401)).toBe(true);
});

test('a token that is not accepted though it is new is told in words, and nothing is tried again', async () => {
	offblocks.fail({ path: '/v1/customers', times: Infinity }, { status: 401 });

	const { error } = await getMany();

	expect(error!.message).toBe(
		'Offblocks did not accept the credential, although a new token was fetched',
	);
	expect(error!.httpCode).toBe('401');
	expect(offblocks.count({ path: '/v1/customers' })).toBe(2);
});

test('a wrong secret is told in words, and nothing else is sent', async () => {
	const { error } = await getMany({
		credential: { ...credentialOf(offblocks), apiSecret: 'another secret' },
	});

	expect(error!.message).toContain(
		'Offblocks does not accept the API Key and API Secret of the credential (status 401)',
	);
	expect(offblocks.count({ path: '/v1/customers' })).toBe(0);
	expect(JSON.stringify(error)).not.toContain('another secret');
});

test('a busy Offblocks is asked for the token again', async () => {
	offblocks.fail({ path: '/v1/auth/token' }, { status: 503 });

	const { error } = await getMany();

	expect(error).toBeUndefined();
	expect(tokens()).toBe(2);
});

test('where it gives none, nothing was sent', async () => {
	offblocks.fail({ path: '/v1/auth/token', times: Infinity }, { status: 503 });

	const { error } = await runNode(offblocks, {
		parameters: {
			operation: 'create',
			chainId: accountOf(walletOf()),
			externalId: 'cust-1',
			options: { maxTries: 2 },
		},
	});

	expect(error!.message).toBe('Offblocks could not be reached');
	expect(error!.description).toContain('NO_TOKEN (it was too busy, or briefly away');
	expect(error!.description).not.toContain('may have acted');
	expect(offblocks.count({ path: '/v1/customers' })).toBe(0);
});

test.each([
	['of another curve', 'prime256v1', 'is on the curve prime256v1, and Offblocks takes only P-384'],
	['of wallets', 'secp256k1', 'is on the curve secp256k1'],
])('a key %s is told before anything is sent', async (_, namedCurve, words) => {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve });
	const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

	const { error } = await getMany({ credential: { ...credentialOf(offblocks), privateKey: pem } });

	expect(error!.message).toContain(words);
	expect(offblocks.requests).toEqual([]);
});

test('the credential’s key that Offblocks does not know gets all that may be wrong', async () => {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
	const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

	const { error } = await runNode(offblocks, {
		credential: { ...credentialOf(offblocks), privateKey: pem },
		parameters: {
			operation: 'get',
			customerId: locator('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21'),
		},
	});

	expect(error!.message).toContain('Offblocks did not take the request');
	expect(error!.description).toContain('signing key id, private key and clock');
});

test('a clock that is behind Offblocks’ by more than a signature holds is told', async () => {
	offblocks.settings.clockShiftMs = 6 * 60_000;

	const { error } = await getMany();

	expect(error!.description).toMatch(
		/is (5 minutes 59|6 minutes( \d)?) ?(seconds? )?behind Offblocks's/,
	);
});

test('a clock that is four seconds ahead does no harm', async () => {
	offblocks.settings.clockShiftMs = -4_000;

	expect((await getMany()).error).toBeUndefined();
});
