// Documents that a customer hands in, as v1 takes them: a list of files in base64.

import { listedValue, text } from '../../shared/check/checks';
import { uuid } from '../../shared/check/reference';
import { choices } from '../../shared/form/choices';
import { field, type Field, type GroupField } from '../../shared/form/field';
import { countryField, listedField, textField } from '../../shared/form/fields';
import { fromList, typed } from '../../shared/form/locator';
import { DOCUMENT_SUBTYPES, DOCUMENT_TYPES } from '../api/enums';

/** What is said of one document, and where its file is. */
export const documentFields: Field[] = [
	textField({
		displayName: 'Input Binary Field',
		name: 'binaryField',
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		description: 'Name of the binary field of the input item that holds the file',
	}),
	field({
		displayName: 'Type',
		name: 'type',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'What the document is. Prefer what Get Required Info lists.',
		modes: [fromList('searchDocumentTypes', 'Choose a type'), typed('By Name', 'e.g. PASSPORT')],
		check: listedValue(choices(DOCUMENT_TYPES)),
		personal: false,
	}),
	listedField({
		displayName: 'Subtype',
		name: 'subType',
		description: 'The side of a two-sided document, or the kind of a company document',
		options: choices(DOCUMENT_SUBTYPES, { INCORPORATION_CERT: 'Incorporation Certificate' }),
	}),
	countryField({
		displayName: 'Country',
		name: 'countryCode',
		description: 'Where an identity document was issued',
	}),
	field({
		displayName: 'Associate',
		name: 'customerPersonReference',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: "Whose document it is. Leave empty for the customer's own.",
		modes: [
			fromList('searchAssociates', 'The customer itself'),
			typed('By Reference', 'e.g. 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'),
		],
		check: uuid(),
		personal: false,
	}),
	textField({
		displayName: 'File Name',
		name: 'name',
		placeholder: 'e.g. passport.jpg',
		description: "Leave empty to keep the file's own name",
	}),
	textField({
		displayName: 'Description',
		name: 'description',
		placeholder: 'e.g. Passport of Mira Holt',
		check: text({ lines: true }),
	}),
	textField({
		displayName: 'External Reference',
		name: 'externalReference',
		placeholder: 'e.g. file-000417',
		description: 'Your own ID of the document',
		personal: false,
	}),
];

/** The documents of one item. Each has, beside what BVNK takes, the binary field that holds its file. */
export const documents: GroupField = {
	displayName: 'Documents',
	name: 'documents',
	entry: { displayName: 'Document', name: 'document' },
	short: true,
	required: true,
	ifEmpty: 'is empty: there is nothing to upload',
	description: 'The files of one item: any number, for the customer itself or for its associates',
	fields: documentFields,
};
