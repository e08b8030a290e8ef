/**
 * Writes `test/compatibility/<version>/every-parameter.json`: a workflow with every operation and the
 * trigger, each parameter filled in, and with a valid call of each operation. Run once for each release, before it:
 *
 *   node --import tsx test/compatibility/write.ts && npm run format
 *
 * What was written for an earlier release is never changed: it stands for the workflows people have.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import {
	NodeHelpers,
	type IDataObject,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';

import { name as packageName, version } from '../../package.json';
import { node } from '../../nodes/BvnkOnboarding/actions';
import { node as nodeV2 } from '../../nodes/BvnkOnboardingV2/actions';
import { CALLS, parametersOf } from '../calls';
import { CALLS as CALLS_V2, parametersOf as parametersOfV2 } from '../calls-v2';
import { operations, operationsV2 } from '../operations';
import { properties as triggerFields } from '../../nodes/BvnkOnboarding/trigger/fields';

const UUID = '5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10';
const NODES_A_ROW = 6;

/** A value that differs from the default, because n8n does not save defaults. */
function sample(field: INodeProperties): unknown {
	const { type, placeholder = '', default: usual } = field;
	const values = (field.options ?? []).flatMap((option) =>
		'value' in option ? [option.value] : [],
	);
	switch (type) {
		case 'string':
			return placeholder.replace('e.g. ', '') || `Some ${field.displayName}`;
		case 'number':
			return Number(usual) + 1;
		case 'boolean':
			return !usual;
		case 'dateTime':
			return '1991-03-08';
		case 'json':
			return '{ "note": "={{ kept as text }}" }';
		case 'options':
			return values.find((value) => value !== usual && value !== '') ?? usual;
		case 'multiOptions':
			return values.filter((value) => ![usual].flat().includes(value as never)).slice(0, 2);
		case 'resourceLocator':
			return { __rl: true, mode: 'list', value: UUID, cachedResultName: 'Northwind Robotics GmbH' };
		case 'resourceMapper':
			return {
				mappingMode: 'defineBelow',
				value: { 'general.purpose': 'Payouts' },
				matchingColumns: [],
				schema: [
					{
						id: 'general.purpose',
						displayName: 'General: Purpose',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			};
		case 'collection':
			return samples(field.options as INodeProperties[]);
		case 'fixedCollection': {
			const [group] = field.options as INodePropertyCollection[];
			const inner = samples(group!.values);
			return { [group!.name]: field.typeOptions?.multipleValues ? [inner, inner] : inner };
		}
		default:
			throw new Error(`No sample for a field of type ${type}: ${field.name}`);
	}
}

function samples(fields: INodeProperties[]): INodeParameters {
	const filled = fields.filter(({ type }) => !['notice', 'hidden'].includes(type));
	const all: IDataObject = {};
	for (const field of filled) {
		const before = all[field.name];
		const value = sample(field) as IDataObject;
		// a collection that two choices show has the fields of both; what a choice does not show is dropped later
		all[field.name] =
			field.type === 'collection' && before ? { ...(before as IDataObject), ...value } : value;
	}
	return all as INodeParameters;
}

/** Nothing, and the values of fields on which others depend, each by itself: `{ specifyBody: 'json' }`. */
function choicesIn(fields: INodeProperties[]): IDataObject[] {
	const shown = fields.map(({ displayOptions }) => displayOptions?.show ?? {});
	const all = shown.flatMap((show) =>
		Object.entries(show)
			.filter(([name]) => !['resource', 'operation'].includes(name))
			.flatMap(([name, values]) => (values ?? []).map((value) => ({ [name]: value }))),
	);
	const unlike = new Map(all.map((choice) => [JSON.stringify(choice), choice as IDataObject]));
	return [{}, ...unlike.values()];
}

/** Those of `values` that the form shows: n8n saves no other. */
function shownOf(fields: INodeProperties[], values: INodeParameters): INodeParameters {
	return NodeHelpers.getNodeParameters(fields, values, false, false, { typeVersion: 1 }, null)!;
}

/** Every operation of a node, with every choice on which others depend. */
const operationsOf = (type: string, own: INodeProperties[], all: typeof operations) =>
	all.flatMap(({ resource, operation, properties }) =>
		choicesIn(properties).map((choice) => ({
			type,
			parameters: shownOf(own, { ...samples(properties), ...choice, resource, operation }),
		})),
	);

const filledIn = [
	...operationsOf('bvnkOnboarding', node.properties, operations),
	...CALLS.map((call) => ({
		type: 'bvnkOnboarding',
		parameters: shownOf(node.properties, parametersOf(call, UUID) as INodeParameters),
	})),
	...operationsOf('bvnkOnboardingV2', nodeV2.properties, operationsV2),
	...CALLS_V2.map((call) => ({
		type: 'bvnkOnboardingV2',
		parameters: shownOf(nodeV2.properties, parametersOfV2(call, UUID, UUID) as INodeParameters),
	})),
	{ type: 'bvnkOnboardingTrigger', parameters: shownOf(triggerFields, samples(triggerFields)) },
];

/** Each of them once. */
const parametersOfNodes = [...new Map(filledIn.map((one) => [JSON.stringify(one), one])).values()];

async function write(): Promise<void> {
	const nodes = parametersOfNodes.map(({ type, parameters }, index) => ({
		id: `node-${index}`,
		name: `Node ${index}`,
		type: `${packageName}.${type}`,
		typeVersion: 1,
		position: [220 * (index % NODES_A_ROW), 200 * Math.floor(index / NODES_A_ROW)],
		parameters,
		credentials: { bvnkHawkApi: { id: 'bvnkHawkExample1', name: 'BVNK Hawk account' } },
	}));
	const folder = path.join(__dirname, version);
	const workflow = { id: 'everyParameter01', name: 'Every parameter', nodes, connections: {} };
	await mkdir(folder, { recursive: true });
	await writeFile(
		path.join(folder, 'every-parameter.json'),
		`${JSON.stringify(workflow, null, 2)}\n`,
	);
	console.log(`${nodes.length} nodes for ${version}`);
}

void write();
