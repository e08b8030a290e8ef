// Changes an individual's contact, address or date of birth: all that BVNK lets a partner change.

import type { IDataObject } from 'n8n-workflow';
import { givenError } from '../../../shared/check/findings';
import { checkedBody } from '../../../shared/body/body';
import { personalIn } from '../../../shared/body/personal';
import { isPlainObject, withExtraJson } from '../../../shared/form/json';
import { valuesOf } from '../../../shared/form/read';
import { writing } from '../../../shared/node/operation';
import { v1 } from '../../api/v1';
import { updateFields } from '../../bodies/customer';
import { extraJsonField, withCurrentNames } from '../../bodies/json';
import { customerLocator, customerOf } from '../customerLocator';

const IF_REPEATED = 'Running it again is safe: it sets the same values.';

export const update = writing({
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: "Change an individual's contact, address or date of birth",
	kind: 'write',
	fields: [customerLocator, ...updateFields],
	ifRepeated: IF_REPEATED,
	async prepare(item) {
		const reference = await customerOf(item);
		const { extraJson, ...values } = valuesOf(item, updateFields);
		const given = withExtraJson(
			item,
			values,
			extraJson,
			extraJsonField.displayName,
			withCurrentNames,
		);
		const body = checkedBody(item, updateFields, given);
		if (Object.keys(body).length === 0) {
			throw givenError(
				item,
				"'Update Fields' is empty: there is nothing to change",
				'Add at least one field, and check that its expression gives a value for this item.',
			);
		}
		return { reference, body };
	},
	async send(item, { reference, body }) {
		const { client } = item;
		const about = { personal: () => personalIn(updateFields, body), ifRepeated: IF_REPEATED };
		// BVNK's reference says PATCH, an older guide of BVNK's says PUT; both take the same body.
		const patched = await client.call(v1.updateCustomer(reference, body), {
			...about,
			allow: [405],
		});
		const answer = patched.refusal
			? await client.call(v1.replaceCustomer(reference, body), about)
			: patched;
		const said = isPlainObject(answer.body) ? answer.body : {};
		if (said.updated === false) {
			throw givenError(
				item,
				'BVNK answered that it did not update the customer',
				`Read it with Customer › Get. ${IF_REPEATED}`,
			);
		}
		return [{ ...(said as IDataObject), reference, updated: true }];
	},
});
