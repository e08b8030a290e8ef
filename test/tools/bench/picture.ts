/** The results as a picture for the README: one bar a line, all of them against their own target. */
import path from 'node:path';

import { holds, inWords, type Result, type Results, type Target } from './results';

const WIDTH = 840;
const ROW = 30;
const TOP = 62;
const BOTTOM = 34;
const MARGIN = 20;
/** Where the bars begin and where the longest ends. */
const BARS = { from: 282, to: 612 };
/** What the whole width of the bars stands for: twice as good as the target. */
const LONGEST = 2;

interface Colours {
	background: string;
	text: string;
	quiet: string;
	track: string;
	met: string;
	missed: string;
}

/** A picture for each of the README's two colour schemes. */
const SCHEMES: Record<string, Colours> = {
	'bench.svg': {
		background: '#ffffff',
		text: '#1f2328',
		quiet: '#59636e',
		track: '#eff2f5',
		met: '#2f6feb',
		missed: '#c4632d',
	},
	'bench-dark.svg': {
		background: '#0d1117',
		text: '#e6edf3',
		quiet: '#9198a1',
		track: '#1d232b',
		met: '#4c8dff',
		missed: '#e0864f',
	},
};

/** A result that can be drawn: beside its target. */
type WithTarget = Result & { target: Target };

/** The pictures of some results in a folder: each file's path, and its text. */
export function picturesOf(results: Results, folder: string): Array<{ file: string; svg: string }> {
	return Object.entries(SCHEMES).map(([name, colours]) => ({
		file: path.join(folder, name),
		svg: drawn(results, colours),
	}));
}

/**
 * How good a ratio is: 1 is exactly its target, 2 is twice as good. Where the ratio is a maximum, half of
 * it is twice as good.
 */
export function goodness({ ratio, target }: Pick<WithTarget, 'ratio' | 'target'>): number {
	if ('atLeast' in target) return ratio / target.atLeast;
	return ratio <= 0 ? Infinity : target.atMost / ratio;
}

function drawn({ versions, results: all }: Results, colours: Colours): string {
	const results = all.filter((result): result is WithTarget => result.target !== undefined);
	const height = TOP + results.length * ROW + BOTTOM;
	const targetX = xOf(1);
	const bottom = TOP + results.length * ROW;
	const lines = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Each measurement against its target">`,
		`<style>text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:${colours.text}}.quiet{fill:${colours.quiet};font-size:12px}.value{font-weight:600}</style>`,
		`<rect width="${WIDTH}" height="${height}" fill="${colours.background}"/>`,
		text(MARGIN, 28, 'Measured side by side, against its target: longer is better', 'value'),
		text(targetX, 50, 'target', 'quiet', 'middle'),
		text(BARS.to, 50, `${LONGEST} times as good`, 'quiet', 'end'),
		...results.flatMap((result, index) => row(result, TOP + index * ROW, colours)),
		`<line x1="${targetX}" y1="${TOP - 6}" x2="${targetX}" y2="${bottom}" stroke="${colours.text}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
		text(
			MARGIN,
			height - 12,
			`n8n ${versions.n8n}, Node.js ${versions.node}, ${versions.cores} processor cores, package ${versions.package}`,
			'quiet',
		),
		'</svg>',
	];
	return `${lines.join('\n')}\n`;
}

function row(result: WithTarget, y: number, colours: Colours): string[] {
	const { name, ratio, target } = result;
	const middle = y + ROW / 2 + 4.5;
	const width = Math.max(2, xOf(goodness(result)) - BARS.from);
	const colour = holds(ratio, target) ? colours.met : colours.missed;
	const bar = (length: number, fill: string) =>
		`<rect x="${BARS.from}" y="${y + 7}" width="${length}" height="${ROW - 14}" rx="3" fill="${fill}"/>`;
	return [
		text(MARGIN, middle, name),
		bar(BARS.to - BARS.from, colours.track),
		bar(Number(width.toFixed(1)), colour),
		`<text x="${BARS.to + 16}" y="${middle}"><tspan class="value">${ratio}</tspan><tspan class="quiet" dx="8">${inWords(target)}${holds(ratio, target) ? '' : ' · missed'}</tspan></text>`,
	];
}

/** Where a bar of some goodness ends. */
function xOf(good: number): number {
	return BARS.from + (Math.max(0, Math.min(good, LONGEST)) / LONGEST) * (BARS.to - BARS.from);
}

function text(x: number, y: number, words: string, style = '', anchor = 'start'): string {
	const escaped = words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
	return `<text x="${x}" y="${y}" class="${style}" text-anchor="${anchor}">${escaped}</text>`;
}
