// A group of fields that belong together, as n8n shows one: a fixed collection with a single option.

import type { INodeProperties } from 'n8n-workflow';

/** Under which key n8n keeps the values of a group that is there once: `{ address: { value: {…} } }`. */
export const GROUP_KEY = 'value';

/** What a group holds at first: nothing, or, where it is to show at once, each field with its default. */
function firstValue(values: INodeProperties[], open = false) {
	const defaults = values.map(({ name, default: value }) => [name, value] as const);
	return open ? { [GROUP_KEY]: Object.fromEntries(defaults) as Record<string, string> } : {};
}

/**
 * A group that is there once. `open`: its fields show at once; otherwise the user adds it.
 */
export function fieldGroup(group: {
	displayName: string;
	name: string;
	values: INodeProperties[];
	description?: string;
	open?: boolean;
}): INodeProperties {
	const { displayName, name, values, description, open } = group;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		placeholder: `Add ${displayName}`,
		default: { ...firstValue(values, open) },
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
