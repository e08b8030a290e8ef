// The events that Offblocks tells: their types, and how one is read.

import type { IDataObject } from 'n8n-workflow';
import { isPlainObject } from '../../../../../nodes/shared/form/json';

/** The type of event that is about a customer. */
export const CUSTOMER_UPDATED = 'customer.updated';

/** Every type of Offblocks' specification. There is none for a creation: that is an update as well. */
export const EVENT_TYPES = [
	{
		name: 'Customer Updated',
		value: CUSTOMER_UPDATED,
		description: 'A customer was created, or its status changed',
	},
	{
		name: 'Account Updated',
		value: 'account.updated',
		description: 'An account was created, or its status changed',
	},
	{
		name: 'Card Updated',
		value: 'card.updated',
		description: 'A card was created, or its status changed',
	},
	{
		name: 'Authorisation Updated',
		value: 'authorisation.updated',
		description: 'A payment by card was authorised, or its authorisation changed',
	},
	{
		name: 'Transaction Updated',
		value: 'transaction.updated',
		description: 'A payment was made, or its status changed',
	},
];

/** An event: what it is, and flat beside it all fields of what it is about. */
export interface OffblocksEvent extends IDataObject {
	webhookType: string;
	eventId: string;
}

/** The event in a body; undefined where it is none: no object, without a type, or without an id. */
export function readEvent(body: unknown): OffblocksEvent | undefined {
	if (!isPlainObject(body)) return undefined;
	const { webhookType, eventId } = body;
	const isText = (value: unknown) => typeof value === 'string' && value !== '';
	return isText(webhookType) && isText(eventId) ? (body as OffblocksEvent) : undefined;
}

/**
 * A time of Offblocks' as text of which the later one sorts behind: with all nine digits below the second, which
 * a `Date` would lose.
 *
 * @param latest seconds since 1970: no update can be from later
 * @returns undefined where it is no such time: nothing is known then of what is older
 */
export function versionOf(updatedAt: unknown, latest: number): string | undefined {
	const [, second, fraction = ''] =
		/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(
			typeof updatedAt === 'string' ? updatedAt : '',
		) ?? [];
	if (!second) return undefined;
	const date = new Date(`${second}Z`);
	// a `Date` takes the 30th of February for a day in March
	const isReal = !isNaN(date.getTime()) && date.toISOString().startsWith(second);
	if (!isReal || date.getTime() / 1000 > latest) return undefined;
	return `${second}.${fraction.padEnd(9, '0')}`;
}
