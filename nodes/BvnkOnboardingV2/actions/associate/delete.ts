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
	async send({ client }, { customer, id }) {
		const answered = await client.call(v2.deleteAssociate(customer, id), { allow: [404] });
		// Unknown after a try that may have reached BVNK: that one removed it, and its answer was lost.
		if (answered.refusal && !answered.mayHaveActedBefore) throw answered.refusal;
		return [{ id, deleted: true, customerId: customer }];
	},
});
