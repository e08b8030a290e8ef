// What an operation gives of an answer: few flat fields, or all of it. A tool of an AI agent may give only the
// fields that are named, because a model reads every word that it is given.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import { listIn } from '../check/checks';
import { isObject } from '../check/groups';
import { field, type Field } from '../form/field';
import { choiceField, simplifyField, textField } from '../form/fields';
import { setting } from '../form/read';
import type { Item } from './operation';

/** For `displayOptions`: the node is a tool. An n8n that does not know it shows what is hidden by it. */
export const AS_TOOL = { '@tool': [true] };

const outputField = {
	...choiceField({
		displayName: 'Output',
		name: 'output',
		options: [
			{ name: 'Raw', value: 'raw', description: 'All of the answer' },
			{ name: 'Selected Fields', value: 'selected', description: 'Only those that are named' },
			{ name: 'Simplified', value: 'simplified', description: 'Few flat fields' },
		],
		default: 'simplified',
		description: 'How much the model is given of an answer',
	}),
	displayOptions: { show: AS_TOOL },
};

const selectedField = textField({
	displayName: 'Fields',
	name: 'outputFields',
	required: true,
	placeholder: 'e.g. name, status, reference',
	description:
		'Names of fields, separated by commas: of the simplified output, or of the answer, with dots between levels',
	displayOptions: { show: { ...AS_TOOL, output: ['selected'] } },
	check: z.preprocess(
		(value) => listIn(value).map(String),
		z.array(z.string()).min(1, 'is empty: name at least one field'),
	),
	personal: false,
});

/** The fields of an operation whose answer can be simplified. */
export const outputFields: Field[] = [
	field({ ...simplifyField, displayOptions: { hide: AS_TOOL } }),
	outputField,
	selectedField,
];

/** What the user chose: the answer in few fields, all of it, or the fields with these names. */
export function outputOf(item: Item): 'simplified' | 'raw' | string[] {
	const output = setting(item, outputField);
	if (output === 'selected') return setting(item, selectedField);
	if (output === 'raw') return 'raw';
	return setting(item, simplifyField) ? 'simplified' : 'raw';
}

/**
 * Only the named fields of an answer, in the order of the names. Null where the answer does not have one.
 *
 * @param names with dots between levels: `individual.nationality`
 */
export function selected(answer: object, names: string[]): IDataObject {
	return Object.fromEntries(names.map((name) => [name, valueAt(answer, name)])) as IDataObject;
}

function valueAt(answer: object, name: string): unknown {
	if (Object.hasOwn(answer, name)) return (answer as IDataObject)[name];
	return (
		name
			.split('.')
			.reduce<unknown>(
				(level, part) =>
					(isObject(level) || Array.isArray(level)) && Object.hasOwn(level, part)
						? (level as IDataObject)[part]
						: undefined,
				answer,
			) ?? null
	);
}
