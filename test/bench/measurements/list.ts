/** Get Many with Return All, in the real n8n, beside n8n's own HTTP Request node and a plain script. */
import type { IDataObject } from 'n8n-workflow';

import { addCredential, CREDENTIAL_TYPE, credentialOf } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { ratios, sideBySide, median } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { bvnkNode, nodeTime, runOnce, start, withN8n } from '../n8n';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';
import type { TestNode } from '../../tools/n8n/n8n';

const CUSTOMERS = 10_000;
const PAGE_DELAY_MS = 50;
const PAGE_SIZE = 100;
const AT_ONCE = 8;
const REPETITIONS = 5;

export const list: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({ customers: CUSTOMERS, delayMs: PAGE_DELAY_MS }, async (bvnk) => {
		const costs = await withN8n(
			async (n8n) =>
				await withProgram(programFile('list-script.mjs'), async (script) => {
					const credentials = await addCredential(n8n, credentialOf(bvnk));
					const all = { operation: 'getAll', returnAll: true };
					const workflows = {
						http: await n8n.addWorkflow({ nodes: httpRequest(bvnk.url, credentials) }),
						usual: await n8n.addWorkflow({ nodes: [start, bvnkNode(credentials, all)] }),
						eight: await n8n.addWorkflow({
							nodes: [start, bvnkNode(credentials, { ...all, options: { concurrency: AT_ONCE } })],
						}),
					};
					const inN8n =
						(workflow: keyof typeof workflows, node: string, last: string) => async () => {
							const execution = await runOnce(n8n, workflows[workflow]);
							checkAll(execution.json(last));
							return nodeTime(execution, node);
						};
					return await sideBySide(repetitions, {
						http: inN8n('http', 'HTTP', 'Customers'),
						usual: inN8n('usual', 'BVNK', 'BVNK'),
						eight: inN8n('eight', 'BVNK', 'BVNK'),
						script: async () => {
							const given = { credential: credentialOf(bvnk), size: PAGE_SIZE, atOnce: AT_ONCE };
							const { ms, references } = await script.call<{ ms: number; references: string[] }>(
								'list',
								given,
							);
							checkAll(references.map((reference) => ({ reference })));
							return ms;
						},
					});
				}),
		);
		const what = `Get Many, Return All, ${CUSTOMERS} customers, ${PAGE_DELAY_MS} ms a page`;
		const http = "n8n's HTTP Request node with the same credential and its own pagination";
		const howHttp =
			"Both in the same n8n, pages of 100, n8n's own figure for how long the node ran. The HTTP Request node gives one item a page, and is not charged for the Split Out node that makes customers of them; ours gives a customer an item, checked and simplified.";
		const figures = {
			'HTTP Request node, ms': median(costs.http),
			'our node, 4 at a time, ms': median(costs.usual),
			'our node, 8 at a time, ms': median(costs.eight),
			'plain script, 8 at a time, ms': median(costs.script),
		};
		return [
			resultOf({
				name: 'Get Many beside HTTP Request',
				what: `${what}, default options`,
				against: http,
				how: howHttp,
				ratios: ratios(costs.http, costs.usual),
				target: { atLeast: 3.5 },
				repetitions,
				figures,
			}),
			resultOf({
				name: 'Get Many by 8 beside HTTP Request',
				what: `${what}, concurrency 8`,
				against: http,
				how: howHttp,
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

/** n8n's own way: pages until the answer says it is the last, then an item for each customer. */
function httpRequest(url: string, credentials: TestNode['credentials']): TestNode[] {
	const http = {
		url: `${url}/platform/v1/customers`,
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
					completeExpression: '={{ $response.body.last }}',
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
function checkAll(rows: IDataObject[]): void {
	const references = new Set(rows.map(({ reference }) => reference));
	if (rows.length !== CUSTOMERS || references.size !== CUSTOMERS) {
		throw new Error(`${CUSTOMERS} customers were asked for, ${rows.length} came`);
	}
}
