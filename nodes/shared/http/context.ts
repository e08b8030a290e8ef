// From where requests are sent, and how patiently.

import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** A running node, a list in the editor, a webhook, its registration. */
export type RequestContext =
	IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** How long one try may take where the user says nothing else, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/** How requests are made, and for which input item. */
export interface RequestSettings {
	itemIndex?: number;
	/** Milliseconds that one try may take, the reading of its answer included. */
	timeout?: number;
	/** Tries in all, 1 or more. */
	maxTries?: number;
	/** The most requests that all items of the run start in a second, together; 0: no limit. */
	requestsPerSecond?: number;
	/** The form's label of a field that the API names; undefined where the form does not have it. */
	labelOf?: (field: string) => string | undefined;
}

/**
 * The credential as its expressions give it for one item, so that one workflow serves many accounts.
 *
 * @throws NodeOperationError where there is no credential, or n8n cannot decrypt it
 */
export async function credentialOfItem(
	{ context, itemIndex = 0 }: { context: RequestContext; itemIndex?: number },
	name: string,
): Promise<ICredentialDataDecryptedObject> {
	return await context.getCredentials(name, itemIndex);
}
