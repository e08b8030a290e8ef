// One delivery of Offblocks': what is Offblocks' own about it. The rest is in `shared/webhook/receive.ts`.

import { receiver } from '../../../../../nodes/shared/webhook/receive';
import {
	SIGNATURE_HEADER,
	signedBy,
	type Signed,
	type VerificationKey,
} from '../api/callbackSignature';
import { CUSTOMER_UPDATED, readEvent, type OffblocksEvent } from '../api/events';
import { settingsOf, type TriggerSettings } from './fields';
import { keysFor } from './verificationKey';

/** The trigger's `webhook`. */
export const receive = receiver<OffblocksEvent, TriggerSettings, Signed, VerificationKey[]>({
	node: 'Offblocks Trigger',
	signatureHeader: SIGNATURE_HEADER,
	secret: keysFor,
	ifNotSigned:
		'It is not from Offblocks, or not for this address: signatures are made for the address that is registered. Check that the address under which Offblocks reaches n8n is the one that n8n shows (WEBHOOK_URL), and that the clock of the computer is right.',
	schemeOf: (delivery, keys) => signedBy(keys, delivery),
	settings: settingsOf,
	read: readEvent,
	idOf: ({ eventId }) => eventId,
	notChosen,
	item: ({ event, scheme: { bodyCovered } }) => ({ ...event, bodyCovered }),
	named: ({ webhookType, eventId }) => ({ webhookType, eventId }),
});

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
