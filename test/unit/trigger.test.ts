// The trigger node: what it answers to a delivery, what it starts, and what its form shows.
import { EventEmitter } from 'node:events';

import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type INodeProperties,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { BvnkOnboardingTrigger } from '../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node';
import { READ_AGAIN_AFTER_MS } from '../../nodes/shared/webhook/secret';
import preview from '../../nodes/BvnkOnboarding/__schema__/v2.0.0.json';
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
	events?: unknown;
	statuses?: unknown;
	statusGroups?: unknown;
	options?: unknown;
	/** Parameters whose expression n8n cannot evaluate. */
	failing?: string[];
	nodeName?: string;
	/** What n8n gives of the credential; an error where it gives none. */
	credential?: IDataObject | Error;
	/** Which credential the node has; one of its own for each delivery unless told. */
	credentialId?: string;
	/** Counts how often a parameter was read. */
	parameterRead?: () => void;
	/** Counts how often the credential was read. */
	read?: () => void;
	/** The workflow's static data: of all of it, and of nodes by their name. */
	stored?: StaticData;
	mode?: string;
	/** In place of the trigger's own. */
	node?: BvnkOnboardingTrigger;
}

type StaticData = Record<string, IDataObject>;

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
	const { statuses = [], statusGroups = [] } = setup;
	const { credential = { webhookSecret: SECRET }, nodeName = 'BVNK Onboarding Trigger' } = setup;
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
		getNodeParameter: (name: string, fallback: unknown) => {
			setup.parameterRead?.();
			if (setup.failing?.includes(name)) throw new Error('planted: access to env vars denied');
			const given = { events, statuses, statusGroups, options }[name];
			return given === undefined ? fallback : given;
		},
		getCredentials: async () => {
			setup.read?.();
			if (credential instanceof Error) throw credential;
			return credential;
		},
		getNodeWebhookUrl: () => `https://n8n.test${PATH}`,
		getWorkflow: () => ({ id: setup.workflowId ?? 'workflow' }),
		getNode: () => ({
			id: 'node',
			name: nodeName,
			credentials: { bvnkHawkApi: { id: setup.credentialId ?? newId() } },
		}),
		getMode: () => setup.mode ?? 'webhook',
		getWorkflowStaticData: (type: string) =>
			(stored[type === 'global' ? type : `node:${nodeName}`] ??= {}),
		logger: { warn: (...words: unknown[]) => warnings.push(words) },
	} as unknown as IWebhookFunctions;
	const result = await (setup.node ?? trigger).webhook.call(context);
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
							customerReference: CUSTOMER,
							status: 'VERIFIED',
							statusGroup: 'verified',
							...event,
							apiVersion: 'v1',
							agreementSessionReference: null,
						},
					},
				],
			],
		});
	});

	test('gives what the editor shows of it before the first event, in the same order', async () => {
		const { item } = await deliver({});

		expect(Object.keys(preview.properties)).toEqual(Object.keys(item!));
	});

	test('has first whom it is about, in which state that is, and what happened', async () => {
		const { item } = await deliver({});

		expect(Object.keys(item!).slice(0, 4)).toEqual([
			'customerReference',
			'status',
			'statusGroup',
			'event',
		]);
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

	test('may begin with a byte order mark', async () => {
		const event = verified();

		expect((await deliver({ body: `\ufeff${JSON.stringify(event)}` })).item).toMatchObject(event);
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

	test('is told from one whose credential has no secret, in the log', async () => {
		const { warnings } = await deliver({}, { credential: { webhookSecret: '' } });

		expect(warnings[0]?.[0]).toBe(
			'BVNK Onboarding Trigger refused a delivery: the credential has no secret to check it with',
		);
	});

	test('has no setting read for it, so none can fail', async () => {
		const parameterRead = jest.fn();
		const failing = ['events', 'options'];
		for (const signature of [null, '', 'forged', 'A'.repeat(44)]) {
			const { answer } = await deliver({ signature }, { failing, parameterRead });
			expect(answer?.status).toBe(401);
		}

		expect(parameterRead).not.toHaveBeenCalled();
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

describe('a setting that is not right', () => {
	test.each<[string, Partial<Setup>, string]>([
		[
			'cannot be evaluated',
			{ failing: ['options'] },
			"'Options' holds an expression that cannot be evaluated",
		],
		[
			'cannot be evaluated either',
			{ failing: ['events'] },
			"'Trigger On' holds an expression that cannot be evaluated",
		],
		['is empty', { events: [] }, "'Trigger On' is empty"],
		['is a list of nothing', { events: [' ', ''] }, "'Trigger On' is empty"],
		['is null', { events: null }, "'Trigger On' is empty"],
		['is a number', { events: 7 }, "'Trigger On' must be text, and a number came"],
		[
			'is a label that no event has',
			{ events: 'Status Changed' },
			"'Trigger On' must hold events of its list",
		],
		[
			'is no scheme',
			{ options: { signatureScheme: 'Hex' } },
			"'Signature Scheme' must be one of Automatic, Current, Legacy",
		],
		['is no group', { statusGroups: ['VERIFIED', 'done'] }, "'Status Groups' must be one of"],
		[
			'is no switch',
			{ options: { fetchCustomer: 'maybe' } },
			"'Fetch Customer' must be true or false",
		],
		[
			'is no group of fields',
			{ options: '{"status":["PENDING"]}' },
			"'Options' must be a group of fields",
		],
		[
			'is no switch either',
			{ options: { includeHeaders: 'yes please' } },
			"'Include Headers' must be true or false",
		],
	])('and %s: 503, one warning that names it, and nothing thrown', async (_, setup, words) => {
		const { result, answer, warnings } = await deliver({}, setup);

		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer).toEqual({ status: 503, body: { error: 'Not able to take it now' } });
		expect(warnings).toHaveLength(1);
		expect(warnings[0]?.[0]).toContain(words);
		expect(JSON.stringify(warnings)).not.toContain('planted');
	});

	test('does not lose the event: its next delivery starts the workflow when it is right', async () => {
		const body = JSON.stringify(verified());
		await deliver({ body }, { failing: ['options'] });

		expect((await deliver({ body })).item).toBeDefined();
	});

	test.each<[string, Partial<Setup>, boolean]>([
		['Trigger On as text', { events: STATUS_CHANGE }, true],
		['Trigger On as text that holds a part of the name', { events: `${STATUS_CHANGE}:v3` }, false],
		[
			'Trigger On as text with commas',
			{ events: `bvnk:platform:customer:update, ${STATUS_CHANGE} ` },
			true,
		],
		['Trigger On as JSON', { events: JSON.stringify([STATUS_CHANGE]) }, true],
		['Trigger On as a label', { events: 'customer status changed' }, true],
		['All as a label', { events: ['All'] }, true],
		['All as text', { events: '*' }, true],
		['Statuses as text', { statuses: 'VERIFIED' }, true],
		['Statuses as text that holds it', { statuses: 'UNVERIFIED' }, false],
		['Statuses in small letters', { statuses: ['verified'] }, true],
		['Statuses with blanks', { statuses: ' VERIFIED ' }, true],
		['Statuses with commas', { statuses: 'PENDING,VERIFIED' }, true],
		['another Statuses', { statuses: 'pending' }, false],
		['a status that is not listed', { statuses: ['brand_new'] }, false],
		['Status Groups as a label', { statusGroups: 'Verified' }, true],
		['Status Groups with commas', { statusGroups: 'Action Required, verified' }, true],
		['another Status Groups', { statusGroups: 'Action Required' }, false],
		['Signature Scheme as a label', { options: { signatureScheme: 'Current' } }, true],
		[
			'nothing in the options',
			{ statuses: '', statusGroups: null, options: { signatureScheme: '' } },
			true,
		],
	])('may come from an expression: %s', async (_, setup, starts) => {
		expect((await deliver({}, setup)).item !== undefined).toBe(starts);
	});

	test.each([
		['true', true],
		[' False ', false],
		[1, true],
	])('may come from an expression: a switch that is %j', async (includeHeaders, on) => {
		const { item } = await deliver({}, { options: { includeHeaders } });

		expect('headers' in item!).toBe(on);
	});

	test('a status counts in any case, in the event as well', async () => {
		const body = JSON.stringify(verified({ data: { reference: CUSTOMER, status: 'Verified' } }));

		expect((await deliver({ body }, { statuses: ['VERIFIED'] })).item).toBeDefined();
	});

	test('an event without a status passes no filter for one', async () => {
		const body = JSON.stringify(verified({ data: { reference: CUSTOMER } }));

		for (const filter of [{ statuses: 'VERIFIED' }, { statusGroups: 'verified' }]) {
			expect((await deliver({ body }, filter)).item).toBeUndefined();
		}
	});
});

describe('what nobody foresaw', () => {
	test('is answered 503 and not thrown at n8n, with nothing of it in the log', async () => {
		const stored = new Proxy<StaticData>(
			{},
			{
				get: () => {
					throw new TypeError('planted: no static data');
				},
			},
		);
		const { result, answer, warnings } = await deliver({}, { stored });

		expect(result).toEqual({ noWebhookResponse: true });
		expect(answer?.status).toBe(503);
		expect(warnings).toHaveLength(1);
		expect(warnings[0]?.[0]).toContain('something unforeseen happened (TypeError)');
		expect(JSON.stringify(warnings)).not.toContain('planted');
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

	test.each<[Partial<Setup>, string, boolean]>([
		[{ statuses: ['VERIFIED'] }, 'VERIFIED', true],
		[{ statuses: ['VERIFIED'] }, 'PENDING', false],
		[{ statusGroups: ['verified'] }, 'COMPLETED', true],
		[{ statusGroups: ['verified'] }, 'REJECTED', false],
		[{ statusGroups: ['actionRequired', 'rejected'] }, 'INFO_REQUIRED', true],
		[{ statuses: ['VERIFIED'], statusGroups: ['rejected'] }, 'VERIFIED', true],
		[{ statuses: ['VERIFIED'], statusGroups: ['rejected'] }, 'PENDING', false],
		[{ statuses: [], statusGroups: [] }, 'BRAND_NEW', true],
	])('by its status: %j, status %s', async (filter, status, starts) => {
		const body = JSON.stringify(verified({ data: { reference: CUSTOMER, status } }));
		const { item, result } = await deliver({ body }, filter);

		expect(item !== undefined).toBe(starts);
		if (!starts) expect(result.webhookResponse).toMatchObject(ignored);
	});

	test.each([
		['any', true, true],
		['v1', true, false],
		['v2', false, true],
	])('by its API version: %s', async (apiVersion, ofV1, ofV2) => {
		const started = async (event: string) => {
			const body = JSON.stringify(verified({ event }));
			return (await deliver({ body }, { options: { apiVersion } })).item !== undefined;
		};

		expect(await started(STATUS_CHANGE)).toBe(ofV1);
		expect(await started('platform:accounts:customer:status-change')).toBe(ofV2);
	});

	test('does not count as taken, should it be chosen later', async () => {
		const body = JSON.stringify(verified());
		await deliver({ body }, { events: ['bvnk:platform:customer:update'] });

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
		const stored: StaticData = {};
		(await deliver({}, { mode: 'manual', stored })).start();
		expect(stored).toEqual({});
		const live = await deliver({}, { stored });
		expect(stored['global']).toEqual({});
		live.start();
		expect(stored['global']).toHaveProperty(['takenEvents:node']);
	});

	test('is the same where it comes under another name of its own with the same id', async () => {
		const eventId = newId();
		const of = (event: string) => JSON.stringify(verified({ event, eventId }));
		(await deliver({ body: of('platform:accounts:customer:status-change') })).start();

		const again = await deliver({ body: of('bvnk:customers:status-change') });

		expect(again.result.webhookResponse).toMatchObject({ reason: 'taken before' });
	});

	test('is another one where its type is another, whatever its id', async () => {
		const eventId = newId();
		const events = ['*'];
		for (const event of [STATUS_CHANGE, 'bvnk:platform:customer:update']) {
			const body = JSON.stringify(verified({ event, eventId }));
			const first = await deliver({ body }, { events });
			expect(first.item?.['event']).toBe(event);
			first.start();
			expect((await deliver({ body }, { events })).item).toBeUndefined();
		}
	});

	/** The same trigger in an n8n that was started again: what it kept in memory is gone. */
	const restarted = async () => {
		let again = trigger;
		await jest.isolateModulesAsync(async () => {
			const { BvnkOnboardingTrigger: Anew } =
				await import('../../nodes/BvnkOnboarding/BvnkOnboardingTrigger.node');
			again = new Anew();
		});
		return again;
	};

	test('is known after the node was renamed and n8n started again', async () => {
		const body = JSON.stringify(verified());
		const stored: StaticData = {};
		(await deliver({ body }, { stored, nodeName: 'Old Name' })).start();
		const node = await restarted();

		expect((await deliver({ body }, { stored, nodeName: 'New Name', node })).item).toBeUndefined();
		expect((await deliver({}, { stored, nodeName: 'New Name', node })).item).toBeDefined();
	});
});

describe('in test mode, where a person watches', () => {
	const tried = async (sent: Sent, setup: Setup = {}) =>
		await deliver(sent, { ...setup, mode: 'manual' }).then(
			() => undefined,
			(error: NodeOperationError) => error,
		);

	test.each<[string, Sent, Setup, RegExp, RegExp]>([
		[
			'is not signed',
			{ signature: null },
			{},
			/refused: its signature is missing/,
			/own Public key/,
		],
		[
			'is signed with another secret',
			{ signature: 'A'.repeat(43) + '=' },
			{},
			/refused: its signature is wrong/,
			/own Public key/,
		],
		[
			'cannot be checked',
			{},
			{ credential: { webhookSecret: '' } },
			/no secret to check it with/,
			/'Webhook Secret'/,
		],
		[
			'cannot be checked now',
			{},
			{ credential: new Error('gone') },
			/credential cannot be read/,
			/test it/,
		],
		[
			'is of another scheme',
			{ scheme: 'legacy' },
			{ options: { signatureScheme: 'current' } },
			/of a scheme that is not chosen/,
			/Choose another/,
		],
		['is no JSON', { contentType: 'text/plain' }, {}, /is not JSON/, /application\/json/],
		['is no event', { body: '[]' }, {}, /not an event/, /^$/],
		[
			'meets a wrong setting',
			{},
			{ options: { fetchCustomer: 'maybe' } },
			/'Fetch Customer' must be true or false/,
			/^$/,
		],
		[
			'meets a failing expression',
			{},
			{ failing: ['events'] },
			/'Trigger On' holds an expression/,
			/env vars denied/,
		],
		[
			'was not chosen',
			{},
			{ events: ['bvnk:platform:customer:update'] },
			/starts nothing here/,
			/'bvnk:platform:customer:status-change' with the status VERIFIED, which is not chosen in 'Trigger On'/,
		],
		[
			'has another status',
			{},
			{ statuses: ['PENDING'] },
			/starts nothing here/,
			/VERIFIED, which is not chosen in 'Status Groups' or 'Statuses'/,
		],
		[
			'has another status group',
			{},
			{ statusGroups: ['rejected'] },
			/starts nothing here/,
			/VERIFIED, which is not chosen in 'Status Groups' or 'Statuses'/,
		],
	])(
		'a delivery that %s ends the listening with an error that says so',
		async (_, sent, setup, message, description) => {
			const error = await tried(sent, setup);

			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error?.message).toMatch(message);
			expect(error?.description ?? '').toMatch(description);
			expect(JSON.stringify(error)).not.toContain(SECRET);
		},
	);

	test('a good delivery starts the workflow, and one that comes again is no error', async () => {
		const body = JSON.stringify(verified());
		const first = await deliver({ body }, { mode: 'manual' });
		first.start();

		expect(first.item).toBeDefined();
		expect(await tried({ body })).toBeUndefined();
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

	test.each([
		['a zero-width space', 'whsec\u200b-EXAMPLE', 'U+200B'],
		['a soft hyphen', 'whsec\u00ad-EXAMPLE', 'U+00AD'],
		['a no-break space', 'whsec\u00a0EXAMPLE', 'U+00A0'],
		['a mark of the writing direction', 'whsec\u202e-EXAMPLE', 'U+202E'],
		['a control character', 'whsec\u0000-EXAMPLE', 'U+0000'],
		['a tag', 'whsec\u{e0041}-EXAMPLE', 'U+E0041'],
	])('is refused where %s is inside it, which is named', async (_, secret, name) => {
		const refusal = await methods.create.call(hook(secret)).catch((error: Error) => error.message);

		expect(refusal).toContain(`(${name},`);
		expect(refusal).not.toContain('whsec');
	});

	test.each([
		['a byte order mark', '\ufeff'],
		['blanks and a line break', ' \r\n'],
		['a no-break space', '\u00a0'],
	])('goes on with %s around it, and the right signature is accepted', async (_, unseen) => {
		const webhookSecret = unseen + SECRET + unseen;

		expect(await methods.create.call(hook(webhookSecret))).toBe(true);
		expect((await deliver({}, { credential: { webhookSecret } })).item).toBeDefined();
	});

	test('is refused where there is nothing but blanks', async () => {
		await expect(methods.create.call(hook(' \ufeff '))).rejects.toThrow(/is empty/);
	});

	test.each([['whsec-EXAMPLE\u200b'], ['\u2060whsec-EXAMPLE'], ['\u200b']])(
		'is refused where an unseen character stands at an end of it: %j',
		async (secret) => {
			await expect(methods.create.call(hook(secret))).rejects.toThrow(/cannot be seen/);
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

	test('offers first what people wait for, and All last', () => {
		const values = (property('events').options as INodeProperties[]).map(
			(option) => (option as unknown as { value: string }).value,
		);

		expect(values.slice(0, 4)).toEqual([
			'customer:verified',
			'customer:rejected',
			'customer:action-required',
			STATUS_CHANGE,
		]);
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
