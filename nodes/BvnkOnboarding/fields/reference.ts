// References of BVNK's that are typed or mapped, never picked from a list.

import type { INodeProperties } from 'n8n-workflow';

const referenceField = (field: {
	displayName: string;
	name: string;
	description: string;
}): INodeProperties => ({
	...field,
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
});

export const sessionReferenceField = referenceField({
	displayName: 'Session',
	name: 'sessionReference',
	description: 'Reference of the agreement session, as Create returns it',
});

export const documentReferenceField = referenceField({
	displayName: 'Document',
	name: 'documentReference',
	description: "BVNK's reference of the document",
});
