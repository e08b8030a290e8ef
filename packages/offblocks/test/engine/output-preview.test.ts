// What the editor shows of an operation's output before it has run is what the operation gives.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/Offblocks/actions';
import type { Offblocks } from '../sandbox/server';
import { walletOf } from '../sandbox/wallets';
import { accountOf, activated, created, answered, locator, runNode, withOffblocks } from './engine';

const PREVIEWS = path.join(__dirname, '../../nodes/Offblocks/__schema__/v1.0.0');

/** What n8n reads of a preview. */
interface Preview {
	type: string;
	properties?: Record<string, Preview>;
}

const offblocks = withOffblocks();

const run = async (parameters: object) => {
	const { rows, error } = await runNode(offblocks, { parameters: { ...parameters } });
	if (error) throw error;
	return rows;
};

/** What the operations are run on. */
async function things(server: Offblocks) {
	const wallet = walletOf();
	const customerId = locator(await activated(server, wallet));
	const [account] = await run({
		resource: 'account',
		operation: 'create',
		customerId,
		currencies: 'EUR',
	});
	const sign = {
		ownerId: accountOf(wallet),
		challenge: account!.challenge as string,
		signature: wallet.sign(Buffer.from(account!.challenge as string, 'base64')),
	};
	const accountId = locator(account!.id);
	const signed = { resource: 'account', operation: 'submitChallenge', accountId, ...sign };
	return { wallet, customerId, accountId, signed };
}

const address = {
	firstLine: 'Lindenweg 4',
	city: 'Bremen',
	postCode: '28195',
	country: 'DE',
};

/** An account that is open, and an active card of it. */
async function card(server: Offblocks) {
	const { accountId, signed } = await things(server);
	await run(signed);
	await server.idle();
	const order = { resource: 'card', operation: 'create', accountId, ...address };
	const [ordered] = await run(order);
	Object.assign(server.cards.get(ordered!.id as string)!, { status: 'active' });
	return { cardId: locator(ordered!.id), ordered: ordered! };
}

/** Every operation, run once on something that it fits. */
const RUNS: Record<string, () => Promise<IDataObject[]>> = {
	'customer create': async () => [await created(offblocks)],
	'customer submitChallenge': async () => {
		const wallet = walletOf();
		const { id, challenge } = await created(offblocks, wallet);
		return await run(answered(wallet, id, challenge));
	},
	'customer getChallenge': async () => {
		const { id } = await created(offblocks);
		return await run({ operation: 'getChallenge', customerId: locator(id) });
	},
	'customer activate': async () => {
		const { customerId } = await things(offblocks);
		await run({ operation: 'deactivate', customerId });
		return await run({ operation: 'activate', customerId });
	},
	'account submitChallenge': async () => await run((await things(offblocks)).signed),
	'account create': async () => {
		const { customerId } = await things(offblocks);
		const account = { resource: 'account', operation: 'create', customerId };
		return await run({ ...account, currencies: 'EUR' });
	},
	'card create': async () => [(await card(offblocks)).ordered],
	'card activate': async () => {
		const { cardId } = await card(offblocks);
		await run({ resource: 'card', operation: 'deactivate', cardId });
		return await run({ resource: 'card', operation: 'activate', cardId });
	},
	'sandbox verifyCustomer': async () => await verdict('verifyCustomer'),
	'sandbox rejectCustomer': async () => await verdict('rejectCustomer'),
};

async function verdict(operation: string) {
	const { id } = await created(offblocks);
	offblocks.setStatus(id as string, 'verifying');
	return await run({ resource: 'sandbox', operation, customerId: locator(id) });
}

/** The others need nothing but the thing that they are about. */
async function runOf(resource: string, operation: string): Promise<IDataObject[]> {
	const own = RUNS[`${resource} ${operation}`];
	if (own) return await own();
	const parameters = { resource, operation };
	if (resource === 'referenceData') return await run(parameters);
	if (resource === 'card') return await run({ ...parameters, ...(await card(offblocks)) });
	const { customerId, accountId, signed } = await things(offblocks);
	if (resource === 'customer') return await run({ ...parameters, customerId });
	if (!operation.startsWith('get')) {
		await run(signed);
		await offblocks.idle();
		if (operation === 'activate') await run({ ...parameters, operation: 'deactivate', accountId });
	}
	return await run({ ...parameters, accountId });
}

/** What an account has once it is on its chain, and a card once it is issued. */
const LATER: Record<string, string[]> = {
	account: ['chainId'],
	card: ['name', 'maskedPan', 'expirationDate'],
};

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);
const fieldsOf = (rows: IDataObject[]) =>
	Object.fromEntries(
		rows.flatMap((row) =>
			Object.entries(row)
				.filter(([, value]) => value !== null)
				.map(([key, value]) => [key, typeOf(value)] as const),
		),
	);

const operations = resources.flatMap(({ value: resource, operations: all }) =>
	all.map(({ value: operation }) => [resource, operation] as const),
);

test.each(operations)('%s %s', async (resource, operation) => {
	const file = path.join(PREVIEWS, resource, `${operation}.json`);
	const rows = await runOf(resource, operation);
	expect(existsSync(file)).toBe(true);
	const { properties = {} } = JSON.parse(readFileSync(file, 'utf8')) as Preview;
	const shown = Object.fromEntries(
		Object.entries(properties).map(([name, { type }]) => [name, type] as const),
	);

	expect(rows.length).toBeGreaterThan(0);
	// what is null in this run is shown with the type that it has in others
	expect(shown).toMatchObject(fieldsOf(rows));
	const given = new Set(rows.flatMap((row) => Object.keys(row)));
	const missing = Object.keys(shown).filter((name) => !given.has(name));
	expect(missing.filter((name) => !LATER[resource]?.includes(name))).toEqual([]);
	expect([...given].filter((name) => !(name in shown))).toEqual([]);
});
