// One delivery of BVNK's: refused, ignored or turned into an item, in this order of questions: is it
// JSON, is it BVNK's, is it an event, was it chosen, is it new?

import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { uuidReference } from '../../shared/check/reference';
import { bvnkV1 } from '../api/bvnk';
import { v1 } from '../api/v1';
import { ALL_EVENTS, readEvent, type BvnkEvent } from '../api/events';
import { simpleCustomer } from '../output/simplify';
import { createClient } from '../../shared/http/client';
import { keyOf, takenEventsOf, type Claim } from '../../shared/webhook/repeats';
import { secretOf } from '../../shared/webhook/secret';
import { isSigned, SIGNATURE_HEADER, type Delivery, type SignatureScheme } from '../api/signature';

interface TriggerOptions {
	signatureScheme?: SignatureScheme;
	includeHeaders?: boolean;
	fetchCustomer?: boolean;
	status?: string[];
	statusGroup?: string[];
}

/** What is used here of the request and the answer, which n8n types by express. */
interface Exchange {
	/** `rawBody` is what came, after gzip: n8n leaves it out of multipart bodies. */
	request: { rawBody?: Buffer; originalUrl: string };
	response: {
		statusCode: number;
		status(code: number): { json(body: object): void };
		once(event: 'prefinish', listener: () => void): void;
	};
}

/** What BVNK is told, for a person who looks at its log. */
interface Outcome {
	started: boolean;
	reason?: string;
}

/** BVNK waits 10 seconds for its answer; what is fetched before it must not take half of them. */
const FETCH_PATIENCE = { timeout: 4000, maxTries: 1 };

/** The trigger's `webhook`: answers BVNK, and starts the workflow when there is reason to. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const contentType = header(this, 'content-type');
	if (!/^application\/([\w.+-]+\+)?json\b/i.test(contentType)) {
		return refuse(this, 415, 'The content type must be application/json');
	}
	const { rawBody: body = Buffer.alloc(0) } = requestOf(this);
	const options = this.getNodeParameter('options', {}) as TriggerOptions;
	const secret = await secretOf(this);
	if (secret === undefined) {
		warn(this, 'its credential cannot be read');
		return refuse(this, 503, 'Not able to check the signature now');
	}
	if (!isFromBvnk(this, { body, contentType, secret }, options.signatureScheme)) {
		warn(this, `its signature is ${header(this, SIGNATURE_HEADER) ? 'wrong' : 'missing'}`);
		return refuse(this, 401, 'The signature is missing or wrong');
	}
	const event = readEvent(jsonOf(body));
	if (!event) return refuse(this, 400, 'The body is no event: a JSON object with "event"');
	if (!isChosen(event, this.getNodeParameter('events', []) as string[], options)) {
		return acknowledge(event, { started: false, reason: 'not chosen in this workflow' });
	}
	const claim = await take(this, event, body);
	if (!claim) return acknowledge(event, { started: false, reason: 'taken before' });
	const item = { ...event } as unknown as IDataObject;
	if (options.includeHeaders) item.headers = withoutSignature(this.getHeaderData());
	if (options.fetchCustomer) Object.assign(item, await fetchCustomer(this, event));
	return {
		workflowData: [[{ json: item }]],
		// n8n reads this when it has started the execution, and writes the static data after that: what
		// is written before is lost, because n8n forgets on the way that there is something to write.
		get webhookResponse() {
			claim.started();
			return answer(event, { started: true });
		},
	};
}

function isFromBvnk(
	context: IWebhookFunctions,
	delivery: Pick<Delivery, 'body' | 'contentType' | 'secret'>,
	scheme: SignatureScheme = 'automatic',
): boolean {
	const signature = header(context, SIGNATURE_HEADER);
	if (!delivery.secret || !signature) return false;
	const url = context.getNodeWebhookUrl('default');
	const asked = requestOf(context).originalUrl;
	const paths = [
		asked.replace(/\?.*/, ''),
		asked,
		...(url && URL.canParse(url) ? [new URL(url).pathname, url] : []),
	];
	return isSigned({ ...delivery, signature, paths }, scheme);
}

function isChosen(event: BvnkEvent, chosen: string[], options: TriggerOptions): boolean {
	const { status = [], statusGroup = [] } = options;
	if (!chosen.includes(ALL_EVENTS) && !chosen.includes(event.event)) return false;
	if (status.length > 0 && !status.includes(event.status ?? '')) return false;
	return statusGroup.length === 0 || statusGroup.includes(event.statusGroup ?? '');
}

/** Takes the event for this delivery; undefined when another has started an execution with it. */
async function take(
	context: IWebhookFunctions,
	event: BvnkEvent,
	body: Buffer,
): Promise<Claim | undefined> {
	const isTest = context.getMode() === 'manual';
	const taken = takenEventsOf(
		`${context.getWorkflow().id}/${context.getNode().id}/${isTest ? 'test' : 'live'}`,
	);
	const stored = isTest ? undefined : context.getWorkflowStaticData('node');
	const claim = await taken.take(keyOf(event.eventId, body), stored);
	if (!claim) return undefined;
	// Comes with n8n's answer, also when BVNK has hung up before that: n8n goes on all the same. What is
	// answered with 200 does not come again, so it counts as taken.
	const response = responseOf(context);
	response.once('prefinish', () => (response.statusCode < 300 ? claim.started() : claim.over()));
	return claim;
}

/** The customer as it is now. What cannot be fetched does not hold up the event. */
async function fetchCustomer(context: IWebhookFunctions, event: BvnkEvent): Promise<IDataObject> {
	const reference = uuidReference(event.customerReference);
	if (!reference) return { customer: null };
	const client = createClient(bvnkV1, context, FETCH_PATIENCE);
	try {
		const { value } = await client.call(v1.customer(reference));
		return { customer: { ...simpleCustomer(value) } };
	} catch (error) {
		return { customer: null, customerNotFetched: (error as Error).message };
	}
}

/** One line in n8n's log, with nothing of what was delivered. */
function warn(context: IWebhookFunctions, reason: string): void {
	context.logger.warn(`BVNK Onboarding Trigger refused a delivery: ${reason}`, {
		workflowId: context.getWorkflow().id,
		nodeName: context.getNode().name,
	});
}

/** An answer other than 200: BVNK tries again, and whoever else it was learns no more than this. */
function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	responseOf(context).status(status).json({ error });
	return { noWebhookResponse: true };
}

/** 200, so that BVNK does not send the event again; without `workflowData` n8n starts nothing. */
function acknowledge(event: BvnkEvent, outcome: Outcome): IWebhookResponseData {
	return { webhookResponse: answer(event, outcome) };
}

function answer({ event, eventId }: BvnkEvent, outcome: Outcome): object {
	return { received: true, ...outcome, event, eventId };
}

function requestOf(context: IWebhookFunctions): Exchange['request'] {
	return context.getRequestObject();
}

function responseOf(context: IWebhookFunctions): Exchange['response'] {
	return context.getResponseObject();
}

function header(context: IWebhookFunctions, name: string): string {
	const value = context.getHeaderData()[name];
	return typeof value === 'string' ? value : '';
}

function withoutSignature(headers: object): IDataObject {
	const entries = Object.entries(headers as IDataObject);
	return Object.fromEntries(entries.filter(([name]) => name !== SIGNATURE_HEADER));
}

function jsonOf(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}
