// The webhook's secret, out of the credential. To read it costs n8n more than all the rest of a delivery
// (it asks its database, and makes a sandbox for the expressions that a credential may hold), so the
// deliveries of a burst share one reading.

import type { IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../../BvnkOnboarding/api/bvnk';

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
export async function secretOf(context: IWebhookFunctions): Promise<string | undefined> {
	const { id, credentials } = context.getNode();
	const key = [context.getWorkflow().id, id, credentials?.[CREDENTIAL]?.id].join('/');
	forgetStale();
	const reading = readings.get(key) ?? { secret: read(context), startedAt: Date.now() };
	readings.set(key, reading);
	try {
		return await reading.secret;
	} catch {
		if (readings.get(key) === reading) readings.delete(key);
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

async function read(context: IWebhookFunctions): Promise<string> {
	const { webhookSecret } = await context.getCredentials(CREDENTIAL);
	return typeof webhookSecret === 'string' ? webhookSecret.trim() : '';
}
