// The trigger node: what it answers to a delivery, what it starts, and what its form shows.
import { EventEmitter } from 'node:events';

import type {
	IDataObject,
	IHookFunctions,
	INodeProperties,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';
import { READ_AGAIN_AFTER_MS } from '../../nodes/shared/webhook/secret';
import { sign, type SignatureScheme } from '../sandbox/signature';

const SECRET = 'whsec-EXAMPLE-0001';
const PATH = '/webhook/5b0c7a2e/bvnk';
const STATUS_CHANGE = 'bvnk:platform:customer:status-change';
const CUSTOMER = '3f0c2a52-6d0e-4c0e-9a51-0d6f0e9b7c11';

const trigger = new BvnkOnboardingTrigger();
let ids = 0;
const newId = () => `0199c0de-0000-7000-8000-${String(++ids).padStart(12, '0')}`;

const verified = (changes: IDataObject = {}): IDataObject => ({
	event: STATUS_CHANGE,
	eventId: newId(),
	timestamp: '2026-10-01T10:00:00.123456789Z',
	data: { reference: CUSTOMER, status: 'VERIFIED' },
	...changes,
});

interface Sent {
	body?: Buffer | string;
	contentType?: string;
	/** Undefined: the right one. Null: none. */
	signature?: string | null;
	scheme?: SignatureScheme;
	headers?: IDataObject;
}

interface Setup {
	workflowId?: string;
	events?: string[];
	options?: IDataObject;
	/** What n8n gives of the credential; an error where it gives none. */
	credential?: IDataObject | Error;
	/** Which credential the node has; one of its own for each delivery unless told. */
	credentialId?: string;
	/** Counts how often the credential was read. */
	read?: () => void;
	stored?: IDataObject;
	mode?: string;
}

/** What came of a delivery. */
interface Outcome {
	result: IWebhookResponseData;
	/** What the node itself answered; undefined where it leaves that to n8n. */
	answer?: { status: number; body: IDataObject };
	/** The item the workflow starts with. */
	item?: IDataObject;
	warnings: unknown[][];
	/** Goes on as n8n does when it has started the execution. */
	start: () => void;
	/** Goes on as n8n does when it could not. */
	fail: () => void;
}

/** Delivers to a node with these parameters, as n8n would call it. */
async function deliver(sent: Sent, setup: Setup = {}): Promise<Outcome> {
	const { body = JSON.stringify(verified()), contentType = 'application/json' } = sent;
	const rawBody = Buffer.from(body);
	const { events = [STATUS_CHANGE], options = {}, stored = {} } = setup;
	const { credential = { webhookSecret: SECRET } } = setup;
	const right = sign(sent.scheme ?? 'current', SECRET, {
		url: `https://n8n.test${PATH}`,
		contentType,
		body: rawBody,
	});
	const headers: IDataObject = {
		'content-type': contentType,
		...(sent.signature === null ? {} : { 'x-signature': sent.signature ?? right }),
		...sent.headers,
	};
	const warnings: unknown[][] = [];
	let answer: Outcome['answer'];
	const response = Object.assign(new EventEmitter(), {
		status: (status: number) => ({
			json: (body: IDataObject) => (answer = { status, body }),
		}),
	});
	const context = {
		getHeaderData: () => headers,
		getRequestObject: () => ({ rawBody, originalUrl: `${PATH}?from=bvnk` }),
		getResponseObject: () => response,
		getNodeParameter: (name: string) => ({ events, options })[name],
		getCredentials: async () => {
			setup.read?.();
			if (credential instanceof Error) throw credential;
			return credential;
		},
		getNodeWebhookUrl: () => `https://n8n.test${PATH}`,
		getWorkflow: () => ({ id: setup.workflowId ?? 'workflow' }),
		getNode: () => ({
			id: 'node',
			name: 'BVNK Onboarding Trigger',
			credentials: { bvnkHawkApi: { id: setup.credentialId ?? newId() } },
		}),
		getMode: () => setup.mode ?? 'webhook',
		getWorkflowStaticData: () => stored,
		logger: { warn: (...words: unknown[]) => warnings.push(words) },
	} as unknown as IWebhookFunctions;
	const result = await trigger.webhook.call(context);
	const fail = () => void response.emit('prefinish');
	const start = () => {
		expect(result.webhookResponse).toBeDefined();
		response.emit('prefinish');
	};
	return { result, answer, item: result.workflowData?.[0]?.[0]?.json, warnings, start, fail };
}

describe('a good delivery', () => {
	test('starts the workflow with the event, and leaves the answer to n8n', async () => {
		const event = verified();
		const { result, answer, warnings } = await deliver({ body: JSON.stringify(event) });

		expect(answer).toBeUndefined();
		expect(warnings).toEqual([]);
		expect(result).toEqual({
			webhookResponse: {
				received: true,
				started: true,
				event: STATUS_CHANGE,
				eventId: event['eventId'],
			},
			workflowData: [
				[
					{
						json: {
							...event,
							customerReference: CUSTOMER,
							agreementSessionReference: null,
							status: 'VERIFIED',
							statusGroup: 'verified',
						},
					},
				],
			],
		});
	});

	test.each<SignatureScheme>(['current', 'currentHex', 'legacy'])(
		'may be signed as %s',
		async (scheme) => {
			expect((await deliver({ scheme })).item).toBeDefined();
		},
	);

	test('may name a charset, or be JSON of another name', async () => {
		for (const contentType of ['application/json; charset=utf-8', 'application/cloudevents+json']) {
			expect((await deliver({ contentType })).item).toBeDefined();
		}
	});

	test('keeps characters of several bytes', async () => {
		const body = JSON.stringify(verified({ data: { name: 'Jörg 株式会社 🏦' } }));

		expect((await deliver({ body })).item?.['data']).toEqual({ name: 'Jörg 株式会社 🏦' });
	});

	test('has headers by option, without the signature', async () => {
		const { item } = await deliver(
			{ headers: { 'user-agent': 'BVNK' } },
			{ options: { includeHeaders: true } },
		);

		expect(item?.['headers']).toEqual({ 'content-type': 'application/json', 'user-agent': 'BVNK' });
	});

	test('has no headers otherwise', async () => {
		expect((await deliver({})).item).not.toHaveProperty('headers');
	});
});

describe('a delivery that is not BVNK’s', () => {
	const plantedBody = verified({ data: { secretOfTheBody: 'planted-body' } });

	test.each<[string, Sent, string]>([
		['a forged signature', { signature: 'planted-signature' }, 'wrong'],
		['no signature', { signature: null }, 'missing'],
		['an empty signature', { signature: '' }, 'missing'],
	])('with %s is refused with 401 and one warning', async (_, sent, word) => {
		const { result, answer, warnings } = await deliver({
			...sent,
			body: JSON.stringify(plantedBody),
		});

		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer).toEqual({ status: 401, body: { error: 'The signature is missing or wrong' } });
		expect(warnings).toEqual([
			[
				`BVNK Onboarding Trigger refused a delivery: its signature is ${word}`,
				{ workflowId: 'workflow', nodeName: 'BVNK Onboarding Trigger' },
			],
		]);
	});

	test.each([[''], ['  '], [undefined], [7]])(
		'cannot be told where the secret is %j: everything is refused',
		async (webhookSecret) => {
			const { answer, item } = await deliver({}, { credential: { webhookSecret } });

			expect(item).toBeUndefined();
			expect(answer?.status).toBe(401);
		},
	);

	test('cannot be told without the credential: BVNK is asked to come again', async () => {
		const { result, answer, warnings } = await deliver(
			{},
			{ credential: new Error('planted: no such credential') },
		);

		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer?.status).toBe(503);
		expect(warnings).toHaveLength(1);
		expect(JSON.stringify(warnings)).not.toContain('planted');
	});

	test('is refused before it is read', async () => {
		const { answer } = await deliver({ body: 'not JSON', signature: 'A'.repeat(44) });

		expect(answer?.status).toBe(401);
	});

	test('does not count as a first delivery', async () => {
		const body = JSON.stringify(verified());

		expect((await deliver({ body, signature: null })).item).toBeUndefined();
		expect((await deliver({ body })).item).toBeDefined();
	});

	test('must be signed in the scheme that was chosen', async () => {
		const legacy = { options: { signatureScheme: 'legacy' } };

		expect((await deliver({ scheme: 'current' }, legacy)).answer?.status).toBe(401);
		expect((await deliver({ scheme: 'legacy' }, legacy)).item).toBeDefined();
	});
});

describe('the webhook secret', () => {
	const read = jest.fn();
	const withSecret = (credentialId: string, webhookSecret: string) => ({
		credentialId,
		credential: { webhookSecret },
		read,
	});

	beforeEach(() => {
		read.mockReset();
		jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	});
	afterEach(() => jest.useRealTimers());

	test('is read once for the deliveries of a burst', async () => {
		const setup = withSecret('burst', SECRET);
		const all = await Promise.all(Array.from({ length: 100 }, () => deliver({}, setup)));
		const forged = await deliver({ signature: 'A'.repeat(44) }, setup);

		expect(all.filter(({ item }) => item)).toHaveLength(100);
		expect(forged.answer?.status).toBe(401);
		expect(read).toHaveBeenCalledTimes(1);
	});

	test('counts at the latest a second after it was changed', async () => {
		expect((await deliver({}, withSecret('changed', SECRET))).item).toBeDefined();
		jest.setSystemTime(READ_AGAIN_AFTER_MS - 1);
		expect((await deliver({}, withSecret('changed', 'another'))).item).toBeDefined();
		jest.setSystemTime(READ_AGAIN_AFTER_MS);

		expect((await deliver({}, withSecret('changed', 'another'))).answer?.status).toBe(401);
		expect(READ_AGAIN_AFTER_MS).toBe(1_000);
	});

	test('is another one at once where the node is given another credential', async () => {
		expect((await deliver({}, withSecret('one', SECRET))).item).toBeDefined();
		expect((await deliver({}, withSecret('two', 'another'))).answer?.status).toBe(401);
	});

	test('is read again at once where that has failed', async () => {
		const failing = { credentialId: 'failing', credential: new Error('not now'), read };

		expect((await deliver({}, failing)).answer?.status).toBe(503);
		expect((await deliver({}, withSecret('failing', SECRET))).item).toBeDefined();
		expect(read).toHaveBeenCalledTimes(2);
	});
});

describe('a delivery that is no event', () => {
	test.each(['', 'not JSON', '[]', '[{"event":"a"}]', '"event"', 'null', '{}', '{"event":""}'])(
		'is answered 400 when it is signed: %s',
		async (body) => {
			const { result, answer } = await deliver({ body });

			expect(result).toEqual({ noWebhookResponse: true });
			expect(answer?.status).toBe(400);
		},
	);

	test.each(['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
		'is answered 415 when its content type is %j',
		async (contentType) => {
			const { result, answer } = await deliver({ contentType });

			expect(result).toEqual({ noWebhookResponse: true });
			expect(answer?.status).toBe(415);
		},
	);
});

describe('an event that was not chosen', () => {
	const ignored = { received: true, started: false, reason: 'not chosen in this workflow' };

	test.each(['bvnk:platform:customer:update', 'bvnk:something:new'])(
		'is acknowledged and starts nothing: %s',
		async (event) => {
			const eventId = newId();
			const { result, answer } = await deliver({
				body: JSON.stringify(verified({ event, eventId })),
			});

			expect(answer).toBeUndefined();
			expect(result).toEqual({ webhookResponse: { ...ignored, event, eventId } });
		},
	);

	test('starts the workflow where all are chosen', async () => {
		const body = JSON.stringify(verified({ event: 'bvnk:something:new' }));

		expect((await deliver({ body }, { events: ['*'] })).item?.['event']).toBe('bvnk:something:new');
	});

	test.each<[IDataObject, string, boolean]>([
		[{ status: ['VERIFIED'] }, 'VERIFIED', true],
		[{ status: ['VERIFIED'] }, 'PENDING', false],
		[{ statusGroup: ['verified'] }, 'COMPLETED', true],
		[{ statusGroup: ['verified'] }, 'REJECTED', false],
		[{ statusGroup: ['actionRequired', 'rejected'] }, 'INFO_REQUIRED', true],
		[{ status: ['VERIFIED'], statusGroup: ['rejected'] }, 'VERIFIED', false],
		[{ status: [], statusGroup: [] }, 'BRAND_NEW', true],
	])('by its status: options %j, status %s', async (options, status, starts) => {
		const body = JSON.stringify(verified({ data: { reference: CUSTOMER, status } }));
		const { item, result } = await deliver({ body }, { options });

		expect(item !== undefined).toBe(starts);
		if (!starts) expect(result.webhookResponse).toMatchObject(ignored);
	});

	test('does not count as taken, should it be chosen later', async () => {
		const body = JSON.stringify(verified());
		await deliver({ body }, { events: [] });

		expect((await deliver({ body })).item).toBeDefined();
	});
});

describe('an event that comes again', () => {
	test('is acknowledged and starts nothing', async () => {
		const event = verified();
		const body = JSON.stringify(event);
		(await deliver({ body })).start();
		const { result } = await deliver({ body });

		expect(result).toEqual({
			webhookResponse: {
				received: true,
				started: false,
				reason: 'taken before',
				event: STATUS_CHANGE,
				eventId: event['eventId'],
			},
		});
	});

	test('starts the workflow when n8n could not start it before', async () => {
		const body = JSON.stringify(verified());
		const first = await deliver({ body });
		const second = deliver({ body });
		first.fail();

		expect((await second).item).toBeDefined();
	});

	test('counts for each workflow by itself, and for tests by themselves', async () => {
		const body = JSON.stringify(verified());

		expect((await deliver({ body }, { workflowId: 'one' })).item).toBeDefined();
		expect((await deliver({ body }, { workflowId: 'two' })).item).toBeDefined();
		expect((await deliver({ body }, { workflowId: 'one', mode: 'manual' })).item).toBeDefined();
	});

	test('is not written into a workflow that is only tested', async () => {
		const stored = {};
		(await deliver({}, { mode: 'manual', stored })).start();
		expect(stored).toEqual({});
		const live = await deliver({}, { stored });
		expect(stored).toEqual({});
		live.start();
		expect(stored).toHaveProperty('takenEvents');
	});
});

describe('activation', () => {
	const methods = trigger.webhookMethods.default;
	const hook = (webhookSecret: unknown) =>
		({
			getCredentials: async () => ({ webhookSecret }),
			getNode: () => ({ name: 'BVNK Onboarding Trigger' }),
		}) as unknown as IHookFunctions;

	test('goes on where the credential has the secret', async () => {
		expect(await methods.checkExists.call(hook(SECRET))).toBe(false);
		expect(await methods.create.call(hook(SECRET))).toBe(true);
		expect(await methods.delete.call(hook(SECRET))).toBe(true);
	});

	test.each([[''], [' \n'], [undefined]])(
		'is refused where it is %j, and says where the secret is found',
		async (secret) => {
			await expect(methods.create.call(hook(secret))).rejects.toThrow(
				/'Webhook Secret'.*Integrations › Webhooks.*"Public key"/,
			);
		},
	);
});

describe('the form', () => {
	const property = (name: string) =>
		trigger.description.properties.find((one) => one.name === name)!;

	test('says first how the URL is registered by hand', () => {
		const [first] = trigger.description.properties;

		expect(first?.type).toBe('notice');
		for (const words of ['Production URL', 'Test URL', 'Public key', 'Webhook Secret']) {
			expect(first?.displayName).toContain(words);
		}
	});

	test('offers the current events first and All last', () => {
		const values = (property('events').options as INodeProperties[]).map(
			(option) => (option as unknown as { value: string }).value,
		);

		expect(values.slice(0, 5).every((value) => value.startsWith('bvnk:platform:customer:'))).toBe(
			true,
		);
		expect(values.at(-1)).toBe('*');
		expect(new Set(values).size).toBe(values.length);
	});

	test('lists the options by name', () => {
		const names = (property('options').options as INodeProperties[]).map(
			({ displayName }) => displayName,
		);

		expect(names).toEqual([...names].sort());
	});

	test('answers at once, and no two workflows share a path', () => {
		expect(trigger.description.webhooks).toEqual([
			expect.objectContaining({ httpMethod: 'POST', responseMode: 'onReceived' }),
		]);
		expect(trigger.description.webhooks?.[0]).not.toHaveProperty('isFullPath');
	});
});
