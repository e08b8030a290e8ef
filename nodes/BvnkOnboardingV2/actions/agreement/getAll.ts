// Lists the agreements of a prospect or of a customer, one item each.

import { limitField, returnAllField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { agreementOfSet, assignedAgreement } from '../../output/agreements';
import { customerOf } from '../customerLocator';
import { listRows, wantedRows } from '../lists';
import { ownerFields, setReferenceField, whoseField } from './fields';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many agreements',
	description: 'List the agreements of a prospect or of a customer, with their statuses',
	kind: 'read',
	concurrencyOf: 'pages are read',
	fields: [...ownerFields, returnAllField, limitField],
	async execute(item) {
		const wanted = wantedRows(item);
		if (setting(item, whoseField) === 'prospect') {
			const { value } = await item.client.call(v2.agreements(setting(item, setReferenceField)));
			const all = value.agreements.map((_, index) => agreementOfSet(value, index));
			return all.slice(0, wanted.limit);
		}
		const customer = await customerOf(item);
		const { rows } = await listRows(item.client, (page) => v2.assignedAgreements(customer, page), {
			thing: 'agreements',
			...wanted,
		});
		if (rows.length === 0) item.remark('BVNK has assigned no agreement to this customer');
		return rows.map((row) => assignedAgreement(row, customer));
	},
};
