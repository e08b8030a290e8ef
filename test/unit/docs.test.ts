// What people read of this package: links that lead somewhere, tables that can be read, and nothing that the
// nodes do not have.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { resources as resourcesV2 } from '../../nodes/BvnkOnboardingV2/actions';
import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';
import { fieldsPage, fieldsPageV2 } from '../docs/fields';
import {
	anchorsIn,
	cellsIn,
	linksIn,
	MAX_CELL,
	sectionOf,
	tableOf,
	wordsIn,
} from '../docs/markdown';
import { operations, operationsV2 } from '../operations';

const root = path.join(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Every page of the repository, also one that is not committed yet. */
const pages = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
	cwd: root,
	encoding: 'utf8',
})
	.stdout.split('\n')
	.filter((file) => file !== '' && existsSync(path.join(root, file)));

/** Those of this package: another one has a README of its own. */
const ownPages = pages.filter((file) => !/^(packages|test\/fixtures)\//.test(file));

/** Links of a page that lead to the repository: the file, and the heading in it. */
const ownLinks = (page: string) =>
	linksIn(read(page))
		.filter((link) => !/^[a-z]+:/.test(link))
		.map((link) => {
			const [file = '', anchor = ''] = link.split('#');
			const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
			return { link, target, anchor };
		});

test('there are pages', () => {
	expect(pages).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/fields.md']));
});

describe.each(pages)('%s', (page) => {
	test('has no cell that is too long to read', () => {
		expect(cellsIn(read(page)).filter(({ length }) => length > MAX_CELL)).toEqual([]);
	});

	test('leads to files and headings that are there', () => {
		const broken = ownLinks(page).filter(({ target, anchor }) => {
			if (!existsSync(path.join(root, target))) return true;
			return anchor !== '' && !anchorsIn(read(target)).has(anchor);
		});

		expect(broken.map(({ link }) => link)).toEqual([]);
	});
});

test('every page can be reached from the README', () => {
	const reached = new Set(['README.md']);
	for (const page of reached) {
		for (const { target } of ownLinks(page)) if (pages.includes(target)) reached.add(target);
	}

	expect(ownPages.filter((page) => !reached.has(page))).toEqual([]);
});

describe('the README', () => {
	const readme = read('README.md');

	test('has at most 1,800 words', () => {
		expect(wordsIn(readme)).toBeLessThanOrEqual(1800);
	});

	test.each(operations)('has the operation $name of $resourceName', (operation) => {
		const rows = sectionOf(readme, 'Operations')!
			.split('\n')
			.map((line) => line.split('|').map((cell) => cell.trim()));
		const start = rows.findIndex((row) => row[1] === `**${operation.resourceName}**`);
		const end = rows.findIndex((row, at) => at > start && row[1] !== '');
		const names = rows
			.slice(start, end < 0 ? undefined : end)
			.flatMap((row) => (row[2] ?? '').split(', '));

		expect(start).toBeGreaterThan(0);
		expect(names).toContain(operation.name);
	});
});

const examples = readdirSync(path.join(root, 'examples'));

test.each(examples)('docs/examples.md says what the example %s shows', (file) => {
	expect(linksIn(read('docs/examples.md'))).toContain(`../examples/${file}`);
});

test('the smallest example is the first that the README and docs/examples.md name', () => {
	for (const page of ['README.md', 'docs/examples.md']) {
		const [first] = linksIn(read(page)).filter((link) => /examples\/.*\.json$/.test(link));
		expect(first).toMatch(/examples\/first-customer\.json$/);
	}
});

test('a node of an example that docs/several-processes.md names is in that example', () => {
	const named = [
		...read('docs/several-processes.md').matchAll(
			/\(\.\.\/(examples\/[^)]+)\) has [^.]*?\*\*(.+?)\*\*/g,
		),
	];

	expect(named.length).toBeGreaterThan(0);
	for (const [, file, node] of named) {
		const { nodes } = JSON.parse(read(file!)) as { nodes: Array<{ name: string }> };
		expect(nodes.map(({ name }) => name)).toContain(node);
	}
});

describe('docs/fields.md', () => {
	const page = read('docs/fields.md');

	test('is what `npm run docs` makes of the nodes', () => {
		expect(page).toBe(fieldsPage());
	});

	// the labels as n8n shows them, which the page is not made from
	const labels = (field: INodeProperties): string[] => [
		field.displayName,
		...(field.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values.flatMap(labels);
			return 'type' in option ? labels(option) : [];
		}),
	];
	const missingIn = (section: string, properties: INodeProperties[]) =>
		properties
			.filter(({ type }) => type !== 'notice')
			.flatMap(labels)
			.filter((label) => !section.includes(label));

	test.each(operations)('has each field of $name of $resourceName', (operation) => {
		const section = sectionOf(page, `${operation.resourceName}: ${operation.name}`)!;

		expect(missingIn(section, operation.properties)).toEqual([]);
	});

	test('has each field of the trigger', () => {
		const { properties } = new BvnkOnboardingTrigger().description;

		expect(missingIn(sectionOf(page, 'BVNK Onboarding Trigger')!, properties)).toEqual([]);
	});
});

test('docs/fields-v2.md is what `npm run docs` makes of v2’s node', () => {
	expect(read('docs/fields-v2.md')).toBe(fieldsPageV2());
});

test.each(operationsV2)(
	'docs/v1-or-v2.md has the operation $name of $resourceName',
	(operation) => {
		const rows = sectionOf(read('docs/v1-or-v2.md'), 'Operations of v2')!
			.split('\n')
			.map((line) => line.split('|').map((cell) => cell.trim()));
		const start = rows.findIndex((row) => row[1] === `**${operation.resourceName}**`);
		const end = rows.findIndex((row, at) => at > start && row[1] !== '');
		const names = rows
			.slice(start, end < 0 ? undefined : end)
			.flatMap((row) => (row[2] ?? '').split(', '));

		expect(start).toBeGreaterThan(0);
		expect(names).toContain(operation.name);
	},
);

test.each([
	['Operations that only read', resources],
	['Operations of v2 that only read', resourcesV2],
])('docs/ai-tools.md names under “%s” those, and no other', (title, resources) => {
	const named = sectionOf(read('docs/ai-tools.md'), title)!
		.split('\n')
		.flatMap((line) => {
			const [, resource, names = ''] = /^- ([^:]+): (.+)$/.exec(line) ?? [];
			return names.split(', ').flatMap((name) => (resource ? `${resource} › ${name}` : []));
		});
	const reading = resources.flatMap(({ name, operations: all }) =>
		all.filter(({ kind }) => kind === 'read').map((operation) => `${name} › ${operation.name}`),
	);

	expect(named.sort()).toEqual(reading.sort());
});

describe('what these tests look with', () => {
	test('finds a cell that is too long, and a link to no heading', () => {
		const long = 'word '.repeat(50).trim();

		expect(cellsIn(`| a | ${long} |\n`)).toEqual(['a', long]);
		expect(linksIn('See [this](docs/x.md#y) and <img src="z.png">.')).toEqual([
			'docs/x.md#y',
			'z.png',
		]);
		expect(anchorsIn('# As a *tool*: n8n’s\n## Twice\n## Twice\n')).toEqual(
			new Set(['as-a-tool-n8ns', 'twice', 'twice-1']),
		);
	});

	test('splits a cell that is too long into two rows', () => {
		const table = tableOf(['a', 'b'], [['one', 'word '.repeat(60).trim()]]);

		expect(cellsIn(table).every(({ length }) => length <= MAX_CELL)).toBe(true);
		expect(table.split('\n')).toHaveLength(4);
	});
});
