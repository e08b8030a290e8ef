/** Both action nodes: each operation's place in the form, and a chain of nodes in which each is called. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { NODE_TYPE, NODE_TYPE_V2 } from '../bvnk';
import * as v1 from '../calls';
import * as v2 from '../calls-v2';
import { operations, operationsV2 } from '../operations';
import type { TestNode } from '../tools/n8n/n8n';

const NODES = path.resolve(__dirname, '../../nodes');

/** What a chain of calls is made of, with the credential in it. */
type Chain = (credentials: INode['credentials']) => TestNode[];

export interface NodeUnderTest {
	/** What tests call it. */
	api: 'v1' | 'v2';
	type: string;
	operations: typeof operations;
	/** The names of the calls, in the order in which the chain has them. */
	calls: string[];
	/** The calls, each behind what it needs. Every node runs once. */
	chain: Chain;
	/** Fields at the first level of the preview of a call's output. */
	previewed: (name: string) => Promise<string[]>;
}

/** A file for uploads, made of the item. */
const FILE = {
	name: 'File',
	type: 'n8n-nodes-base.convertToFile',
	typeVersion: 1.1,
	parameters: { operation: 'toJson', options: { fileName: 'passport.json' } },
};

/** A value of what another node gave, as an expression. */
const valueOf = (node: string, place: string) => `={{ $('${node}').first().json.${place} }}`;

/** A call of v1's as parameters of nodes, by their names: before it, what no other call may use. */
function callsOfV1(call: v1.Call): Array<[string, IDataObject]> {
	const name = v1.nameOf(call);
	const maker = call.needs && v1.MAKERS[call.needs];
	const own = call.needsUnused ? `For ${name}` : undefined;
	const needed = maker && valueOf(own ?? maker.name, maker.reference);
	return [
		...(own ? [[own, v1.parametersOf(v1.callNamed(maker!.name))] as [string, IDataObject]] : []),
		[name, v1.parametersOf(call, needed)],
	];
}

/** A call of v2's, likewise. */
function callOfV2(call: v2.Call): Array<[string, IDataObject]> {
	const maker = call.needs && v2.MAKERS[call.needs];
	const owner = maker?.of && v2.MAKERS[maker.of];
	const needed = maker && valueOf(maker.name, maker.at);
	const owned = owner && valueOf(owner.name, owner.at);
	return [[v2.nameOf(call), v2.parametersOf(call, needed, owned)]];
}

/** The chain of some calls. */
function chainOf<Call extends { needsFile?: boolean }>(
	type: string,
	calls: Call[],
	nodesOf: (call: Call) => Array<[string, IDataObject]>,
): Chain {
	return (credentials) =>
		calls
			.flatMap((call): TestNode[] => [
				...(call.needsFile ? [FILE] : []),
				...nodesOf(call).map(([name, parameters]) => ({
					name,
					type,
					...(credentials ? { credentials } : {}),
					parameters: parameters as INode['parameters'],
				})),
			])
			.map((node) => ({ ...node, executeOnce: true }));
}

/** Reads the previews of a node. */
const previewsOf = (node: string) => async (name: string) => {
	const file = path.join(NODES, node, '__schema__/v1.0.0', `${name.replace(' ', '/')}.json`);
	const { properties } = JSON.parse(await readFile(file, 'utf8')) as { properties: IDataObject };
	return Object.keys(properties);
};

export const NODES_UNDER_TEST: NodeUnderTest[] = [
	{
		api: 'v1',
		type: NODE_TYPE,
		operations,
		calls: v1.CALLS.map(v1.nameOf),
		chain: chainOf(NODE_TYPE, v1.CALLS, callsOfV1),
		previewed: previewsOf('BvnkOnboarding'),
	},
	{
		api: 'v2',
		type: NODE_TYPE_V2,
		operations: operationsV2,
		calls: v2.CALLS.map(v2.nameOf),
		chain: chainOf(NODE_TYPE_V2, v2.CALLS, callOfV2),
		previewed: previewsOf('BvnkOnboardingV2'),
	},
];
