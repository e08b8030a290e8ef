// What a model is given of an answer, where the node is a tool: little, all, or the fields that are named.

import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import { BvnkHawkApi } from '../../credentials/BvnkHawkApi.credentials';
import type { Server } from '../bvnk';
import { engineFor } from '../tools/engine/engine';
import { credentialOf, runNode } from './engine';
import { customer, mira } from './rows';
import { withSandbox } from './servers';

const bvnk = withSandbox();

/** The node under the name that n8n gives the tool which it makes of it: by that, the form knows. */
function tool() {
	const node = new BvnkOnboarding();
	node.description = { ...node.description, name: 'bvnkOnboardingTool' };
	return node;
}

const { runNode: runTool } = engineFor<Server>({
	node: tool,
	credentialType: new BvnkHawkApi(),
	credentialOf,
	parameters: { resource: 'customer' },
});

async function somebody(): Promise<string> {
	const { rows } = await runNode(bvnk, { parameters: mira });
	return rows[0]!.reference as string;
}

describe('Get as a tool', () => {
	const get = (reference: string, more: INodeParameters) => ({
		operation: 'get',
		customerReference: customer(reference),
		...more,
	});

	test('gives the fields that are named, of the simplified output and of the answer', async () => {
		const reference = await somebody();
		const { rows } = await runTool(bvnk, {
			parameters: get(reference, {
				output: 'selected',
				outputFields: 'statusGroup, individual.person.firstName, none.of.these',
			}),
		});

		expect(rows).toEqual([
			{
				statusGroup: 'actionRequired',
				'individual.person.firstName': 'Mira',
				'none.of.these': null,
			},
		]);
	});

	test('gives the whole answer', async () => {
		const reference = await somebody();
		const { rows } = await runTool(bvnk, { parameters: get(reference, { output: 'raw' }) });

		expect(rows[0]).toHaveProperty('individual.person.firstName', 'Mira');
	});

	test('asks for names where there are none', async () => {
		const reference = await somebody();
		const { error } = await runTool(bvnk, {
			parameters: get(reference, { output: 'selected', outputFields: '={{ [] }}' }),
		});

		expect(error!.message).toBe("'Fields' is empty: name at least one field");
	});
});

test('Get Many as a tool gives the fields that are named, also where it filters by another', async () => {
	bvnk.seedCustomers(14);
	const { rows } = await runTool(bvnk, {
		parameters: {
			operation: 'getAll',
			returnAll: true,
			output: 'selected',
			outputFields: '={{ ["name", "reference"] }}',
			filters: { statusGroups: ['rejected'] },
		},
	});

	expect(rows).toHaveLength(2);
	expect(rows.map((row) => Object.keys(row))).toEqual([
		['name', 'reference'],
		['name', 'reference'],
	]);
});

describe('the form', () => {
	const { description } = new BvnkOnboarding();
	const given = { concurrency: 2, maxTries: 1, timeout: 1000 };

	const node = { typeVersion: 1 } as INode;

	/** What n8n keeps of the parameters of a node, or of the tool that it makes of the node. */
	const kept = (parameters: INodeParameters, name: string) =>
		NodeHelpers.getNodeParameters(description.properties, parameters, false, false, node, {
			...description,
			name,
		})!;
	const asTool = (parameters: INodeParameters) => kept(parameters, 'bvnkOnboardingTool');
	const asNode = (parameters: INodeParameters) => kept(parameters, 'bvnkOnboarding');

	test('of a tool has Output in place of Simplify, and that of a node has not', () => {
		const get = { resource: 'customer', operation: 'get', simplify: false, output: 'raw' };

		expect(asTool(get)).toMatchObject({ output: 'raw' });
		expect(asTool(get)).not.toHaveProperty('simplify');
		expect(asNode(get)).toMatchObject({ simplify: false });
		expect(asNode(get)).not.toHaveProperty('output');
	});

	test('of a tool has no options of requests', () => {
		const get = { resource: 'customer', operation: 'get', options: given };
		const create = {
			resource: 'customer',
			operation: 'createIndividual',
			options: { ...given, checkAgreementSession: false, idempotencyKey: 'custom' },
		};

		expect(asTool(get)).not.toHaveProperty('options');
		expect(asTool(create).options).toEqual({ checkAgreementSession: false });
		expect(asNode(get).options).toEqual(given);
	});

	const shown = (operation: string, resource: string, name: string) =>
		description.properties
			.filter(({ type }) => type === 'notice')
			.filter((property) =>
				NodeHelpers.displayParameter({ resource, operation }, property, node, {
					...description,
					name,
				}),
			)
			.map(({ displayName }) => displayName);

	test.each([
		['createIndividual', 'customer'],
		['upload', 'document'],
		['sign', 'agreementSession'],
	])('of a tool says that %s writes', (operation, resource) => {
		const says = (name: string) =>
			shown(operation, resource, name).some((words) =>
				words.startsWith('This tool changes something at BVNK'),
			);

		expect(says('bvnkOnboardingTool')).toBe(true);
		expect(says('bvnkOnboarding')).toBe(false);
	});

	test.each([
		['get', 'customer'],
		['waitForStatus', 'customer'],
	])('of a tool says nothing of the kind of %s, which reads', (operation, resource) =>
		expect(shown(operation, resource, 'bvnkOnboardingTool')).toEqual([]),
	);
});

test('n8n’s AI builder is told what comes before what, without an expression', () => {
	const { builderHint, properties } = new BvnkOnboarding().description;

	expect(builderHint!.searchHint).toMatch(/^Order: Agreement Session Create;/);
	expect(JSON.stringify([builderHint, properties.map((one) => one.builderHint)])).not.toContain(
		'={{',
	);
});
