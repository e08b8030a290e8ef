// Changes a customer while BVNK lets it be changed: before its data was handed in.

import type { IDataObject } from 'n8n-workflow';
import { extraJsonField } from '../../../BvnkOnboarding/bodies/json';
import { checkedBody } from '../../../shared/body/body';
import { labelOfPathText } from '../../../shared/body/labels';
import { personalIn } from '../../../shared/body/personal';
import { givenError } from '../../../shared/check/findings';
import { isObject } from '../../../shared/check/groups';
import type { Reference } from '../../../shared/check/reference';
import { shownFor, type Field } from '../../../shared/form/field';
import { choiceField } from '../../../shared/form/fields';
import { withExtraJson } from '../../../shared/form/json';
import { setting, valuesOf } from '../../../shared/form/read';
import { writing, type Item } from '../../../shared/node/operation';
import type { CustomerAnswer } from '../../api/answers';
import { v2 } from '../../api/v2';
import { companyUpdate, individualUpdate } from '../../bodies/customer';
import { simpleCustomer } from '../../output/simplify';
import { customerLocator, customerOf } from '../customerLocator';

const IF_REPEATED = 'Running it again is safe: it sets the same values.';

const typeField = choiceField({
	displayName: 'Customer Type',
	name: 'customerType',
	options: [
		{ name: 'Company', value: 'company' },
		{ name: 'Individual', value: 'individual' },
	],
	default: 'individual',
	description: 'Which fields there are. BVNK refuses those of the other type.',
});

const UPDATES = { company: companyUpdate, individual: individualUpdate };

interface Update {
	id: Reference;
	body: IDataObject;
	fields: Field[];
}

export const update = writing<Update>({
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: 'Change a company or a person, as long as BVNK asks for information (INFO_REQUIRED)',
	kind: 'write',
	fields: [
		customerLocator,
		typeField,
		...shownFor({ customerType: ['individual'] }, [individualUpdate]),
		...shownFor({ customerType: ['company'] }, [companyUpdate]),
	],
	ifRepeated: IF_REPEATED,
	async prepare(item) {
		const id = await customerOf(item);
		const level = setting(item, typeField);
		const fields = [UPDATES[level]];
		const { extraJson, ...values } = valuesOf(item, fields);
		const given = withExtraJson(item, values, extraJson, extraJsonField.displayName);
		const body = checkedBody(item, fields, given);
		const change = body[level];
		if (!isObject(change) || Object.keys(change).length === 0) {
			throw givenError(
				item,
				"'Update Fields' is empty: there is nothing to change",
				'Add at least one field, and check that its expression gives a value for this item.',
			);
		}
		return { id, body, fields };
	},
	async send(item, { id, body, fields }) {
		await item.client.call(v2.updateCustomer(id, body), {
			personal: () => personalIn(fields, body),
			labelOf: (path) => labelOfPathText(fields, path),
			ifRepeated: IF_REPEATED,
		});
		const now = await read(item, id);
		// what BVNK answers to an update is not documented
		return [now ? { ...simpleCustomer(now), updated: true } : { id, updated: true }];
	},
});

/** The customer as it is now; undefined where it cannot be read, which undoes no update. */
async function read(item: Item, id: Reference): Promise<CustomerAnswer | undefined> {
	try {
		return (await item.client.call(v2.customer(id))).value;
	} catch {
		item.remark('The customer was updated, and could not be read afterwards.');
		return undefined;
	}
}
