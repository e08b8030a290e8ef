// What the editor's searchable lists are filled from.

import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { customerEntries, documentTypes } from '../../BvnkOnboarding/methods/listSearch';
import { uuidIn, type Reference } from '../../shared/check/reference';
import { chosenValue, listed } from '../../shared/form/lists';
import { createClient, type Client } from '../../shared/http/client';
import { listRows, onePage } from '../actions/lists';
import { bvnkV2 } from '../api/bvnk';
import { v2 } from '../api/v2';
import { associateIdOf, associateNameOf } from '../output/associates';
import { missingTypes } from '../output/requiredActions';
import { simpleCustomer, simpleRow } from '../output/simplify';

const CUSTOMERS_A_PAGE = 50;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
const clientOf = (context: ILoadOptionsFunctions): Client =>
	createClient(bvnkV2, context, { timeout: 10_000, maxTries: 2 });

/** What a label of a list is made from: v2's name of a customer is its ID. */
const labelled = ({
	id,
	name,
	type,
}: {
	id: string;
	name: string | null;
	type: string | null;
}) => ({
	reference: id,
	name,
	type,
});

/**
 * Customers whose name holds the filter, a page at a time: the token is the number of the next page. A
 * filter that holds an ID, as it is or in a URL, finds that one customer.
 */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = clientOf(this);
	const id = uuidIn(filter);
	if (id) return await oneCustomer(client, id);
	const token = Number(paginationToken ?? 0);
	const number = Number.isSafeInteger(token) && token > 0 ? token : 0;
	const name = filter.trim();
	const {
		rows,
		isLast,
		pages = Infinity,
	} = await onePage(
		client,
		(query) => v2.customers({ ...query, ...(name ? { name } : {}) }),
		{ page: number, size: CUSTOMERS_A_PAGE },
		'customers',
		{ personal: () => [name] },
	);
	const isEnd = rows.length === 0 || (isLast ?? number + 1 >= pages);
	return {
		results: customerEntries(rows.map((row) => labelled(simpleRow(row)))),
		...(isEnd ? {} : { paginationToken: String(number + 1) }),
	};
}

/** The customer alone, or nothing where BVNK does not know the ID. */
async function oneCustomer(client: Client, id: Reference): Promise<INodeListSearchResult> {
	const { value } = await client.call(v2.customer(id), { allow: [400, 404] });
	return { results: value ? customerEntries([labelled(simpleCustomer(value))]) : [] };
}

/** The associates of the customer that the form has chosen, by name; none where it is an individual. */
export async function searchAssociates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const customer = chosenCustomer(this);
	if (!customer) return { results: [] };
	const { rows } = await listRows(clientOf(this), (page) => v2.associates(customer, page), {
		thing: 'associates',
	});
	const entries = rows.flatMap((row) => {
		const reference = associateIdOf(row);
		return reference ? [{ reference, name: associateNameOf(row) ?? reference }] : [];
	});
	return listed(entries, filter);
}

/** Document types: first those that BVNK asks of the chosen customer or associate, then the others. */
export async function searchDocumentTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const customer = chosenCustomer(this);
	if (!customer) return listed(documentTypes([]), filter);
	const { value } = await clientOf(this).call(v2.customer(customer));
	const associate = uuidIn(chosenValue(this, 'associateId') ?? '');
	return listed(documentTypes(missingTypes(value, associate ?? null)), filter);
}

/** The ID of the customer that the form has chosen; undefined where it is an expression or none. */
function chosenCustomer(context: ILoadOptionsFunctions): Reference | undefined {
	return uuidIn(chosenValue(context, 'customerId') ?? '');
}
