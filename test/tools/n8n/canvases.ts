// How examples look in n8n's editor, in a window of 1280 × 720: read at one glance, nothing behind anything.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { coveredIn, type Drawn, GRID, smallestTextOf } from './canvas';

/** The smallest text, in pixels, that is read without effort. */
export const READABLE = 9;

/** Tests the canvas of every workflow in a folder of examples. */
export function testCanvases(folder: string): void {
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

	describe.each(files)('the canvas of %s', (file) => {
		const workflow = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Drawn;

		test('has no letters under nine pixels when all of it is in the window', () => {
			expect(smallestTextOf(workflow)).toBeGreaterThanOrEqual(READABLE);
		});

		test('has no line through a node or a text, and nothing behind anything else', () => {
			expect(coveredIn(workflow)).toEqual([]);
		});

		test('has its nodes on the grid, where n8n leaves them', () => {
			const off = workflow.nodes.filter(({ position }) => position.some((at) => at % GRID !== 0));

			expect(off.map(({ name }) => name)).toEqual([]);
		});
	});
}
