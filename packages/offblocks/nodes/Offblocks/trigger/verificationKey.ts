// The key that Offblocks signs deliveries with. It is asked for when a delivery names another one than is known,
// at most once a minute, because anybody can send a delivery. Only the last one counts: Offblocks may have
// changed it because somebody else had it.

import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { createClient } from '../../../../../nodes/shared/http/client';
import type { Delivery } from '../../../../../nodes/shared/webhook/delivery';
import { SettingError } from '../../../../../nodes/shared/webhook/settings';
import { keyIdsIn, publicKeyOf, type VerificationKey } from '../api/callbackSignature';
import { api, CREDENTIAL, offblocks } from '../api/offblocks';

/** Offblocks is asked for its key no more often than this, in milliseconds. */
export const ASK_AGAIN_AFTER_MS = 60_000;

/** A delivery waits while the key is asked for, and comes again where that takes too long. */
const PATIENCE = { timeout: 4000, maxTries: 1 };

interface Asked {
	key: Promise<VerificationKey>;
	at: number;
	/** The key that was known before: it counts on where Offblocks cannot be asked. */
	before?: VerificationKey;
}

/** What was asked last, for each trigger node and credential, as long as this process lives. */
const asked = new Map<string, Asked>();

/**
 * Asks Offblocks for its key.
 *
 * @throws NodeApiError where it cannot be had, SettingError where it is none that can be used
 */
export const askForKey = async (
	context: IHookFunctions | IWebhookFunctions,
): Promise<VerificationKey> => await asking(context).key;

/**
 * The keys that a delivery may be signed with: none, or the one that it names.
 *
 * @throws SettingError where Offblocks cannot be asked
 */
export async function keysFor(
	context: IWebhookFunctions,
	delivery: Delivery,
): Promise<VerificationKey[]> {
	const named = keyIdsIn(delivery);
	// who names no key is not worth a question
	if (named.length === 0) return [];
	const known = asked.get(placeOf(context));
	let reason: unknown;
	try {
		const before = await known?.key.catch(() => known.before);
		if (before && named.includes(before.id)) return [before];
		// of the deliveries that have waited for the same answer, the first asks again
		const last = asked.get(placeOf(context));
		const key = await (last && (last !== known || isFresh(last)) ? last : asking(context, before))
			.key;
		return named.includes(key.id) ? [key] : [];
	} catch (error) {
		reason = error;
	}
	throw new SettingError(
		'the key that Offblocks signs with cannot be had',
		reason instanceof Error ? reason.message : '',
	);
}

/** Either way, because a clock may be set back. */
const isFresh = ({ at }: Asked) => Math.abs(Date.now() - at) < ASK_AGAIN_AFTER_MS;

function asking(context: IHookFunctions | IWebhookFunctions, before?: VerificationKey): Asked {
	const now: Asked = { key: ask(context), at: Date.now(), ...(before ? { before } : {}) };
	asked.set(placeOf(context), now);
	return now;
}

async function ask(context: IHookFunctions | IWebhookFunctions): Promise<VerificationKey> {
	const client = createClient(offblocks, context, PATIENCE);
	const { value } = await client.call(api.verificationKey());
	const key = publicKeyOf(value.key);
	if (key) return { id: value.keyId, key };
	throw new SettingError(
		'Offblocks signs its deliveries with a key that is not of the curve P-384',
	);
}

function placeOf(context: IHookFunctions | IWebhookFunctions): string {
	const { id, credentials } = context.getNode();
	return [context.getWorkflow().id, id, credentials?.[CREDENTIAL]?.id].join('/');
}
