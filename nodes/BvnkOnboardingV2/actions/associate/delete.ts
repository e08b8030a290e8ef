// Removes an associate from a company.

import { setting } from '../../../shared/form/read';
import { writing } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { customerLocator, customerOf } from '../customerLocator';
import { associateLocator } from './fields';

export const deleteAssociate = writing({
	value: 'delete',
	name: 'Delete',
	action: 'Delete associate',
	description: 'Remove an associate from a company, as long as BVNK has not decided on it',
	kind: 'write',
	fields: [customerLocator, associateLocator],
	prepare: async (item) => ({
		customer: await customerOf(item),
		id: setting(item, associateLocator),
	}),
	async send(item, { customer, id }) {
		const answered = await item.client.call(v2.deleteAssociate(customer, id), { allow: [404] });
		if (answered.refusal) {
			// Unknown after a try that may have reached BVNK: that one removed it, and its answer was lost.
			if (!answered.mayHaveActedBefore) throw answered.refusal;
			// unless it is the customer that BVNK does not know, or that cannot be read
			const read = await item.client
				.call(v2.customer(customer), { allow: [404] })
				.catch(() => answered);
			if (read.refusal) throw read.refusal;
			item.remark(
				'An answer of BVNK was lost, and it knows no such associate of the customer now: it was removed, or was not there.',
			);
		}
		return [{ id, deleted: true, customerId: customer }];
	},
});
