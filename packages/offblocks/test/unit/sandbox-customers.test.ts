// The life of a customer, an account and a card at the embedded Offblocks.

import { randomUUID } from 'node:crypto';
import { version } from 'uuid';
import { shared } from '../../../../test/tools/engine/shared';
import { call } from '../sandbox/client';
import { startOffblocks } from '../sandbox/server';
import { walletOf, type Wallet } from '../sandbox/wallets';

const offblocks = shared(startOffblocks, (server) => server.reset());

const post = async (path: string, body: unknown) => await call(offblocks, 'POST', path, { body });
const get = async (path: string) => await call(offblocks, 'GET', path);
const patch = async (path: string) => await call(offblocks, 'PATCH', path);

const ownerOf = ({ address }: Wallet) => `eip155:300:${address}`;
const create = async (wallet: Wallet, externalId = 'cust-1') =>
	(await post('/customers', { chainId: ownerOf(wallet), externalId })).json;

/** What a wallet does with a challenge that a person is shown. */
const signed = (wallet: Wallet, challenge: string) => ({
	ownerId: ownerOf(wallet),
	challenge,
	signature: Buffer.from(wallet.sign(Buffer.from(challenge, 'base64')).slice(2), 'hex').toString(
		'base64',
	),
});

async function activate(wallet: Wallet): Promise<string> {
	const { id, challenge } = await create(wallet);
	await post(`/customers/${id}/challenge/sign`, signed(wallet, challenge!));
	await offblocks.idle();
	await patch(`/simulator/customers/${id}/verify`);
	await offblocks.idle();
	return id!;
}

test('the address of a wallet is the one that Ethereum gives its key', () => {
	// the first key of the development chains of Hardhat and Anvil, which everybody knows
	const key = 'ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';

	expect(walletOf(key).address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266');
});

describe('creating a customer', () => {
	test('answers it with a challenge that its wallet can read', async () => {
		const wallet = walletOf();

		const { challenge, ...customer } = await create(wallet);
		const text = Buffer.from(challenge!, 'base64').toString();

		expect(version(customer.id!)).toBe(5);
		expect(customer).toMatchObject({ externalId: 'cust-1', status: 'initiating' });
		expect(customer.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
		expect(text).toMatch(/^api\.sandbox\.offblocks\.xyz wants you to sign in/);
		expect(text).toContain(`\n${wallet.address}\n`);
		expect(text).toMatch(/\nChain ID: 300\nNonce: \w{16}\nIssued At: [\d-]+T[\d:]+Z$/);
	});

	test('answers 409 to the same pair, and creates for another', async () => {
		const wallet = walletOf();
		await create(wallet);

		const pair = await post('/customers', { chainId: ownerOf(wallet), externalId: 'cust-1' });
		const other = await post('/customers', { chainId: ownerOf(wallet), externalId: 'cust-2' });

		expect(pair.status).toBe(409);
		expect(other.status).toBe(201);
	});

	test.each([
		['what is not CAIP-10', { chainId: '0xab16', externalId: 'cust-1' }],
		['no external id', { chainId: ownerOf(walletOf()) }],
		['more members', { chainId: ownerOf(walletOf()), externalId: 'cust-1', status: 'active' }],
		['what is not JSON', '{'],
	])('answers 400 to %s', async (_, body) => {
		expect((await post('/customers', body)).status).toBe(400);
		expect(offblocks.customers.size).toBe(0);
	});
});

describe('a signed challenge', () => {
	test('moves the customer to screening, and on to verifying', async () => {
		const wallet = walletOf();
		const { id, challenge } = await create(wallet);

		const answer = await post(`/customers/${id}/challenge/sign`, signed(wallet, challenge!));
		await offblocks.idle();

		expect(answer).toMatchObject({ status: 204, text: '' });
		expect((await get(`/customers/${id}`)).json.status).toBe('verifying');
		const again = await post(`/customers/${id}/challenge/sign`, signed(wallet, challenge!));
		expect(again.status).toBe(409);
	});

	test('of another wallet is refused, and the challenge is of no use any more', async () => {
		const wallet = walletOf();
		const { id, challenge } = await create(wallet);

		const forged = { ...signed(walletOf(), challenge!), ownerId: ownerOf(wallet) };
		expect((await post(`/customers/${id}/challenge/sign`, forged)).status).toBe(400);

		const right = signed(wallet, challenge!);
		expect((await post(`/customers/${id}/challenge/sign`, right)).status).toBe(400);
		const renewed = (await get(`/customers/${id}/challenge`)).json.challenge!;
		expect((await post(`/customers/${id}/challenge/sign`, signed(wallet, renewed))).status).toBe(
			204,
		);
	});

	test('is refused once another was asked for', async () => {
		const wallet = walletOf();
		const { id, challenge } = await create(wallet);
		await get(`/customers/${id}/challenge`);

		const answer = await post(`/customers/${id}/challenge/sign`, signed(wallet, challenge!));

		expect(answer.status).toBe(400);
	});

	test('is refused after an hour', async () => {
		const wallet = walletOf();
		const { id, challenge } = await create(wallet);
		offblocks.settings.challengeLifetimeMs = 0;

		const answer = await post(`/customers/${id}/challenge/sign`, signed(wallet, challenge!));

		expect(answer.status).toBe(400);
	});

	test('is read as bytes or as hex text, as the settings say', async () => {
		const wallet = walletOf();
		const { id, challenge } = await create(wallet);
		const bytes = signed(wallet, challenge!);
		const hex = wallet.sign(Buffer.from(challenge!, 'base64'));
		const hexText = { ...bytes, signature: Buffer.from(hex).toString('base64') };
		offblocks.settings.walletSignature = 'hexText';

		expect((await post(`/customers/${id}/challenge/sign`, hexText)).status).toBe(204);

		const other = walletOf();
		const next = await create(other, 'cust-2');
		const plain = signed(other, next.challenge!);
		expect((await post(`/customers/${next.id}/challenge/sign`, plain)).status).toBe(400);
	});
});

describe('a customer', () => {
	test('is verified by the simulator, a moment after its answer', async () => {
		const id = await activate(walletOf());

		expect((await get(`/customers/${id}`)).json.status).toBe('active');
		expect((await patch(`/simulator/customers/${id}/reject`)).status).toBe(400);
	});

	test('is deactivated and activated, and not twice', async () => {
		const id = await activate(walletOf());

		expect((await patch(`/customers/${id}/activate`)).status).toBe(409);
		expect((await patch(`/customers/${id}/deactivate`)).json.status).toBe('inactive');
		expect((await patch(`/customers/${id}/deactivate`)).status).toBe(409);
		expect((await patch(`/customers/${id}/activate`)).json.status).toBe('active');
	});

	test('that is not there is answered 404, and what is no id 400', async () => {
		expect((await get(`/customers/${randomUUID()}`)).status).toBe(404);
		expect((await get('/customers/1')).status).toBe(400);
	});

	test('stands with all others in one bare list', async () => {
		offblocks.seedCustomers(10_000);

		const { json } = await get('/customers');

		expect(json).toHaveLength(10_000);
		expect(Object.keys((json as unknown as object[])[0]!)).toEqual(
			expect.arrayContaining(['id', 'externalId', 'chainId', 'status', 'createdAt', 'updatedAt']),
		);
	});
});

describe('an account with a card', () => {
	const ADDRESS = { firstLine: '1 Example Street', city: 'London', country: 'GB', postCode: 'N1' };

	test('is opened, issued, deactivated with its customer, and closed', async () => {
		const wallet = walletOf();
		const customer = await activate(wallet);

		const account = await post(`/customers/${customer}/accounts`, {
			type: 'card_account',
			currencies: ['EUR'],
		});
		const { id, challenge } = account.json;
		expect(account).toMatchObject({ status: 201, json: { status: 'initiating' } });
		await post(`/accounts/${id}/challenge/sign`, signed(wallet, challenge!));
		await offblocks.idle();
		expect((await get(`/accounts/${id}`)).json.status).toBe('active');

		const body = { type: 'virtual', billingAddress: ADDRESS };
		const card = (await post(`/accounts/${id}/cards`, body)).json;
		expect((await post(`/accounts/${id}/cards`, body)).status).toBe(400);
		await patch(`/simulator/cards/${card.id}/issue`);
		await offblocks.idle();
		expect((await get(`/cards/${card.id}`)).json).toMatchObject({
			status: 'active',
			maskedPan: '400000******0002',
		});

		await patch(`/customers/${customer}/deactivate`);
		expect((await get(`/accounts/${id}`)).json.status).toBe('inactive');
		expect((await get(`/cards/${card.id}`)).json.status).toBe('inactive');
		await patch(`/customers/${customer}/activate`);
		expect((await get(`/cards/${card.id}`)).json.status).toBe('active');

		expect((await call(offblocks, 'DELETE', `/accounts/${id}`)).status).toBe(204);
		expect((await get(`/accounts/${id}`)).json.status).toBe('active');
		const close = (await get(`/accounts/${id}/challenge`)).json.challenge!;
		await post(`/accounts/${id}/challenge/sign`, signed(wallet, close));
		await offblocks.idle();
		expect((await get(`/accounts/${id}`)).json.status).toBe('closed');
		expect((await get(`/cards/${card.id}`)).json.status).toBe('terminated');
	});

	test('is not opened for a customer who is not active', async () => {
		const { id } = await create(walletOf());

		const answer = await post(`/customers/${id}/accounts`, {
			type: 'card_account',
			currencies: ['EUR'],
		});

		expect(answer.status).toBe(400);
	});

	test('of the physical kind needs a shipping address', async () => {
		const wallet = walletOf();
		const customer = await activate(wallet);
		const account = await post(`/customers/${customer}/accounts`, {
			type: 'card_account',
			currencies: ['EUR'],
		});
		const { id, challenge } = account.json;
		await post(`/accounts/${id}/challenge/sign`, signed(wallet, challenge!));
		await offblocks.idle();

		const body = { type: 'physical', billingAddress: ADDRESS };
		expect((await post(`/accounts/${id}/cards`, body)).status).toBe(400);
		const shipped = { ...body, shippingAddress: ADDRESS };
		expect((await post(`/accounts/${id}/cards`, shipped)).status).toBe(201);
	});
});
