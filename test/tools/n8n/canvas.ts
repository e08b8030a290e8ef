/**
 * What n8n's editor draws of a workflow: how far it zooms out to show all, where names stand and lines run.
 * Sizes are n8n's, in the canvas's own pixels; the browser tests compare them with what n8n draws.
 */
import type { IDataObject, INode } from 'n8n-workflow';

/** A rectangle: its left upper corner and its size. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Point {
	x: number;
	y: number;
}

/** A line between two nodes, as points so close together that nothing fits between them. */
export interface Line {
	from: string;
	to: string;
	points: Point[];
}

/** A workflow as its file holds it. */
export interface Drawn {
	nodes: INode[];
	connections: IDataObject;
}

/** What of a window of 1280 × 720 shows the canvas. */
const PANE = { width: 1238, height: 618 };
/** Of the size of what is shown, the part that n8n leaves free around it. */
const PADDING = 0.2;
/** n8n puts each node on a grid. */
export const GRID = 16;
const NODE = 96;
/** Of a node that is placed by its left upper corner, how far its ends of lines stand out. */
const HANDLE = 8;
/** Sizes of text: a node's name, what it does, its outputs, and what a note says. */
const NAME_FONT = 16;
const OUTPUT_FONT = 12;
const SUBTITLE_FONT = 13;
const NOTE_FONT = 14;
const HEADING_FONT = 24;
/** What a note leaves free on the left and the right of its text. */
const NOTE_SIDES = 26;
const LIST_INDENT = 20;
/** A letter's mean width in its font's size, a little above what was measured. */
const LETTER = 0.56;
const NOTE_LETTER = 0.52;
/** Names wrap at twice a node's width. */
const NAME_WIDTH = 2 * NODE;

export const isNote = ({ type }: INode): boolean => type.endsWith('.stickyNote');
const short = ({ type }: Pick<INode, 'type'>) => type.slice(type.lastIndexOf('.') + 1);
const isTrigger = (node: INode) => /trigger$/i.test(short(node));

/** What n8n writes beside each output of a node. */
function outputNames({ type, parameters, onError }: INode): string[] {
	const options = (parameters['options'] ?? {}) as Record<string, unknown>;
	const rules = parameters['rules'] as { values?: Array<{ outputKey?: string }> } | undefined;
	const keys = (rules?.values ?? []).map(({ outputKey }, index) => outputKey ?? String(index));
	const rest = (options['renameFallbackOutput'] as string | undefined) ?? 'Fallback';
	const own: Record<string, string[]> = {
		if: ['true', 'false'],
		compareDatasets: ['In A only', 'Same', 'Different', 'In B only'],
		filter: ['Kept'],
		removeDuplicates: ['Kept'],
		switch: [...keys, ...(options['fallbackOutput'] === 'extra' ? [rest] : [])],
	};
	if (onError === 'continueErrorOutput') return ['Success', 'Error'];
	return own[short({ type })] ?? [''];
}

/** How many outputs n8n gives a node. */
const outputsOf = (node: INode) => outputNames(node).length;

/** How many inputs n8n gives a node. */
function inputsOf(node: INode): number {
	if (isTrigger(node)) return 0;
	if (short(node) === 'merge') return Number(node.parameters['numberInputs'] ?? 2);
	return short(node) === 'compareDatasets' ? 2 : 1;
}

/** The rectangle of a node, or of a note. */
export function boxOf(node: INode): Box {
	const [x, y] = node.position;
	const { width, height } = node.parameters;
	if (isNote(node)) return { x, y, width: Number(width), height: Number(height) };
	const ends = Math.max(inputsOf(node), outputsOf(node), 2);
	return { x, y, width: NODE, height: NODE + (ends - 2) * 2 * GRID };
}

/** The rectangle of all: nodes and notes, without the names below. */
export function boundsOf({ nodes }: Drawn): Box {
	const boxes = nodes.map(boxOf);
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
	return { x, y, width, height };
}

/** How large n8n shows the canvas when it fits all of it into a window of 1280 × 720; 1 is life-size. */
export function zoomOf(workflow: Drawn): number {
	const { width, height } = boundsOf(workflow);
	const fit = Math.min(PANE.width / width, PANE.height / height) / (1 + PADDING);
	return Math.min(1, fit);
}

/** Nodes under whose name n8n writes nothing more. */
const WITHOUT_SUBTITLE = new Set([
	...['noOp', 'manualTrigger', 'scheduleTrigger', 'formTrigger', 'dataTable', 'splitOut'],
	...['aggregate', 'removeDuplicates', 'compareDatasets', 'if', 'filter', 'wait', 'stopAndError'],
]);

/** The size of the smallest text that is drawn, in pixels of a window of 1280 × 720. */
export function smallestTextOf(workflow: Drawn): number {
	const { nodes } = workflow;
	const fonts = nodes.flatMap((node) => {
		if (isNote(node)) return [NOTE_FONT];
		const below = WITHOUT_SUBTITLE.has(short(node)) ? [] : [SUBTITLE_FONT];
		const beside = outputNames(node).some((name) => name !== '') ? [OUTPUT_FONT] : [];
		return [NAME_FONT, ...below, ...beside];
	});
	return Math.min(...fonts) * zoomOf(workflow);
}

/** How wide is what n8n writes under a name of what the node does: a resource and an operation, or a word. */
function subtitleWidth(node: INode): number {
	if (WITHOUT_SUBTITLE.has(short(node))) return 0;
	const { resource, operation } = node.parameters;
	const words = [resource, operation].filter((word) => typeof word === 'string').join(': ');
	// between the words of an operation's name n8n puts blanks
	return words.replace(/[A-Z]/g, ' $&').length * SUBTITLE_FONT * LETTER;
}

/** Where a node's name stands, with what n8n writes under it. */
export function labelOf(node: INode): Box {
	const { x, y, width, height } = boxOf(node);
	const name = node.name.length * NAME_FONT * LETTER;
	// below the name: whether it is switched off, and what it does, which n8n cuts
	const lines = (name > NAME_WIDTH ? 2 : 1) + (node.disabled ? 1 : 0);
	const off = node.disabled ? 104 : 0;
	const wide = Math.min(NAME_WIDTH, Math.max(name, off, subtitleWidth(node), NODE));
	return {
		x: x + (width - wide) / 2,
		y: y + height + 8,
		width: wide,
		height: lines * 22 + (WITHOUT_SUBTITLE.has(short(node)) ? 0 : 18),
	};
}

/** How many lines a text takes, which is broken between its words. */
function linesIn(text: string, perLine: number): number {
	let lines = 1;
	let used = 0;
	for (const word of text.split(' ')) {
		if (used > 0 && used + 1 + word.length > perLine) {
			lines++;
			used = 0;
		}
		used += (used > 0 ? 1 : 0) + word.length;
	}
	return lines;
}

/** What a note says, as the rectangle that its text fills. */
export function textOf(note: INode): Box {
	const { x, y, width: whole } = boxOf(note);
	const inner = whole - NOTE_SIDES;
	let width = 0;
	let height = 10;
	let isCode = false;
	for (const line of (note.parameters['content'] as string).split('\n')) {
		if (line.startsWith('```')) {
			isCode = !isCode;
			height += 10;
		} else if (line.startsWith('## ')) {
			width = Math.max(width, line.slice(3).length * HEADING_FONT * LETTER);
			height += 42;
		} else if (line === '') height += isCode ? 19 : 8;
		else {
			// marks of bold and code take no place
			const text = isCode ? line : line.replace(/\*\*|`|^\d\. |^- /g, '');
			const indent = /^\d\. |^- /.test(line) ? LIST_INDENT : 0;
			const perLine = Math.floor((inner - indent) / (NOTE_FONT * NOTE_LETTER));
			width = Math.max(width, indent + text.length * NOTE_FONT * NOTE_LETTER);
			height += linesIn(text, perLine) * 19 + (isCode ? 0 : 2);
		}
	}
	return { x, y, width: Math.min(width, inner) + NOTE_SIDES, height };
}

/** The place of an input or an output, of which a node has several one below the other. */
function end({ x, y, width, height }: Box, side: 'in' | 'out', index: number, of: number): Point {
	return {
		x: side === 'in' ? x - HANDLE : x + width + HANDLE,
		y: y + Math.round((height * (index + 1)) / (of + 1)),
	};
}

const STEP = 4;

/** Points between two, both included. */
function straight(from: Point, to: Point): Point[] {
	const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP));
	return Array.from({ length: steps + 1 }, (_, step) => ({
		x: from.x + ((to.x - from.x) * step) / steps,
		y: from.y + ((to.y - from.y) * step) / steps,
	}));
}

/** The line between two ends: a curve to the right, or around and back. */
function drawn(from: Point, to: Point): Point[] {
	if (from.x - 20 > to.x) {
		const below = from.y + 130;
		const corners = [
			from,
			{ x: from.x + 40, y: from.y },
			{ x: from.x + 40, y: below },
			{ x: to.x - 40, y: below },
			{ x: to.x - 40, y: to.y },
			to,
		];
		return corners.slice(1).flatMap((corner, index) => straight(corners[index]!, corner));
	}
	const middle = (from.x + to.x) / 2;
	const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP) * 2;
	return Array.from({ length: steps + 1 }, (_, step) => {
		const t = step / steps;
		const s = 1 - t;
		const at = (a: number, b: number, c: number, d: number) =>
			s ** 3 * a + 3 * s ** 2 * t * b + 3 * s * t ** 2 * c + t ** 3 * d;
		return { x: at(from.x, middle, middle, to.x), y: at(from.y, from.y, to.y, to.y) };
	});
}

/** Every line of a workflow. */
export function linesOf({ nodes, connections }: Drawn): Line[] {
	const named = new Map(nodes.map((node) => [node.name, node]));
	const all = connections as Record<
		string,
		{ main: Array<Array<{ node: string; index: number }> | null> }
	>;
	return Object.entries(all).flatMap(([from, { main }]) =>
		main.flatMap((targets, output) =>
			(targets ?? []).map(({ node: to, index }) => {
				const source = named.get(from)!;
				const target = named.get(to)!;
				const points = drawn(
					end(boxOf(source), 'out', output, outputsOf(source)),
					end(boxOf(target), 'in', index, inputsOf(target)),
				);
				return { from, to, points };
			}),
		),
	);
}

/** What n8n draws at the outputs of a node: their names, and a plus behind each that leads nowhere. */
function atOutputs(node: INode, connections: IDataObject): Box[] {
	const { main = [] } = (connections[node.name] ?? {}) as { main?: Array<unknown[] | null> };
	const names = outputNames(node);
	return names.flatMap((name, index) => {
		const { x, y } = end(boxOf(node), 'out', index, names.length);
		const width = Math.min(96, name.length * OUTPUT_FONT * LETTER);
		const isOpen = (main[index] ?? []).length === 0;
		return [
			...(name ? [{ x: x + 8, y: y - 8, width, height: 16 }] : []),
			...(isOpen ? [{ x, y: y - 12, width: 76, height: 24 }] : []),
		];
	});
}

const bottomOf = ({ y, height }: Box) => y + height;
const overlap = (a: Box, b: Box) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const isIn = ({ x, y }: Point, box: Box) =>
	x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;

/** What covers what on the canvas, each in words: nothing, in a workflow that can be read. */
export function coveredIn(workflow: Drawn): string[] {
	const nodes = workflow.nodes.filter((node) => !isNote(node));
	const notes = workflow.nodes.filter(isNote);
	const found: string[] = [];
	for (const { from, to, points } of linesOf(workflow)) {
		const line = `the line from '${from}' to '${to}'`;
		for (const node of nodes) {
			// a line begins and ends beside its own nodes
			const isOwn = node.name === from || node.name === to;
			if (!isOwn && points.some((point) => isIn(point, boxOf(node)))) {
				found.push(`${line} runs through '${node.name}'`);
			}
			if (points.some((point) => isIn(point, labelOf(node)))) {
				found.push(`${line} runs through the name of '${node.name}'`);
			}
		}
		for (const note of notes) {
			if (points.some((point) => isIn(point, textOf(note)))) {
				found.push(`${line} runs through the text of '${note.name}'`);
			}
		}
	}
	for (const node of nodes) {
		const beside = atOutputs(node, workflow.connections);
		for (const other of nodes) {
			if (other === node) continue;
			if (beside.some((box) => overlap(box, boxOf(other)) || overlap(box, labelOf(other)))) {
				found.push(`what is beside the outputs of '${node.name}' lies over '${other.name}'`);
			}
			if (overlap(labelOf(node), boxOf(other))) {
				found.push(`the name of '${node.name}' lies behind '${other.name}'`);
			}
			if (node.name < other.name && overlap(labelOf(node), labelOf(other))) {
				found.push(`the names of '${node.name}' and '${other.name}' lie over each other`);
			}
		}
		const label = labelOf(node);
		const on = notes.filter((note) => overlap(boxOf(node), boxOf(note)));
		if (on.some((note) => bottomOf(label) > bottomOf(boxOf(note)))) {
			found.push(`the name of '${node.name}' hangs out of its note`);
		}
		for (const note of notes) {
			if (overlap(boxOf(node), textOf(note))) {
				found.push(`'${node.name}' covers the text of '${note.name}'`);
			}
			if (overlap(label, textOf(note))) {
				found.push(`the name of '${node.name}' covers the text of '${note.name}'`);
			}
			if (beside.some((box) => overlap(box, textOf(note)))) {
				found.push(
					`what is beside the outputs of '${node.name}' covers the text of '${note.name}'`,
				);
			}
		}
	}
	return found;
}
