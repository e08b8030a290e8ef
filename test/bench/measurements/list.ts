/** Get Many with Return All, in the real n8n, beside n8n's own HTTP Request node and a plain script. */
import type { IDataObject } from 'n8n-workflow';

import {
	addCredential,
	CREDENTIAL_TYPE,
	credentialOf,
	type Credentials,
	NODE_TYPE,
	NODE_TYPE_V2,
} from '../../bvnk';
import { type Bvnk, withBvnk } from '../bvnk';
import { ratios, sideBySide, median } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { bvnkNode, nodeTime, runOnce, start, withN8n } from '../n8n';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';
import type { RealN8n, TestNode } from '../../tools/n8n/n8n';

const CUSTOMERS = 10_000;
const PAGE_DELAY_MS = 50;
const PAGE_SIZE = 100;
const AT_ONCE = 8;
const REPETITIONS = 5;

/** A generation of BVNK's API: where its list is, how it says that a page is the last, and what a customer is called by. */
interface Generation {
	type: string;
	path: string;
	isLast: string;
	key: 'id' | 'reference';
}

const V1: Generation = {
	type: NODE_TYPE,
	path: '/platform/v1/customers',
	isLast: '={{ $response.body.last }}',
	key: 'reference',
};
const V2: Generation = {
	type: NODE_TYPE_V2,
	path: '/platform/v2/customers',
	isLast: '={{ !$response.body.hasNext }}',
	key: 'id',
};

const HTTP = "n8n's HTTP Request node with the same credential and its own pagination";
const HOW_HTTP =
	"Both in the same n8n, pages of 100, n8n's own figure for how long the node ran. The HTTP Request node gives one item a page, and is not charged for the Split Out node that makes customers of them; ours gives a customer an item, checked and simplified.";
const WHAT = `Return All, ${CUSTOMERS} customers, ${PAGE_DELAY_MS} ms a page`;

export const list: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({ customers: CUSTOMERS, delayMs: PAGE_DELAY_MS }, async (bvnk) => {
		const costs = await withN8n(
			async (n8n) =>
				await withProgram(programFile('list-script.mjs'), async (script) => {
					return await sideBySide(repetitions, {
						...(await sidesInN8n(n8n, bvnk, V1)),
						script: async () => {
							const given = { credential: credentialOf(bvnk), size: PAGE_SIZE, atOnce: AT_ONCE };
							const { ms, references } = await script.call<{ ms: number; references: string[] }>(
								'list',
								given,
							);
							checkAll(references);
							return ms;
						},
					});
				}),
		);
		const what = `Get Many, ${WHAT}`;
		const figures = {
			...figuresOf(costs),
			'plain script, 8 at a time, ms': median(costs.script),
		};
		return [
			resultOf({
				name: 'Get Many beside HTTP Request',
				what: `${what}, default options`,
				against: HTTP,
				how: HOW_HTTP,
				ratios: ratios(costs.http, costs.usual),
				target: { atLeast: 3.5 },
				repetitions,
				figures,
			}),
			resultOf({
				name: 'Get Many by 8 beside HTTP Request',
				what: `${what}, concurrency 8`,
				against: HTTP,
				how: HOW_HTTP,
				ratios: ratios(costs.http, costs.eight),
				target: { atLeast: 6 },
				repetitions,
				figures,
			}),
			resultOf({
				name: 'Get Many by 8 beside a script',
				what: `${what}, concurrency 8`,
				against: 'a plain script with fetch, hawk and p-map, 8 pages at a time',
				how: "The script is a warm process of its own on n8n's Node.js and keeps its connections; it asks for the first page, then for the others as that tells, and collects the rows. Of our node, n8n's figure for how long it ran.",
				ratios: ratios(costs.eight, costs.script),
				target: { atMost: 1.3 },
				repetitions,
				figures,
			}),
		];
	});

/** The same by v2, whose search has v1's customers as well. */
export const listV2: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({ customers: CUSTOMERS, delayMs: PAGE_DELAY_MS }, async (bvnk) => {
		const costs = await withN8n(
			async (n8n) => await sideBySide(repetitions, await sidesInN8n(n8n, bvnk, V2)),
		);
		const what = `Get Many of BVNK Onboarding v2, ${WHAT}`;
		const shared = { against: HTTP, how: HOW_HTTP, repetitions, figures: figuresOf(costs) };
		return [
			resultOf({
				...shared,
				name: 'Get Many by v2 beside HTTP Request',
				what: `${what}, default options`,
				ratios: ratios(costs.http, costs.usual),
				target: { atLeast: 3.5 },
			}),
			resultOf({
				...shared,
				name: 'Get Many by v2, by 8, beside HTTP Request',
				what: `${what}, concurrency 8`,
				ratios: ratios(costs.http, costs.eight),
				target: { atLeast: 6 },
			}),
		];
	});

/** What is measured in one n8n: n8n's own node, ours as it is, and ours with 8 pages at a time. */
async function sidesInN8n(n8n: RealN8n, bvnk: Bvnk, generation: Generation) {
	const credentials = await addCredential(n8n, credentialOf(bvnk));
	const all = { operation: 'getAll', returnAll: true };
	const ours = (parameters: IDataObject) => [
		start,
		bvnkNode(credentials, { ...all, ...parameters }, generation.type),
	];
	const inN8n = async (nodes: TestNode[], node: string, last: string) => {
		const workflow = await n8n.addWorkflow({ nodes });
		return async () => {
			const execution = await runOnce(n8n, workflow);
			checkAll(execution.json(last).map((row) => row[generation.key]));
			return nodeTime(execution, node);
		};
	};
	return {
		http: await inN8n(httpRequest(bvnk.url, credentials, generation), 'HTTP', 'Customers'),
		usual: await inN8n(ours({}), 'BVNK', 'BVNK'),
		eight: await inN8n(ours({ options: { concurrency: AT_ONCE } }), 'BVNK', 'BVNK'),
	};
}

const figuresOf = (costs: Record<'http' | 'usual' | 'eight', number[]>) => ({
	'HTTP Request node, ms': median(costs.http),
	'our node, 4 at a time, ms': median(costs.usual),
	'our node, 8 at a time, ms': median(costs.eight),
});

/** n8n's own way: pages until the answer says it is the last, then an item for each customer. */
function httpRequest(
	url: string,
	credentials: Credentials,
	{ path, isLast }: Generation,
): TestNode[] {
	const http = {
		url: `${url}${path}`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: CREDENTIAL_TYPE,
		sendQuery: true,
		queryParameters: { parameters: [{ name: 'size', value: String(PAGE_SIZE) }] },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount }}' }] },
					paginationCompleteWhen: 'other',
					completeExpression: isLast,
					limitPagesFetched: false,
					requestInterval: 0,
				},
			},
		},
	};
	return [
		start,
		{
			name: 'HTTP',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials,
			parameters: http,
		},
		{
			name: 'Customers',
			type: 'n8n-nodes-base.splitOut',
			parameters: { fieldToSplitOut: 'content', options: {} },
		},
	];
}

/** Throws unless every customer is there once. */
function checkAll(rows: unknown[]): void {
	if (rows.length !== CUSTOMERS || new Set(rows).size !== CUSTOMERS) {
		throw new Error(`${CUSTOMERS} customers were asked for, ${rows.length} came`);
	}
}
