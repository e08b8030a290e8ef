// Creates a customer from BVNK's own body, whole.

import type { IDataObject } from 'n8n-workflow';
import { bodyField } from '../../../BvnkOnboarding/bodies/json';
import { checkedBody } from '../../../shared/body/body';
import { givenError } from '../../../shared/check/findings';
import { jsonObject } from '../../../shared/form/json';
import { parameter } from '../../../shared/form/read';
import type { Item } from '../../../shared/node/operation';
import { companyFields, individualFields } from '../../bodies/customer';
import {
	createOperation,
	ifExistsField,
	SAME_REFERENCE,
	withAddressFlag,
	type CreationBody,
} from './create';

/** What BVNK tells the type of a customer by: the body has no type of its own. */
const LEVELS = { company: companyFields, individual: individualFields };

export const createFromJson = createOperation({
	value: 'createFromJson',
	name: 'Create From JSON',
	action: 'Create customer from JSON',
	description: "Onboard a person or a company, given as the whole body of BVNK's API",
	builderHint: SAME_REFERENCE,
	fields: [bodyField, ifExistsField],
	bodyOf(item) {
		const body = jsonObject(item, parameter(item, bodyField.name), bodyField.displayName);
		const level = levelOf(item, body);
		const fields = LEVELS[level];
		return {
			fields,
			body: withAddressFlag(checkedBody(item, fields, body, 'json'), level),
		} satisfies CreationBody;
	},
});

function levelOf(item: Item, body: IDataObject): keyof typeof LEVELS {
	const there = (['company', 'individual'] as const).filter((level) => body[level] !== undefined);
	if (there.length === 1) return there[0]!;
	throw givenError(
		item,
		`'${bodyField.displayName}' must have either 'company' or 'individual', and has ${there.length === 0 ? 'neither' : 'both'}`,
		'BVNK tells the type of a customer by which of the two stands in the body. Nothing was sent for this item.',
	);
}
