// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { agreementSession } from './agreementSession';
import { customer } from './customer';
import { document } from './document';
import type { Resource } from '../../shared/node/operation';
import { questionnaire } from './questionnaire';
import { referenceData } from './referenceData';

export const resources: Resource[] = [
	agreementSession,
	customer,
	document,
	questionnaire,
	referenceData,
];

const labels = Object.fromEntries(
	resources.flatMap(({ value, name, operations }) => [
		[value, name],
		...operations.map((operation) => [operation.value, operation.name]),
	]),
) as Record<string, string>;

/** What n8n shows under the node's name, in the words of its form: `Customer: Create Individual`. */
export const subtitle = `={{ [$parameter["resource"], $parameter["operation"]].map((value) => (${JSON.stringify(labels)})[value]).filter(Boolean).join(": ") }}`;

/** The node's parameters: which resource, which operation of it, and that operation's fields. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'customer',
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
			default: `${resource.usual}`,
		},
		...resource.operations.flatMap((operation) =>
			updateDisplayOptions(
				{ show: { resource: [resource.value], operation: [operation.value] } },
				operation.fields,
			),
		),
	]),
];
