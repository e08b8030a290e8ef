// The registration of the trigger's address at Offblocks. It is known by its address alone: that of another
// workflow, or of this one under another name, is never touched.

import { randomUUID } from 'node:crypto';
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { uuidReference } from '../../../../../nodes/shared/check/reference';
import { createClient } from '../../../../../nodes/shared/http/client';
import { triggerSetting } from '../../../../../nodes/shared/webhook/settings';
import { api, offblocks } from '../api/offblocks';
import { eventsField } from './fields';
import { askForKey } from './verificationKey';

/** Whether Offblocks has this address, for the events that are chosen now. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await inOneMessage(context, async () => {
		const [own] = await ownRegistrations(context);
		return own !== undefined && areSame(own.types, chosenTypes(context));
	});
}

/** Registers this address, or changes what is registered for it already. Refuses where no key can be had. */
export async function register(context: IHookFunctions): Promise<true> {
	return await inOneMessage<true>(context, async () => {
		const types = chosenTypes(context);
		await askForKey(context);
		const [own] = await ownRegistrations(context);
		const body = { ...(own ? { id: own.id } : {}), callbackUrl: urlOf(context), types };
		await clientOf(context).call(api.putWebhook(body), once());
		return true;
	});
}

/** Removes all that is registered for this address. What is gone already is fine. */
export async function unregister(context: IHookFunctions): Promise<true> {
	return await inOneMessage<true>(context, async () => {
		for (const { id } of await ownRegistrations(context)) {
			const reference = uuidReference(id);
			if (!reference) continue;
			await clientOf(context).call(api.deleteWebhook(reference), { ...once(), allow: [404] });
		}
		return true;
	});
}

async function ownRegistrations(context: IHookFunctions) {
	const url = urlOf(context);
	const { value } = await clientOf(context).call(api.webhooks());
	return value.filter(({ callbackUrl }) => areSameUrl(callbackUrl, url));
}

const clientOf = (context: IHookFunctions) => createClient(offblocks, context);

/** A key for all tries of one call. */
const once = () => ({ idempotencyKey: randomUUID() });

const chosenTypes = (context: IHookFunctions): string[] => triggerSetting(context, eventsField);

function urlOf(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url && URL.canParse(url)) return url;
	throw new NodeOperationError(context.getNode(), 'n8n gives no address for this trigger');
}

/** Offblocks prints an address anew, perhaps in other letters. */
const areSameUrl = (one: string, other: string): boolean =>
	URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;

const areSame = (some: string[], others: string[]): boolean =>
	[...new Set(some)].sort().join() === [...new Set(others)].sort().join();

/** What an error says, n8n's or that of a setting. */
interface Told {
	message: string;
	description?: string | null;
	hint?: string;
}

/** n8n shows nothing but the message of a failed activation, so what to do goes into it. */
async function inOneMessage<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const { message, description, hint }: Told = error as Told;
		const sentences = [message.replace(/\.$/, ''), description ?? hint].filter(Boolean).join('. ');
		throw new NodeOperationError(context.getNode(), sentences);
	}
}
