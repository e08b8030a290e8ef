// The events that LegalTalent sends, and how they are signed: HMAC-SHA256, documented; over what is not.
import { createHmac, randomUUID } from 'node:crypto';
import type {
	Signed,
	Stamp,
	WebhookEvent,
	WebhookStyle,
} from '../../../../test/tools/server/webhooks';

/** What is signed, and how it is written: the body, the time, a dot and the body, or the body in capital hex. */
export type SignatureScheme = 'body' | 'timestampAndBody' | 'upperCase';

/** The value of `x-webhook-signature`; the secret's UTF-8 bytes are the key. */
export function sign(
	scheme: SignatureScheme,
	secret: string,
	{ body, headers }: Pick<Signed, 'body' | 'headers'>,
): string {
	const hmac = createHmac('sha256', secret);
	if (scheme === 'timestampAndBody') hmac.update(`${headers?.['x-webhook-timestamp']}.`);
	const hex = hmac.update(body).digest('hex');
	return `sha256=${scheme === 'upperCase' ? hex.toUpperCase() : hex}`;
}

/** How LegalTalent's webhooks look. The timestamp is Unix time in seconds. */
export const webhookStyle = (secret: () => string): WebhookStyle<SignatureScheme> => ({
	signatureHeader: 'x-webhook-signature',
	usualScheme: 'body',
	stamp: (now) => ({
		eventId: `evt_${randomUUID().replaceAll('-', '')}`,
		timestamp: String(Math.floor(now / 1000)),
	}),
	headersOf: ({ eventId, timestamp }) => ({
		'user-agent': 'KYC-Webhooks/1.0',
		'x-webhook-id': eventId,
		'x-webhook-timestamp': timestamp,
	}),
	bodyOf,
	sign: (scheme, signed) => sign(scheme, secret(), signed),
});

function bodyOf({ event, data }: WebhookEvent, { eventId, timestamp }: Stamp): string {
	return JSON.stringify({ id: eventId, type: event, created: Number(timestamp), data });
}
