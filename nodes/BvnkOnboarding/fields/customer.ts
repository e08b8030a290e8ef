// Fields that both creates show.

import type { INodeProperties } from 'n8n-workflow';
import { RISK_SCORES } from '../api/enums';
import { labelOfValue, valueField } from '../../shared/form/choices';
import { extraJsonField } from './common';

/** The agreement that the customer has signed: the way into BVNK for everyone created by API. */
export const sessionField: INodeProperties = {
	displayName: 'Signed Agreement Session',
	name: 'signedAgreementSessionReference',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	description:
		'Reference of the agreement session that this customer has signed: the resource Agreement Session creates it. Each is good for one customer.',
};

const sharedAdditionalFields: INodeProperties[] = [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		placeholder: 'e.g. Private client',
		description: 'Free text that BVNK keeps with the customer',
	},
	{
		displayName: 'External Reference',
		name: 'externalReference',
		type: 'string',
		default: '',
		placeholder: 'e.g. crm-000417',
		description: 'Your own ID of the customer. BVNK accepts each one once.',
	},
	extraJsonField,
	valueField({
		displayName: 'Risk Score',
		name: 'riskScore',
		description: 'Your own rating of the customer',
		options: RISK_SCORES.map((value) => ({ name: labelOfValue(value), value })),
	}),
];

/** The Additional Fields of a create: what both have, and `own`. */
export function additionalFields(own: INodeProperties[]): INodeProperties {
	return additionalFieldsOf([...sharedAdditionalFields, ...own]);
}

/** A collection of these fields, sorted by label as n8n wants it. */
export function additionalFieldsOf(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
	};
}
