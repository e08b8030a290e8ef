// docs/architecture.md says what the code is: its floors, its files, and who imports whom.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sectionOf } from '../docs/markdown';

const root = path.join(__dirname, '../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

/** Paths are below `nodes/` unless they begin at the root. */
const fileOf = (named: string) =>
	/^(credentials|nodes|test)\//.test(named) ? named : `nodes/${named}`;
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The files that a file imports or hands on; types count as well. */
function importsOf(file: string): string[] {
	return [...textOf(file).matchAll(/from '(\.[^']*)'/g)].flatMap(([, name]) => {
		const target = path.posix.join(path.posix.dirname(file), name!);
		return [`${target}.ts`, `${target}/index.ts`].filter((one) => existsSync(path.join(root, one)));
	});
}

/** Whether a file has a function of this name, or hands on one of another file. */
function hasFunction(file: string, name: string): boolean {
	const text = textOf(file);
	return (
		new RegExp(`\\bfunction\\*? ${name}\\b`).test(text) ||
		new RegExp(`\\bconst ${name}\\b[^;]*?=>`).test(text) ||
		new RegExp(`\\bexport \\{[^}]*\\b${name}\\b[^}]*\\} from`).test(text)
	);
}

interface Step {
	file: string;
	/** The step that it stands under. */
	above?: Step;
	/** Names in it, a function's with brackets. */
	names: string[];
}

/** The steps of a walk. */
function stepsIn(walk: string): Step[] {
	const open: Array<{ indent: number; step: Step }> = [];
	return [...walk.matchAll(/^( *)- `([^`]+\.ts)`(.*)$/gm)].map(([, blanks, named, words]) => {
		while (open.length > 0 && open[open.length - 1]!.indent >= blanks!.length) open.pop();
		const names = [...words!.matchAll(/`([A-Za-z_]\w*(?:\(\))?)`/g)].map(([, name]) => name!);
		const above = open[open.length - 1]?.step;
		const step = { file: fileOf(named!), names, ...(above ? { above } : {}) };
		open.push({ indent: blanks!.length, step });
		return step;
	});
}

const walks = [...page.matchAll(/^## (Walk \d: .+)$/gm)].map(([, title]) => ({
	title: title!,
	text: sectionOf(page, title!)!,
}));

test('every path that it names is there', () => {
	const named = [...page.matchAll(/`([\w./-]+(?:\.ts|\/))`/g)].map(([, one]) => one!);

	expect(named.length).toBeGreaterThan(50);
	expect(named.filter((one) => !existsSync(path.join(root, fileOf(one))))).toEqual([]);
});

describe('the drawing', () => {
	const boxes = [...page.matchAll(/^ +\w+\["([^"]+)"\]$/gm)].map(([, text]) =>
		text!.split('<br/>'),
	);
	const floors = [...textOf('test/gate/layers.test.ts').matchAll(/^\t\['([^']+)', \/(.+)\/\],$/gm)];

	test('has the floors that the imports are tested by, the highest on top', () => {
		expect(floors.length).toBeGreaterThan(4);
		expect(boxes.map(([name]) => name).reverse()).toEqual(floors.map(([, name]) => name));
	});

	test.each(boxes)('has the folders and files of the floor %s', (name, ...paths) => {
		const [, , pattern] = floors.find(([, floor]) => floor === name)!;

		expect(paths).not.toEqual([]);
		for (const one of paths) {
			expect(existsSync(path.join(root, fileOf(one)))).toBe(true);
			expect(fileOf(one)).toMatch(new RegExp(pattern!));
		}
	});

	test('leads down from floor to floor', () => {
		const [, first, ...rest] = /^ +(\w+)((?: --> \w+)+)$/m.exec(page)!;
		const way = [first, ...rest[0]!.split(' --> ').filter(Boolean)];
		const ids = [...page.matchAll(/^ +(\w+)\["/gm)].map(([, id]) => id);

		expect(way).toEqual(ids);
	});
});

test('there are three walks, none longer than a page', () => {
	expect(walks).toHaveLength(3);
	for (const { text } of walks) expect(text.split('\n').length).toBeLessThan(75);
});

describe.each(walks)('$title', ({ text }) => {
	const steps = stepsIn(text);

	test('goes from a file to one that it imports', () => {
		const inner = steps.filter(({ above }) => above);

		expect(inner.length).toBeGreaterThan(5);
		expect(
			inner
				.filter(({ file, above }) => !importsOf(above!.file).includes(file))
				.map(({ file, above }) => `${above!.file} does not import ${file}`),
		).toEqual([]);
	});

	test('names functions and values that stand in the file', () => {
		const missing = steps.flatMap(({ file, names }) =>
			names
				.filter((name) =>
					name.endsWith('()')
						? !hasFunction(file, name.slice(0, -2))
						: !new RegExp(`\\b${name}\\b`).test(textOf(file)),
				)
				.map((name) => `${file}: ${name}`),
		);

		expect(missing).toEqual([]);
	});
});

test('would find a step to a file that is not imported, and a function that is not there', () => {
	const [above, below] = stepsIn(
		'- `shared/http/retry.ts` is below: `goneAway()`.\n  - `shared/http/client.ts` is above.',
	);

	expect(below!.above).toBe(above);
	expect(importsOf(above!.file)).not.toContain(below!.file);
	expect(importsOf(below!.file)).toContain(above!.file);
	expect(above!.names).toEqual(['goneAway()']);
	expect(hasFunction(above!.file, 'goneAway')).toBe(false);
	expect(hasFunction(above!.file, 'retryDelay')).toBe(true);
});
