// Creates a person at BVNK.

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { additionalFields, sessionField } from '../../fields/customer';
import {
	addressGroup,
	countryField,
	dayField,
	dueDiligenceGroup,
	taxIdentificationGroup,
} from '../../fields/person';
import { filledIn } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { create, createFields, IF_REPEATED } from './create';

const bodyFields: INodeProperties[] = [
	sessionField,
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Mira',
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Holt',
	},
	dayField({ displayName: 'Date of Birth', name: 'dateOfBirth', required: true }),
	countryField({ displayName: 'Birth Country', name: 'birthCountryCode', required: true }),
	countryField({ displayName: 'Nationality', name: 'nationality', required: true }),
	{
		displayName: 'Email Address',
		name: 'emailAddress',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. mira.holt@example.org',
	},
	addressGroup(),
	taxIdentificationGroup(),
	dueDiligenceGroup(),
	additionalFields([
		{
			displayName: 'Document Number',
			name: 'documentNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. C01X00T47',
			description: 'Number of the passport or identity card',
		},
		{
			displayName: 'Phone Number',
			name: 'phoneNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +4915112345678',
		},
		{
			displayName: 'Place of Birth',
			name: 'placeOfBirth',
			type: 'string',
			default: '',
			placeholder: 'e.g. Graz',
		},
	]),
];

/** The fields' values in BVNK's shape: what belongs to the customer itself stays beside the person. */
function bodyOf(values: IDataObject): IDataObject {
	const { signedAgreementSessionReference, externalReference, riskScore, cdd, ...person } = values;
	return defined({
		signedAgreementSessionReference,
		externalReference,
		riskScore,
		individual: defined({ ...person, cdd: dueDiligence(cdd as IDataObject | undefined) }),
	});
}

/** BVNK's `cdd`: the expected volume is one object there. */
function dueDiligence(values: IDataObject | undefined): IDataObject | undefined {
	if (!values) return undefined;
	const {
		expectedMonthlyVolumeAmount: amount,
		expectedMonthlyVolumeCurrency: currency,
		...others
	} = values;
	const hasVolume = amount !== undefined || currency !== undefined;
	return {
		...others,
		...(hasVolume ? { expectedMonthlyVolume: defined({ amount, currency }) } : {}),
	};
}

function defined(values: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

export const createIndividual: Operation = {
	value: 'createIndividual',
	name: 'Create Individual',
	action: 'Create individual customer',
	description: 'Onboard a person',
	fields: createFields(bodyFields),
	concurrency: 1,
	ifRepeated: IF_REPEATED,
	execute: async (call) =>
		await create(call, 'INDIVIDUAL', () => {
			const { extraJson, ...values } = filledIn(call, bodyFields);
			return { body: bodyOf(values), extraJson };
		}),
};
