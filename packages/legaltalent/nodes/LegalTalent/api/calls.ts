// The calls of LegalTalent's API: path, name of the thing, and how the answer is read, a line each. No other
// file spells a path. Customers have no prefix, everything else stands below `/kyc` (its API reference).

import type { IDataObject } from 'n8n-workflow';
import { isUuid, type Reference } from '../../../../../nodes/shared/check/reference';
import { isPlainObject } from '../../../../../nodes/shared/form/json';
import { calls, path, type Call } from '../../../../../nodes/shared/http/call';
import { anyAnswer, dataOf, listAnswer, thingAnswer, type ListPage } from './answers';

const { get, post, patch, del } = calls('');

/**
 * Whether an answer is about what was asked for. It counts as such where it names nothing, or where one of the
 * two is no UUID: LegalTalent may take a name of the caller's own in its place.
 */
const about = (name: string, of: Reference | undefined) => ({
	isAbout: (body: unknown): boolean => {
		const data = dataOf(body);
		const said = isPlainObject(data) ? data[name] : undefined;
		if (typeof said !== 'string' || !isUuid(said) || !isUuid(of ?? '')) return true;
		return said.toLowerCase() === of?.toLowerCase();
	},
});

const customer = (of: Reference | undefined) => about('customer_id', of);
const session = (of: Reference) => about('session_id', of);
/** Whether a new customer has the client ID that was sent, in any case. What is not named counts as such. */
const withClientId = ({ client_id: sent }: IDataObject) => ({
	isAbout: (body: unknown): boolean => {
		const data = dataOf(body);
		const said = isPlainObject(data) ? data.client_id : undefined;
		if (typeof said !== 'string' || typeof sent !== 'string') return true;
		return said.toLowerCase() === sent.toLowerCase();
	},
});

/** Whether every session of a list is the customer's. */
const sessionsOf = (of: Reference) => ({
	isAbout: (body: unknown): boolean =>
		(listAnswer('sessions').parse(body).rows ?? []).every(customer(of).isAbout),
});

const withQuery = (query: IDataObject) => (Object.keys(query).length > 0 ? { query } : {});

/** A list, by its query. */
export type ListCall = (query: IDataObject) => Call<ListPage>;

/** By what they do. Each makes a call for a client to send. */
export const kyc = {
	customers: ((query) =>
		get(
			path`/customers`,
			'list of customers',
			listAnswer('customers'),
			withQuery(query),
		)) as ListCall,
	createCustomer: (body: IDataObject) =>
		post(path`/customers`, 'customer', thingAnswer, { body, ...withClientId(body) }),
	customer: (of: Reference) => get(path`/customers/${of}`, 'customer', thingAnswer, customer(of)),
	updateCustomer: (of: Reference, body: IDataObject) =>
		patch(path`/customers/${of}`, 'customer', anyAnswer, { body, ...customer(of) }),
	deactivateCustomer: (of: Reference) =>
		del(path`/customers/${of}`, 'customer', anyAnswer, customer(of)),
	customerSessions:
		(of: Reference): ListCall =>
		(query) =>
			get(path`/customers/${of}/sessions`, 'customer', listAnswer('sessions'), {
				...withQuery(query),
				...sessionsOf(of),
			}),
	organization: (of: Reference) =>
		get(path`/customers/${of}/organization`, 'customer', anyAnswer, customer(of)),
	riskProfile: (of: Reference, query: IDataObject) =>
		get(path`/customers/${of}/risk-profile`, 'customer', anyAnswer, {
			...withQuery(query),
			...customer(of),
		}),
	monitorCustomer: (of: Reference, body: IDataObject) =>
		post(path`/customers/${of}/monitor`, 'customer', anyAnswer, { body, ...customer(of) }),

	sessions: ((query) =>
		get(
			path`/kyc/sessions`,
			'list of sessions',
			listAnswer('sessions'),
			withQuery(query),
		)) as ListCall,
	createSession: (body: IDataObject) =>
		post(path`/kyc/sessions`, 'session', thingAnswer, {
			body,
			...customer(body.customer_id as Reference | undefined),
		}),
	session: (of: Reference) => get(path`/kyc/sessions/${of}`, 'session', thingAnswer, session(of)),
	generateLink: (of: Reference, body: IDataObject) =>
		post(path`/kyc/sessions/${of}/generate-link`, 'session', thingAnswer, { body, ...session(of) }),
	extendSession: (of: Reference, body: IDataObject) =>
		post(path`/kyc/sessions/${of}/extend`, 'session', anyAnswer, { body, ...session(of) }),

	workflows: ((query) =>
		get(
			path`/kyc/workflows`,
			'list of workflows',
			listAnswer('workflows'),
			withQuery(query),
		)) as ListCall,
	workflow: (of: Reference) =>
		get(path`/kyc/workflows/${of}`, 'workflow', thingAnswer, about('workflow_id', of)),

	screen: (body: IDataObject) => post(path`/kyc`, 'screening', anyAnswer, { body }),

	tenant: () => get(path`/kyc/tenants/me`, 'tenant', thingAnswer),
	setNotifications: (body: IDataObject) =>
		patch(path`/kyc/tenants/me/notification-channels`, 'tenant', anyAnswer, { body }),
};
