// The trigger: which deliveries it takes, what they start, and how its URL is registered.

import { EventEmitter } from 'node:events';
import { createHmac, randomUUID } from 'node:crypto';
import type {
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
	INodePropertyOptions,
} from 'n8n-workflow';
import { LegalTalentTrigger } from '../../nodes/LegalTalent/LegalTalentTrigger.node';
import { sign, type SignatureScheme } from '../sandbox/events';

const SECRET = 'whsec-EXAMPLE-legaltalent-0001';
const TIMESTAMP = '1790000000';

const trigger = new LegalTalentTrigger();

const approved = (changes: IDataObject = {}): IDataObject => ({
	id: `evt_${randomUUID()}`,
	type: 'kyc.session.approved',
	created: Number(TIMESTAMP),
	data: { session_id: '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11', status: 'APPROVED' },
	...changes,
});

interface Sent {
	event?: IDataObject;
	/** In place of the event's JSON. */
	body?: string;
	scheme?: SignatureScheme;
	/** In place of the right one; null: none. */
	signature?: string | null;
	headers?: IDataObject;
	parameters?: IDataObject;
	secret?: string;
	mode?: string;
	workflow?: string;
	stored?: IDataObject;
}

interface Outcome {
	result: IWebhookResponseData;
	status: number | undefined;
	item: IDataObject | undefined;
	warnings: unknown[][];
}

/** Delivers to the trigger, as n8n would call it, and starts what it wants started. */
async function deliver(sent: Sent = {}): Promise<Outcome> {
	const { event = approved(), body = JSON.stringify(event), scheme = 'body' } = sent;
	const { parameters = {}, secret = SECRET, stored = {} } = sent;
	const own: IDataObject = { 'x-webhook-timestamp': TIMESTAMP, ...sent.headers };
	const right = sign(scheme, SECRET, { body, headers: own as Record<string, string> });
	const headers: IDataObject = {
		'content-type': 'application/json',
		...(sent.signature === null ? {} : { 'x-webhook-signature': sent.signature ?? right }),
		...own,
	};
	const warnings: unknown[][] = [];
	let status: number | undefined;
	const response = Object.assign(new EventEmitter(), {
		statusCode: 200,
		status: (code: number) => ({ json: () => void (status = code) }),
	});
	const context = {
		getHeaderData: () => headers,
		getRequestObject: () => ({ rawBody: Buffer.from(body), originalUrl: '/webhook/1/legaltalent' }),
		getResponseObject: () => response,
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => await Promise.resolve({ webhookSecret: secret }),
		getNodeWebhookUrl: () => 'https://n8n.test/webhook/1/legaltalent',
		getWorkflow: () => ({ id: sent.workflow ?? randomUUID() }),
		getNode: () => ({ id: 'node', name: 'LegalTalent Trigger' }),
		getMode: () => sent.mode ?? 'webhook',
		getWorkflowStaticData: () => stored,
		logger: { warn: (...words: unknown[]) => warnings.push(words) },
	} as unknown as IWebhookFunctions;
	const result = await trigger.webhook.call(context);
	void result.webhookResponse;
	response.emit('prefinish');
	return { result, status, item: result.workflowData?.[0]?.[0]?.json, warnings };
}

describe('a delivery that is signed', () => {
	test.each<SignatureScheme>(['body', 'timestampAndBody', 'upperCase'])(
		'by the scheme %s starts the workflow with the event as it came',
		async (scheme) => {
			const event = approved({ unknown: { more: true } });
			const { item, status } = await deliver({ event, scheme });

			expect(status).toBeUndefined();
			expect(item).toEqual(event);
		},
	);

	test('is taken however old it is', async () => {
		const { item } = await deliver({
			event: approved({ created: 1 }),
			headers: { 'x-webhook-timestamp': '1' },
			scheme: 'timestampAndBody',
		});

		expect(item).toBeDefined();
	});

	test('starts nothing the second time, by the signed id and not by the header', async () => {
		const event = approved();
		const workflow = randomUUID();
		const first = await deliver({ event, workflow, headers: { 'x-webhook-id': 'a' } });
		const second = await deliver({ event, workflow, headers: { 'x-webhook-id': 'b' } });
		const other = await deliver({ workflow, headers: { 'x-webhook-id': 'a' } });

		expect(first.item).toBeDefined();
		expect(second.item).toBeUndefined();
		expect(second.result.webhookResponse).toMatchObject({ started: false, reason: 'taken before' });
		expect(other.item).toBeDefined();
	});

	test('brings its headers where they are asked for, without the signature', async () => {
		const { item } = await deliver({ parameters: { options: { includeHeaders: true } } });

		expect(item!['headers']).toMatchObject({ 'x-webhook-timestamp': TIMESTAMP });
		expect(item!['headers']).not.toHaveProperty('x-webhook-signature');
	});
});

describe('refused with 401, and nothing starts:', () => {
	const hmac = (text: string, secret = SECRET) =>
		`sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
	const event = approved();
	const body = JSON.stringify(event);

	test.each<[string, Sent]>([
		['no signature', { signature: null }],
		['an empty one', { signature: 'sha256=' }],
		['one with another secret', { signature: hmac(body, 'other') }],
		['one of another body', { signature: hmac(`${body} `) }],
		['one of another hash', { signature: `sha512=${'0'.repeat(128)}` }],
		['one over a time that is not in the header', { signature: hmac(`1.${body}`) }],
		[
			'one over a time that is not digits',
			{ signature: hmac(`x.${body}`), headers: { 'x-webhook-timestamp': 'x' } },
		],
		['no secret in the credential', { secret: '' }],
	])('%s', async (_, sent) => {
		const { status, item, warnings } = await deliver({ body, ...sent });

		expect(status).toBe(401);
		expect(item).toBeUndefined();
		expect(JSON.stringify(warnings)).not.toContain('session_id');
	});
});

test('a signature over time and body does not serve for both as one body', async () => {
	const body = JSON.stringify(approved());
	const signature = sign('timestampAndBody', SECRET, {
		body,
		headers: { 'x-webhook-timestamp': TIMESTAMP },
	});
	const { status, item } = await deliver({ body: `${TIMESTAMP}.${body}`, signature });

	expect(status).toBe(400);
	expect(item).toBeUndefined();
});

describe('which events start', () => {
	test.each([
		['kyc.session.processed', true],
		['kyc.session.approved', true],
		['kyc.session.rejected', true],
		['kyc.session.manual_review', true],
		['kyc.session.completed', false],
		['kyc.session.created', false],
		['kyc.watchlist.match', false],
	])('unless told: %s (%s)', async (type, starts) => {
		const { item, status } = await deliver({ event: approved({ type }) });

		expect(item !== undefined).toBe(starts);
		expect(status).toBeUndefined();
	});

	test.each([[['*']], ['kyc.watchlist.match'], [['kyc.watchlist.match', 'other']]])(
		'%j lets an event pass that has no documented name',
		async (events) => {
			const event = approved({ type: 'kyc.watchlist.match' });
			const { item } = await deliver({ event, parameters: { events } });

			expect(item).toEqual(event);
		},
	);

	test.each([
		[Date.now() / 1000 - 3 * 3600, false],
		[Date.now() / 1000 - 3600, true],
		[undefined, false],
	])('with an age of two hours at most, made at %s: %s', async (created, starts) => {
		const { item } = await deliver({
			event: approved({ created }),
			parameters: { options: { maxAgeHours: 2 } },
		});

		expect(item !== undefined).toBe(starts);
	});

	test('an event without a type is none', async () => {
		expect((await deliver({ event: { id: 'evt_1' } })).status).toBe(400);
	});

	test('settings that cannot be used start nothing, so that the event comes again', async () => {
		const { status, item } = await deliver({ parameters: { events: 'two words' } });

		expect(status).toBe(503);
		expect(item).toBeUndefined();
	});
});

test('who tries the trigger is told why a delivery starts nothing', async () => {
	await expect(deliver({ mode: 'manual', signature: null })).rejects.toThrow(
		'A delivery came and was refused: its signature is missing',
	);
	await expect(
		deliver({ mode: 'manual', event: approved({ type: 'kyc.session.created' }) }),
	).rejects.toMatchObject({ description: expect.stringContaining("not chosen in 'Trigger On'") });
});

test('the form registers by hand unless told, and says what automatic does not do', () => {
	const { properties } = trigger.description;
	const registration = properties.find(({ name }) => name === 'registration')!;
	const choices = registration.options as INodePropertyOptions[];
	const notices = properties.filter(({ type }) => type === 'notice');

	expect(registration.default).toBe('manual');
	expect(choices.map(({ value }) => value)).toEqual(['manual', 'automatic']);
	expect(notices.map(({ displayOptions }) => displayOptions?.show?.registration)).toEqual([
		['manual'],
		['automatic'],
	]);
	expect(notices[1]!.displayName).toContain("somebody else's is never taken away");
});
