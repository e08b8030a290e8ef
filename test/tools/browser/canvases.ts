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

/**
 * Tests that n8n draws each workflow of a folder as it is computed: the size of all, each node, name, note and line.
 *
 * @param shared n8n with the package whose nodes they have, and its editor: there when the first test begins
 */
export function testDrawings(folder: string, shared: () => { n8n: RealN8n; editor: Editor }): void {
	const files = readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => ({ file }));

	it.each(files)('the canvas of $file is drawn as test/tools/n8n/canvas.ts has it', async (one) => {
		const { n8n, editor } = shared();
		const text = readFileSync(path.join(folder, one.file), 'utf8');
		const workflow = JSON.parse(text) as Workflow;
		await editor.openWorkflow(await n8n.addWorkflow(workflow));
		await editor.part('zoom-to-fit').click();
		await editor.settled();
		const seen = await editor.page.evaluate<Seen>(DRAWN);

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
	});
}
