// A valid call of each operation of v2's node, once: for the output previews, for the editor in a browser,
// and for the workflows that each release saves.

import type { IDataObject } from 'n8n-workflow';

import { customer, group, mira, northwind } from './engine/v2/rows';

/** What a call may need to be there. */
export type Thing =
	'agreements' | 'associate' | 'company' | 'document' | 'individual' | 'reference';

export interface Call {
	resource: string;
	operation: string;
	/** What must be there. */
	needs?: Thing;
	/** True: the item must have a file, in its binary field `data`. */
	needsFile?: boolean;
	/**
	 * @param name of the needed thing, or an expression that gives it
	 * @param owner of an associate or a document: its customer
	 */
	parameters: (name: string, owner: string) => IDataObject;
}

/** The call that makes a thing, where in its output item the thing's name is, and whose it is. */
export const MAKERS: Record<Thing, { name: string; at: string; of?: Thing }> = {
	agreements: { name: 'agreement create', at: 'agreements[0].id' },
	associate: { name: 'associate create', at: 'id', of: 'company' },
	company: { name: 'customer createCompany', at: 'id' },
	document: { name: 'document upload', at: 'documents[0].id', of: 'individual' },
	individual: { name: 'customer createIndividual', at: 'id' },
	reference: { name: 'agreement create', at: 'reference' },
};

const ofCustomer = (id: string) => ({ customerId: customer(id) });
const ofAssociate = (id: string, owner: string) => ({
	...ofCustomer(owner),
	associateId: customer(id),
});
const ofDocument = (documentId: string, owner: string) => ({ ...ofCustomer(owner), documentId });
const ofAgreement = (agreementId: string) => ({ agreementId });

const prospect = {
	reference: 'crm-000417',
	customerType: 'INDIVIDUAL',
	countryCode: 'DE',
	useCase: 'FIAT',
};

/** In an order in which one makes what another needs. */
export const CALLS: Call[] = [
	{ resource: 'agreement', operation: 'create', parameters: () => prospect },
	{
		resource: 'agreement',
		operation: 'getAll',
		needs: 'reference',
		parameters: (reference) => ({ agreementsOf: 'prospect', reference }),
	},
	{ resource: 'agreement', operation: 'get', needs: 'agreements', parameters: ofAgreement },
	{
		resource: 'agreement',
		operation: 'download',
		needs: 'agreements',
		parameters: (agreementId) => ({ agreementId, binaryField: 'data' }),
	},
	{
		resource: 'agreement',
		operation: 'answer',
		needs: 'reference',
		parameters: (reference) => ({ agreementsOf: 'prospect', reference, answer: 'ACCEPT' }),
	},
	{ resource: 'customer', operation: 'createIndividual', parameters: () => mira },
	{ resource: 'customer', operation: 'createCompany', parameters: () => northwind },
	{
		resource: 'customer',
		operation: 'createFromJson',
		parameters: () => ({
			body: JSON.stringify({
				reference: 'crm-000419',
				useCase: 'FIAT',
				individual: {
					firstName: 'Dario',
					lastName: 'Sampleton',
					dateOfBirth: '1984-05-02',
					birthCountryCode: 'IT',
					nationality: 'IT',
					emailAddress: 'dario@example.org',
					address: {
						addressLine1: 'Via Esempio 1',
						city: 'Milano',
						postalCode: '20121',
						countryCode: 'IT',
					},
					taxIdentification: { number: 'FAKE-TAX-419', taxResidenceCountryCode: 'IT' },
					cdd: {
						employmentStatus: 'SALARIED',
						sourceOfFunds: 'SALARY',
						pepStatus: 'NOT_PEP',
						intendedUseOfAccount: 'INVESTMENTS',
						expectedMonthlyVolume: { amount: '900', currency: 'EUR' },
					},
				},
			}),
		}),
	},
	{ resource: 'customer', operation: 'get', needs: 'individual', parameters: ofCustomer },
	{
		resource: 'customer',
		operation: 'getByReference',
		needs: 'individual',
		parameters: () => ({ reference: mira.reference }),
	},
	{
		resource: 'customer',
		operation: 'getAll',
		needs: 'individual',
		parameters: () => ({ limit: 10 }),
	},
	{
		resource: 'customer',
		operation: 'getOnboardingLink',
		needs: 'individual',
		parameters: (id) => ({ ...ofCustomer(id), timeLimit: 1 }),
	},
	{
		resource: 'customer',
		operation: 'getRequiredActions',
		needs: 'company',
		parameters: ofCustomer,
	},
	{
		resource: 'customer',
		operation: 'update',
		needs: 'individual',
		parameters: (id) => ({
			...ofCustomer(id),
			customerType: 'individual',
			updateFields: { dateOfBirth: '1991-03-09' },
		}),
	},
	{
		resource: 'customer',
		operation: 'waitForStatus',
		needs: 'individual',
		parameters: (id) => ({
			...ofCustomer(id),
			statusGroups: ['actionRequired', 'pending', 'verified'],
		}),
	},
	{
		resource: 'associate',
		operation: 'create',
		needs: 'company',
		parameters: (id) => ({
			...ofCustomer(id),
			kind: 'PERSON',
			types: ['DIRECTOR'],
			firstName: 'Lea',
			lastName: 'Sommer',
			dateOfBirth: '1988-05-02',
			birthCountryCode: 'DE',
			nationality: 'DE',
			addressLine1: 'Elbweg 11',
			city: 'Hamburg',
			postalCode: '20457',
			countryCode: 'DE',
			additionalFields: {
				contactInfo: group({ emailAddress: 'l.sommer@northwind.example' }),
				ownership: group({ percentage: '10', type: 'DIRECT' }),
				taxNumber: '98765432111',
				taxResidenceCountryCode: 'DE',
			},
		}),
	},
	{ resource: 'associate', operation: 'get', needs: 'associate', parameters: ofAssociate },
	{ resource: 'associate', operation: 'getAll', needs: 'company', parameters: ofCustomer },
	{
		resource: 'associate',
		operation: 'update',
		needs: 'associate',
		parameters: (id, owner) => ({
			...ofAssociate(id, owner),
			updateFields: { types: ['DIRECTOR', 'SIGNATORY'] },
		}),
	},
	{ resource: 'associate', operation: 'delete', needs: 'associate', parameters: ofAssociate },
	{
		resource: 'document',
		operation: 'upload',
		needs: 'individual',
		needsFile: true,
		parameters: (id) => ({
			...ofCustomer(id),
			documents: {
				document: [
					{
						binaryField: 'data',
						type: { __rl: true, mode: 'id', value: 'ID_CARD' },
						subType: 'FRONT_SIDE',
						countryCode: 'DE',
						description: 'Front',
						externalReference: 'file-1',
					},
				],
			},
		}),
	},
	{ resource: 'document', operation: 'get', needs: 'document', parameters: ofDocument },
	{
		resource: 'document',
		operation: 'getAll',
		needs: 'document',
		parameters: (_, owner) => ofCustomer(owner),
	},
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
	if (!found) throw new Error(`test/calls-v2.ts has no valid call of ${name}`);
	return found;
}

/** All parameters of a call, resource and operation among them. */
export const parametersOf = (call: Call, name = '', owner = ''): IDataObject => ({
	...call.parameters(name, owner),
	resource: call.resource,
	operation: call.operation,
});
