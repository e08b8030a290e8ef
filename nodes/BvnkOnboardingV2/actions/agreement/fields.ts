// Which agreements an operation is about: those of a prospect, by the partner's own reference, or those that
// BVNK has assigned to a customer.

import { text } from '../../../shared/check/checks';
import { choiceField, textField } from '../../../shared/form/fields';
import { shownFor, type Field } from '../../../shared/form/field';
import { id } from '../../bodies/id';
import { customerLocator } from '../customerLocator';

/** Whose agreements. */
export const whoseField = choiceField({
	displayName: 'Agreements Of',
	name: 'agreementsOf',
	options: [
		{
			name: 'Customer',
			value: 'customer',
			description: 'Assigned by BVNK when the customer was created',
		},
		{
			name: 'Prospect',
			value: 'prospect',
			description: 'Made with Create, before there is a customer',
		},
	],
	default: 'prospect',
	description: 'Whose agreements are meant',
});

/** The reference with which the agreements were made. */
export const setReferenceField = textField({
	displayName: 'Reference',
	name: 'reference',
	required: true,
	placeholder: 'e.g. crm-000417',
	description: 'Your own ID of the prospect, as Agreement › Create has it',
	check: text(),
	personal: false,
});

/** Whose agreements, and the prospect or the customer. */
export const ownerFields: Field[] = [
	whoseField,
	...shownFor({ agreementsOf: ['prospect'] }, [setReferenceField]),
	...shownFor({ agreementsOf: ['customer'] }, [customerLocator]),
];

/** One agreement. */
export const agreementLocator = textField({
	displayName: 'Agreement',
	name: 'agreementId',
	required: true,
	placeholder: 'e.g. 1e9d7c64-3f0a-4b7e-8a55-90c2b1f4d301',
	description: "BVNK's ID of the agreement, as Create and Get Many give it",
	check: id('the ID of an agreement that Agreement › Create gives'),
	personal: false,
});
