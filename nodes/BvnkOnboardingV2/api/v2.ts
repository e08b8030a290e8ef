// The calls of BVNK's Customers API v2: path, name of the thing, and how the answer is read, a line each.
// No other file spells a path of v2. v1's node takes its search from here.

import type { IDataObject } from 'n8n-workflow';
import { about, ofReference } from '../../BvnkOnboarding/api/about';
import type { Reference } from '../../shared/check/reference';
import { calls, path, type RawBody } from '../../shared/http/call';
import {
	agreementAnswer,
	agreementSetAnswer,
	associateAnswer,
	contentAnswer,
	customerAnswer,
	documentAnswer,
	foundAnswer,
	outcomesAnswer,
	rowsAnswer,
	uploadedAnswer,
} from './answers';

const { get, post, patch, del } = calls('/platform/v2');

/** Largest page that BVNK's pagination guide allows; not confirmed for v2, so a smaller answer is accepted. */
export const MAX_PAGE_SIZE = 100;

/** The most agreements that one call answers, by BVNK's page about it. */
export const MAX_ANSWERED_AT_ONCE = 50;

/** The most files that one call takes, by BVNK's page about it. */
export const MAX_FILES_A_CALL = 3;

const SET = 'set of agreements';

/** By what they do. Each makes a call for a client to send. */
export const v2 = {
	/** A set of agreements belongs to the partner's own reference. It is answered 200, and 409 where there is one. */
	createAgreements: (body: IDataObject) =>
		post(path`/agreements`, SET, agreementSetAnswer, {
			body,
			...about({ reference: body.reference }),
		}),
	agreements: (reference: string) =>
		get(path`/agreements`, SET, agreementSetAnswer, {
			query: { reference },
			...ofReference(reference),
		}),
	agreement: (id: Reference) =>
		get(path`/agreements/${id}`, 'agreement', agreementAnswer, about({ id })),
	agreementContent: (id: Reference) =>
		get(path`/agreements/${id}/content`, 'agreement', contentAnswer, about({ id })),
	/** Answered 200 although single ones may have been refused: each outcome stands in the answer. */
	answerAgreements: (body: IDataObject) =>
		post(path`/agreements/actions`, SET, outcomesAnswer, { body }),

	/** Agreements that BVNK has assigned to a customer. */
	assignedAgreements: (of: Reference, query: IDataObject) =>
		get(path`/customers/${of}/agreements`, 'list of agreements', rowsAnswer, { query }),
	answerAssigned: (of: Reference, id: Reference, body: IDataObject) =>
		post(path`/customers/${of}/agreements/${id}/actions`, 'agreement', undefined, {
			body,
			...about({ id }),
		}),

	customers: (query: IDataObject) =>
		get(path`/customers`, 'list of customers', rowsAnswer, { query }),
	/**
	 * A customer of v1 shows up here too, with v1's reference as `id` and the external one as `reference`.
	 * Seen in a public client, not stated by BVNK.
	 */
	customersWith: (reference: string) =>
		get(path`/customers`, 'list of customers', foundAnswer, { query: { reference } }),
	customer: (id: Reference) =>
		get(path`/customers/${id}`, 'customer', customerAnswer, about({ id })),
	/** The body has no type: `company` or `individual` in it decides. */
	createCustomer: (body: IDataObject) =>
		post(path`/customers`, 'customer', customerAnswer, {
			body,
			...about({
				reference: body.reference,
				type: 'company' in body ? 'COMPANY' : 'INDIVIDUAL',
			}),
		}),
	updateCustomer: (id: Reference, body: IDataObject) =>
		patch(path`/customers/${id}`, 'customer', undefined, { body, ...about({ id }) }),

	associates: (of: Reference, query: IDataObject) =>
		get(path`/customers/${of}/associates`, 'list of associates', rowsAnswer, { query }),
	associate: (of: Reference, id: Reference) =>
		get(path`/customers/${of}/associates/${id}`, 'associate', associateAnswer, about({ id })),
	createAssociate: (of: Reference, body: IDataObject) =>
		post(path`/customers/${of}/associates`, 'associate', associateAnswer, { body }),
	updateAssociate: (of: Reference, id: Reference, body: IDataObject) =>
		patch(path`/customers/${of}/associates/${id}`, 'associate', undefined, {
			body,
			...about({ id }),
		}),
	deleteAssociate: (of: Reference, id: Reference) =>
		del(path`/customers/${of}/associates/${id}`, 'associate'),

	uploadDocuments: (of: Reference, body: RawBody) =>
		post(path`/customers/${of}/documents`, 'customer', uploadedAnswer, { body }),
	uploadAssociateDocuments: (of: Reference, associate: Reference, body: RawBody) =>
		post(
			path`/customers/${of}/associates/${associate}/identification-documents`,
			'associate',
			uploadedAnswer,
			{ body },
		),
	documents: (of: Reference, query: IDataObject) =>
		get(path`/customers/${of}/documents`, 'list of documents', rowsAnswer, { query }),
	document: (of: Reference, id: Reference) =>
		get(path`/customers/${of}/documents/${id}`, 'document', documentAnswer, about({ id })),
};
