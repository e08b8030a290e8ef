// Changes an associate. Roles that are given replace those that are there.

import type { IDataObject } from 'n8n-workflow';
import { extraJsonField } from '../../../BvnkOnboarding/bodies/json';
import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { givenError } from '../../../shared/check/findings';
import { isObject } from '../../../shared/check/groups';
import { withExtraJson } from '../../../shared/form/json';
import { setting, valuesOf } from '../../../shared/form/read';
import { writing } from '../../../shared/node/operation';
import { v2 } from '../../api/v2';
import { associateUpdate } from '../../bodies/associate';
import { entityKindOf, simpleAssociate } from '../../output/associates';
import { customerLocator, customerOf } from '../customerLocator';
import { associateLocator, sentAssociate } from './fields';

const IF_REPEATED = 'Running it again is safe: it sets the same values.';

export const update = writing({
	value: 'update',
	name: 'Update',
	action: 'Update associate',
	description: 'Change roles or data of an associate',
	kind: 'write',
	fields: [customerLocator, associateLocator, associateUpdate],
	ifRepeated: IF_REPEATED,
	async prepare(item) {
		const customer = await customerOf(item);
		const id = setting(item, associateLocator);
		const { extraJson, ...values } = valuesOf(item, [associateUpdate]);
		const given = withExtraJson(item, values, extraJson, extraJsonField.displayName);
		const body = checkedBody(item, [associateUpdate], given);
		if (Array.isArray(body.types) && body.types.length === 0) delete body.types;
		if (Object.keys(body).length === 0) {
			throw givenError(
				item,
				"'Update Fields' is empty: there is nothing to change",
				'Add at least one field, and check that its expression gives a value for this item.',
			);
		}
		return { customer, id, body };
	},
	async send(item, { customer, id, body }) {
		const sent = isObject(body.entity)
			? // BVNK wants the kind with it, and refuses another than the associate has
				await withKind(body)
			: body;
		await item.client.call(v2.updateAssociate(customer, id, sent), {
			personal: () => personalIn([associateUpdate], body),
			ifRepeated: IF_REPEATED,
		});
		return [{ ...sentAssociate(customer, await read()), updated: true }];

		/** The associate as it is now; its ID alone where it cannot be read, which undoes no update. */
		async function read(): Promise<IDataObject> {
			try {
				return simpleAssociate((await item.client.call(v2.associate(customer, id))).value);
			} catch {
				item.remark('The associate was updated, and could not be read afterwards.');
				return { id };
			}
		}

		async function withKind(change: IDataObject): Promise<IDataObject> {
			const entity = change.entity as IDataObject;
			if (entity.type !== undefined) return change;
			const there = await item.client.call(v2.associate(customer, id));
			return { ...change, entity: { type: entityKindOf(there.value) ?? 'PERSON', ...entity } };
		}
	},
});
