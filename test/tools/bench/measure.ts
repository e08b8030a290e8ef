/** Measuring side by side: A B A B …, so that whatever slows the machine down hits both. */

/** The middle of some values, and between which they lie. */
export interface Summary {
	median: number;
	min: number;
	max: number;
}

/** One way to do the measured work; gives what it cost (milliseconds, microseconds or bytes). */
export type Side = () => Promise<number>;

/** What each side cost in each repetition, in their order. */
export type Costs<Name extends string> = Record<Name, number[]>;

/** The middle value of an odd number of values, the mean of the two middle ones of an even number. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return Number.isInteger(middle)
		? (sorted[middle - 1]! + sorted[middle]!) / 2
		: sorted[Math.floor(middle)]!;
}

/** Median and spread (least and greatest) of one or more values. */
export function summaryOf(values: number[]): Summary {
	return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Runs all sides in turn, `repetitions` times.
 *
 * @param options.warmUps how often each side runs before that, uncounted; once unless told
 */
export async function sideBySide<Name extends string>(
	repetitions: number,
	sides: Record<Name, Side>,
	{ warmUps = 1 }: { warmUps?: number } = {},
): Promise<Costs<Name>> {
	const names = Object.keys(sides) as Name[];
	const costs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Costs<Name>;
	for (let round = -warmUps; round < repetitions; round++) {
		for (const name of names) {
			const cost = await sides[name]();
			if (round >= 0) costs[name].push(cost);
		}
	}
	return costs;
}

/** How often `below` goes into `above`, repetition by repetition. */
export function ratios(above: number[], below: number[]): Summary {
	return summaryOf(above.map((value, repetition) => value / below[repetition]!));
}
