/** The package of another vendor beside what there would be without it: a list, and a signature. */
import path from 'node:path';

import {
	CREDENTIAL_TYPE,
	credentialOf,
	HOME,
	NODE_TYPE,
} from '../../../packages/offblocks/test/e2e/n8n';
import type { Offblocks } from '../../../packages/offblocks/test/sandbox/server';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withProgram } from '../../tools/bench/program';
import { resultOf } from '../../tools/bench/results';
import { startServer } from '../../tools/bench/server';
import type { RealN8n, TestNode } from '../../tools/n8n/n8n';
import { nodeTime, runOnce, start, withN8n } from '../n8n';
import { programFile } from '../programs/file';

const CUSTOMERS = 10_000;
const PAGE_DELAY_MS = 50;
const LIST_REPETITIONS = 9;

const SIGNATURES = 2_000;
const SIGNATURE_REPETITIONS = 9;

type Server = Pick<Offblocks, 'url' | 'credentials'>;

export const offblocksList: Measurement = async ({ repetitions = LIST_REPETITIONS }) => {
	const server = await startServer<Server>('packages/offblocks/test/sandbox/main.ts', {
		customers: CUSTOMERS,
		'delay-ms': PAGE_DELAY_MS,
	});
	try {
		const costs = await withN8n(
			async (n8n) => await sideBySide(repetitions, await sidesInN8n(n8n, server)),
			{},
			HOME,
		);
		return [
			resultOf({
				name: 'Offblocks: Get Many beside HTTP Request',
				what: `Get Many of Offblocks, Return All, ${CUSTOMERS} customers, ${PAGE_DELAY_MS} ms a page`,
				against: "n8n's HTTP Request node with the same credential",
				how: "Both in the same n8n, n8n's own figure for how long the node ran. Offblocks has no pages: both send one signed request, and give an item a customer. Ours checks each, and that it is one.",
				ratios: ratios(costs.ours, costs.http),
				target: { atMost: 1.3 },
				repetitions,
				figures: {
					'HTTP Request node, ms': median(costs.http),
					'our node, ms': median(costs.ours),
				},
			}),
		];
	} finally {
		await server.close();
	}
};

async function sidesInN8n(n8n: RealN8n, server: Server) {
	const credential = await n8n.addCredential(CREDENTIAL_TYPE, 'Offblocks', credentialOf(server));
	const credentials = { [CREDENTIAL_TYPE]: credential };
	const side = async (node: Omit<TestNode, 'name'>) => {
		const name = 'Customers';
		const workflow = await n8n.addWorkflow({ nodes: [start, { name, credentials, ...node }] });
		return async () => {
			const execution = await runOnce(n8n, workflow);
			const ids = execution.json(name).map(({ id }) => id);
			if (ids.length !== CUSTOMERS || new Set(ids).size !== CUSTOMERS) {
				throw new Error(`${CUSTOMERS} customers were asked for, ${ids.length} came`);
			}
			return nodeTime(execution, name);
		};
	};
	return {
		http: await side({
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				url: `${server.url}/v1/customers`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: CREDENTIAL_TYPE,
			},
		}),
		ours: await side({
			type: NODE_TYPE,
			parameters: { resource: 'customer', operation: 'getAll', returnAll: true },
		}),
	};
}

export const offblocksSigning: Measurement = async ({ repetitions = SIGNATURE_REPETITIONS }) => {
	const given = { times: SIGNATURES, dist: path.join(HOME, 'dist') };
	const costs = await withProgram(
		programFile('offblocks-signing.mjs'),
		async (program) =>
			await sideBySide(repetitions, {
				credential: async () => await program.call<number>('credential', given),
				library: async () => await program.call<number>('library', given),
			}),
	);
	return [
		resultOf({
			name: 'Offblocks: signing beside a library',
			what: 'signing a request with a body: the whole of what the credential does, from the key as it was pasted',
			against:
				'http-message-signatures, called with the complete URL, a digest and a key that was read before',
			how: `${SIGNATURES} signatures a repetition, in one process on n8n's Node.js. The credential also reads and checks its own fields and the host, keeps the body's bytes, and makes an idempotency key.`,
			ratios: ratios(costs.credential, costs.library),
			target: { atMost: 1.5 },
			repetitions,
			figures: {
				'credential, microseconds a signature': median(costs.credential),
				'library, microseconds a signature': median(costs.library),
			},
		}),
	];
};
