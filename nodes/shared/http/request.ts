// What a call of BVNK's API is: what goes out, what comes back, and how patient it is.

import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** The UI's label of a field as BVNK spells it (`individual.address.postalCode`), where it is one of ours. */
export type LabelOf = (field: string) => string | undefined;

/** The name of the credential type, as `credentials/` has it. */
export const CREDENTIAL = 'bvnkHawkApi';

/** How long one try may take where the user says nothing else. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/** From where requests are sent: a running node, a list in the editor, a webhook. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** One call of BVNK's API. */
export interface BvnkRequest {
	method: IHttpRequestMethods;
	/** Below the credential's host, from `api/endpoints.ts`. */
	path: string;
	query?: IDataObject;
	body?: IDataObject | IDataObject[];
	/** Makes a repeat harmless: BVNK answers it with what it answered first. */
	idempotencyKey?: string;
	/** Statuses that the caller deals with itself, although they say that something is wrong. */
	allow?: number[];
	/** What sending it again does, for error texts: a sentence, left out where it is not known. */
	ifRepeated?: string;
	/** The UI's label of a field that BVNK names, for its error texts. */
	labelOf?: LabelOf;
}

/** BVNK's answer: `body` is its JSON, or undefined where nothing came. */
export interface BvnkAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	body: unknown;
	/** The body as it came. */
	text: string;
	/** How often it was asked until this came. */
	tries: number;
}

/** How requests are made, and for which input item. */
export interface RequestSettings {
	itemIndex?: number;
	/** Milliseconds that one try may take, its body included. */
	timeout?: number;
	/** Tries in all, 1 or more. */
	maxTries?: number;
}

/** Why no answer came: nothing that BVNK said. */
export interface NoAnswer {
	/** The system's or the HTTP library's code, such as ECONNREFUSED. */
	code?: string;
	/** What was thrown, in its own words. */
	words: string;
}
