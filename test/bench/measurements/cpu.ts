/** Processor time of the node for a request, beside n8n's request helper alone. */
import { credentialOf } from '../../bvnk';
import { withBvnk } from '../bvnk';
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';

const CUSTOMERS = 20_000;
const PAGES = CUSTOMERS / 100;
const SINGLE = 1_000;
const AT_ONCE = 4;
const REPETITIONS = 7;

export const cpu: Measurement = async ({ repetitions = REPETITIONS }) =>
	await withBvnk({ customers: CUSTOMERS }, async (bvnk) => {
		const costs = await withProgram(programFile('list-script.mjs'), async (script) => {
			const credential = credentialOf(bvnk);
			const { references } = await script.call<{ references: string[] }>('list', {
				...{ credential, size: 100, atOnce: AT_ONCE },
			});
			return await withProgram(programFile('cpu.mjs'), async (engine) => {
				const given = {
					...{ credential, concurrency: AT_ONCE, pages: PAGES },
					references: references.slice(0, SINGLE),
				};
				/** Processor milliseconds a request. */
				const side = (task: string, requests: number, expected: number) => async () => {
					const { ms, items } = await engine.call<{ ms: number; items: number }>(task, given);
					if (items !== expected) throw new Error(`${task} gave ${items} items`);
					return ms / requests;
				};
				return await sideBySide(
					repetitions,
					{
						getByNode: side('getByNode', SINGLE, SINGLE),
						getByHelper: side('getByHelper', SINGLE, SINGLE),
						getByExpression: side('getByExpression', SINGLE, SINGLE),
						listByNode: side('listByNode', PAGES, CUSTOMERS),
						listByHelper: side('listByHelper', PAGES, CUSTOMERS),
					},
					// compiled as far as it will be
					{ warmUps: 3 },
				);
			});
		});
		const against = "the same requests by n8n's request helper alone";
		const how =
			"Both in n8n's engine (n8n-core) on n8n's Node.js, signed by the same credential; the processor time of the whole process, n8n's own part of the run included on both sides. The helper parses JSON, and neither checks nor simplifies it.";
		return [
			resultOf({
				name: 'CPU of Get beside the helper',
				what: `CPU time of the node per request: Get, ${SINGLE} items, ${AT_ONCE} at a time`,
				against,
				how,
				ratios: ratios(costs.getByNode, costs.getByHelper),
				target: { atMost: 1.5 },
				repetitions,
				figures: {
					'our node, CPU ms a request': median(costs.getByNode),
					'request helper, CPU ms a request': median(costs.getByHelper),
					'our node with an expression for n8n to evaluate, CPU ms a request': median(
						costs.getByExpression,
					),
				},
			}),
			resultOf({
				name: 'CPU of Get Many beside the helper',
				what: `CPU time of the node per request: Get Many, ${PAGES} pages of 100, ${AT_ONCE} at a time`,
				against,
				how,
				ratios: ratios(costs.listByNode, costs.listByHelper),
				target: { atMost: 1.5 },
				repetitions,
				figures: {
					'our node, CPU ms a request': median(costs.listByNode),
					'request helper, CPU ms a request': median(costs.listByHelper),
				},
			}),
		];
	});
