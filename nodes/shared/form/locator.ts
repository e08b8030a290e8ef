// A thing of the vendor's, picked from a searchable list, typed, or taken from a pasted URL.

import type { INodePropertyMode } from 'n8n-workflow';

const called = (displayName: string, name: string) => ({ displayName, name });

/** The mode in which the editor asks the vendor for a list. */
export const fromList = (searchListMethod: string, placeholder: string): INodePropertyMode => ({
	...called('From List', 'list'),
	type: 'list',
	placeholder,
	typeOptions: { searchListMethod, searchable: true },
});

/** The mode in which a reference, a name or a code is typed. */
export const typed = (displayName: string, placeholder: string): INodePropertyMode => ({
	...called(displayName, 'id'),
	type: 'string',
	placeholder,
});

/** The mode in which a URL is pasted. */
export const byUrl = (placeholder: string): INodePropertyMode => ({
	...called('By URL', 'url'),
	type: 'string',
	placeholder,
});
