// One list of all that is left to do for a customer.

import type { IDataObject } from 'n8n-workflow';
import { toggle } from '../../../shared/check/checks';
import { uuidReference } from '../../../shared/check/reference';
import { field } from '../../../shared/form/field';
import { choiceField } from '../../../shared/form/fields';
import { setting } from '../../../shared/form/read';
import type { Item, Operation } from '../../../shared/node/operation';
import type { CustomerAnswer } from '../../api/answers';
import { v2 } from '../../api/v2';
import { associateIdOf, associatesOf } from '../../output/associates';
import { tellsActions } from '../../output/openActions';
import { associatesNamed, toDosOf } from '../../output/requiredActions';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

const outputField = choiceField({
	displayName: 'Output',
	name: 'output',
	options: [
		{ name: 'One Item per To-Do', value: 'toDos', description: 'No item where nothing is left' },
		{ name: 'One Item with All', value: 'customer', description: 'Also where nothing is left' },
	],
	default: 'toDos',
	description: 'What each output item holds',
});

const includeProcessingField = field({
	displayName: 'Include What Is Processed',
	name: 'includeProcessing',
	type: 'boolean',
	default: false,
	description: 'Whether to list what was handed in and BVNK is looking at: there is nothing to do',
	check: toggle(),
	personal: false,
});

export const getRequiredActions: Operation = {
	value: 'getRequiredActions',
	name: 'Get Required Actions',
	action: 'Get required actions of customer',
	description: 'List what is left to do, whose it is, and which operation does it',
	kind: 'read',
	fields: [customerLocator, outputField, includeProcessingField],
	async execute(item) {
		const id = await customerOf(item);
		const output = setting(item, outputField);
		const all = setting(item, includeProcessingField);
		const { value: customer } = await item.client.call(v2.customer(id));
		const toDos = toDosOf(customer, await associatesFor(item, customer), all);
		if (!tellsActions(customer)) {
			item.remark(
				'BVNK does not say what is left to do for this customer: that nothing is listed does not mean that nothing is left.',
			);
		}
		const { name, type, status, statusGroup } = simpleCustomer(customer);
		const whose = { customerId: id, customerName: name };
		if (output === 'customer') {
			return [
				{ ...whose, type, status, statusGroup, open: simpleCustomer(customer).openActions, toDos },
			];
		}
		return toDos.map((toDo): IDataObject => ({
			...whose,
			...toDo,
			customerStatus: status,
			statusGroup,
		}));
	},
};

/** The associates that the list names: persons stand in the customer itself, owning companies do not. */
async function associatesFor(item: Item, customer: CustomerAnswer): Promise<unknown[]> {
	const inline = associatesOf(customer);
	const known = new Set(inline.map(associateIdOf));
	const missing = associatesNamed(customer).filter((one) => !known.has(one));
	const own = uuidReference(customer.id);
	const read: unknown[] = [];
	for (const one of missing) {
		const associate = uuidReference(one);
		if (!own || !associate) continue;
		// without its name the list is right all the same
		const { value } = await item.client.call(v2.associate(own, associate), {
			allow: [400, 403, 404],
		});
		if (value) read.push(value);
	}
	return [...inline, ...read];
}
