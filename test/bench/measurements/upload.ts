/** The memory that handing in a large file takes, in the real n8n, beside n8n's own HTTP Request node. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { addCredential, CREDENTIAL_TYPE, credentialOf } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import {
	bvnkNode,
	memoryOf,
	peakMemoryOf,
	resetPeakMemory,
	runQuietly,
	start,
	succeeded,
	withN8n,
} from '../n8n';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';
import type { TestNode } from '../../tools/n8n/n8n';

const MEGABYTE = 1024 * 1024;
const FILE_BYTES = 20_000_000;
const REPETITIONS = 3;
const CUSTOMERS = 3;
/** Which of the generated customers still owes documents. */
const OWES_DOCUMENTS = 2;

export const upload: Measurement = async ({ repetitions = REPETITIONS }) => {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-upload-'));
	try {
		const file = path.join(folder, 'scan.pdf');
		writeFileSync(file, randomBytes(FILE_BYTES));
		const costs = await withBvnk({ customers: CUSTOMERS }, async (bvnk) => {
			const customer = await withProgram(programFile('list-script.mjs'), async (script) => {
				const given = { credential: credentialOf(bvnk), size: CUSTOMERS, atOnce: 1 };
				return (await script.call<{ references: string[] }>('list', given)).references[
					OWES_DOCUMENTS
				]!;
			});
			// each side in an n8n of its own, so that neither finds memory that the other has left
			const inNewN8n =
				(nodesFor: (credentials: TestNode['credentials']) => TestNode[]) => async () =>
					await withN8n(
						async (n8n) => {
							const credentials = await addCredential(n8n, credentialOf(bvnk));
							const workflow = await n8n.addWorkflow({ nodes: nodesFor(credentials) });
							const idle = memoryOf(n8n.pid);
							resetPeakMemory(n8n.pid);
							const id = await runQuietly(n8n, workflow);
							const peak = peakMemoryOf(n8n.pid) - idle;
							succeeded(await n8n.execution(id));
							return peak;
						},
						{ N8N_RESTRICT_FILE_ACCESS_TO: folder },
					);
			return await sideBySide(
				repetitions,
				{
					node: inNewN8n((credentials) => [
						start,
						read(file),
						bvnkNode(credentials as never, {
							resource: 'document',
							operation: 'upload',
							customerReference: { __rl: true, mode: 'id', value: customer },
							documents: {
								document: [
									{ binaryField: 'data', type: { __rl: true, mode: 'id', value: 'PASSPORT' } },
								],
							},
						}),
					]),
					http: inNewN8n((credentials) => [
						start,
						read(file),
						asText,
						send(bvnk.url, customer, credentials),
					]),
				},
				{ warmUps: 0 },
			);
		});
		return [
			resultOf({
				name: 'Upload, memory beside HTTP Request',
				what: `peak memory of Document › Upload of a file of ${FILE_BYTES / 1_000_000} MB, above n8n's own`,
				against: "n8n's HTTP Request node, which sends the same body with the same credential",
				how: 'n8n in a new process for each side and repetition, files on disk; its greatest memory in RAM until the execution is saved, above what it had before. The HTTP Request node gets the file as text from the node Convert to/from binary data.',
				ratios: ratios(costs.node, costs.http),
				target: { atMost: 1.1 },
				repetitions,
				figures: {
					'peak with our node, MB': median(costs.node) / MEGABYTE,
					'peak with the HTTP Request node, MB': median(costs.http) / MEGABYTE,
				},
			}),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

const read = (file: string): TestNode => ({
	name: 'Read',
	type: 'n8n-nodes-base.readWriteFile',
	parameters: { operation: 'read', fileSelector: file, options: {} },
});

const asText: TestNode = {
	name: 'Text',
	type: 'n8n-nodes-base.moveBinaryData',
	typeVersion: 1.1,
	parameters: {
		mode: 'binaryToJson',
		setAllData: false,
		sourceKey: 'data',
		destinationKey: 'data',
		options: { keepAsBase64: true },
	},
};

const send = (url: string, customer: string, credentials: TestNode['credentials']): TestNode => ({
	name: 'HTTP',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	credentials,
	parameters: {
		method: 'POST',
		url: `${url}/platform/v1/customers/${customer}/documents`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: CREDENTIAL_TYPE,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: "={{ [{ type: 'PASSPORT', name: 'scan.pdf', content: $json.data }] }}",
		options: {},
	},
});
