// The events that BVNK's webhooks carry, and how each is read.

import { isObject } from '../../shared/check/groups';
import { uuidReference, type Reference } from '../../shared/check/reference';
import { statusGroupOf, type StatusGroup } from './statuses';

/** What an event is about, which decides what its `reference` and its `status` mean. */
type Subject = 'customer' | 'agreementSession' | 'other';

interface EventType {
	value: string;
	name: string;
	description: string;
	subject: Subject;
}

/** The five events of Customers API v1. What the last two carry is not documented. */
const currentEvents: EventType[] = [
	{
		value: 'bvnk:platform:customer:status-change',
		name: 'Customer Status Changed',
		description: "Carries the customer's reference and its new status",
		subject: 'customer',
	},
	{
		value: 'bvnk:platform:customer:update',
		name: 'Customer Updated',
		description: "Carries the customer's reference, status and external reference",
		subject: 'customer',
	},
	{
		value: 'bvnk:platform:customer:agreement-session-status-change',
		name: 'Agreement Session Status Changed',
		description: "Carries the session's reference and its status, such as SIGNED",
		subject: 'agreementSession',
	},
	{
		value: 'bvnk:platform:customer:document-status-change',
		name: 'Document Status Changed',
		description: 'BVNK does not document what it carries',
		subject: 'other',
	},
	{
		value: 'bvnk:platform:customer:questionnaire-status-change',
		name: 'Questionnaire Status Changed',
		description: 'BVNK does not document what it carries',
		subject: 'other',
	},
];

const retiring = 'Of Customers API v2, under the name that BVNK retires';
const parallel = 'Of Customers API v2, under its newest name';

/** Customers API v2 sends each event under two names for the time being: choose one of them. */
const v2Events: EventType[] = [
	{
		value: 'platform:accounts:customer:status-change',
		name: 'V2: Customer Status Changed',
		description: `${parallel}; carries customerId, status and required actions`,
		subject: 'customer',
	},
	{
		value: 'platform:accounts:customer:document-status-change',
		name: 'V2: Document Status Changed',
		description: parallel,
		subject: 'other',
	},
	{
		value: 'platform:accounts:customer:associate-status-change',
		name: 'V2: Associate Status Changed',
		description: parallel,
		subject: 'other',
	},
	{
		value: 'platform:accounts:customer:associate-document-status-change',
		name: 'V2: Associate Document Status Changed',
		description: parallel,
		subject: 'other',
	},
	{
		value: 'platform:accounts:customer:agreement-status-change',
		name: 'V2: Agreement Status Changed',
		description: parallel,
		subject: 'other',
	},
	{
		value: 'bvnk:customers:status-change',
		name: 'V2, Old Name: Customer Status Changed',
		description: `${retiring}; carries customerId, status and required actions`,
		subject: 'customer',
	},
	{
		value: 'bvnk:customers:documents:status-change',
		name: 'V2, Old Name: Document Status Changed',
		description: retiring,
		subject: 'other',
	},
	{
		value: 'bvnk:customers:associates:status-change',
		name: 'V2, Old Name: Associate Status Changed',
		description: retiring,
		subject: 'other',
	},
	{
		value: 'bvnk:customers:associates:documents:status-change',
		name: 'V2, Old Name: Associate Document Status Changed',
		description: retiring,
		subject: 'other',
	},
	{
		value: 'bvnk:customers:agreements:status-change',
		name: 'V2, Old Name: Agreement Status Changed',
		description: `${retiring}; carries customerId, agreementId, status and the time of the answer`,
		subject: 'other',
	},
];

/** Every event that BVNK documents, in the order in which the trigger offers them. */
export const events: EventType[] = [...currentEvents, ...v2Events];

/** The choice that lets every event pass, those that nobody has documented included. */
export const ALL_EVENTS = '*';

/** What a workflow is given of an event: whom it is about, in which state that is, and what happened. */
export interface BvnkEvent {
	/** BVNK's reference of the customer; null where the event is not known to name one. */
	customerReference: Reference | null;
	status: string | null;
	/** Null where the status is not a customer's: a document that is approved verifies nobody. */
	statusGroup: StatusGroup | null;
	event: string;
	eventId: string | null;
	timestamp: string | null;
	/** BVNK's reference of the agreement session, of an event about one. */
	agreementSessionReference: Reference | null;
	data: unknown;
}

/**
 * An event's body as a workflow is given it; undefined where it is not an event of BVNK's (not an object,
 * or without a name).
 *
 * The customer stands in `customerId` (v2, where `reference` is the partner's own). In an event about a
 * customer it stands else in `reference` (v1) or in `id`. Elsewhere these name a session, a document or a
 * payment. What has not the form of BVNK's references stays in `data` alone.
 */
export function readEvent(body: unknown): BvnkEvent | undefined {
	if (!isObject(body) || typeof body.event !== 'string' || body.event === '') return undefined;
	const data = isObject(body.data) ? body.data : {};
	const subject = events.find(({ value }) => value === body.event)?.subject ?? 'other';
	const status = filledText(data.status);
	const isCustomer = subject === 'customer';
	return {
		customerReference: firstReference(data, [
			'customerId',
			...(isCustomer ? ['reference', 'id'] : []),
		]),
		status,
		statusGroup: isCustomer && status !== null ? statusGroupOf(status) : null,
		event: body.event,
		eventId: filledText(body.eventId),
		timestamp: filledText(body.timestamp),
		agreementSessionReference:
			subject === 'agreementSession' ? firstReference(data, ['reference']) : null,
		data: body.data ?? null,
	};
}

/** The first of the members that is a reference of BVNK's, and not the partner's own, which may look alike. */
function firstReference(data: Record<string, unknown>, members: string[]): Reference | null {
	const own = members
		.filter((member) => data[member] !== data.externalReference)
		.map((member) => uuidReference(data[member]));
	return own.find((reference) => reference !== undefined) ?? null;
}

function filledText(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
