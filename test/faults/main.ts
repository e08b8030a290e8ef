/**
 * `npm run soak`: rounds of the faults program, each with a seed of its own, until the time is up.
 *
 *   npm run soak                               ten minutes, with a seed of the clock
 *   npm run soak -- --seed 7 --rounds 1        one round, to repeat what was seen
 *   npm run soak -- --minutes 60
 *
 * Exits with 1 after the first round whose account does not balance. Started by `run.mjs`.
 */
import { parseArgs } from 'node:util';
import { emptyAccount, sum, summaryOf, textOf } from './account';
import { soak } from './soak';

const DEFAULT_MINUTES = 10;

async function main(): Promise<void> {
	const { seed, minutes, rounds } = readArguments();
	console.log(`Seed ${seed}`);
	const end = performance.now() + minutes * 60_000;
	let total = emptyAccount();
	let repeat = '';
	for (let round = 0; round < rounds && performance.now() < end; round++) {
		const account = await soak({ seed: seed + round });
		console.log(`Round ${round + 1}, seed ${seed + round}: ${summaryOf(account)}`);
		total = sum(total, account);
		if (account.problems.length === 0) continue;
		process.exitCode = 1;
		repeat = `npm run soak -- --seed ${seed + round} --rounds 1`;
		break;
	}
	console.log(`\n${textOf(total)}`);
	if (repeat) console.log(`\nTo repeat it: ${repeat}`);
}

/** Without a number of rounds, as many as fit into the time; with one, so many. */
function readArguments(): { seed: number; minutes: number; rounds: number } {
	const { values } = parseArgs({
		options: {
			seed: { type: 'string' },
			minutes: { type: 'string' },
			rounds: { type: 'string' },
		},
	});
	const numberOf = (name: keyof typeof values, otherwise: number): number => {
		const text = values[name];
		if (text === undefined) return otherwise;
		const number = Number(text);
		if (Number.isFinite(number) && number >= 0) return number;
		throw new Error(`--${name} takes a number, not ${text}`);
	};
	const rounds = numberOf('rounds', Infinity);
	return {
		seed: numberOf('seed', Date.now() % 1_000_000),
		rounds,
		minutes: numberOf('minutes', rounds === Infinity ? DEFAULT_MINUTES : Infinity),
	};
}

main().catch((error: Error) => {
	console.error(error.stack);
	process.exitCode = 1;
});
