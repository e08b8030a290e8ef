// Bad input: each a clear message, before anything is sent where it can be known before.

import { walletOf } from '../sandbox/wallets';
import {
	accountOf,
	answered,
	created,
	credentialOf,
	locator,
	runNode,
	withOffblocks,
} from './engine';

const offblocks = withOffblocks();

const ID = '04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21';
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

const run = async (parameters: object) =>
	await runNode(offblocks, { parameters: { ...parameters } });

describe.each([
	[
		'Blockchain Account ID',
		(chainId: unknown) => ({ operation: 'create', chainId, externalId: 'cust-1' }),
	],
	[
		'Owner ID',
		(ownerId: unknown) => ({
			operation: 'submitChallenge',
			customerId: locator(ID),
			ownerId,
			challenge: 'QUJD',
			signature: `0x${'ab'.repeat(65)}`,
		}),
	],
])('%s', (label, parameters) => {
	test.each([
		['={{ "" }}', 'is empty', ''],
		[ADDRESS, 'must be chain and address', 'Put its chain before it: eip155:1: for Ethereum.'],
		['mira.eth', 'must be chain and address', 'It is a name (ENS).'],
		['eip155:1', 'must be chain and address', 'Get Chains lists the chains'],
		['eip155:mainnet:0x1', 'must have the number of a chain behind eip155:', ''],
		[
			`eip155:1:${ADDRESS.slice(0, -1)}`,
			'must end with an address of 0x and 40',
			'Copy the address',
		],
		[`eip155:1:${ADDRESS}0`, 'must end with an address of 0x and 40', 'Copy the address'],
		[`eip155:1:${ADDRESS.replace('f3', 'zz')}`, 'must end with an address of 0x and 40', ''],
		['={{ 42 }}', 'must be text, and a number came', ''],
		['={{ { a: 1 } }}', 'must be text, and an object came', ''],
	])('is refused as %j', async (given, problem, hint) => {
		const { error } = await run(parameters(given));

		expect(error!.message).toContain(`'${label}' ${problem}`);
		expect(error!.description).toContain(hint);
		expect(error!.description).toContain('Nothing was sent for this item.');
		expect(`${error!.message} ${error!.description}`).not.toContain(ADDRESS.slice(4, -2));
		expect(offblocks.requests).toEqual([]);
	});

	test.each([
		'starknet:SN_MAIN:0x02dd1b492765c064eac4039e3841aa5f382773b598097a40073bd8b48170ab57',
		'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp:7S3P4HxJpyyigGzodYwHtCxZyUQe9JiBMHyRWXArAaKv',
	])('is left to Offblocks on another chain: %s', async (given) => {
		await run(parameters(given));

		expect(offblocks.requests.length).toBeGreaterThan(0);
	});
});

describe('a signature', () => {
	const signature = `0x${'ab'.repeat(65)}`;
	test.each([
		[signature.slice(0, -1), 'must be hexadecimal digits behind 0x, or Base64'],
		[signature.slice(0, 100), 'is shorter than a signature of a wallet'],
		['0x', 'must be hexadecimal digits behind 0x, or Base64'],
		[`0x${'xy'.repeat(65)}`, 'must be hexadecimal digits behind 0x, or Base64'],
		[Buffer.from('short').toString('base64'), 'is shorter than a signature of a wallet'],
		['not a signature', 'must be hexadecimal digits behind 0x, or Base64'],
	])('is refused as %j', async (given, problem) => {
		const { error } = await run({
			operation: 'submitChallenge',
			customerId: locator(ID),
			ownerId: `eip155:1:${ADDRESS}`,
			challenge: 'QUJD',
			signature: given,
		});

		expect(error!.message).toContain(`'Signature' ${problem}`);
		expect(offblocks.requests).toEqual([]);
	});

	test('that is longer goes, with a remark', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		const { hints } = await runNode(offblocks, {
			parameters: { ...answered(wallet, id, challenge), signature: `0x${'ab'.repeat(97)}` },
			settings: { onError: 'continueRegularOutput' },
		});

		expect(offblocks.count({ path: /sign$/ })).toBe(1);
		expect(JSON.stringify(hints)).toContain('has another length than that of a plain wallet');
	});

	test('of another wallet is refused by Offblocks, and the challenge has to be fetched anew', async () => {
		const { id, challenge } = await created(offblocks);
		const other = walletOf();
		const { error } = await run(answered(other, id, challenge));

		expect(error!.message).toBe('Offblocks did not take the request');
		expect(error!.description).toContain(
			'get it with Get Challenge, and let the owner sign that one',
		);
	});
});

describe('a challenge', () => {
	test('that has expired is told before anything is sent', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		const old = Buffer.from(challenge as string, 'base64')
			.toString()
			.replace(/Issued At: .*/, `Issued At: ${new Date(Date.now() - 3_900_000).toISOString()}`);
		const before = offblocks.requests.length;

		const { error } = await run(answered(wallet, id, Buffer.from(old).toString('base64')));

		expect(error!.message).toBe("'Challenge' has expired: it holds an hour");
		expect(error!.description).toContain('Get a new one with Get Challenge of the customer');
		expect(offblocks.requests).toHaveLength(before);
	});

	test('in its readable form is told from the challenge itself', async () => {
		const wallet = walletOf();
		const { id, challengeText } = await created(offblocks, wallet);
		const { error } = await run(answered(wallet, id, challengeText));

		expect(error!.message).toContain("'Challenge' must be the challenge as Offblocks gave it");
		expect(error!.description).toContain('Give the field challenge, not challengeText.');
	});
});

describe('an id', () => {
	test.each(['cust-42', '={{ "" }}', '={{ 42 }}', '../customers', `${ID}/deactivate`])(
		'is refused as %j',
		async (given) => {
			const { error } = await run({ operation: 'get', customerId: locator(given) });

			expect(error!.message).toMatch(/'Customer' (is empty|must be)/);
			expect(offblocks.requests).toEqual([]);
		},
	);

	test('that nobody has is told with what it is', async () => {
		const { error } = await run({ operation: 'get', customerId: locator(ID) });

		expect(error!.message).toBe('Offblocks knows no such customer');
		expect(error!.description).toContain('not your external id');
	});
});

describe('the simulator', () => {
	const verify = {
		resource: 'sandbox',
		operation: 'verifyCustomer',
		customerId: locator(ID),
	};

	test.each(['verifyCustomer', 'rejectCustomer'])(
		'%s is refused for a credential of production, before anything is sent',
		async (operation) => {
			const { error } = await runNode(offblocks, {
				credential: { ...credentialOf(offblocks), environment: 'production' },
				parameters: { ...verify, operation },
			});

			expect(error!.message).toBe(
				'The simulator is for the sandbox, and the credential is set to production',
			);
			expect(error!.description).toContain('Nothing was sent for this item.');
			expect(offblocks.requests).toEqual([]);
		},
	);

	test('rejects a customer, who is then final', async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		await run(answered(wallet, id, challenge));
		await offblocks.idle();

		const { rows } = await run({ ...verify, operation: 'rejectCustomer', customerId: locator(id) });
		await offblocks.idle();
		const after = await run({ operation: 'activate', customerId: locator(id) });

		expect(rows).toEqual([{ success: true, customerId: id }]);
		expect(offblocks.customers.get(id as string)?.status).toBe('rejected');
		expect(after.error!.message).toBe(
			"Offblocks does not allow this from the customer's present status",
		);
	});
});

describe('an idempotency key of one’s own', () => {
	const create = (customIdempotencyKey: string, chainId: string) =>
		run({
			operation: 'create',
			chainId,
			externalId: 'cust-1',
			options: { idempotencyKey: 'custom', customIdempotencyKey },
		});

	test('must be a UUID', async () => {
		const { error } = await create('key-1', `eip155:1:${ADDRESS}`);

		expect(error!.message).toBe("'Custom Idempotency Key' must be a UUID");
		expect(offblocks.requests).toEqual([]);
	});

	test('that Offblocks has seen with other data is told', async () => {
		const key = '0c1d6c3e-0d3c-4a1b-8d0e-5f2b7f3a9c11';
		await create(key, accountOf(walletOf()));
		const { error } = await create(key, accountOf(walletOf()));

		expect(error!.message).toBe(
			'Offblocks has seen the idempotency key with other data within the hour',
		);
		expect(offblocks.customers.size).toBe(1);
	});
});
