// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { customer } from './customer';
import type { Resource } from './operation';

export const resources: Resource[] = [customer];

/** What is chosen until the user chooses. */
const firstValue = ([first]: Array<{ value: string }>) => first?.value ?? '';

/** The node's parameters: which resource, which operation of it, and that operation's fields. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: firstValue(resources),
	},
	...resources.flatMap((resource): INodeProperties[] => [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options: resource.operations.map(({ name, value, action, description }) => ({
				name,
				value,
				action,
				description,
			})),
			default: firstValue(resource.operations),
		},
		...resource.operations.flatMap((operation) =>
			updateDisplayOptions(
				{ show: { resource: [resource.value], operation: [operation.value] } },
				operation.fields,
			),
		),
	]),
];
