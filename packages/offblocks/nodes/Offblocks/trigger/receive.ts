// One delivery of Offblocks': what is Offblocks' own about it. The rest is in `shared/webhook/receive.ts`.

import { duration } from '../../../../../nodes/shared/http/causes';
import type { Update } from '../../../../../nodes/shared/webhook/newest';
import { receiver, Unfit, type NotAllowed } from '../../../../../nodes/shared/webhook/receive';
import {
	isWhole,
	MAX_AGE_HOURS,
	SIGNATURE_HEADER,
	signedBy,
	TOLERANCE_S,
	type Fault,
	type Signed,
	type VerificationKey,
} from '../api/callbackSignature';
import { CUSTOMER_UPDATED, readEvent, versionOf, type OffblocksEvent } from '../api/events';
import { settingsOf, type TriggerSettings } from './fields';
import { keysFor } from './verificationKey';

const SECONDS_AN_HOUR = 3600;

/** The trigger's `webhook`. */
export const receive = receiver<OffblocksEvent, TriggerSettings, Signed, VerificationKey[]>({
	node: 'Offblocks Trigger',
	signatureHeader: SIGNATURE_HEADER,
	secret: keysFor,
	ifNotSigned:
		'It is not from Offblocks, or not for this address: signatures are made for the address that is registered. Check that the address under which Offblocks reaches n8n is the one that n8n shows (WEBHOOK_URL), and that the clock of the computer is right.',
	schemeOf(delivery, keys) {
		const found = signedBy(keys, delivery);
		return found && 'kind' in found ? new Unfit(wordsOf(found)) : found;
	},
	settings: settingsOf,
	notAllowed,
	read: readEvent,
	// an event that somebody else may have made, or sent on, takes nothing from one that is surely Offblocks'
	idOf: ({ eventId }, { bodyCovered, addressCovered }) =>
		JSON.stringify([eventId, bodyCovered, addressCovered]),
	updateOf,
	notChosen,
	item: ({ event, scheme: { bodyCovered, addressCovered } }) => ({
		...event,
		bodyCovered,
		addressCovered,
	}),
	named: ({ webhookType, eventId }) => ({ webhookType, eventId }),
});

const CLOCK = 'the clock of the computer that n8n runs on';
const REPEATED =
	'Offblocks repeats for a day what is not answered with 200, and may not sign it anew: look in the log for what was refused before.';

/** Why a delivery is refused that Offblocks signed. */
function wordsOf(fault: Fault): NotAllowed {
	const time = 'seconds' in fault ? duration(Math.round(fault.seconds)) : '';
	switch (fault.kind) {
		case 'future':
			return {
				reason: `its signature is from the future, so a clock is wrong: ${CLOCK}, or Offblocks'`,
				hint: `It was made ${time} after now, by ${CLOCK}. Set that clock (time synchronisation, NTP).`,
			};
		case 'expired':
			return {
				reason: `its signature has expired, or ${CLOCK} is wrong`,
				hint: `It expired ${time} ago, by ${CLOCK}. Check that clock. ${REPEATED}`,
			};
		case 'old':
			return {
				reason: `it was signed more than ${MAX_AGE_HOURS} hours ago, or ${CLOCK} is wrong`,
				hint: `It was signed ${time} ago, by ${CLOCK}. Check that clock. ${REPEATED}`,
			};
		case 'undated':
			return {
				reason: 'its signature has no time that can be read',
				hint: 'It could be sent again for ever. Ask Offblocks to sign with the parameter created.',
			};
		case 'otherBody':
			return {
				reason: 'its body is another than the signed one',
				hint: 'A proxy between Offblocks and n8n may have changed it, or somebody else has.',
			};
	}
}

function notAllowed(
	{ bodyCovered, addressCovered, created }: Signed,
	{ signedBodiesOnly, maxAgeHours }: TriggerSettings,
): NotAllowed | undefined {
	if (signedBodiesOnly && !bodyCovered) {
		return {
			reason: "its signature does not cover the body, and 'Signed Bodies Only' is on",
			hint: "If Offblocks signs no bodies, switch 'Signed Bodies Only' off under Options. Then read the customer anew with Get before you act on an event: its body may be forged.",
		};
	}
	if (signedBodiesOnly && !addressCovered) {
		return {
			reason: "its signature does not say which address it is for, and 'Signed Bodies Only' is on",
			hint: "It covers the body, but may have been made for somebody else to whom Offblocks delivers. If Offblocks signs no addresses, switch 'Signed Bodies Only' off under Options. Then read the customer anew with Get before you act on an event: it may not be yours.",
		};
	}
	const hours = (Date.now() / 1000 - created) / SECONDS_AN_HOUR;
	if (hours <= maxAgeHours) return undefined;
	return {
		reason: "it was signed longer ago than 'Greatest Age (Hours)' allows",
		hint: `It was signed ${Math.round(hours)} hours ago, and up to ${maxAgeHours} are allowed. Check the clock of the computer, or allow more under Options.`,
	};
}

/**
 * A body that nobody vouches for, or that was signed for somebody else, must not make others old. Nor must one
 * from a time after its signature: it would silence its customer until then.
 */
function updateOf(
	{ webhookType, id, updatedAt }: OffblocksEvent,
	{ events, skipOlderUpdates }: TriggerSettings,
	signed: Signed,
): Update | undefined {
	if (!skipOlderUpdates || !isWhole(signed) || !events.includes(webhookType)) return undefined;
	const version = versionOf(updatedAt, signed.created + TOLERANCE_S);
	if (typeof id !== 'string' || !version) return undefined;
	return { subject: JSON.stringify([webhookType, id.toLowerCase()]), version };
}

function notChosen(
	{ webhookType, status }: OffblocksEvent,
	{ events, customerStatuses }: TriggerSettings,
): string | undefined {
	if (!events.includes(webhookType)) {
		return `Its type is '${webhookType}', which is not chosen in 'Trigger On'.`;
	}
	if (webhookType !== CUSTOMER_UPDATED || customerStatuses.length === 0) return undefined;
	const given = typeof status === 'string' ? status : '';
	const lower = (text: string) => text.trim().toLowerCase();
	if (customerStatuses.map(lower).includes(lower(given))) return undefined;
	return `Its status is ${given || 'not given'}, which is not chosen in 'Customer Status'.`;
}
