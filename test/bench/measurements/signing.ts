/** What the credential takes to sign a request, beside hawk alone. */
import { median, ratios, sideBySide } from '../../tools/bench/measure';
import type { Measurement } from '../../tools/bench/measurement';
import { withProgram } from '../../tools/bench/program';
import { programFile } from '../programs/file';
import { resultOf } from '../../tools/bench/results';

const SIGNATURES = 20_000;
const REPETITIONS = 9;

export const signing: Measurement = async ({ repetitions = REPETITIONS }) => {
	const given = { times: SIGNATURES };
	const costs = await withProgram(
		programFile('signing.mjs'),
		async (program) =>
			await sideBySide(repetitions, {
				credential: async () => await program.call<number>('credential', given),
				hawk: async () => await program.call<number>('hawk', given),
			}),
	);
	return [
		resultOf({
			name: 'Signing beside hawk',
			what: 'signing a request: the whole of what the credential does for a page of the list',
			against: 'hawk, called with the complete URL',
			how: `${SIGNATURES} signatures a repetition, in one process on n8n's Node.js. The credential also checks its own fields and the host, and puts path and query together.`,
			ratios: ratios(costs.credential, costs.hawk),
			target: { atMost: 2 },
			repetitions,
			figures: {
				'credential, microseconds a signature': median(costs.credential),
				'hawk, microseconds a signature': median(costs.hawk),
			},
		}),
	];
};
