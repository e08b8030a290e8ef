// A thing of the vendor's, picked from a searchable list, typed, or taken from a pasted URL.

import type { INodePropertyMode } from 'n8n-workflow';

/** The mode in which the editor asks the vendor for a list. */
export const fromList = (searchListMethod: string, placeholder: string): INodePropertyMode => ({
	displayName: 'From List',
	name: 'list',
	type: 'list',
	placeholder,
	typeOptions: { searchListMethod, searchable: true },
});

/** The mode in which a reference, a name or a code is typed. */
export const typed = (displayName: string, placeholder: string): INodePropertyMode => ({
	displayName,
	name: 'id',
	type: 'string',
	placeholder,
});

/** The mode in which a URL is pasted. */
export const byUrl = (placeholder: string): INodePropertyMode => ({
	displayName: 'By URL',
	name: 'url',
	type: 'string',
	placeholder,
});
