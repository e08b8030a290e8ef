// A node made from its resources: what n8n shows, and what it runs. A new operation is a file, and a line
// in its resource.

import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Api } from '../api';
import { form, type Field } from '../form/field';
import { noticeField } from '../form/fields';
import { runItems } from './items';
import { operationChoice, type NodeParts, type Operation, type Resource } from './operation';
import { optionsField } from './options';
import { AS_TOOL } from './toolOutput';

/** What a node file takes over: its properties, the subtitle, and what it runs. */
export interface DefinedNode {
	properties: INodeProperties[];
	/** What n8n shows under the node's name, in the words of its form: `Customer: Create Individual`. */
	subtitle: string;
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** The parts of a node that follow from its resources. Reads the fields once, when n8n loads the node. */
export function defineNode(parts: NodeParts): DefinedNode {
	const { api, resources, defaultResource } = parts;
	return {
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: resources.map(({ name, value }) => ({ name, value })),
				default: defaultResource,
			},
			...resources.flatMap((resource) => resourceProperties(api, resource)),
		],
		subtitle: subtitleOf(resources),
		async execute() {
			return await runItems(this, parts);
		},
	};
}

/** All fields of an operation, those that follow from its kind among them. */
export function fieldsOf(api: Api, operation: Operation): Field[] {
	const notice = operation.kind === 'read' ? [] : [writesNotice(api)];
	return [...notice, ...operation.fields, optionsField(api, operation)];
}

/** Stands where a person gives the operation to an AI agent. */
const writesNotice = ({ name }: Api): Field => ({
	...noticeField(
		'writesNotice',
		`This tool changes something at ${name}. Put a person's approval before it: n8n's human review, on the connection between agent and tool.`,
	),
	displayOptions: { show: AS_TOOL },
});

function resourceProperties(api: Api, resource: Resource): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options: resource.operations.map(operationChoice),
			default: `${resource.defaultOperation}`,
		},
		...resource.operations.flatMap((operation) =>
			form(fieldsOf(api, operation)).map((property) => ({
				...property,
				displayOptions: {
					...property.displayOptions,
					show: {
						...property.displayOptions?.show,
						resource: [resource.value],
						operation: [operation.value],
					},
				},
			})),
		),
	];
}

function subtitleOf(resources: Resource[]): string {
	const labels = Object.fromEntries(
		resources.flatMap(({ value, name, operations }) => [
			[value, name],
			...operations.map((operation) => [operation.value, operation.name]),
		]),
	) as Record<string, string>;
	return `={{ [$parameter["resource"], $parameter["operation"]].map((value) => (${JSON.stringify(labels)})[value]).filter(Boolean).join(": ") }}`;
}
