// A group of fields that belong together, as n8n shows one: a fixed collection with a single option.

import type { INodeProperties } from 'n8n-workflow';

/** Under which key n8n keeps the values of a group that is there once: `{ address: { value: {…} } }`. */
export const GROUP_KEY = 'value';

/**
 * A group that is there once, and that the user adds. (One that is open from the start would be a
 * default with values, which n8n's editor cannot load: it looks for the saved ones.)
 */
export function fieldGroup(group: {
	displayName: string;
	name: string;
	values: INodeProperties[];
	description?: string;
}): INodeProperties {
	const { displayName, name, values, description } = group;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		placeholder: `Add ${displayName}`,
		default: {},
		...(description ? { description } : {}),
		options: [{ displayName, name: GROUP_KEY, values }],
	};
}

/** A group that may be there any number of times, each shown as `entryName`. */
export function fieldGroups(group: {
	displayName: string;
	name: string;
	entry: { displayName: string; name: string };
	values: INodeProperties[];
	description: string;
}): INodeProperties {
	const { displayName, name, entry, values, description } = group;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${entry.displayName}` },
		placeholder: `Add ${entry.displayName}`,
		default: {},
		description,
		options: [{ ...entry, values }],
	};
}
