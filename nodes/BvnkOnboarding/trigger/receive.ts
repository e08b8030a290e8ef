// One delivery of BVNK's: what is BVNK's own about it. The rest is in `shared/webhook/receive.ts`.

import type { IDataObject } from 'n8n-workflow';
import { headersWithout } from '../../shared/webhook/delivery';
import { receiver, type Received } from '../../shared/webhook/receive';
import { secretOf, type SecretField } from '../../shared/webhook/secret';
import { bvnkV1 } from '../api/bvnk';
import { isChosen, kindOf, readEvent, spellingOf, type BvnkEvent } from '../api/events';
import { schemeOf, SIGNATURE_HEADER, type Scheme } from '../api/signature';
import { isAmong } from '../actions/statusFields';
import { fetchCustomer } from './fetchCustomer';
import { settingsOf, type TriggerSettings } from './fields';

/** Where BVNK's webhook secret is kept in n8n, and where a person finds it. */
export const secretField: SecretField = {
	credential: bvnkV1.credential,
	name: 'webhookSecret',
	label: 'Webhook Secret',
	copyIt:
		'Open the webhook in BVNK\'s portal (Integrations › Webhooks), copy what is labelled "Public key" there',
};

/** The trigger's `webhook`. */
export const receive = receiver<BvnkEvent, TriggerSettings, Scheme>({
	node: 'BVNK Onboarding Trigger',
	signatureHeader: SIGNATURE_HEADER,
	secret: async (context) => await secretOf(context, secretField),
	ifNotSigned: `Each webhook in BVNK's portal has its own Public key, and the Test URL's webhook another than the Production URL's. ${secretField.copyIt}, and paste it into '${secretField.label}' of the credential of this node.`,
	schemeOf,
	settings: settingsOf,
	notAllowed: (scheme, { signatureScheme }) =>
		signatureScheme === 'automatic' || signatureScheme === scheme
			? undefined
			: {
					reason: 'its signature is of a scheme that is not chosen',
					hint: "Choose another 'Signature Scheme'.",
				},
	read: readEvent,
	// BVNK does not say that two kinds of event never share an id; the same event under two names may
	idOf: ({ event, eventId }) =>
		eventId === null ? null : JSON.stringify([kindOf(event), eventId]),
	notChosen,
	item,
	named: ({ event, eventId }) => ({ event, eventId }),
});

function notChosen(
	{ event, status, statusGroup }: BvnkEvent,
	{ events, statuses, statusGroups, apiVersion }: TriggerSettings,
): string | undefined {
	if (!isChosen(events, { event, statusGroup })) {
		const which = status === null ? '' : ` with the status ${status}`;
		return `Its event is '${event}'${which}, which is not chosen in 'Trigger On'.`;
	}
	if (apiVersion !== 'any' && apiVersion !== spellingOf(event)) {
		return `Its event is '${event}', a name of another 'API Version' than is chosen.`;
	}
	const isFiltered = statuses.length + statusGroups.length > 0;
	return isFiltered && !isAmong(statusGroups, statuses, { status, statusGroup })
		? `Its status is ${status ?? 'not given'}, which is not chosen in 'Status Groups' or 'Statuses'.`
		: undefined;
}

async function item({
	event,
	settings,
	delivery,
	context,
}: Received<BvnkEvent, TriggerSettings>): Promise<IDataObject> {
	return {
		...(event as unknown as IDataObject),
		...(settings.includeHeaders ? { headers: headersWithout(delivery, SIGNATURE_HEADER) } : {}),
		...(settings.fetchCustomer ? await fetchCustomer(context, event) : {}),
	};
}
