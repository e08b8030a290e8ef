// Reads one document: its status, and what BVNK knows of it. Not its file: where that is, is not documented.

import type { IDataObject } from 'n8n-workflow';
import { textField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { id } from '../../bodies/id';
import { customerLocator, customerOf } from '../customerLocator';
import { documentOutput } from './getAll';

const documentLocator = textField({
	displayName: 'Document',
	name: 'documentId',
	required: true,
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	description: "BVNK's ID of the document, as Upload and Get Many give it",
	check: id('the ID of a document, such as 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10'),
	personal: false,
});

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get document',
	description: 'Read one document with its status',
	kind: 'read',
	fields: [customerLocator, documentLocator],
	async execute(item) {
		const customer = await customerOf(item);
		const { value } = await item.client.call(v2.document(customer, setting(item, documentLocator)));
		return [{ ...documentOutput(value as IDataObject & { id: string }), customerId: customer }];
	},
};
