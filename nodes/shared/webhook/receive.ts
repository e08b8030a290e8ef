// One delivery to a trigger: refused, ignored or turned into an item. The questions, in their order: is it
// JSON, is it the vendor's, is it an event, was it chosen, is it new, and newer than what came before?
//
// n8n starts an execution for whatever a trigger throws. So in production nothing is thrown: a delivery
// that cannot be handled now is answered 503 and comes again. Only the signature is looked at before it
// is known to be right. In test mode a person watches, and is told why a delivery started nothing.

import {
	NodeOperationError,
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { jsonOf } from '../check/json';
import { newestOf, type Update } from './newest';
import { claimed, isTest, type Claim } from './repeats';
import { SettingError } from './settings';
import { TurnTooLong } from './turns';
import { withoutByteOrderMark, type Delivery } from './delivery';

/** What a trigger knows of an event when it makes the workflow's item. */
export interface Received<Event, Settings, Scheme = unknown> {
	event: Event;
	settings: Settings;
	/** The scheme by which the delivery was signed. */
	scheme: Scheme;
	delivery: Delivery;
	context: IWebhookFunctions;
}

/** What a vendor gives for its trigger. `Secret` is a text, or public keys. */
export interface Trigger<Event, Settings, Scheme = unknown, Secret = string> {
	/** The node, as a log names it. */
	node: string;
	/** In small letters: the header without which a delivery is not signed. */
	signatureHeader: string;
	/**
	 * What the signature is checked with. Empty: there is none. Undefined: it cannot be read now. Nothing of
	 * the delivery is known to be right yet.
	 *
	 * @throws SettingError where it cannot be had, in words of its own
	 */
	secret(context: IWebhookFunctions, delivery: Delivery): Promise<Secret | undefined>;
	/** For the person who tries the trigger: what to do where a signature does not fit. */
	ifNotSigned: string;
	/** The scheme by which a delivery is signed, or why one that fits does not count; undefined where none fits. */
	schemeOf(delivery: Delivery, secret: Secret): Scheme | Unfit | undefined;
	/** Reads the form. @throws SettingError */
	settings(context: IWebhookFunctions): Settings;
	/** Why the settings do not allow the scheme; undefined where they do. Left out where nothing can be chosen. */
	notAllowed?(scheme: Scheme, settings: Settings): NotAllowed | undefined;
	/** The event in a body; undefined where it is not an event. It must bear any value. */
	read(body: unknown): Event | undefined;
	/**
	 * What tells an event from every other; null where it says nothing of the kind. Where a scheme does not
	 * vouch for the event, the scheme is part of it: a forged event must not take the place of the true one.
	 */
	idOf(event: Event, scheme: Scheme): string | null;
	/**
	 * What an event says of the thing that it is about, where an older state is to start nothing once a newer
	 * one has come. Left out, or undefined: whatever came before does not matter. Also undefined for a kind of
	 * event that can never start the workflow: it would only push out what is remembered of others.
	 */
	updateOf?(event: Event, settings: Settings, scheme: Scheme): Update | undefined;
	/** Why an event is not to start the workflow, as a sentence; undefined where it is. */
	notChosen(event: Event, settings: Settings): string | undefined;
	/** The item that the workflow starts with. */
	item(received: Received<Event, Settings, Scheme>): Promise<IDataObject> | IDataObject;
	/** What of an event stands in the answer, for a person who looks at the vendor's log. */
	named(event: Event): IDataObject;
}

/** Why a delivery is refused that the vendor signed. */
export interface NotAllowed {
	/** For n8n's log, reading on after "refused a delivery: ". Never a word of what was delivered. */
	reason: string;
	/** What the user can do. */
	hint: string;
}

/** A signature that fits and does not count, such as one that has expired. Whoever sent it is not told of this. */
export class Unfit {
	constructor(readonly why: NotAllowed) {}
}

/** A delivery that starts nothing and is not answered with 200. */
class Refusal extends Error {
	/**
	 * @param status the answer's; the sender may try again whatever it is
	 * @param answer what the sender is told, who may be anybody
	 * @param reason for n8n's log, if anything: never a word of what was delivered
	 * @param told for the person who tries the trigger
	 * @param hint what that person can do
	 */
	constructor(
		readonly status: number,
		readonly answer: string,
		readonly reason: string | undefined,
		readonly told: string,
		readonly hint = '',
	) {
		super(answer);
	}
}

/** What is used here of the request and the answer, which n8n types by express. */
interface Exchange {
	/** `rawBody` is what came, after gzip: n8n leaves it out of multipart bodies. */
	request: { rawBody?: Buffer; originalUrl: string; method?: string };
	response: {
		statusCode: number;
		status(code: number): { json(body: object): void };
		once(event: 'prefinish', listener: () => void): void;
	};
}

/** A trigger's `webhook`: answers the sender, and starts the workflow when there is reason to. */
export function receiver<Event, Settings, Scheme, Secret = string>(
	trigger: Trigger<Event, Settings, Scheme, Secret>,
): (context: IWebhookFunctions) => Promise<IWebhookResponseData> {
	return async (context) => {
		try {
			return await received(trigger, context);
		} catch (error) {
			return refused(trigger.node, context, asRefusal(error));
		}
	};
}

async function received<Event, Settings, Scheme, Secret>(
	trigger: Trigger<Event, Settings, Scheme, Secret>,
	context: IWebhookFunctions,
): Promise<IWebhookResponseData> {
	const delivery = deliveryOf(context);
	const scheme = await schemeOf(trigger, delivery, context);
	const settings = trigger.settings(context);
	const notAllowed = trigger.notAllowed?.(scheme, settings);
	if (notAllowed) throw notSigned(notAllowed.reason, notAllowed.hint);
	const event = trigger.read(jsonOf(withoutByteOrderMark(delivery.body.toString('utf8'))));
	if (event === undefined) throw noEvent();
	const answer = (outcome: IDataObject) => ({
		received: true,
		...outcome,
		...trigger.named(event),
	});
	// a person who tries the trigger sees whatever comes
	const update = isTest(context) ? undefined : trigger.updateOf?.(event, settings, scheme);
	const notChosen = trigger.notChosen(event, settings);
	if (notChosen !== undefined) {
		if (isTest(context)) {
			throw new Refusal(200, '', undefined, 'A delivery came, and starts nothing here', notChosen);
		}
		if (update) note(context, update);
		return { webhookResponse: answer({ started: false, reason: 'not chosen in this workflow' }) };
	}
	const response = responseOf(context);
	const claim = await claimOf(context, trigger.idOf(event, scheme), delivery.body, update);
	if (typeof claim === 'string') {
		return { webhookResponse: answer({ started: false, reason: claim }) };
	}
	let item: IDataObject | undefined;
	try {
		item = await trigger.item({ event, settings, scheme, delivery, context });
	} finally {
		if (!item) claim.release();
	}
	// Fires with n8n's answer, also when the sender has hung up before: n8n goes on all the same. What is
	// answered with 200 does not come again, so it counts as taken.
	response.once('prefinish', () => (response.statusCode < 300 ? claim.commit() : claim.release()));
	return whenStarted(item, () => claim.commit(), answer({ started: true }));
}

/**
 * Takes an event for a delivery.
 *
 * @returns why it starts nothing, where another delivery has started an execution with it, or with a newer one
 * @throws TurnTooLong where it is not known in time what becomes of another about the same thing
 */
async function claimOf(
	context: IWebhookFunctions,
	eventId: string | null,
	body: Buffer,
	update: Update | undefined,
): Promise<Claim | string> {
	const claim = await claimed(context, eventId, body);
	if (!claim) return 'taken before';
	if (!update) return claim;
	let turn: Claim | undefined;
	try {
		const { newest, store } = newestOf(context);
		turn = await newest.take(update, store);
	} finally {
		if (!turn) claim.release();
	}
	if (!turn) return 'older than one that came before';
	const both = [claim, turn];
	const each = (end: keyof Claim) => () => both.forEach((one) => one[end]());
	return { commit: each('commit'), release: each('release') };
}

function note(context: IWebhookFunctions, update: Update): void {
	const { newest, store } = newestOf(context);
	newest.note(update, store);
}

/**
 * Starts the workflow with an item, and calls `started` once n8n has started it.
 *
 * n8n reads `webhookResponse` after it has started the execution, and then saves the static data. What is
 * written there earlier is lost.
 */
function whenStarted(
	item: IDataObject,
	started: () => void,
	webhookResponse: object,
): IWebhookResponseData {
	return {
		workflowData: [[{ json: item }]],
		get webhookResponse() {
			started();
			return webhookResponse;
		},
	};
}

function deliveryOf(context: IWebhookFunctions): Delivery {
	const headers = Object.fromEntries(
		Object.entries(context.getHeaderData() as Record<string, unknown>).map(([name, value]) => [
			name,
			[value].flat().join(', '),
		]),
	);
	const contentType = headers['content-type'] ?? '';
	if (!/^application\/([\w.+-]+\+)?json\b/i.test(contentType)) {
		const text = 'The content type must be application/json';
		throw new Refusal(415, text, undefined, 'A delivery came that is not JSON', `${text}.`);
	}
	const request: Exchange['request'] = context.getRequestObject();
	return {
		body: request.rawBody ?? Buffer.alloc(0),
		headers,
		contentType,
		method: request.method ?? 'POST',
		url: () => urlOf(context),
		paths: () => pathsOf(context, request.originalUrl),
	};
}

/** The address that was given to the sender. That of the test URL is had from a newer n8n alone. */
function urlOf(context: IWebhookFunctions): string | undefined {
	const { getWebhookResourceUrl }: Partial<IWebhookFunctions> = context;
	return isTest(context) && getWebhookResourceUrl
		? getWebhookResourceUrl.call(context, 'default')
		: context.getNodeWebhookUrl('default');
}

/** The addresses under which the sender may know this webhook. A proxy may have changed the one asked for. */
function pathsOf(context: IWebhookFunctions, asked: string): string[] {
	const url = context.getNodeWebhookUrl('default');
	return [
		asked.replace(/\?.*/, ''),
		asked,
		...(url && URL.canParse(url) ? [new URL(url).pathname, url] : []),
	];
}

/** @throws Refusal where the delivery is not the vendor's, or that cannot be told */
async function schemeOf<Event, Settings, Scheme, Secret>(
	trigger: Trigger<Event, Settings, Scheme, Secret>,
	delivery: Delivery,
	context: IWebhookFunctions,
): Promise<Scheme> {
	const secret = await trigger.secret(context, delivery);
	if (secret === undefined) {
		throw new Refusal(
			503,
			'Not able to check the signature now',
			'its credential cannot be read',
			'A delivery came, but the credential cannot be read',
			'Open the credential of this node, and test it.',
		);
	}
	if (!secret)
		throw notSigned('the credential has no secret to check it with', trigger.ifNotSigned);
	if (!delivery.headers[trigger.signatureHeader]) {
		throw notSigned('its signature is missing', trigger.ifNotSigned);
	}
	const scheme = trigger.schemeOf(delivery, secret);
	if (scheme instanceof Unfit) throw notSigned(scheme.why.reason, scheme.why.hint);
	if (scheme === undefined) throw notSigned('its signature is wrong', trigger.ifNotSigned);
	return scheme;
}

const notSigned = (reason: string, hint: string) =>
	new Refusal(
		401,
		'The signature is missing or wrong',
		reason,
		`A delivery came and was refused: ${reason}`,
		hint,
	);

const noEvent = () =>
	new Refusal(
		400,
		'The body is not an event',
		undefined,
		'A delivery came that is signed, but its body is not an event',
	);

const busy = () =>
	new Refusal(
		503,
		'Not able to take it now',
		'n8n has not yet started the execution for the same event, or for one about the same thing',
		'A delivery came, but n8n has not yet started the execution for the same event, or for one about the same thing',
	);

/** What was not foreseen is answered 503, so that the event comes again. */
function asRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	if (error instanceof TurnTooLong) return busy();
	if (error instanceof SettingError) {
		return new Refusal(503, 'Not able to take it now', error.message, error.message, error.hint);
	}
	const kind = error instanceof Error ? error.constructor.name : typeof error;
	const reason = `something unforeseen happened (${kind})`;
	return new Refusal(503, 'Not able to take it now', reason, `A delivery came, but ${reason}`);
}

function refused(node: string, context: IWebhookFunctions, refusal: Refusal): IWebhookResponseData {
	const { status, answer, reason, hint } = refusal;
	if (isTest(context)) throw told(context, refusal.told, hint);
	if (reason) warn(node, context, reason);
	responseOf(context).status(status).json({ error: answer });
	return { noWebhookResponse: true };
}

/** One line in n8n's log, with nothing of what was delivered. */
function warn(node: string, context: IWebhookFunctions, reason: string): void {
	context.logger.warn(`${node} refused a delivery: ${reason}`, {
		workflowId: context.getWorkflow().id,
		nodeName: context.getNode().name,
	});
}

/** Ends the listening of the editor: n8n shows the error at the trigger, and runs no node after it. */
const told = (context: IWebhookFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { description, level: 'warning' });

function responseOf(context: IWebhookFunctions): Exchange['response'] {
	return context.getResponseObject();
}
