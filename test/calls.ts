// A valid call of each operation, once: for the output previews, for the editor in a browser, and for the
// workflows that each release saves.

import type { IDataObject } from 'n8n-workflow';

import { customer, mira, miraBody, northwind } from './engine/rows';

/** What a call may need to be there. */
export type Thing = 'individual' | 'company' | 'session' | 'document';

export interface Call {
	resource: string;
	operation: string;
	/** What must be there. */
	needs?: Thing;
	/** True: no other call may have used that thing before. */
	needsUnused?: boolean;
	/** True: the item must have a file, in its binary field `data`. */
	needsFile?: boolean;
	/** @param reference of the needed thing, or an expression that gives it */
	parameters: (reference: string) => IDataObject;
}

/** The call that makes a thing, and where in its output item the thing's reference is. */
export const MAKERS: Record<Thing, { name: string; reference: string }> = {
	individual: { name: 'customer createIndividual', reference: 'reference' },
	company: { name: 'customer createCompany', reference: 'reference' },
	session: { name: 'agreementSession create', reference: 'reference' },
	document: { name: 'document upload', reference: 'documents[0].reference' },
};

const ipAddress = '203.0.113.10';
const ofCustomer = (reference: string) => ({ customerReference: customer(reference) });
const ofDocument = (reference: string) => ({ documentReference: reference });
const nothing = () => ({});

/** In an order in which one makes what another needs. */
export const CALLS: Call[] = [
	{
		resource: 'agreementSession',
		operation: 'create',
		parameters: () => ({
			customerType: 'INDIVIDUAL',
			countryCode: 'DE',
			useCase: 'EMBEDDED_FIAT_ACCOUNTS',
		}),
	},
	{
		resource: 'agreementSession',
		operation: 'get',
		needs: 'session',
		parameters: (sessionReference) => ({ sessionReference }),
	},
	{
		resource: 'agreementSession',
		operation: 'waitForSignature',
		needs: 'session',
		parameters: (sessionReference) => ({
			sessionReference,
			timeLimit: 0,
			whenTimeIsUp: 'continue',
		}),
	},
	{
		resource: 'agreementSession',
		operation: 'sign',
		needs: 'session',
		needsUnused: true,
		parameters: (sessionReference) => ({ sessionReference, ipAddress }),
	},
	{
		resource: 'agreementSession',
		operation: 'decline',
		needs: 'session',
		needsUnused: true,
		parameters: (sessionReference) => ({ sessionReference, ipAddress }),
	},
	{
		resource: 'customer',
		operation: 'createIndividual',
		// a name with which the embedded BVNK's verification fails, so that there are reasons to show
		parameters: () => ({ ...mira, lastName: 'Mismatch' }),
	},
	{ resource: 'customer', operation: 'createCompany', parameters: () => northwind },
	{
		resource: 'customer',
		operation: 'createFromJson',
		parameters: () => ({
			body: { ...miraBody, individual: { ...miraBody.individual, lastName: 'Mismatch' } },
		}),
	},
	{ resource: 'customer', operation: 'get', needs: 'individual', parameters: ofCustomer },
	{ resource: 'customer', operation: 'getAll', parameters: () => ({ limit: 10 }) },
	{
		resource: 'customer',
		operation: 'getRequiredInfo',
		needs: 'company',
		parameters: ofCustomer,
	},
	{
		resource: 'customer',
		operation: 'update',
		needs: 'individual',
		parameters: (reference) => ({
			...ofCustomer(reference),
			updateFields: { dateOfBirth: '1991-03-09' },
		}),
	},
	{
		resource: 'customer',
		operation: 'waitForStatus',
		needs: 'individual',
		parameters: (reference) => ({
			...ofCustomer(reference),
			statusGroups: ['actionRequired', 'pending', 'verified'],
		}),
	},
	{
		resource: 'document',
		operation: 'upload',
		needs: 'individual',
		needsFile: true,
		parameters: (reference) => ({
			...ofCustomer(reference),
			documents: {
				document: [
					{
						binaryField: 'data',
						type: { __rl: true, mode: 'id', value: 'PASSPORT' },
						subType: 'FRONT_SIDE',
						countryCode: 'DE',
						description: 'First page',
						externalReference: 'file-1',
					},
				],
			},
		}),
	},
	{
		resource: 'document',
		operation: 'getDownloadUrl',
		needs: 'document',
		parameters: ofDocument,
	},
	{ resource: 'document', operation: 'download', needs: 'document', parameters: ofDocument },
	{ resource: 'document', operation: 'delete', needs: 'document', parameters: ofDocument },
	{ resource: 'questionnaire', operation: 'getDefinitions', parameters: nothing },
	{
		resource: 'questionnaire',
		operation: 'submit',
		needs: 'company',
		parameters: (reference) => ({
			...ofCustomer(reference),
			questionnaireCode: { __rl: true, mode: 'id', value: 'otherQuestionnaireFull' },
			answers: {
				mappingMode: 'defineBelow',
				value: { 'natureOfBusiness::customers': 'BOTH' },
				matchingColumns: [],
				schema: [
					{
						id: 'natureOfBusiness::customers',
						displayName: 'Customers',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
		}),
	},
	{
		resource: 'questionnaire',
		operation: 'submitFromJson',
		needs: 'company',
		parameters: (reference) => ({
			...ofCustomer(reference),
			body: [
				{
					code: 'otherQuestionnaireFull',
					sections: [{ id: 'natureOfBusiness', items: [{ id: 'customers', value: 'BOTH' }] }],
				},
			],
		}),
	},
	{ resource: 'referenceData', operation: 'getIndustries', parameters: nothing },
	{ resource: 'referenceData', operation: 'getMonthlyVolumes', parameters: nothing },
];

/** A call's name: its resource and operation, such as `customer get`. */
export const nameOf = ({ resource, operation }: Call) => `${resource} ${operation}`;

/**
 * The call of this name.
 *
 * @throws Error when there is none, which is how a new operation asks for one
 */
export function callNamed(name: string): Call {
	const found = CALLS.find((call) => nameOf(call) === name);
	if (!found) throw new Error(`test/calls.ts has no valid call of ${name}`);
	return found;
}

/** All parameters of a call, resource and operation among them. */
export const parametersOf = (call: Call, reference = ''): IDataObject => ({
	...call.parameters(reference),
	resource: call.resource,
	operation: call.operation,
});
