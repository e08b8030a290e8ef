// A group of fields that belong together, as n8n shows one: a fixed collection with a single option.

import type { INodeProperties } from 'n8n-workflow';

/** Under which key n8n keeps the values of a group that is there once: `{ address: { value: {…} } }`. */
export const GROUP_KEY = 'value';

/** An n8n that does not know these shows every field. */
const shortForm = { hideOptionalFields: true, addOptionalFieldButtonText: 'Add field' };

/**
 * A group that is there once, and that the user adds. It starts closed: n8n's editor cannot load a
 * `fixedCollection` whose default holds values.
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
		typeOptions: { hideEmptyMessage: true },
		placeholder: `Add ${displayName.toLowerCase()}`,
		default: {},
		...(description ? { description } : {}),
		options: [{ displayName, name: GROUP_KEY, values }],
	};
}

/**
 * A group that may be there any number of times, each shown as `entryName`. n8n marks it where it must not be
 * empty. (It never takes a group that is there once for filled in, so there `minRequiredFields` may not stand.)
 */
export function fieldGroups(group: {
	displayName: string;
	name: string;
	entry: { displayName: string; name: string };
	values: INodeProperties[];
	description?: string;
	/** True: there must be one at least. */
	required?: boolean;
	/** True: optional fields show when they are added, or have a value. */
	short?: boolean;
}): INodeProperties {
	const { displayName, name, entry, values, description, required, short } = group;
	const add = `Add ${entry.displayName.toLowerCase()}`;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			hideEmptyMessage: true,
			multipleValueButtonText: add,
			...(required ? { minRequiredFields: 1 } : {}),
			...(short ? shortForm : {}),
		},
		placeholder: add,
		default: {},
		...(description ? { description } : {}),
		options: [{ ...entry, values }],
	};
}
