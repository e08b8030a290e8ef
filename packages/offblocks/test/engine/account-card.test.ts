// Accounts and cards by the node, from opening to closing.

import { startRecorder } from '../../../../test/tools/engine/recorder';
import { walletOf } from '../sandbox/wallets';
import { accountOf, activated, locator, runNode, withOffblocks } from './engine';

const offblocks = withOffblocks();

const run = async (resource: string, operation: string, parameters: object = {}) =>
	await runNode(offblocks, { parameters: { resource, operation, ...parameters } });

/** Opens an account, and has its creation signed. */
async function opened(wallet = walletOf()) {
	const customerId = await activated(offblocks, wallet);
	const { rows } = await run('account', 'create', {
		customerId: locator(customerId),
		currencies: 'eur',
	});
	const { id, challenge } = rows[0]!;
	await submit(wallet, id, challenge);
	return { customerId, id: id as string, created: rows[0]! };
}

async function submit(wallet: ReturnType<typeof walletOf>, id: unknown, challenge: unknown) {
	const result = await run('account', 'submitChallenge', {
		accountId: locator(id),
		ownerId: accountOf(wallet),
		challenge,
		signature: wallet.sign(Buffer.from(challenge as string, 'base64')),
	});
	if (result.error) throw result.error;
	await offblocks.idle();
	return result;
}

const address = {
	firstLine: 'Lindenweg 4',
	city: 'Bremen',
	postCode: '28195',
	country: 'Germany',
};

describe('an account', () => {
	test('is opened for a customer, with a challenge that is no text', async () => {
		const { customerId, created, id } = await opened();

		expect(created).toMatchObject({
			customerId,
			type: 'card_account',
			currencies: ['EUR'],
			status: 'initiating',
			challenge: expect.any(String),
			challengeText: null,
		});
		const { rows } = await run('account', 'get', { accountId: locator(id) });
		expect(rows).toMatchObject([{ id, status: 'active' }]);
	});

	test('is switched off and on', async () => {
		const { id } = await opened();

		const off = await run('account', 'deactivate', { accountId: locator(id) });
		const on = await run('account', 'activate', { accountId: locator(id) });

		expect([off.rows[0]?.status, on.rows[0]?.status]).toEqual(['inactive', 'active']);
	});

	test('is closed, once its owner has signed that too', async () => {
		const wallet = walletOf();
		const { id } = await opened(wallet);

		const closed = await run('account', 'close', { accountId: locator(id) });
		const { rows } = await run('account', 'getChallenge', { accountId: locator(id) });
		await submit(wallet, id, rows[0]!.challenge);
		const after = await run('account', 'get', { accountId: locator(id) });

		expect(closed.rows).toEqual([{ success: true, accountId: id }]);
		expect(after.rows).toMatchObject([{ status: 'closed' }]);
	});

	test('is listed, also by its customer', async () => {
		const { customerId, id } = await opened();
		await opened();

		const all = await run('account', 'getAll', {});
		const ofOne = await run('account', 'getAll', { filters: { customerId: locator(customerId) } });

		expect(all.rows).toHaveLength(2);
		expect(ofOne.rows).toMatchObject([{ id }]);
	});

	test('two alike for two items are two, because that may be meant', async () => {
		const customerId = await activated(offblocks);

		const { rows } = await runNode(offblocks, {
			input: [{}, {}],
			parameters: {
				resource: 'account',
				operation: 'create',
				customerId: locator(customerId),
				currencies: '={{ ["EUR"] }}',
			},
		});

		expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
	});

	test.each([
		['={{ "" }}', "'Currencies' is empty"],
		['Euro', "'Currencies' must be codes of currencies in three letters, such as EUR"],
	])('is not opened in the currency %j', async (currencies, words) => {
		const { error } = await run('account', 'create', {
			customerId: locator('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21'),
			currencies,
		});

		expect(error!.message).toContain(words);
		expect(offblocks.requests).toEqual([]);
	});
});

describe('a card', () => {
	const order = async (accountId: string, parameters: object = {}) =>
		await run('card', 'create', {
			accountId: locator(accountId),
			...address,
			...parameters,
		});

	test('is ordered, switched off and on, and ended', async () => {
		const { id: accountId } = await opened();
		const { rows, error } = await order(accountId);
		expect(error).toBeUndefined();
		const { id, status } = rows[0]!;
		await offblocks.idle();
		const card = { cardId: locator(id) };
		// issued, as the simulator does it
		Object.assign(offblocks.cards.get(id as string)!, { status: 'active' });

		const off = await run('card', 'deactivate', card);
		const on = await run('card', 'activate', card);
		const ended = await run('card', 'terminate', card);
		const after = await run('card', 'get', card);
		const listed = await run('card', 'getAll', { filters: { accountId: locator(accountId) } });

		expect(status).toBe('issuing');
		expect([off.rows[0]?.status, on.rows[0]?.status]).toEqual(['inactive', 'active']);
		expect(ended.rows).toEqual([{ success: true, cardId: id }]);
		expect(after.rows).toMatchObject([{ id, status: 'terminated' }]);
		expect(listed.rows).toMatchObject([{ id }]);
	});

	test('has the addresses in two places, each as it was given', async () => {
		const recorder = await startRecorder(offblocks.credentials);
		try {
			recorder.answer = { status: 200, body: { token: 'any', id: 'any', status: 'issuing' } };
			await runNode(recorder, {
				parameters: {
					...{ resource: 'card', operation: 'create', type: 'physical', ...address },
					accountId: locator('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21'),
					additionalFields: { secondLine: '2nd floor', state: 'HB' },
					shippingAddress: { value: { ...address, firstLine: 'Marktplatz 1' } },
				},
			});

			const sent = recorder.received.find(({ url }) => url.endsWith('/cards'));
			expect(sent!.body).toEqual({
				type: 'physical',
				billingAddress: { ...address, country: 'DE', secondLine: '2nd floor', state: 'HB' },
				shippingAddress: { ...address, country: 'DE', firstLine: 'Marktplatz 1' },
			});
		} finally {
			await recorder.close();
		}
	});

	test('is not ordered without the cardholder’s address, whose fields are named', async () => {
		const { error } = await order('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21', {
			postCode: '={{ "" }}',
			country: '={{ "" }}',
		});

		expect(`${error!.message} ${error!.description}`).toMatch(
			/'Billing Postal Code' is empty.*'Billing Country' is empty/s,
		);
		expect(offblocks.requests).toEqual([]);
	});

	test('that is sent by post needs an address for it', async () => {
		const { error } = await order('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21', { type: 'physical' });

		expect(error!.message).toBe("'Shipping Address' is empty, and a physical card is sent there");
		expect(offblocks.requests).toEqual([]);
	});

	test('has a country by its code, whatever it is called in the row', async () => {
		const { id } = await opened();
		await order(id, { type: 'physical', shippingAddress: { value: address } });

		const [card] = [...offblocks.cards.values()];
		expect(card).toMatchObject({ type: 'physical', billingAddress: { country: 'DE' } });
	});
});
