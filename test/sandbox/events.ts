// The events that BVNK sends: their names, what each carries, and the envelope around it.
import type { Customer, UploadedDocument } from './customer';
import { statusOf } from './lifecycle';
import { v7 as uuidV7 } from 'uuid';
import type { Stamp, WebhookEvent, WebhookStyle } from '../tools/server/webhooks';
import { sign, type SignatureScheme } from './signature';
import type { AgreementSession } from './state';

/** How BVNK's webhooks look and are signed. The timestamp is an ISO date-time in UTC, down to nanoseconds. */
export const webhookStyle = (secret: string): WebhookStyle<SignatureScheme> => ({
	signatureHeader: 'x-signature',
	usualScheme: 'current',
	stamp: (now, count) => ({ eventId: uuidV7(), timestamp: preciseTime(now, count) }),
	bodyOf: eventBody,
	sign: (scheme, signed, own = secret) => sign(scheme, own, signed),
});

/** A customer came into a status. */
export function statusChange({ reference }: Customer, status: string): WebhookEvent {
	return { event: 'bvnk:platform:customer:status-change', data: { reference, status } };
}

/** What is known about a customer was changed. */
export function customerUpdate(customer: Customer): WebhookEvent {
	const { reference, externalReference } = customer;
	return {
		event: 'bvnk:platform:customer:update',
		data: { reference, status: statusOf(customer), externalReference },
	};
}

/** An agreement session was signed or declined. */
export function sessionStatusChange({ reference, status }: AgreementSession): WebhookEvent {
	return {
		event: 'bvnk:platform:customer:agreement-session-status-change',
		data: { reference, status },
	};
}

/** A document was taken in or judged. What BVNK sends of it is not documented. */
export function documentStatusChange(
	customer: Customer,
	{ reference, type, status }: UploadedDocument,
): WebhookEvent {
	return {
		event: 'bvnk:platform:customer:document-status-change',
		data: { reference, customerReference: customer.reference, type, status },
	};
}

/** A questionnaire was answered, in full or in part. What BVNK sends of it is not documented. */
export function questionnaireStatusChange(
	customer: Customer,
	code: string,
	status: string,
): WebhookEvent {
	return {
		event: 'bvnk:platform:customer:questionnaire-status-change',
		data: { customerReference: customer.reference, code, status },
	};
}

/** The body that is sent, with its members in BVNK's order and without white space. */
function eventBody({ event, data }: WebhookEvent, { eventId, timestamp }: Stamp): string {
	return JSON.stringify({ event, eventId, timestamp, data });
}

/**
 * BVNK's date-times have nanoseconds, the clock here has milliseconds: the rest counts the events,
 * so that two events of one millisecond are in order too.
 *
 * @param now ms since 1970
 */
function preciseTime(now: number, count: number): string {
	const belowMs = String(count % 1_000_000).padStart(6, '0');
	return new Date(now).toISOString().replace('Z', `${belowMs}Z`);
}
