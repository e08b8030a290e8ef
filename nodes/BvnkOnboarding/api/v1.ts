// The calls of BVNK's Customers API v1: path, name of the thing, and how the answer is read, a line each.
// No other file spells a path.

import type { IDataObject } from 'n8n-workflow';
import type { Reference } from '../../shared/check/reference';
import { calls, path } from '../../shared/http/call';
import { about } from './about';
import {
	createAnswer,
	customerAnswer,
	definitionsAnswer,
	documentUrlAnswer,
	industriesAnswer,
	listAnswer,
	monthlyVolumesAnswer,
	requiredInfoAnswer,
	sessionAnswer,
	uploadedAnswer,
} from './answers';

/**
 * BVNK's older pages also print `/api/platform/v1/…`. Every reference page and live client uses the form
 * without `/api`.
 */
const { get, post, put, patch, del } = calls('/platform/v1');

/** Largest page that BVNK's pagination guide allows; not confirmed for customers, so a smaller answer is accepted. */
export const MAX_PAGE_SIZE = 100;

const customer = (of: Reference) => about({ reference: of, customerReference: of });
const document = (of: Reference) => about({ reference: of, documentReference: of });
const session = (of: Reference) => about({ reference: of });
/** Where what was answered has a reference of its own. */
const ofCustomer = (of: Reference) => about({ customerReference: of });

/** By what they do. Each makes a call for a client to send. */
export const v1 = {
	customers: (query: IDataObject) =>
		get(path`/customers`, 'list of customers', listAnswer, { query }),
	customer: (of: Reference) =>
		get(path`/customers/${of}`, 'customer', customerAnswer, customer(of)),
	createCustomer: (body: IDataObject) => {
		const { type, externalReference } = body;
		const named = about({ type, externalReference });
		return post(path`/customers`, 'customer', createAnswer, { body, ...named });
	},
	updateCustomer: (of: Reference, body: IDataObject) =>
		patch(path`/customers/${of}`, 'customer', undefined, { body, ...customer(of) }),
	/** The older guide's method for the same. */
	replaceCustomer: (of: Reference, body: IDataObject) =>
		put(path`/customers/${of}`, 'customer', undefined, { body, ...customer(of) }),
	requiredInfo: (of: Reference) =>
		get(path`/customers/${of}/info-required`, 'customer', requiredInfoAnswer, customer(of)),

	uploadDocuments: (of: Reference, body: IDataObject[]) =>
		post(path`/customers/${of}/documents`, 'customer', uploadedAnswer, { body, ...ofCustomer(of) }),
	documentUrl: (of: Reference) =>
		get(path`/customers/documents/${of}/url`, 'document', documentUrlAnswer, document(of)),
	deleteDocument: (of: Reference) => del(path`/customers/documents/${of}`, 'document'),

	/** Singular, unlike the path to which answers are submitted. */
	questionnaireDefinitions: (query?: IDataObject) =>
		get(
			path`/customers/questionnaire/definitions`,
			'list of questionnaires',
			definitionsAnswer,
			query ? { query } : {},
		),
	submitAnswers: (of: Reference, body: IDataObject[]) =>
		put(path`/customers/${of}/questionnaires`, 'customer', undefined, { body, ...ofCustomer(of) }),

	/** Singular: `agreement`. */
	createSession: (body: IDataObject) =>
		post(path`/customers/agreement/sessions`, 'agreement session', sessionAnswer, {
			body,
			...about({ customerType: body.customerType }),
		}),
	session: (of: Reference) =>
		get(path`/customers/agreement/sessions/${of}`, 'agreement session', sessionAnswer, session(of)),
	answerSession: (of: Reference, body: IDataObject) =>
		put(path`/customers/agreement/sessions/${of}`, 'agreement session', undefined, {
			body,
			...session(of),
		}),

	industries: () => get(path`/accounts/industries`, 'list of industries', industriesAnswer),
	monthlyVolumes: () =>
		get(path`/accounts/monthly-expected-volumes`, 'list of volumes', monthlyVolumesAnswer),
};
