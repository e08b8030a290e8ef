// The bodies about an agreement session: its creation, and the customer's answer.

import { choiceOf, ipAddress } from '../../shared/check/checks';
import { choices } from '../../shared/form/choices';
import { field, type Field } from '../../shared/form/field';
import { countryField, listedField, textField } from '../../shared/form/fields';
import { CUSTOMER_TYPES, USE_CASES } from '../api/enums';

/** `POST /platform/v1/customers/agreement/sessions`. */
export const sessionFields: Field[] = [
	field({
		displayName: 'Customer Type',
		name: 'customerType',
		type: 'options',
		options: choices(CUSTOMER_TYPES),
		default: 'INDIVIDUAL',
		required: true,
		description: 'Who will sign. The session is good for a customer of this type alone.',
		check: choiceOf(CUSTOMER_TYPES),
		personal: false,
	}),
	countryField({
		displayName: 'Country',
		name: 'countryCode',
		required: true,
		description: 'Where the customer lives or is registered',
	}),
	listedField({
		displayName: 'Use Case',
		name: 'useCase',
		required: true,
		description: 'What the customer will use BVNK for',
		options: choices(USE_CASES, { CRYPTO: 'Crypto (Older)', FIAT: 'Fiat (Older)' }),
	}),
];

/** `PUT …/sessions/{reference}`, beside the status: the address is the customer's, not the server's. */
export const ipAddressField = textField({
	displayName: 'IP Address',
	name: 'ipAddress',
	required: true,
	placeholder: 'e.g. 198.51.100.10',
	description: 'IP address from which the customer agreed, not that of this server',
	check: ipAddress(),
});

/** The fields of Sign and Decline that are sent. */
export const answerFields: Field[] = [ipAddressField];
