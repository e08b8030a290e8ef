// One delivery of LegalTalent's: what is LegalTalent's own about it. The rest is in `shared/webhook/receive.ts`.

import type { IDataObject } from 'n8n-workflow';
import { headersWithout } from '../../../../../nodes/shared/webhook/delivery';
import { receiver } from '../../../../../nodes/shared/webhook/receive';
import { secretOf, type SecretField } from '../../../../../nodes/shared/webhook/secret';
import { ALL_EVENTS, readEvent, type LegalTalentEvent } from '../api/events';
import { CREDENTIAL } from '../api/legaltalent';
import { schemeOf, SIGNATURE_HEADER, type Scheme } from '../api/signature';
import { settingsOf, type TriggerSettings } from './fields';

const SECONDS_AN_HOUR = 3600;

/** Where the secret is kept in n8n, and where it comes from. */
export const secretField: SecretField = {
	credential: CREDENTIAL,
	name: 'webhookSecret',
	label: 'Webhook Secret',
	copyIt:
		'Take the webhook_secret that is set at LegalTalent beside the URL, or set a long random text there',
};

/** The trigger's `webhook`. */
export const receive = receiver<LegalTalentEvent, TriggerSettings, Scheme>({
	node: 'LegalTalent Trigger',
	signatureHeader: SIGNATURE_HEADER,
	secret: async (context) => await secretOf(context, secretField),
	ifNotSigned: `${secretField.copyIt}, and paste it into '${secretField.label}' of the credential of this node. LegalTalent shows the secret masked, so set it anew where it is lost.`,
	schemeOf,
	settings: settingsOf,
	read: readEvent,
	// the signed id: the header X-Webhook-ID is not covered by the signature
	idOf: ({ id }) => id,
	notChosen,
	item: ({ event, settings, delivery }): IDataObject => ({
		...(event.body as IDataObject),
		...(settings.includeHeaders ? { headers: headersWithout(delivery, SIGNATURE_HEADER) } : {}),
	}),
	named: ({ type, id }) => ({ type, id }),
});

function notChosen(
	{ type, created }: LegalTalentEvent,
	{ events, maxAgeHours }: TriggerSettings,
): string | undefined {
	if (!events.includes(ALL_EVENTS) && !events.includes(type)) {
		return `Its type is '${type}', which is not chosen in 'Trigger On'.`;
	}
	if (maxAgeHours === 0) return undefined;
	if (created === undefined) return "It does not say when it was made, and 'Greatest Age' is set.";
	const age = Date.now() / 1000 - created;
	return age > maxAgeHours * SECONDS_AN_HOUR
		? `It was made ${Math.round(age / SECONDS_AN_HOUR)} hours ago, which is more than 'Greatest Age'.`
		: undefined;
}
