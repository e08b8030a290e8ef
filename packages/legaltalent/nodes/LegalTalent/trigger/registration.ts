// Registering the trigger's URL at LegalTalent, which has one for the whole account: only where no other is there.

import { NodeApiError, NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { cleaned } from '../../../../../nodes/shared/credential/fields';
import { isPlainObject } from '../../../../../nodes/shared/form/json';
import { createClient, type Client } from '../../../../../nodes/shared/http/client';
import { manual } from '../../../../../nodes/shared/webhook/manual';
import { kyc } from '../api/calls';
import { CREDENTIAL, legalTalent } from '../api/legaltalent';
import { registrationField } from './fields';
import { secretField } from './receive';

/**
 * What this trigger registered, which is its own also under another address of n8n. It is kept by the node's id: what
 * n8n keeps for a node goes by its name, and is lost with it, or becomes another node's of that name.
 */
function registration(context: IHookFunctions) {
	const data = context.getWorkflowStaticData('global');
	const entry = `registeredUrl:${context.getNode().id}`;
	return {
		url: data[entry],
		keep(url: string) {
			// n8n would save its copy of all static data, from before what triggers have written meanwhile
			if (data[entry] !== url) data[entry] = url;
		},
	};
}

/**
 * `create` of the webhook. By hand, it registers nothing. Both ways, the trigger does not go live where no signature
 * could be checked.
 *
 * @throws NodeOperationError, and NodeApiError of a call, with all in the message: n8n shows no more of it
 */
export async function register(context: IHookFunctions): Promise<true> {
	await manual(context, secretField);
	// a test URL is good for one event, and would take the place of the one that counts
	const isTest = context.getMode() === 'manual';
	if (context.getNodeParameter('registration', 'manual') !== 'automatic' || isTest) return true;
	const url = context.getNodeWebhookUrl('default');
	if (!url) throw refused(context, 'n8n did not say which URL this trigger has');
	const client = createClient(legalTalent, context);
	const own = registration(context);
	const found = await inOneMessage(context, async () => await registeredUrl(client, context));
	if (found !== '' && !isSame(found, url) && !isSame(found, own.url)) {
		throw refused(
			context,
			`LegalTalent sends the events of this account to another URL already (${hostOf(found)}), which would get them no more. Remove that URL at LegalTalent first, or set '${registrationField.displayName}' to By Hand`,
		);
	}
	const { webhookSecret } = await context.getCredentials(CREDENTIAL);
	const secret = cleaned(webhookSecret);
	const call = kyc.setNotifications({ webhook_url: url, webhook_secret: secret });
	await inOneMessage(
		context,
		async () =>
			await client.call(call, {
				personal: () => [secret, url],
				ifRepeated: 'Publish the workflow again: it registers the same URL.',
			}),
	);
	own.keep(url);
	return true;
}

/** `delete` of the webhook. LegalTalent does not document how a URL is removed, so it stays, and that is logged. */
export function unregister(context: IHookFunctions): true {
	if (registration(context).url !== undefined && context.getMode() !== 'manual') {
		context.logger.info(
			'LegalTalent Trigger: the URL stays registered at LegalTalent, which documents no way to remove it',
			{ workflowId: context.getWorkflow().id, nodeName: context.getNode().name },
		);
	}
	return true;
}

/**
 * The URL that LegalTalent has; empty where it has none.
 *
 * @throws NodeOperationError where the answer does not tell: what is not known to be free is left alone
 */
async function registeredUrl(client: Client, context: IHookFunctions): Promise<string> {
	const { value } = await client.call(kyc.tenant());
	const levels = [value, value.notification_config, value.notification_channels].filter(
		isPlainObject,
	);
	const told = levels.filter((level) => 'webhook_url' in level).map((level) => level.webhook_url);
	const urls = told.filter((url) => url !== null && url !== '');
	const isKnown = told.length > 0 && urls.every((url) => typeof url === 'string');
	if (isKnown) return urls.find((url) => typeof url === 'string') ?? '';
	throw refused(
		context,
		`LegalTalent's answer does not tell which URL is registered, so none is replaced. Set '${registrationField.displayName}' to By Hand`,
	);
}

/** What a call gives. Its error says all in its message. */
async function inOneMessage<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof NodeApiError)) {
			throw new NodeOperationError(context.getNode(), error as Error);
		}
		throw refused(context, [error.message, error.description].filter(Boolean).join('. '));
	}
}

/** LegalTalent may write the same URL in another way. */
const isSame = (one: string, other: unknown): boolean =>
	typeof other === 'string' && normalised(one) === normalised(other);

const normalised = (url: string): string =>
	URL.canParse(url) ? new URL(url).href.replace(/\/$/, '') : url.trim();

/** The host alone: what stands behind it may be a secret. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'not a URL');

function refused(context: IHookFunctions, why: string): NodeOperationError {
	const message = /[.!?]$/.test(why) ? why : `${why}.`;
	const error = new NodeOperationError(context.getNode(), message);
	// n8n replaces a message in which it finds a system code
	error.message = message;
	return error;
}
