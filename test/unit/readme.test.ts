// The README speaks of what the node has: its operations and fields are looked for there by their labels.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';
import { operations } from '../operations';

const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');

/** The label of a field, and those of all fields in it. */
function labels(field: INodeProperties): string[] {
	const inner = (field.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(labels);
		return 'type' in option ? labels(option) : [];
	});
	return [field.displayName, ...inner];
}

describe('the README', () => {
	test.each(operations)(
		'has the operation $name of $resourceName',
		({ resourceName: resource, name }) => {
			const [, section] = /## Operations([^]*?)### /.exec(readme)!;
			const [, rows] = new RegExp(`\\*\\*${resource}\\*\\*([^]*?)(?:\\| \\*\\*|$)`).exec(section!)!;

			expect(rows).toMatch(new RegExp(`[|,] ${name}[ ,]`));
		},
	);

	test.each(operations)('has each field of $name of $resourceName', ({ properties }) => {
		const missing = properties
			.filter(({ type }) => type !== 'notice')
			.flatMap(labels)
			.filter((label) => !readme.includes(label));

		expect(missing).toEqual([]);
	});

	test('has each field of the trigger', () => {
		const { properties } = new BvnkOnboardingTrigger().description;
		const shown = properties.filter(({ type }) => type !== 'notice').flatMap(labels);

		expect(shown.filter((label) => !readme.includes(label))).toEqual([]);
	});
});
