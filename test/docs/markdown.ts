// Markdown as GitHub and npm show it: tables, headings, links.

/** The longest cell of a table that is still read as one. */
export const MAX_CELL = 200;

/** A table. What is too long for a cell goes on in the next row. */
export function tableOf(head: string[], rows: string[][]): string {
	const lines = [head, head.map(() => '---'), ...rows.flatMap(splitRow)];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function splitRow(cells: string[]): string[][] {
	const parts = cells.map((cell) => splitCell(cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')));
	const height = Math.max(...parts.map(({ length }) => length));
	return Array.from({ length: height }, (_, at) => parts.map((part) => part[at] ?? ''));
}

function splitCell(text: string): string[] {
	if (text.length <= MAX_CELL) return [text];
	const end = text.lastIndexOf(' ', MAX_CELL);
	return [text.slice(0, end), ...splitCell(text.slice(end + 1))];
}

/** What GitHub makes of a heading, for links to it. */
export function anchorOf(heading: string): string {
	return heading
		.replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
		.trim()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

/** Without blocks of code, in which nothing is a heading, a link or a table. */
const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '');

/** The anchors of all headings; a second one of the same name is numbered. */
export function anchorsIn(text: string): Set<string> {
	const anchors = new Set<string>();
	for (const [, heading] of withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)) {
		const own = anchorOf(heading!);
		let anchor = own;
		for (let count = 1; anchors.has(anchor); count++) anchor = `${own}-${count}`;
		anchors.add(anchor);
	}
	return anchors;
}

/** Where links and pictures lead. */
export function linksIn(text: string): string[] {
	const prose = withoutCode(text).replace(/`[^`\n]*`/g, (code) =>
		code.includes('](') ? '' : code,
	);
	return [
		...[...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => target!),
		...[...prose.matchAll(/(?:src|srcset|href)="([^"]+)"/g)].map(([, target]) => target!),
	];
}

/** Every cell of every table. */
export function cellsIn(text: string): string[] {
	return withoutCode(text)
		.split('\n')
		.filter((line) => /^\s*\|.*\|\s*$/.test(line))
		.flatMap((line) =>
			line
				.trim()
				.slice(1, -1)
				.split(/(?<!\\)\|/),
		)
		.map((cell) => cell.trim());
}

/** Words as a reader counts them, and as `wc -w` does: what stands between blanks. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** The text below a heading of any level, up to the next of the same or a higher one. */
export function sectionOf(text: string, heading: string): string | undefined {
	const lines = text.split('\n');
	const start = lines.findIndex(
		(line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading,
	);
	if (start < 0) return undefined;
	const level = /^#+/.exec(lines[start]!)![0].length;
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
	return rest.slice(0, end < 0 ? rest.length : end).join('\n');
}
