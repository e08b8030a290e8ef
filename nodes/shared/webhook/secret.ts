// The webhook's secret, out of the credential. Reading it is the slowest part of a delivery (n8n asks its
// database, and makes a sandbox for expressions), so the deliveries of a burst share one reading.

import type { IWebhookFunctions } from 'n8n-workflow';
import { cleaned } from '../credential/fields';

/** Where the secret is kept, and how it gets there. */
export interface SecretField {
	/** The credential type. */
	credential: string;
	/** The field's name, and its label. */
	name: string;
	label: string;
	/** A sentence without its end: where it is shown, to be copied. */
	copyIt: string;
}

/** A secret that was changed in n8n is used after this time at the latest, in milliseconds. */
export const READ_AGAIN_AFTER_MS = 1_000;

interface Reading {
	secret: Promise<string>;
	startedAt: number;
}

/** The fresh reading of each trigger node's credential. */
const readings = new Map<string, Reading>();

/**
 * The secret of the webhook.
 *
 * @returns empty when the credential has none; undefined when n8n cannot give the credential, because
 * to throw would have n8n start an execution for whoever called
 */
export async function secretOf(
	context: IWebhookFunctions,
	field: SecretField,
): Promise<string | undefined> {
	let key: string | undefined;
	let reading: Reading | undefined;
	try {
		const { id, credentials } = context.getNode();
		key = [context.getWorkflow().id, id, credentials?.[field.credential]?.id].join('/');
		forgetStale();
		reading = readings.get(key) ?? { secret: read(context, field), startedAt: Date.now() };
		readings.set(key, reading);
		return await reading.secret;
	} catch {
		if (key !== undefined && readings.get(key) === reading) readings.delete(key);
		return undefined;
	}
}

/** What is not used again is not kept: it is a secret. */
function forgetStale(): void {
	for (const [key, { startedAt }] of readings) {
		// either way, because a clock may be set back
		if (Math.abs(Date.now() - startedAt) >= READ_AGAIN_AFTER_MS) readings.delete(key);
	}
}

async function read(context: IWebhookFunctions, field: SecretField): Promise<string> {
	const { [field.name]: secret } = await context.getCredentials(field.credential);
	return cleaned(secret);
}
