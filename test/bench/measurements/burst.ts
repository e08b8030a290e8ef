/** Many webhooks in the same moment, while the same n8n works on something else. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import pMap from 'p-map';

import { addCredential, credentialOf, type Server } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { activeTrigger, deliver } from '../deliveries';
import { bvnkNode, runQuietly, succeeded, withN8n } from '../n8n';
import { programFile } from '../programs/file';
import { summaryOf } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withProgram } from '../../tools/bench/program';
import { resultOf, type Result } from '../../tools/bench/results';
import type { RealN8n } from '../../tools/n8n/n8n';
import { addCreations, fromFields, peopleWith } from './create';

const DELIVERIES = 100;
/** BVNK sends a delivery again that is not answered by then. */
const PATIENCE_MS = 10_000;
/** Rows that the other workflow creates: work for longer than the burst takes. */
const ROWS = 2_000;
const DELAY_MS = 100;
/** Until the other workflow has begun with its rows. */
const HEAD_START_MS = 2_000;
const REPETITIONS = 3;

const SETTINGS: Array<{ name: string; words: string; variables: Record<string, string> }> = [
	{ name: 'Burst beside 10 s', words: "n8n's default settings", variables: {} },
	{
		name: 'Burst, sandboxes when needed',
		words: 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true',
		variables: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	},
];

export const burst: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({ delayMs: DELAY_MS }, async (bvnk) =>
		withProgram(programFile('create-script.mjs'), async (script) => {
			const credential = credentialOf(bvnk);
			const people = peopleWith(
				async (count) => await script.call<string[]>('sign', { credential, count }),
			);
			const results: Result[] = [];
			for (const { name, words, variables } of SETTINGS) {
				const answered = await withN8n(async (n8n) => {
					const credentials = await addCredential(n8n, credential);
					const { url } = await activeTrigger(n8n, bvnk);
					// what the first delivery compiles and connects is not the burst's
					await deliver(url, bvnk, new Agent());
					const costs: number[] = [];
					for (let round = 0; round < repetitions; round++) {
						const rows = await people(ROWS);
						const other = await addCreations(n8n, bvnkNode(credentials, fromFields), rows);
						costs.push(await lastAnswer(n8n, other, url, bvnk));
					}
					return costs;
				}, variables);
				results.push(
					resultOf({
						name,
						what: `${DELIVERIES} webhooks in the same moment, with ${words}, while another workflow creates customers from rows`,
						against: `the ${PATIENCE_MS / 1000} seconds that BVNK waits for each answer`,
						how: `The time until the last one is answered. In the same n8n, and begun before, a workflow creates ${ROWS} people from 23 expressions each, which it has not ended by then.`,
						ratios: summaryOf(answered.map((ms) => ms / PATIENCE_MS)),
						target: { atMost: 1 },
						repetitions,
						figures: { 'the last answer, ms': summaryOf(answered).median },
					}),
				);
			}
			return results;
		}),
	);

/** Milliseconds until the last of the burst is answered, beside a workflow that runs all the time. */
async function lastAnswer(n8n: RealN8n, other: string, url: string, bvnk: Server): Promise<number> {
	let hasEnded = false;
	const running = runQuietly(n8n, other).finally(() => (hasEnded = true));
	running.catch(() => {}); // it is waited for below
	await sleep(HEAD_START_MS);
	const agent = new Agent({ keepAlive: true });
	const begun = performance.now();
	await pMap(Array.from({ length: DELIVERIES }), async () => await deliver(url, bvnk, agent));
	const ms = performance.now() - begun;
	agent.destroy();
	if (hasEnded) throw new Error('The other workflow ended before the burst did');
	succeeded(await n8n.execution(await running));
	return ms;
}
