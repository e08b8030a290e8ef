// The events that BVNK's webhooks carry, and how each is read.

import { isObject } from '../../shared/check/groups';
import { uuidReference, type Reference } from '../../shared/check/reference';
import { statusGroupOf, type StatusGroup } from './statuses';

/** What an event is about, which decides what its `reference` and its `status` mean. */
type Subject = 'customer' | 'agreementSession' | 'other';

/** Which generation of the Customers API names an event so. */
export type ApiVersion = 'v1' | 'v2';

/** By which names BVNK sends an event: v1's, v2's newest, and v2's that BVNK retires, in parallel for now. */
export interface Spellings {
	v1?: string;
	v2?: string;
	v2Old?: string;
}

/** An event as a person knows it, by whichever name BVNK sends it. */
interface EventType {
	/** What a workflow saves: the first of its names, or a word of ours where only some statuses count. */
	value: string;
	name: string;
	description: string;
	subject: Subject;
	spellings: Spellings;
	/** Only where the customer's status belongs to this group. */
	statusGroup?: StatusGroup;
}

/** Of each event, `value` is left out where it is the first of its names. */
const event = (own: Omit<EventType, 'value'> & { value?: string }): EventType => {
	const { v1, v2, v2Old } = own.spellings;
	return { ...own, value: own.value ?? v1 ?? v2 ?? v2Old! };
};

const statusChange = {
	subject: 'customer' as const,
	spellings: {
		v1: 'bvnk:platform:customer:status-change',
		v2: 'platform:accounts:customer:status-change',
		v2Old: 'bvnk:customers:status-change',
	},
};
const asStatusChange = (then: string) =>
	`BVNK's event is Customer Status Changed; only ${then} starts the workflow`;

/**
 * Every event that BVNK documents, in the order in which the trigger offers them. What v1's events about
 * documents and questionnaires carry is not documented, nor is anything of v2's newest names but that they exist.
 */
export const events: EventType[] = [
	event({
		...statusChange,
		value: 'customer:verified',
		name: 'Customer Verified',
		description: asStatusChange('a customer that is verified'),
		statusGroup: 'verified',
	}),
	event({
		...statusChange,
		value: 'customer:rejected',
		name: 'Customer Rejected',
		description: asStatusChange('a customer that is rejected'),
		statusGroup: 'rejected',
	}),
	event({
		...statusChange,
		value: 'customer:action-required',
		name: 'Customer Needs Something',
		description: asStatusChange('a customer that must give or do something'),
		statusGroup: 'actionRequired',
	}),
	event({
		...statusChange,
		name: 'Customer Status Changed',
		description: "Any new status: carries the customer's reference and the status",
	}),
	event({
		name: 'Customer Updated',
		description: "Carries the customer's reference, status and external reference",
		subject: 'customer',
		spellings: { v1: 'bvnk:platform:customer:update' },
	}),
	event({
		name: 'Customer Initialized',
		description: 'The onboarding began, and agreements were assigned; Customers API v2 alone',
		subject: 'customer',
		spellings: { v2: 'platform:accounts:customer:initialized' },
	}),
	event({
		name: 'Customer Created',
		description: 'The customer exists, and has its links; Customers API v2 alone',
		subject: 'customer',
		spellings: { v2: 'platform:accounts:customer:created' },
	}),
	event({
		name: 'Agreement Session Status Changed',
		description:
			"Carries the session's reference and its status, such as SIGNED; Customers API v1 alone",
		subject: 'agreementSession',
		spellings: { v1: 'bvnk:platform:customer:agreement-session-status-change' },
	}),
	event({
		name: 'Agreement Status Changed',
		description: 'A customer accepted or rejected an agreement; Customers API v2 alone',
		subject: 'other',
		spellings: {
			v2: 'platform:accounts:customer:agreement-status-change',
			v2Old: 'bvnk:customers:agreements:status-change',
		},
	}),
	event({
		name: 'Document Status Changed',
		description: 'A document of the customer was taken in, approved or rejected',
		subject: 'other',
		spellings: {
			v1: 'bvnk:platform:customer:document-status-change',
			v2: 'platform:accounts:customer:document-status-change',
			v2Old: 'bvnk:customers:documents:status-change',
		},
	}),
	event({
		name: 'Questionnaire Status Changed',
		description: 'A questionnaire was answered or judged; Customers API v1 alone',
		subject: 'other',
		spellings: { v1: 'bvnk:platform:customer:questionnaire-status-change' },
	}),
	event({
		name: 'Associate Status Changed',
		description: 'A person behind a company has a new status; Customers API v2 alone',
		subject: 'other',
		spellings: {
			v2: 'platform:accounts:customer:associate-status-change',
			v2Old: 'bvnk:customers:associates:status-change',
		},
	}),
	event({
		name: 'Associate Document Status Changed',
		description: 'A document of a person behind a company was judged; Customers API v2 alone',
		subject: 'other',
		spellings: {
			v2: 'platform:accounts:customer:associate-document-status-change',
			v2Old: 'bvnk:customers:associates:documents:status-change',
		},
	}),
	event({
		name: 'Associate Deleted',
		description: 'A person behind a company was removed; Customers API v2 alone',
		subject: 'other',
		spellings: { v2: 'platform:accounts:customer:associate-deleted' },
	}),
];

/** The choice that lets every event pass, those that nobody has documented included. */
export const ALL_EVENTS = '*';

/** What is known of a name: the event, and which of its names it is. Those of one group of statuses have no own. */
const byName = new Map(
	events
		.filter(({ statusGroup }) => statusGroup === undefined)
		.flatMap((known) =>
			Object.entries(known.spellings).map(
				([spelling, name]) =>
					[name as string, { known, spelling: spelling as keyof Spellings }] as const,
			),
		),
);

/** Which of its names an event came by; undefined where nobody has documented it. */
export const spellingOf = (name: string): keyof Spellings | undefined => byName.get(name)?.spelling;

/** What an event is, by whichever name it came: the same event under two names has one kind. */
export const kindOf = (name: string): string => byName.get(name)?.known.value ?? name;

/**
 * Whether an event is among the chosen ones. One is chosen by its kind, by the very name that it came by, or
 * by its customer's group of statuses.
 */
export function isChosen(
	chosen: string[],
	{ event: name, statusGroup }: Pick<BvnkEvent, 'event' | 'statusGroup'>,
): boolean {
	return (
		[ALL_EVENTS, name, kindOf(name)].some((value) => chosen.includes(value)) ||
		events.some(
			(one) =>
				one.statusGroup !== undefined &&
				one.statusGroup === statusGroup &&
				chosen.includes(one.value) &&
				Object.values(one.spellings).includes(name),
		)
	);
}

/** What a workflow is given of an event: whom it is about, in which state that is, and what happened. */
export interface BvnkEvent {
	/** BVNK's reference of the customer; null where the event is not known to name one. */
	customerReference: Reference | null;
	status: string | null;
	/** Null where the status is not a customer's: a document that is approved verifies nobody. */
	statusGroup: StatusGroup | null;
	event: string;
	/** Whose name for it that is; null where nobody has documented it. */
	apiVersion: ApiVersion | null;
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
 * The customer stands in `customerId`, `customerReference` or `customer.id`. In an event about a customer it
 * stands else in `reference` (v1), or in `id` (v2, where `reference` may be the partner's own). Elsewhere these
 * name a session, a document or a payment. What has not the form of BVNK's references stays in `data` alone.
 */
export function readEvent(body: unknown): BvnkEvent | undefined {
	if (!isObject(body) || typeof body.event !== 'string' || body.event === '') return undefined;
	const data = isObject(body.data) ? body.data : {};
	const { known, spelling } = byName.get(body.event) ?? {};
	const subject = known?.subject ?? 'other';
	const status = filledText(data.status);
	const isCustomer = subject === 'customer';
	const own = spelling === 'v1' ? ['reference', 'id'] : ['id', 'reference'];
	const customer = isObject(data.customer) ? data.customer : {};
	return {
		customerReference:
			firstReference(data, ['customerId', 'customerReference']) ??
			firstReference(customer, ['id']) ??
			firstReference(data, isCustomer ? own : []),
		status,
		statusGroup: isCustomer && status !== null ? statusGroupOf(status) : null,
		event: body.event,
		apiVersion: spelling ? (spelling === 'v1' ? 'v1' : 'v2') : null,
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
