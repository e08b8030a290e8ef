/** What the benchmark found out: the form of the results' file, and when a target is met. */
import { readFileSync } from 'node:fs';

import type { Summary } from './measure';

/** What a ratio has to reach, or must not exceed. */
export type Target = { atLeast: number } | { atMost: number };

/** One measurement: what was compared with what, and how it came out. */
export interface Result {
	/** Short, for the table and the picture, e.g. `Signing beside a plain script`. */
	name: string;
	/** What was measured, in words. */
	what: string;
	/** What it was compared with, in words. */
	against: string;
	/** How the two were compared: what is in each, and what is fair about it. */
	how: string;
	/** The median of all repetitions. */
	ratio: number;
	/** The least and the greatest ratio of a repetition. */
	spread: { min: number; max: number };
	/** Left out where a line only tells. */
	target?: Target;
	holds: boolean;
	repetitions: number;
	/** The medians behind the ratio and what else is worth knowing; each name says its unit. */
	figures: Record<string, number>;
}

/** A whole run. */
export interface Results {
	/** Of n8n, Node.js and this package, and the number of the machine's processor cores. */
	versions: { n8n: string; node: string; package: string; cores: number };
	results: Result[];
}

/** Whether a ratio meets its target; one without a target cannot miss it. */
export function holds(ratio: number, target: Target | undefined): boolean {
	if (!target) return true;
	return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

/** A result from the ratio of each repetition. Figures are kept with three digits or more. */
export function resultOf(
	result: Omit<Result, 'ratio' | 'spread' | 'holds' | 'figures'> & {
		ratios: Summary;
		figures: Record<string, number>;
	},
): Result {
	const { name, what, against, how, ratios, target, repetitions, figures } = result;
	const ratio = rounded(ratios.median);
	return {
		name,
		what,
		against,
		how,
		ratio,
		spread: { min: rounded(ratios.min), max: rounded(ratios.max) },
		...(target ? { target } : {}),
		holds: holds(ratio, target),
		repetitions,
		figures: Object.fromEntries(
			Object.entries(figures).map(([figure, value]) => [figure, rounded(value)]),
		),
	};
}

/** To three digits, and to whole numbers from a hundred on. */
function rounded(value: number): number {
	return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** `at least 3.5`, `at most 1.3`, or that there is no target. */
export function inWords(target: Target | undefined): string {
	if (!target) return 'no target';
	return 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}

const verdict = (isMet: boolean) => (isMet ? 'holds' : 'MISSED');

/** One line about a result, for people. */
export function lineOf({ name, ratio, spread, target, holds: isMet }: Result): string {
	return `${name}: ${ratio} (${spread.min} to ${spread.max}), ${inWords(target)}${target ? `: ${verdict(isMet)}` : ''}`;
}

/** All results in a table, for people. */
export function tableOf({ results }: Results): string {
	const rows = results.map(({ name, ratio, spread, target, holds: isMet }) => [
		name,
		String(ratio),
		`${spread.min} to ${spread.max}`,
		inWords(target),
		target ? verdict(isMet) : '',
	]);
	const all = [['what', 'ratio', 'spread', 'target', ''], ...rows];
	const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
	return all
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column]!))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** The file's text for some results. */
export function textOf(results: Results): string {
	return `${JSON.stringify(results, null, 2)}\n`;
}

/** The results that a file keeps. */
export function readResults(file: string): Results {
	return JSON.parse(readFileSync(file, 'utf8')) as Results;
}
