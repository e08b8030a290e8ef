// A customer's life by the node: from two ids to active, and off and on again.

import { textOfChallenge } from '../../nodes/Offblocks/output/challenge';
import { walletOf } from '../sandbox/wallets';
import { accountOf, activated, answered, created, locator, runNode, withOffblocks } from './engine';

const offblocks = withOffblocks();

const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const get = async (id: unknown) =>
	await runNode(offblocks, { parameters: { operation: 'get', customerId: locator(id) } });
const keys = (method: string) =>
	offblocks.requests
		.filter((request) => request.method === method && !request.path.includes('/auth/'))
		.map(({ idempotencyKey }) => idempotencyKey);

describe('Create', () => {
	test('gives the customer with its challenge, as it came and as text', async () => {
		const wallet = walletOf();
		const customer = await created(offblocks, wallet, 'cust-42');

		expect(customer).toMatchObject({
			externalId: 'cust-42',
			chainId: accountOf(wallet),
			status: 'initiating',
			challenge: expect.any(String),
		});
		expect(customer.challengeText).toBe(textOfChallenge(customer.challenge as string));
		expect(customer.challengeText).toContain(`\n${wallet.address}\n`);
		expect(customer.createdAt).toMatch(/\.\d{9}Z$/);
	});

	test('the same rows, run twice, leave each customer once, under a key made from the body', async () => {
		const input = Array.from({ length: 20 }, (_, at) => ({
			wallet: accountOf(walletOf()),
			number: `cust-${at}`,
		}));
		const parameters = {
			operation: 'create',
			chainId: '={{ $json.wallet }}',
			externalId: '={{ $json.number }}',
		};

		const first = await runNode(offblocks, { input, parameters });
		const second = await runNode(offblocks, { input, parameters });

		expect(offblocks.customers.size).toBe(20);
		expect(second.rows).toEqual(first.rows);
		expect(new Set(keys('POST')).size).toBe(20);
		for (const key of keys('POST')) expect(key).toMatch(UUID_V5);
	});

	test('a connection that is cut after Offblocks has acted leaves one customer, signed anew', async () => {
		offblocks.fail({ method: 'POST', path: '/v1/customers' }, { kind: 'cutAfter' });

		const customer = await created(offblocks);

		expect(customer.status).toBe('initiating');
		expect(offblocks.customers.size).toBe(1);
		const [one, two] = keys('POST');
		expect(one).toBe(two);
		const signatures = offblocks.requests.filter(({ path }) => path === '/v1/customers');
		expect(new Set(signatures.map(({ nonce }) => nonce)).size).toBe(2);
	});

	test('a customer that exists under another key is told as one, and nothing is repeated', async () => {
		const wallet = walletOf();
		await created(offblocks, wallet);
		const { error } = await runNode(offblocks, {
			parameters: {
				operation: 'create',
				chainId: accountOf(wallet),
				externalId: 'cust-1',
				options: {
					idempotencyKey: 'custom',
					customIdempotencyKey: '0c1d6c3e-0d3c-4a1b-8d0e-5f2b7f3a9c11',
				},
			},
		});

		expect(error!.message).toBe('Offblocks says that this customer exists already');
		expect(error!.description).toContain('Look for it with Get Many');
		expect(keys('POST')).toHaveLength(2);
	});

	test('a bad row is told before anything is sent for any other', async () => {
		const { error } = await runNode(offblocks, {
			input: [
				{ wallet: accountOf(walletOf()) },
				{ wallet: '0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb' },
			],
			parameters: { operation: 'create', chainId: '={{ $json.wallet }}', externalId: 'cust-1' },
		});

		expect(error!.message).toContain(
			"'Blockchain Account ID' must be chain and address, such as eip155:1:0x",
		);
		expect(error!.description).toContain('Put its chain before it: eip155:1: for Ethereum.');
		expect(error!.context.itemIndex).toBe(1);
		expect(offblocks.requests).toEqual([]);
	});

	test('when the node continues on fail, the good rows are done', async () => {
		const { rows } = await runNode(offblocks, {
			input: [{ wallet: 'nonsense' }, { wallet: accountOf(walletOf()) }],
			parameters: { operation: 'create', chainId: '={{ $json.wallet }}', externalId: 'cust-1' },
			settings: { onError: 'continueRegularOutput' },
		});

		expect(rows).toEqual([
			expect.objectContaining({ error: expect.stringContaining("'Blockchain Account ID'") }),
			expect.objectContaining({ status: 'initiating' }),
		]);
	});
});

describe('the challenge', () => {
	test('signed by a real wallet brings the customer on', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);

		const { rows } = await runNode(offblocks, { parameters: answered(wallet, id, challenge) });
		await offblocks.idle();

		expect(rows).toEqual([{ success: true, customerId: id }]);
		expect((await get(id)).rows).toMatchObject([{ id, status: 'verifying' }]);
	});

	test.each([
		['without 0x', (hex: string) => hex.slice(2)],
		['in capitals', (hex: string) => `0x${hex.slice(2).toUpperCase()}`],
		[
			'as Base64 of its bytes',
			(hex: string) => Buffer.from(hex.slice(2), 'hex').toString('base64'),
		],
		['with blanks around it', (hex: string) => ` ${hex}\n`],
	])('is taken with a signature %s', async (_, write) => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		const { signature, ...others } = answered(wallet, id, challenge);

		const { error } = await runNode(offblocks, {
			parameters: { ...others, signature: write(signature) },
		});

		expect(error).toBeUndefined();
	});

	test('can be sent as the text of its hexadecimal digits', async () => {
		offblocks.settings.walletSignature = 'hexText';
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);

		const { error } = await runNode(offblocks, {
			parameters: {
				...answered(wallet, id, challenge),
				options: { signatureEncoding: 'hexText' },
			},
		});

		expect(error).toBeUndefined();
	});

	test('that was fetched anew takes the place of the one before', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		const { rows } = await runNode(offblocks, {
			parameters: { operation: 'getChallenge', customerId: locator(id) },
		});

		const old = await runNode(offblocks, { parameters: answered(wallet, id, challenge) });

		expect(rows).toEqual([
			{ customerId: id, challenge: expect.any(String), challengeText: expect.any(String) },
		]);
		expect(rows[0]!.challenge).not.toBe(challenge);
		expect(old.error!.message).toBe('Offblocks did not take the request');
	});

	test('that was signed already is told so', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		await runNode(offblocks, { parameters: answered(wallet, id, challenge) });
		await offblocks.idle();
		// another signature of another text, so that no key makes it a repeat
		const other = Buffer.from('another text').toString('base64');
		const { error } = await runNode(offblocks, { parameters: answered(wallet, id, other) });

		expect(error!.message).toBe('Offblocks says that this challenge has been signed already');
	});
});

describe('Deactivate and Activate', () => {
	const change = async (operation: string, id: string, executionId: string) =>
		await runNode(offblocks, {
			parameters: { operation, customerId: locator(id) },
			executionId,
		});

	test('off, on and off again within the hour are three requests', async () => {
		const id = await activated(offblocks);

		const off = await change('deactivate', id, '1');
		const on = await change('activate', id, '2');
		const again = await change('deactivate', id, '3');

		expect([off, on, again].map(({ rows }) => rows[0]?.status)).toEqual([
			'inactive',
			'active',
			'inactive',
		]);
	});

	test('a retry of the node keeps its key, so that nothing is done twice', async () => {
		const id = await activated(offblocks);
		offblocks.fail({ path: /\/deactivate$/, before: false }, { status: 500 });

		const { rows, error } = await runNode(offblocks, {
			parameters: { operation: 'deactivate', customerId: locator(id) },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ status: 'inactive' }]);
	});

	test('what the present status does not allow is told', async () => {
		const { id } = await created(offblocks);
		const { error } = await change('activate', id as string, '1');

		expect(error!.message).toBe("Offblocks does not allow this from the customer's present status");
	});
});

describe('Wait for Status', () => {
	const wait = async (id: unknown, more: object = {}) =>
		await runNode(offblocks, {
			parameters: { operation: 'waitForStatus', customerId: locator(id), timeLimit: 1, ...more },
		});

	test('goes on when the customer is active', async () => {
		const id = await activated(offblocks);

		expect((await wait(id)).rows).toMatchObject([
			{ id, status: 'active', reached: true, reads: 1 },
		]);
	});

	test('goes on with a rejected customer, where Rejected is chosen', async () => {
		const { id } = await created(offblocks);
		offblocks.setStatus(id as string, 'rejected');

		expect((await wait(id)).rows).toMatchObject([{ status: 'rejected', reached: true }]);
	});

	test('stops at once on a rejected customer, because that is final', async () => {
		const { id } = await created(offblocks);
		offblocks.setStatus(id as string, 'rejected');

		const { error } = await wait(id, { statuses: ['active'] });

		expect(error!.message).toBe('The customer was rejected, which is final');
	});

	test('continues with reached false, where it is told to', async () => {
		const { id } = await created(offblocks);
		offblocks.setStatus(id as string, 'rejected');

		const { rows } = await wait(id, { statuses: ['active'], whenTimeIsUp: 'continue' });

		expect(rows).toMatchObject([{ status: 'rejected', reached: false }]);
	});

	test('tells what the customer is when the time is up', async () => {
		const { id } = await created(offblocks);

		const { error } = await wait(id, { timeLimit: 0 });

		expect(error!.message).toBe('The customer is initiating after 0 minutes');
	});
});

describe('Get Many', () => {
	const many = async (parameters: object) =>
		await runNode(offblocks, { parameters: { operation: 'getAll', ...parameters } });

	beforeEach(() => offblocks.seedCustomers(120));

	test('gives 50 unless told, and all with Return All', async () => {
		expect((await many({})).rows).toHaveLength(50);
		expect((await many({ limit: 7 })).rows).toHaveLength(7);
		expect((await many({ returnAll: true })).rows).toHaveLength(120);
	});

	test('filters by status, by external id and by wallet, whatever the limit', async () => {
		const stuck = await many({ returnAll: true, filters: { status: ['verifying', 'Screening'] } });
		const one = await many({ limit: 1, filters: { externalId: 'seeded-117' } });
		const [first] = (await many({ limit: 1 })).rows;
		const wallet = (first!.chainId as string).replace('abcdef', 'ABCDEF');
		const byWallet = await many({ filters: { chainId: wallet } });

		expect(new Set(stuck.rows.map(({ status }) => status))).toEqual(
			new Set(['verifying', 'screening']),
		);
		expect(one.rows).toMatchObject([{ externalId: 'seeded-117' }]);
		expect(byWallet.rows).toEqual([first]);
	});

	test('tells a strict filter from an empty account', async () => {
		const { rows, hints } = await many({ filters: { externalId: 'nobody' } });

		expect(rows).toEqual([]);
		expect(JSON.stringify(hints)).toContain('120 customers read, none passes the filters');
	});
});

test('an item’s whole object gives its id', async () => {
	const customer = await created(offblocks);
	const { rows } = await runNode(offblocks, {
		input: [{ customer }],
		parameters: { operation: 'get', customerId: locator('={{ $json.customer }}') },
	});

	expect(rows).toMatchObject([{ id: customer.id }]);
});
