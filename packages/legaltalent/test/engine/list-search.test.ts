// The editor's lists of customers and workflows.

import { LegalTalent } from '../../nodes/LegalTalent/LegalTalent.node.ts';
import { credentialOf } from '../legaltalent';
import { loadOptionsContext, withSandbox } from './engine';

const legalTalent = withSandbox({ customers: 45 });
const { searchCustomers, searchWorkflows } = new LegalTalent().methods.listSearch;

const context = () =>
	loadOptionsContext(legalTalent, credentialOf(legalTalent), { operation: 'get' });
const customers = () => [...legalTalent.customers.values()];

test('customers come a page at a time, by name, client ID and the beginning of their ID', async () => {
	const first = await searchCustomers.call(context());
	const second = await searchCustomers.call(context(), '', first.paginationToken);
	const third = await searchCustomers.call(context(), '', second.paginationToken);
	const { customer_id: id } = customers()[0]!;

	expect(first.results[0]).toEqual({
		name: `Sample Merchant 0001 · merchant_0001 · ${id.slice(0, 8)}…`,
		value: id,
	});
	expect([first, second, third].map(({ results }) => results.length)).toEqual([20, 20, 5]);
	expect(third.paginationToken).toBeUndefined();
});

test('a filter is looked for over several pages', async () => {
	const { results } = await searchCustomers.call(context(), 'MERCHANT_0043');

	expect(results.map(({ value }) => value)).toEqual([customers()[42]!.customer_id]);
	expect(legalTalent.requests.every(({ query }) => !query.includes('0043'))).toBe(true);
});

test('a filter that nothing passes ends, and can be gone on with', async () => {
	legalTalent.seedCustomers(200);
	const { results, paginationToken } = await searchCustomers.call(context(), 'nobody');

	expect(results).toEqual([]);
	expect(paginationToken).toEqual(expect.any(String));
	expect(legalTalent.requests).toHaveLength(5);
});

test('a whole ID finds that customer, or none', async () => {
	const { customer_id: id } = customers()[30]!;
	const found = await searchCustomers.call(context(), id.toUpperCase());
	const none = await searchCustomers.call(context(), '00000000-0000-4000-8000-000000000000');

	expect(found.results.map(({ value }) => value)).toEqual([id]);
	expect(none.results).toEqual([]);
});

test('workflows come by name', async () => {
	const { results } = await searchWorkflows.call(context(), 'merchant');

	expect(results).toEqual([
		{
			name: expect.stringContaining('Merchant Onboarding · '),
			value: legalTalent.workflows[0]!.workflow_id,
		},
	]);
});
