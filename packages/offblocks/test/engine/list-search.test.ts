// What the editor's searchable lists show.

import { listSearch } from './lists';
import { created, withOffblocks } from './engine';
import { walletOf } from '../sandbox/wallets';

const offblocks = withOffblocks();

test('customers by external id, with the id that tells them apart', async () => {
	const { id } = await created(offblocks, walletOf(), 'cust-42');
	await created(offblocks, walletOf(), 'cust-43');

	const all = await listSearch(offblocks, 'searchCustomers');
	const one = await listSearch(offblocks, 'searchCustomers', 'CUST-42');
	const byId = await listSearch(offblocks, 'searchCustomers', id as string);

	expect(all.results).toHaveLength(2);
	expect(one.results).toEqual([{ name: `cust-42 · ${id as string}`, value: id }]);
	expect(byId.results).toEqual(one.results);
});

test('a list of thousands shows as many as a person looks through, and the filter finds the others', async () => {
	offblocks.seedCustomers(1_000);

	expect((await listSearch(offblocks, 'searchCustomers')).results).toHaveLength(500);
	expect((await listSearch(offblocks, 'searchCustomers', 'seeded-987')).results).toHaveLength(1);
});

test('chains by name', async () => {
	const { results } = await listSearch(offblocks, 'searchChains', 'zksync');

	expect(results.length).toBeGreaterThan(0);
	for (const { name, value } of results) expect(name).toContain(`(${value as string})`);
});

test.each(['searchAccounts', 'searchCards'] as const)(
	'%s is empty where there are none',
	async (name) => {
		expect(await listSearch(offblocks, name)).toEqual({ results: [] });
	},
);
