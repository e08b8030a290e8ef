// The bodies about agreements: the set that a prospect is shown, and the answers to them.

import { choiceOf } from '../../shared/check/checks';
import { choices } from '../../shared/form/choices';
import { field, type Field } from '../../shared/form/field';
import { countryField } from '../../shared/form/fields';
import { CUSTOMER_TYPES } from '../../BvnkOnboarding/api/enums';
import { referenceField, useCaseField } from './customer';

/** `POST /platform/v2/agreements`. */
export const agreementFields: Field[] = [
	referenceField,
	field({
		displayName: 'Customer Type',
		name: 'customerType',
		type: 'options',
		options: choices(CUSTOMER_TYPES),
		default: 'INDIVIDUAL',
		required: true,
		description: 'Who will be asked to agree',
		check: choiceOf(CUSTOMER_TYPES),
		personal: false,
	}),
	countryField({
		displayName: 'Country',
		name: 'countryCode',
		required: true,
		description: "A person's tax residence, or where a company is registered",
	}),
	useCaseField,
];
