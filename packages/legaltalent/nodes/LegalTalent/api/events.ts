// The events that LegalTalent's webhooks carry, and how each is read (its API reference, Webhooks).

import { isObject } from '../../../../../nodes/shared/check/groups';

/** The events about sessions, in the order of a session's life. Those about watchlists have no documented names. */
export const events = [
	{
		name: 'Session Created',
		value: 'kyc.session.created',
		description: 'A session was made',
	},
	{
		name: 'Session Completed',
		value: 'kyc.session.completed',
		description: 'The person has done all steps. That is no decision.',
	},
	{
		name: 'Session Processed',
		value: 'kyc.session.processed',
		description: 'The decision is ready: read it in data',
	},
	{
		name: 'Session Approved',
		value: 'kyc.session.approved',
		description: 'Somebody approved it. Its final_decision may be "flagged" all the same.',
	},
	{
		name: 'Session Rejected',
		value: 'kyc.session.rejected',
		description: 'Somebody rejected it',
	},
	{
		name: 'Session in Manual Review',
		value: 'kyc.session.manual_review',
		description: 'Somebody has to look at it',
	},
];

/** The choice that lets every event pass, those among them that have no documented names. */
export const ALL_EVENTS = '*';

/** An event, as it came: `{id, type, created, data}`. */
export interface LegalTalentEvent {
	type: string;
	/** Null where it has none. */
	id: string | null;
	/** When it was made, in seconds since 1970; undefined where it does not say. */
	created: number | undefined;
	/** The whole body. */
	body: Record<string, unknown>;
}

/** The event in a body; undefined where it is not one (not an object, or without a type). */
export function readEvent(body: unknown): LegalTalentEvent | undefined {
	if (!isObject(body) || typeof body.type !== 'string' || body.type === '') return undefined;
	const { id, created } = body;
	return {
		type: body.type,
		id: typeof id === 'string' && id !== '' ? id : null,
		created: typeof created === 'number' && Number.isFinite(created) ? created : undefined,
		body,
	};
}
