// What creates a customer: two ids, one of a wallet and one of yours. Offblocks takes nothing else.

import { text } from '../../../../../nodes/shared/check/text';
import type { Field } from '../../../../../nodes/shared/form/field';
import { textField } from '../../../../../nodes/shared/form/fields';
import { accountId } from './accountId';

/** The fields of Create. */
export const customerFields: Field[] = [
	textField({
		displayName: 'Blockchain Account ID',
		name: 'chainId',
		required: true,
		placeholder: 'e.g. eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb',
		description: "The customer's wallet: its chain and its address (CAIP-10)",
		check: accountId(),
	}),
	textField({
		displayName: 'External ID',
		name: 'externalId',
		required: true,
		placeholder: 'e.g. cust-42',
		description:
			"Your own id of the customer. It cannot be changed, and Offblocks' answers show it.",
		check: text(),
		personal: false,
	}),
];
