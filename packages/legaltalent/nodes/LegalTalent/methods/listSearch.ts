// What the editor's searchable lists are filled from.

import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { isUuid, uuidReference } from '../../../../../nodes/shared/check/reference';
import { listed, matching, type ListEntry } from '../../../../../nodes/shared/form/lists';
import { createClient, type Client } from '../../../../../nodes/shared/http/client';
import { customers } from '../actions/customer/getAll';
import { fetchPage, type List } from '../actions/list';
import { workflows } from '../actions/workflow/getAll';
import type { Thing } from '../api/answers';
import { kyc } from '../api/calls';
import { legalTalent } from '../api/legaltalent';

/** Pages that are looked through at a time for a filter: a person waits. */
const MAX_PAGES = 5;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
const clientOf = (context: ILoadOptionsFunctions): Client =>
	createClient(legalTalent, context, { timeout: 10_000, maxTries: 2 });

/** Customers whose name, client ID or ID holds the filter. A whole ID finds that one customer. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = clientOf(this);
	const id = uuidReference(filter);
	if (!id) return await search(client, customers, filter, paginationToken);
	const { value } = await client.call(kyc.customer(id), { allow: [400, 404] });
	return listed(value ? [entryOf({ customer_id: id, ...value }, customers)].flat() : []);
}

/** LegalTalent's workflows whose name or ID holds the filter. */
export async function searchWorkflows(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(clientOf(this), workflows, filter, paginationToken);
}

/** A page of entries. LegalTalent documents no search, so pages are looked through here. */
async function search(
	client: Client,
	list: List,
	filter: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const found: ListEntry[] = [];
	let cursor: string | undefined = token;
	for (let pages = 1; ; pages++) {
		const { rows = [], cursor: next, hasMore } = await fetchPage(client, list, cursor);
		found.push(
			...matching(
				rows.flatMap((row) => entryOf(row, list)),
				filter,
			),
		);
		const isEnd = !next || next === cursor || hasMore === false;
		cursor = isEnd ? undefined : next;
		if (isEnd || found.length > 0 || pages >= MAX_PAGES) break;
	}
	return { ...listed(found), ...(cursor ? { paginationToken: cursor } : {}) };
}

/** `Northwind Trading Ltd · merchant_12345 · 5eed0001…`; nothing for a row without an ID. */
function entryOf(row: Thing, { idName }: List): ListEntry[] {
	const texts = [row.name, row.client_id].filter((text) => typeof text === 'string' && text !== '');
	const id = row[idName] ?? row.id;
	if (typeof id !== 'string' || id === '') return [];
	const shown = isUuid(id) ? `${id.slice(0, 8)}…` : id;
	return [{ reference: id, name: [...texts, shown].join(' · ') }];
}
