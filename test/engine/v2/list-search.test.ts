// The searchable lists of v2's node, with the context that n8n-core gives them.
import {
	searchAssociates,
	searchCustomers,
	searchDocumentTypes,
} from '../../../nodes/BvnkOnboardingV2/methods/listSearch';
import { withSandbox } from '../servers';
import { loadOptionsContext, runNode } from './engine';
import { customer, mira, northwind } from './rows';

const bvnk = withSandbox();

const created = async (parameters: object) =>
	(await runNode(bvnk, { parameters: { ...parameters } })).rows[0]!.id as string;

test('customers are listed by name, type and ID, a page of 50 at a time', async () => {
	bvnk.seedCustomers(60);
	const id = await created(mira);
	const first = await searchCustomers.call(loadOptionsContext(bvnk));
	const second = await searchCustomers.call(
		loadOptionsContext(bvnk),
		'',
		first.paginationToken as string,
	);

	expect(first.results).toHaveLength(50);
	expect(second.results.at(-1)).toEqual({
		name: `Mira Holt · Individual · ${id.slice(0, 8)}…${id.slice(-3)}`,
		value: id,
	});
	expect(second.paginationToken).toBeUndefined();
});

test('a customer is found by a part of its name, and by its ID', async () => {
	const id = await created(mira);
	await created(northwind);

	for (const filter of ['holt', id, `https://x.example/customers/${id}`]) {
		const { results } = await searchCustomers.call(loadOptionsContext(bvnk), filter);
		expect(results.map(({ value }) => value)).toEqual([id]);
	}
	const unknown = '0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02';
	expect((await searchCustomers.call(loadOptionsContext(bvnk), unknown)).results).toEqual([]);
});

test('associates of the chosen company are listed by name', async () => {
	const customerId = customer(await created(northwind));
	const all = await searchAssociates.call(loadOptionsContext(bvnk, { customerId }));
	const some = await searchAssociates.call(loadOptionsContext(bvnk, { customerId }), 'laine');

	expect(all.results.map(({ name }) => name)).toEqual(['Jonas Brandt', 'Aino Laine']);
	expect(some.results.map(({ name }) => name)).toEqual(['Aino Laine']);
	expect((await searchAssociates.call(loadOptionsContext(bvnk))).results).toEqual([]);
});

test('document types are listed with those first that BVNK asks of the customer, or of the associate', async () => {
	const id = await created(northwind);
	const associate = bvnk.v2.customers.get(id)!.associates[0]!.id;
	const ofCompany = await searchDocumentTypes.call(
		loadOptionsContext(bvnk, { customerId: customer(id) }),
	);
	const ofPerson = await searchDocumentTypes.call(
		loadOptionsContext(bvnk, { customerId: customer(id), associateId: customer(associate) }),
	);

	expect(ofCompany.results[0]).toEqual({
		name: 'Company Document (required)',
		value: 'COMPANY_DOC',
	});
	expect(ofPerson.results[0]).toEqual({ name: 'Passport (required)', value: 'PASSPORT' });
});
