// Lists the associates of a company.

import type { IDataObject } from 'n8n-workflow';
import { limitField, returnAllField } from '../../../shared/form/fields';
import type { Operation } from '../../../shared/node/operation';
import { outputFields } from '../../../shared/node/toolOutput';
import { v2 } from '../../api/v2';
import { simpleAssociate } from '../../output/associates';
import { customerLocator, customerOf } from '../customerLocator';
import { listRows, wantedRows } from '../lists';
import { outputFor } from '../output';
import { sentAssociate } from './fields';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many associates',
	description: 'List the people and the owning companies behind a company',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [customerLocator, returnAllField, limitField, ...outputFields],
	async execute(item) {
		const customer = await customerOf(item);
		const { rows } = await listRows(item.client, (page) => v2.associates(customer, page), {
			thing: 'associates',
			...wantedRows(item),
		});
		if (rows.length === 0) item.remark('BVNK lists no associate of this customer');
		const output = outputFor(item);
		return rows.map((row) =>
			output(sentAssociate(customer, simpleAssociate(row)), row as IDataObject),
		);
	},
};
