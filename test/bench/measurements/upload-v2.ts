/** The memory that handing in three large files at once takes by v2, in the real n8n. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { addCredential, credentialOf, type Credentials, NODE_TYPE_V2 } from '../../bvnk';
import { speaker } from '../../sandbox/v2/client';
import { individualBodyV2 } from '../../sandbox/v2/data';
import { withBvnk } from '../bvnk';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import {
	bvnkNode,
	memoryOf,
	peakMemoryOf,
	resetPeakMemory,
	runOnce,
	runQuietly,
	start,
	succeeded,
	withN8n,
} from '../n8n';
import { resultOf } from '../../tools/bench/results';
import type { TestNode } from '../../tools/n8n/n8n';

const MEGABYTE = 1024 * 1024;
const FILES = 3;
const FILE_BYTES = 20_000_000;
const REPETITIONS = 3;

export const uploadV2: Measurement = async ({ repetitions = REPETITIONS }) => {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-upload-v2-'));
	try {
		const large = scansIn(path.join(folder, 'large'), FILE_BYTES);
		const small = scansIn(path.join(folder, 'small'), 1_000);
		const peaks = await withBvnk({}, async (bvnk) => {
			const { body } = await speaker(() => bvnk).post('/customers', individualBodyV2(1));
			const ofCustomer = (credentials: Credentials) => handIn(body.id, credentials);
			/** In an n8n that has done the same with small files: what it loads for that is not the files'. */
			const peakWith = (last: (credentials: Credentials) => TestNode) => async () =>
				await withN8n(
					async (n8n) => {
						const credentials = await addCredential(n8n, credentialOf(bvnk));
						const uploading = async (files: string) =>
							await n8n.addWorkflow({ nodes: [start, ...reading(files), last(credentials)] });
						await runOnce(n8n, await uploading(small));
						const workflow = await uploading(large);
						const idle = memoryOf(n8n.pid);
						resetPeakMemory(n8n.pid);
						const id = await runQuietly(n8n, workflow);
						const peak = peakMemoryOf(n8n.pid) - idle;
						const handed = succeeded(await n8n.execution(id)).json('BVNK');
						if (handed.some(({ uploaded }) => uploaded !== FILES)) {
							throw new Error('Not all files were handed in');
						}
						return peak;
					},
					{ N8N_RESTRICT_FILE_ACCESS_TO: folder },
				);
			return await sideBySide(
				repetitions,
				{ node: peakWith(ofCustomer), bare: peakWith(() => nothing) },
				{ warmUps: 0 },
			);
		});
		const bytes = FILES * FILE_BYTES;
		const ours = peaks.node.map((peak, repetition) => peak - peaks.bare[repetition]!);
		return [
			resultOf({
				name: 'Upload by v2, memory beside its files',
				what: `peak memory of Document › Upload of BVNK Onboarding v2, ${FILES} files of ${FILE_BYTES / 1_000_000} MB in one call, above n8n's own`,
				against: 'the bytes of the files',
				how: "n8n in a new process for each repetition, files on disk, after a run with small files; its greatest memory in RAM until the execution is saved, above what it had before. n8n's own is that of the same workflow without our node, which reads the files into one item. The ratio is the peak with our node less the peak without it, divided by the bytes of the files.",
				ratios: ratios(
					ours,
					ours.map(() => bytes),
				),
				target: { atMost: 1.5 },
				repetitions,
				figures: {
					'peak with our node, MB': median(peaks.node) / MEGABYTE,
					'peak without it, MB': median(peaks.bare) / MEGABYTE,
					'files, MB': bytes / MEGABYTE,
				},
			}),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
};

/** Makes three files, and gives a pattern of their names. */
function scansIn(folder: string, bytes: number): string {
	mkdirSync(folder);
	for (let at = 0; at < FILES; at++) {
		writeFileSync(path.join(folder, `scan-${at}.pdf`), randomBytes(bytes));
	}
	return `${folder}/*.pdf`;
}

/** Reads the files into one item. */
const reading = (files: string): TestNode[] => [
	{
		name: 'Read',
		type: 'n8n-nodes-base.readWriteFile',
		parameters: { operation: 'read', fileSelector: files, options: {} },
	},
	{
		name: 'One Item',
		type: 'n8n-nodes-base.aggregate',
		parameters: {
			aggregate: 'aggregateAllItemData',
			options: { includeBinaries: true, keepOnlyUnique: false },
		},
	},
];

const nothing: TestNode = { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} };

const handIn = (customer: string, credentials: Credentials): TestNode =>
	bvnkNode(
		credentials,
		{
			resource: 'document',
			operation: 'upload',
			customerId: { __rl: true, mode: 'id', value: customer },
			documents: {
				document: ['data', 'data_1', 'data_2'].map((binaryField) => ({
					binaryField,
					type: { __rl: true, mode: 'id', value: 'UTILITY_BILL' },
					countryCode: 'DE',
				})),
			},
		},
		NODE_TYPE_V2,
	);
