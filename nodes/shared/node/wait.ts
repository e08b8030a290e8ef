// Reads a thing again and again, with growing pauses, until it is as it should be or the time is up.

import { number } from '../check/checks';
import { givenError } from '../check/findings';
import { field } from '../form/field';
import { choiceField } from '../form/fields';
import { setting } from '../form/read';
import { pause } from '../http/abort';
import type { Item } from './operation';

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
const GROWTH = 1.5;
const MS_A_MINUTE = 60_000;

const minutesCheck = number(0);

/** @param instead what to use for a wait of hours, in a whole sentence */
export const timeLimitField = (instead: string) => {
	const description = `The execution stays open all the while. ${instead}`;
	return field({
		displayName: 'Time Limit (Minutes)',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 5,
		description,
		builderHint: {
			propertyHint:
				'The execution stays open and holds a worker: keep it to minutes. For hours or days use the trigger node.',
		},
		check: minutesCheck,
		personal: false,
	});
};

/** What a wait does that has not reached anything. */
export const whenTimeIsUpField = choiceField({
	displayName: 'When Time Is Up',
	name: 'whenTimeIsUp',
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Goes on with what is there, with reached set to false',
		},
		{ name: 'Stop With an Error', value: 'error' },
	],
	default: 'error',
	description: 'What to do when what is waited for has not come by then',
});

/** What a wait ended with. */
export interface Waited<T> {
	value: T;
	reached: boolean;
	reads: number;
	waitedSeconds: number;
}

/**
 * Waits as the two fields above say.
 *
 * @param wait.read reads the thing
 * @param wait.isReached whether it is as it should be
 * @param wait.describe the thing in words that begin a sentence, for the error when time is up
 */
export async function waitUntil<T>(
	item: Item,
	wait: {
		read: () => Promise<T>;
		isReached: (value: T) => boolean;
		describe: (value: T) => string;
		hint: string;
	},
): Promise<Waited<T>> {
	const minutes = setting(item, timeLimitField(''));
	const stops = setting(item, whenTimeIsUpField) === 'error';
	// not the wall clock, which somebody may set while this waits
	const startedAt = performance.now();
	const endsAt = startedAt + minutes * MS_A_MINUTE;
	for (
		let reads = 1, next = FIRST_PAUSE_MS;
		;
		reads++, next = Math.min(next * GROWTH, LONGEST_PAUSE_MS)
	) {
		const value = await wait.read();
		const reached = wait.isReached(value);
		if (reached || performance.now() >= endsAt) {
			if (!reached && stops) {
				throw givenError(item, `${wait.describe(value)} after ${minutes} minutes`, wait.hint);
			}
			if (!reached) item.remark(`${wait.describe(value)} after ${minutes} minutes`);
			const waitedSeconds = Math.round((performance.now() - startedAt) / 1000);
			return { value, reached, reads, waitedSeconds };
		}
		await pause(item.context, Math.min(next, endsAt - performance.now()));
	}
}
