// Changes an individual's contact, address or date of birth: all that BVNK lets a partner change.

import type { IDataObject } from 'n8n-workflow';
import { updateRequest } from '../../api/customer';
import { endpoints } from '../../api/endpoints';
import { customerReferenceField, extraJsonField, optionsField } from '../../fields/common';
import { contactInfoGroup, dayField, addressUpdateGroup } from '../../fields/person';
import { checked, filledIn, inputError, withExtraJson } from '../../../shared/form/read';
import { labelOfSpelling } from '../../../shared/form/labels';
import type { Operation } from '../../../shared/node/operation';
import { customerReference } from './customerReference';

const IF_REPEATED = 'Running it again is safe: it sets the same values.';

const updateFields = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection' as const,
	placeholder: 'Add field',
	default: {},
	description: 'Only what is filled in is sent. What is left out stays as it is at BVNK.',
	options: [
		addressUpdateGroup(),
		contactInfoGroup(),
		dayField({ displayName: 'Date of Birth', name: 'dateOfBirth' }),
		extraJsonField,
	],
};

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update customer',
	description: "Change an individual's contact, address or date of birth",
	fields: [customerReferenceField, updateFields, optionsField({ concurrency: 1 })],
	concurrency: 1,
	ifRepeated: IF_REPEATED,
	async execute(call) {
		const reference = await customerReference(call);
		const { extraJson, ...values } = filledIn(call, [updateFields]);
		const body = checked(
			call,
			updateRequest,
			withExtraJson(call, values, extraJson),
		) as IDataObject;
		if (Object.keys(body).length === 0) {
			throw inputError(
				call,
				"'Update Fields' is empty: there is nothing to change",
				'Add at least one field, and check that its expression gives a value for this item.',
			);
		}
		const request = {
			path: endpoints.customer(reference),
			body,
			ifRepeated: IF_REPEATED,
			labelOf: (field: string) => labelOfSpelling(field, call.fields),
		};
		// BVNK's reference says PATCH, an older guide of BVNK's says PUT; both take the same body.
		let answer = await call.client.send({ ...request, method: 'PATCH', allow: [405] });
		if (answer.status === 405) answer = await call.client.send({ ...request, method: 'PUT' });
		const said = typeof answer.body === 'object' && !Array.isArray(answer.body) ? answer.body : {};
		return [{ reference, updated: true, ...(said as IDataObject) }];
	},
};
