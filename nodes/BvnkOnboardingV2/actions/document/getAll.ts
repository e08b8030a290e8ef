// Lists the documents of a customer, those of its associates included where BVNK lists them.

import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../../../BvnkOnboarding/output/entries';
import { limitField, returnAllField } from '../../../shared/form/fields';
import type { Operation } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { customerLocator, customerOf } from '../customerLocator';
import { listRows, wantedRows } from '../lists';
import { firstOf } from '../reference';

/** A document with what a person looks for in front. Its form is not documented: BVNK's fields follow as they came. */
export const documentOutput = (row: IDataObject & { id: string }): IDataObject =>
	firstOf(
		{
			id: row.id,
			type: textIn(row, ['type']),
			subType: textIn(row, ['subType']),
			status: textIn(row, ['status']),
		},
		row,
	);

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many documents',
	description: 'List the documents of a customer, with their statuses',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [customerLocator, returnAllField, limitField],
	async execute(item) {
		const customer = await customerOf(item);
		const { rows } = await listRows(item.client, (page) => v2.documents(customer, page), {
			thing: 'documents',
			...wantedRows(item),
		});
		if (rows.length === 0) item.remark('BVNK lists no document of this customer');
		return rows.map((row) => ({
			...documentOutput(row as IDataObject & { id: string }),
			customerId: customer,
		}));
	},
};
