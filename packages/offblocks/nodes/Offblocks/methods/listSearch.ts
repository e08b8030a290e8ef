// What the editor's searchable lists are filled from.

import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listed, type ListEntry } from '../../../../../nodes/shared/form/lists';
import { createClient } from '../../../../../nodes/shared/http/client';
import type { Call } from '../../../../../nodes/shared/http/call';
import type { StatusAnswer } from '../api/answers';
import { api, offblocks } from '../api/offblocks';

/** More entries than a person looks through: the filter finds the others. */
const MAX_ENTRIES = 500;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
async function read<T>(context: ILoadOptionsFunctions, call: Call<T>): Promise<T> {
	const client = createClient(offblocks, context, { timeout: 10_000, maxTries: 2 });
	return (await client.call(call)).value;
}

const list = (entries: ListEntry[], filter?: string): INodeListSearchResult => {
	const { results } = listed(entries, filter);
	return { results: results.slice(0, MAX_ENTRIES) };
};

/** The beginning and the end of an id, as people compare them. */
const short = (id: string) => (id.length > 12 ? `${id.slice(0, 8)}…${id.slice(-3)}` : id);

/** Entries by a name and the whole id, so that a pasted id finds its own. */
const entries = (rows: StatusAnswer[], nameOf: (row: StatusAnswer) => string[]): ListEntry[] =>
	rows.map((row) => ({
		reference: row.id,
		name: [...nameOf(row).filter(Boolean), row.id].join(' · '),
	}));

/** Customers by external id: `cust-42 · 04c5851c-…`. Without the status, which changes; n8n saves the label. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await read(this, api.customers());
	return list(
		entries(rows, ({ externalId }) => [externalId ?? '']),
		filter,
	);
}

/** Accounts by their customer's id. */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await read(this, api.accounts());
	return list(
		entries(rows, ({ customerId }) => [customerId ? `Customer ${short(customerId)}` : '']),
		filter,
	);
}

/** Cards by their account's id. */
export async function searchCards(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await read(this, api.cards());
	return list(
		entries(rows, ({ accountId }) => [accountId ? `Account ${short(accountId)}` : '']),
		filter,
	);
}

/** Blockchains by name. */
export async function searchChains(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const rows = await read(this, api.chains());
	return list(
		rows.map(({ id, name }) => ({ reference: id, name: name ? `${name} (${id})` : id })),
		filter,
	);
}
