// Creates a customer at BVNK from a whole body in JSON: a company or an individual, as the body says.

import type { IDataObject } from 'n8n-workflow';
import { checkedBody } from '../../../shared/body/body';
import { givenError } from '../../../shared/check/findings';
import type { Field } from '../../../shared/form/field';
import { jsonObject, withExtraJson } from '../../../shared/form/json';
import { parameter, valuesOf } from '../../../shared/form/read';
import type { Item } from '../../../shared/node/operation';
import type { CustomerType } from '../../api/enums';
import { companyFields, individualFields } from '../../bodies/customer';
import { bodyField, extraJsonField, withCurrentNames } from '../../bodies/json';
import { createOperation, ifExternalReferenceExistsField, SIGNED_FIRST } from './create';

const FIELDS: Record<CustomerType, Field[]> = {
	COMPANY: companyFields,
	INDIVIDUAL: individualFields,
};

/** Beside a whole body, the one additional field that makes sense. */
const onlyExtraJson: Field = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	collection: [extraJsonField],
};

export const createFromJson = createOperation({
	value: 'createFromJson',
	name: 'Create From JSON',
	action: 'Create customer from JSON',
	description: 'Onboard a company or a person, given as the whole body of BVNK',
	builderHint: SIGNED_FIRST,
	fields: [bodyField, ifExternalReferenceExistsField, onlyExtraJson],
	bodyOf(item) {
		const { extraJson } = valuesOf(item, [onlyExtraJson]);
		const given = withExtraJson(
			item,
			jsonObject(item, parameter(item, bodyField.name), bodyField.displayName),
			extraJson,
			extraJsonField.displayName,
			withCurrentNames,
		);
		const type = typeOf(item, given);
		const fields = FIELDS[type];
		return { type, fields, body: checkedBody(item, fields, { ...given, type }) };
	},
});

/** What the body says, or what it holds. */
function typeOf(item: Item, body: IDataObject): CustomerType {
	const types = Object.keys(FIELDS) as CustomerType[];
	const said = typeof body.type === 'string' ? body.type.trim().toUpperCase() : '';
	const held = types.filter((type) => (body[type.toLowerCase()] ?? undefined) !== undefined);
	const [type, ...others] = said ? types.filter((one) => one === said) : held;
	if (type && others.length === 0) return type;
	throw givenError(
		item,
		`'${bodyField.displayName}' does not say whether it is a company or an individual`,
		"Give 'type', COMPANY or INDIVIDUAL. Nothing was sent for this item.",
	);
}
