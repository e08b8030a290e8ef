// A workflow that was saved by a version of this package opens in this one: nothing in it is lost.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { name as packageName } from '../../package.json';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import { BvnkOnboardingV2 } from '../../nodes/BvnkOnboardingV2/BvnkOnboardingV2.node';
import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';

const EXAMPLES = path.join(__dirname, '../../examples');
/** One folder a release, with workflows as that release saved them. */
const SAVED = path.join(__dirname, '../compatibility');

const descriptions = new Map<string, INodeTypeDescription>(
	[new BvnkOnboarding(), new BvnkOnboardingTrigger(), new BvnkOnboardingV2()].map(
		({ description }) => [`${packageName}.${description.name}`, description],
	),
);

const folders = [
	EXAMPLES,
	...readdirSync(SAVED, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => path.join(SAVED, name)),
];

/** This package's nodes in every workflow, each with where it stands. */
const nodes = folders.flatMap((folder) =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.flatMap((file) => {
			const text = readFileSync(path.join(folder, file), 'utf8');
			const workflow = JSON.parse(text) as { nodes: INode[] };
			return workflow.nodes
				.filter(({ type }) => type.startsWith(`${packageName}.`))
				.map((node) => ({ place: `${path.basename(folder)}/${file}: ${node.name}`, node }));
		}),
);

/** Every value in it, by its path: `address.value.city`. */
function leaves(value: unknown, place = ''): Array<[string, unknown]> {
	if (typeof value !== 'object' || value === null) return [[place, value]];
	return Object.entries(value).flatMap(([key, inner]) =>
		leaves(inner, place ? `${place}.${key}` : key),
	);
}

describe('a saved workflow', () => {
	test('is there of each release and of each example', () => {
		expect(existsSync(path.join(SAVED, '0.1.0', 'every-parameter.json'))).toBe(true);
		expect(nodes.length).toBeGreaterThan(30);
	});

	test.each(nodes)('keeps all its values: $place', ({ node }) => {
		const description = descriptions.get(node.type)!;
		const opened = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);

		const after = new Map(leaves(opened));
		const lost = leaves(node.parameters).filter(
			([place, value]) => !after.has(place) || after.get(place) !== value,
		);
		expect(lost).toEqual([]);
	});

	test.each(nodes)('shows no complaint in its form: $place', ({ node }) => {
		const description = descriptions.get(node.type)!;

		// n8n saves no defaults, and fills them in before it looks
		const parameters = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			true,
			false,
			node,
			description,
		)!;

		expect(
			NodeHelpers.getNodeParametersIssues(
				description.properties,
				{ ...node, parameters },
				description,
			),
		).toBe(null);
	});
});
