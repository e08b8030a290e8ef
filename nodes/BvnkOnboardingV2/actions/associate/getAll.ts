// Lists the associates of a company.

import type { IDataObject } from 'n8n-workflow';
import { limitField, returnAllField, simplifyField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { simpleAssociate } from '../../output/associates';
import { customerLocator, customerOf } from '../customerLocator';
import { listRows, wantedRows } from '../lists';
import { sentAssociate } from './fields';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many associates',
	description: 'List the people and the owning companies behind a company',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [customerLocator, returnAllField, limitField, simplifyField],
	async execute(item) {
		const customer = await customerOf(item);
		const { rows } = await listRows(item.client, (page) => v2.associates(customer, page), {
			thing: 'associates',
			...wantedRows(item),
		});
		if (rows.length === 0) item.remark('BVNK lists no associate of this customer');
		return setting(item, simplifyField)
			? rows.map((row) => sentAssociate(customer, simpleAssociate(row)))
			: (rows as IDataObject[]);
	},
};
