// What the editor's searchable lists are filled from.

import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { industriesAnswer, monthlyVolumesAnswer } from '../api/answers';
import { endpoints } from '../api/endpoints';
import { labelOfValue } from '../fields/choices';
import { createClient } from '../transport/client';
import { expectAnswer } from '../transport/expect';
import { fetchPage } from '../transport/pages';

const CUSTOMERS_A_PAGE = 50;

/** A person waits for the list, so it neither waits nor tries as long as a workflow does. */
const PATIENCE = { timeout: 10_000, maxTries: 2 };

/** Customers whose name holds the filter, a page at a time: the token is the number of the next page. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const number = Number(paginationToken ?? 0);
	const client = createClient(this, PATIENCE);
	const page = await fetchPage(client, number, CUSTOMERS_A_PAGE, filter?.trim());
	return {
		results: page.rows.map((row) => ({
			name: customerLabel(row),
			value: row.reference,
		})),
		...(page.last ? {} : { paginationToken: String(number + 1) }),
	};
}

function customerLabel(row: Record<string, unknown>): string {
	const name = typeof row.name === 'string' && row.name ? row.name : String(row.reference);
	return typeof row.status === 'string' ? `${name} (${labelOfValue(row.status)})` : name;
}

/** BVNK's industries; a sub-industry follows its parent: `Accommodation and food services › Food/Beverages`. */
export async function searchIndustries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = createClient(this, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.industries };
	const answer = await client.send(request);
	const industries = expectAnswer(client, request, answer, industriesAnswer, "BVNK's industries");
	return matching(
		industries.flatMap((industry) => {
			const name = industry.name ?? industry.reference;
			const children = (industry.children ?? []).map((child) => ({
				name: `${name} › ${child.name ?? child.reference}`,
				value: child.reference,
			}));
			return children.length > 0 ? children : [{ name, value: industry.reference }];
		}),
		filter,
	);
}

/** BVNK's bands of monthly volume. */
export async function searchMonthlyVolumes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = createClient(this, PATIENCE);
	const request = { method: 'GET' as const, path: endpoints.monthlyVolumes };
	const answer = await client.send(request);
	const volumes = expectAnswer(client, request, answer, monthlyVolumesAnswer, "BVNK's volumes");
	return matching(
		volumes.map((volume) => ({ name: labelIn(volume), value: volume.reference })),
		filter,
	);
}

/** The label of an entry whose label's key BVNK does not document: its first text besides the reference. */
function labelIn({
	reference,
	...others
}: { reference: string } & Record<string, unknown>): string {
	const known = [others.description, others.label, others.name, ...Object.values(others)];
	return (
		known.find((value): value is string => typeof value === 'string' && value !== '') ?? reference
	);
}

function matching(items: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return { results: items.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
