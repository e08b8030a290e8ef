// Creates a company, with the people behind it, at BVNK.

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ENTITY_TYPES } from '../../api/enums';
import { associatesField } from '../../fields/associates';
import { choices, valueField } from '../../../shared/form/choices';
import { referenceDataField } from '../../fields/common';
import { additionalFields, sessionField } from '../../fields/customer';
import { addressGroup, countryField, dayField } from '../../fields/person';
import { filledIn } from '../../../shared/form/read';
import type { Operation } from '../../../shared/node/operation';
import { create, createFields, IF_REPEATED } from './create';

const bodyFields: INodeProperties[] = [
	sessionField,
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Northwind Robotics GmbH',
		description: 'Legal name, as the company register has it',
	},
	valueField({
		displayName: 'Entity Type',
		name: 'entityType',
		required: true,
		options: choices(ENTITY_TYPES),
	}),
	countryField({
		displayName: 'Tax Residence Country',
		name: 'taxResidenceCountryCode',
		required: true,
	}),
	{
		displayName: 'Registration Number',
		name: 'registrationNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. HRB 123456',
		description:
			'BVNK asks for it in Europe. In the United States the tax number may stand in for it.',
	},
	referenceDataField({
		displayName: 'Industry',
		name: 'industryReference',
		searchListMethod: 'searchIndustries',
		description: "One of BVNK's industries. Sandbox and production have different ones.",
	}),
	referenceDataField({
		displayName: 'Monthly Expected Volume',
		name: 'monthlyExpectedVolumesReference',
		searchListMethod: 'searchMonthlyVolumes',
		description: "One of BVNK's volume bands. Sandbox and production have different ones.",
	}),
	addressGroup('Registered Address'),
	associatesField,
	additionalFields([
		dayField({
			displayName: 'Business Operations Start Date',
			name: 'businessOperationsStartDate',
		}),
		dayField({ displayName: 'Incorporation Date', name: 'incorporationDate' }),
		addressGroup('Operational Address', 'operationalAddress'),
		{
			displayName: 'Tax Number',
			name: 'taxNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12-3456789',
			description: 'EIN or TIN. BVNK asks for it in the United States.',
		},
		{
			displayName: 'Website',
			name: 'website',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://northwind.example',
		},
	]),
];

/** The fields' values in BVNK's shape: what belongs to the customer itself stays beside the company. */
function bodyOf(values: IDataObject): IDataObject {
	const { signedAgreementSessionReference, externalReference, riskScore, ...company } = values;
	const own = { signedAgreementSessionReference, externalReference, riskScore };
	const given = Object.entries(own).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(given), company };
}

export const createCompany: Operation = {
	value: 'createCompany',
	name: 'Create Company',
	action: 'Create company customer',
	description: 'Onboard a company and the people behind it',
	fields: createFields(bodyFields),
	concurrency: 1,
	ifRepeated: IF_REPEATED,
	execute: async (call) =>
		await create(call, 'COMPANY', () => {
			const { extraJson, ...values } = filledIn(call, bodyFields);
			return { body: bodyOf(values), extraJson };
		}),
};
