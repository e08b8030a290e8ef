/** How n8n's editor draws the examples in a folder, beside what `canvas.ts` computes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type Box, boxOf, isNote, labelOf, linesOf, textOf, zoomOf } from '../n8n/canvas';
import type { RealN8n, Workflow } from '../n8n/n8n';
import type { Editor } from './editor';
import { it } from './suite';

/** By how much what is computed of a text may be off, in the canvas's own pixels. */
const TOLERANCE = 8;

/** What stands on the canvas, in the canvas's own pixels; run in the page. */
const DRAWN = `(() => {
	const pane = document.querySelector('.vue-flow').getBoundingClientRect();
	const { transform } = getComputedStyle(document.querySelector('.vue-flow__transformationpane'));
	const { a: zoom, e, f } = new DOMMatrix(transform);
	const box = ({ left, top, width, height }) => ({
		x: (left - pane.left - e) / zoom,
		y: (top - pane.top - f) / zoom,
		width: width / zoom,
		height: height / zoom,
	});
	const inside = (element) => {
		const range = document.createRange();
		range.selectNodeContents(element);
		return box(range.getBoundingClientRect());
	};
	const things = [...document.querySelectorAll('.vue-flow__node')].map((node) => {
		const texts = node.querySelectorAll(
			node.querySelector('[data-test-id="sticky"]') ? 'h2, p, pre, li' : '[class*="_label_"]',
		);
		return {
			id: node.getAttribute('data-id'),
			box: box(node.getBoundingClientRect()),
			texts: [...texts].map((text) => ({ says: text.textContent.trim(), box: inside(text) })),
		};
	});
	const lines = [...document.querySelectorAll('.vue-flow__edge')].map((edge) => {
		const path = [...edge.querySelectorAll('path[id]')].map((one) => one.getAttribute('d'));
		const numbers = path.join(' ').match(/-?[0-9.]+/g).map(Number);
		return [...numbers.slice(0, 2), ...numbers.slice(-2)].map(Math.round).join(' ');
	});
	return { zoom, things, lines };
})()`;

interface Seen {
	zoom: number;
	/** Each node and each note, with what is written below or in it. */
	things: Array<{ id: string; box: Box; texts: Array<{ says: string; box: Box }> }>;
	/** Where each begins and ends. */
	lines: string[];
}

const rounded = ({ x, y, width, height }: Box) =>
	// no -0
	[x, y, width, height].map((side) => Math.round(side) + 0);

/** Whether a box lies in another, or hardly outside it. */
const isIn = (inner: Box, outer: Box) =>
	inner.x >= outer.x - TOLERANCE &&
	inner.x + inner.width <= outer.x + outer.width + TOLERANCE &&
	inner.y >= outer.y - TOLERANCE &&
	inner.y + inner.height <= outer.y + outer.height + TOLERANCE;

/** How long all of them may take on a busy machine. */
const ALL_MS = 300_000;

/**
 * Tests that n8n draws each workflow of a folder as it is computed: the size of all, each node, name, note and line.
 *
 * @param shared n8n with the package whose nodes they have, and its editor, which is not there without a browser
 */
export function testDrawings(
	folder: string,
	shared: () => { n8n: RealN8n; editor?: Editor },
): void {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	const read = (file: string) =>
		JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow;

	describe('the canvas of', () => {
		const canvases = new Map<string, Seen>();

		beforeAll(async () => {
			const { n8n, editor } = shared();
			if (!editor) return;
			const listed = (file: string) => `The canvas of ${file}`;
			for (const file of files) await n8n.addWorkflow({ ...read(file), name: listed(file) });
			await editor.openList();
			for (const file of files) {
				await editor.openListed(listed(file));
				await editor.part('zoom-to-fit').click();
				await editor.settled();
				canvases.set(file, await editor.page.evaluate<Seen>(DRAWN));
				await editor.backToList();
			}
		}, ALL_MS);

		const cases = files.map((file) => ({ file }));
		it.each(cases)('$file is drawn as test/tools/n8n/canvas.ts has it', async ({ file }) => {
			expectDrawn(canvases.get(file)!, read(file));
		});
	});
}

function expectDrawn(seen: Seen, workflow: Workflow): void {
	expect(Math.abs(seen.zoom / zoomOf(workflow) - 1)).toBeLessThan(0.01);
	const drawn = new Map(seen.things.map((thing) => [thing.id, thing]));
	expect([...drawn.keys()].sort()).toEqual(workflow.nodes.map(({ id }) => id).sort());
	for (const node of workflow.nodes) {
		const { id, name } = node;
		const { box, texts } = drawn.get(id)!;
		expect({ name, box: rounded(box) }).toEqual({ name, box: rounded(boxOf(node)) });
		const place = isNote(node) ? textOf(node) : labelOf(node);
		const written = isNote(node) ? texts : texts.filter(({ says }) => says === name).slice(-1);
		expect({ name, written }).not.toEqual({ name, written: [] });
		const outside = written.filter((text) => !isIn(text.box, place));
		expect({ name, place, outside }).toEqual({ name, place, outside: [] });
	}
	const ends = linesOf(workflow).map(({ points }) =>
		[points[0]!, points.at(-1)!].flatMap(({ x, y }) => [x, y]).join(' '),
	);
	expect(seen.lines.sort()).toEqual(ends.sort());
}
