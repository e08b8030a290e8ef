/** Create Individual for many rows, in the real n8n, beside a plain script. */
import type { IDataObject } from 'n8n-workflow';

import { addCredential, CREDENTIAL_TYPE, credentialOf } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { bvnkNode, nodeTime, runOnce, start, withN8n } from '../n8n';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';
import type { RealN8n, TestNode } from '../../tools/n8n/n8n';
import { individualBody } from '../../sandbox/data';

const CREATIONS = 1_000;
const DELAY_MS = 100;
const AT_ONCE = 10;
const REPETITIONS = 3;
/** The warm-up need not be as long. */
const FIRST = 100;

export const create: Measurement = async ({ repetitions = REPETITIONS }) => {
	const costs = await withBvnk({ delayMs: DELAY_MS }, async (bvnk) =>
		withN8n(async (n8n) =>
			withProgram(programFile('create-script.mjs'), async (script) => {
				const credential = credentialOf(bvnk);
				const credentials = await addCredential(n8n, credentialOf(bvnk));
				const people = peopleWith(
					async (count) => await script.call<string[]>('sign', { credential, count }),
				);
				const inScript = async (count: number) => {
					const given = { credential, bodies: await people(count), atOnce: AT_ONCE };
					const created = await script.call<{ ms: number; references: string[] }>('create', given);
					checkAll(created.references, count);
					return created.ms;
				};
				const inNode = async (count: number, parameters: IDataObject) =>
					await createInN8n(n8n, bvnkNode(credentials, parameters), await people(count));
				const http = httpRequest(bvnk.url, credentials);
				const sides = (count: number) => ({
					json: async () => await inNode(count, fromJson),
					script: async () => await inScript(count),
					fields: async () => await inNode(count, fromFields),
					http: async () => await createInN8n(n8n, http, await people(count)),
				});
				await sideBySide(1, sides(FIRST), { warmUps: 0 });
				const costs = await sideBySide(repetitions, sides(CREATIONS), { warmUps: 0 });
				const there = await script.call<number>('count', { credential });
				const expected = 4 * (FIRST + repetitions * CREATIONS);
				if (there !== expected) throw new Error(`${there} customers were made, not ${expected}`);
				return costs;
			}),
		),
	);
	const what = `${CREATIONS} creations, ${DELAY_MS} ms each, concurrency ${AT_ONCE}`;
	const against = 'a plain script with fetch, hawk and p-map that sends the same bodies';
	const how =
		"Other people each time, so that no creation is a repeat, counted at the server afterwards. The script is a warm process of its own on n8n's Node.js, keeps its connections and gets its bodies ready made; it sends an idempotency key as well. Of our node, n8n's figure for how long it ran, with 'Check Agreement Session' off: the script does not read the session either.";
	const figures = {
		'our node, JSON Body, ms': median(costs.json),
		'our node, 23 fields with an expression each, ms': median(costs.fields),
		"n8n's HTTP Request node with the same 23 expressions, ms": median(costs.http),
		'plain script, ms': median(costs.script),
	};
	return [
		resultOf({
			name: '1,000 creations beside a script',
			what: `${what}, bodies by JSON Body`,
			against,
			how: `${how} The node gets its bodies ready made as well, and checks them.`,
			ratios: ratios(costs.json, costs.script),
			target: { atMost: 1.3 },
			repetitions,
			figures,
		}),
		resultOf({
			name: '1,000 creations beside HTTP Request',
			what: `${what}, 23 fields with an expression each`,
			against:
				"n8n's HTTP Request node with the same credential, and the same 23 expressions in its JSON body",
			how: "Both in the same n8n, n8n's own figure for how long the node ran. The HTTP Request node sends as many requests at once as there are items, which is its default.",
			ratios: ratios(costs.http, costs.fields),
			target: { atLeast: 5 },
			repetitions,
			figures,
		}),
		resultOf({
			name: '1,000 creations from 23 expressions',
			what: `${what}, 23 fields with an expression each`,
			against,
			how: `${how} n8n evaluates 23 expressions for each customer, of which the script has none: there is no target, because that time is n8n's own.`,
			ratios: ratios(costs.fields, costs.script),
			repetitions,
			figures,
		}),
	];
};

/** Gives people that nobody has had before, each with a signed agreement session. */
export function peopleWith(sign: (count: number) => Promise<string[]>) {
	let next = 0;
	return async (count: number): Promise<IDataObject[]> =>
		(await sign(count)).map((signedAgreementSessionReference) => ({
			...individualBody(next++),
			signedAgreementSessionReference,
		}));
}

/** Stores a workflow that has items, and a node for them. */
export async function addCreations(
	n8n: RealN8n,
	node: TestNode,
	items: IDataObject[],
): Promise<string> {
	return await n8n.addWorkflow({
		nodes: [
			start,
			{
				name: 'List',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
			},
			{
				name: 'People',
				type: 'n8n-nodes-base.splitOut',
				parameters: { fieldToSplitOut: 'items', options: {} },
			},
			node,
		],
	});
}

/** Creates people in one run, and gives how long the node ran. */
async function createInN8n(n8n: RealN8n, node: TestNode, items: IDataObject[]): Promise<number> {
	const execution = await runOnce(n8n, await addCreations(n8n, node, items));
	checkAll(
		execution.json<{ reference: string }>('BVNK').map(({ reference }) => reference),
		items.length,
	);
	return nodeTime(execution, 'BVNK');
}

/** The script does not look at the agreement session before it creates, so the node does not either. */
const options: IDataObject = { concurrency: AT_ONCE, checkAgreementSession: false };

/** The item is the body. */
const fromJson: IDataObject = {
	operation: 'createFromJson',
	body: '={{ $json }}',
	options,
};

/** Every field is mapped from the item, as a user would drag it there. */
export const fromFields: IDataObject = {
	operation: 'createIndividual',
	signedAgreementSessionReference: '={{ $json.signedAgreementSessionReference }}',
	...mapped(['firstName', 'lastName', 'dateOfBirth', 'birthCountryCode', 'nationality']),
	...mapped(['emailAddress']),
	...mapped(['addressLine1', 'city', 'postalCode', 'countryCode'], 'address'),
	taxNumber: '={{ $json.individual.taxIdentification.number }}',
	...mapped(['taxResidenceCountryCode'], 'taxIdentification'),
	...mapped(['employmentStatus', 'sourceOfFunds', 'pepStatus', 'intendedUseOfAccount'], 'cdd'),
	expectedMonthlyVolumeAmount: '={{ $json.individual.cdd.expectedMonthlyVolume.amount }}',
	expectedMonthlyVolumeCurrency: '={{ $json.individual.cdd.expectedMonthlyVolume.currency }}',
	externalReference: '={{ $json.externalReference }}',
	additionalFields: {
		stateCode: '={{ $json.individual.address.stateCode }}',
		riskScore: '={{ $json.riskScore }}',
		description: '={{ $json.individual.description }}',
	},
	options,
};

function mapped(fields: string[], inside?: string): IDataObject {
	const path = ['$json.individual', ...(inside ? [inside] : [])].join('.');
	return Object.fromEntries(fields.map((field) => [field, `={{ ${path}.${field} }}`]));
}

/** The same body, as people write it into the HTTP Request node: text with 23 expressions in it. */
function httpRequest(url: string, credentials: TestNode['credentials']): TestNode {
	const quoted = (path: string) => `{{ JSON.stringify($json.${path}) }}`;
	const level = (names: string[], path: string) =>
		names.map((name) => `"${name}": ${quoted(`${path}.${name}`)}`);
	const address = level(
		['addressLine1', 'city', 'postalCode', 'countryCode'],
		'individual.address',
	);
	const cdd = level(
		['employmentStatus', 'sourceOfFunds', 'pepStatus', 'intendedUseOfAccount'],
		'individual.cdd',
	);
	const volume = level(['amount', 'currency'], 'individual.cdd.expectedMonthlyVolume');
	const individual = [
		...level(['firstName', 'lastName', 'dateOfBirth', 'birthCountryCode'], 'individual'),
		...level(['nationality', 'emailAddress', 'description'], 'individual'),
		`"address": { ${address.join(', ')}{{ $json.individual.address.stateCode ? ', "stateCode": "' + $json.individual.address.stateCode + '"' : '' }} }`,
		`"taxIdentification": { ${level(['number', 'taxResidenceCountryCode'], 'individual.taxIdentification').join(', ')} }`,
		`"cdd": { ${cdd.join(', ')}, "expectedMonthlyVolume": { ${volume.join(', ')} } }`,
	];
	const top = ['signedAgreementSessionReference', 'externalReference', 'riskScore'].map(
		(name) => `"${name}": ${quoted(name)}`,
	);
	return {
		name: 'BVNK',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credentials,
		parameters: {
			method: 'POST',
			url: `${url}/platform/v1/customers`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: CREDENTIAL_TYPE,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={ "type": "INDIVIDUAL", ${top.join(', ')}, "individual": { ${individual.join(', ')} } }`,
			options: {},
		},
	};
}

/** Throws unless there are so many references, all different. */
function checkAll(references: string[], count: number): void {
	if (references.length !== count || new Set(references).size !== count) {
		throw new Error(`${count} people were to be created, ${references.length} answers came`);
	}
}
