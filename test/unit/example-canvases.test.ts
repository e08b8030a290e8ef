// How the examples look in n8n's editor, and that what would hide something there is found.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coveredIn, type Drawn, isNote, linesOf, smallestTextOf } from '../tools/n8n/canvas';
import { READABLE, testCanvases } from '../tools/n8n/canvases';

const EXAMPLES = path.join(__dirname, '../../examples');
const read = (file: string) => JSON.parse(readFileSync(path.join(EXAMPLES, file), 'utf8')) as Drawn;

testCanvases(EXAMPLES);

describe('what covers something is found:', () => {
	/** A row of three nodes under a note, after a change. */
	function row(change: (nodes: Drawn['nodes']) => void = () => {}): string[] {
		const nodes = ['First', 'Second', 'Third'].map((name, index) => ({
			id: name,
			name,
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [index * 208, 0] as [number, number],
			parameters: {},
		}));
		const note = {
			id: 'note',
			name: 'Note',
			type: 'n8n-nodes-base.stickyNote',
			typeVersion: 1,
			position: [-32, -112] as [number, number],
			parameters: { content: '## A row\nOf three nodes.', width: 576, height: 272 },
		};
		const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
		const all = [...nodes, note];
		change(all);
		return coveredIn({ nodes: all, connections: { First: to('Second'), Second: to('Third') } });
	}

	test('nothing in a row of nodes', () => {
		expect(row()).toEqual([]);
	});

	test('a line through a node', () => {
		expect(row((nodes) => (nodes[1]!.position = [624, 0]))).toContain(
			"the line from 'First' to 'Second' runs through 'Third'",
		);
	});

	test('a line through a name', () => {
		expect(
			row((nodes) => {
				nodes[1]!.position = [416, 0];
				nodes[2]!.position = [208, -64];
			}),
		).toContain("the line from 'First' to 'Second' runs through the name of 'Third'");
	});

	test('a name behind the node below', () => {
		expect(
			row((nodes) => {
				nodes[0]!.position = [416, -112];
			}),
		).toContain("the name of 'First' lies behind 'Third'");
	});

	test('a name that is longer because its node is switched off', () => {
		expect(row((nodes) => (nodes[2]!.position = [208, 128]))).not.toContain(
			"the name of 'Second' lies behind 'Third'",
		);
		expect(
			row((nodes) => {
				nodes[2]!.position = [208, 128];
				nodes[1]!.disabled = true;
			}),
		).toContain("the name of 'Second' lies behind 'Third'");
	});

	test('names over each other', () => {
		expect(
			row((nodes) => {
				nodes[1]!.disabled = true;
				nodes[2]!.disabled = true;
				nodes[2]!.position = [304, 0];
			}),
		).toContain("the names of 'Second' and 'Third' lie over each other");
	});

	test('the text of a note behind a node', () => {
		expect(row((nodes) => (nodes[0]!.position = [0, -80]))).toContain(
			"'First' covers the text of 'Note'",
		);
	});

	test('nothing where a node stands on the right of a text', () => {
		expect(row((nodes) => (nodes[2]!.position = [416, -80]))).toEqual([]);
	});

	test('a name that hangs out of its note', () => {
		expect(row((nodes) => (nodes[3]!.parameters['height'] = 216))).toContain(
			"the name of 'First' hangs out of its note",
		);
	});

	test('the plus of an output that leads nowhere over a node', () => {
		expect(row((nodes) => (nodes[2]!.position = [-160, 0]))).toContain(
			"what is beside the outputs of 'Third' lies over 'First'",
		);
	});

	test('the plus of an output that leads nowhere over the text of a note', () => {
		expect(row((nodes) => (nodes[3]!.position = [528, 32]))).toContain(
			"what is beside the outputs of 'Third' covers the text of 'Note'",
		);
	});
});

describe('the smallest letters are', () => {
	const node = (type: string, more: Partial<Drawn['nodes'][number]> = {}) => ({
		...{ id: type, name: type, type: `n8n-nodes-base.${type}`, typeVersion: 1, ...more },
		position: [0, 0] as [number, number],
		parameters: {},
	});
	const smallest = (...nodes: Drawn['nodes']) => smallestTextOf({ nodes, connections: {} });

	test('a name’s, where a node has nothing else', () => {
		expect(smallest(node('noOp'))).toBe(16);
	});

	test('those below a name', () => {
		expect(smallest(node('noOp'), node('set'))).toBe(13);
	});

	test('those beside an output', () => {
		expect(smallest(node('set'), node('if'))).toBe(12);
		expect(smallest(node('set', { onError: 'continueErrorOutput' }))).toBe(12);
	});

	test('smaller where the canvas is wider', () => {
		const wide = read('first-customer.json');
		const before = smallestTextOf(wide);
		wide.nodes.find((one) => isNote(one))!.parameters['width'] = 4_800;

		expect(smallestTextOf(wide)).toBeLessThan(before / 2);
		expect(smallestTextOf(wide)).toBeLessThan(READABLE);
	});
});

test('a line back to the left goes around below, and one to the right is a curve', () => {
	const lines = linesOf(read('wait-for-verification.json'));
	const line = (from: string, to: string) =>
		lines.find((one) => one.from === from && one.to === to)!.points;
	const back = line('Still Open', 'Get Customer');
	const forth = line('Remember', 'Get Customer');

	expect(Math.max(...back.map(({ y }) => y))).toBe(back[0]!.y + 130);
	expect(Math.max(...forth.map(({ x }) => x))).toBe(forth.at(-1)!.x);
});
