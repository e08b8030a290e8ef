// The frame of a trigger, for a vendor that has nothing of BVNK's: it signs with a key pair over what it
// lists, its public key is kept in the node's static data, and an event's id stands in a header.
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { EventEmitter } from 'node:events';

import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { PATIENCE_MS as UPDATE_WAITS_MS } from '../../nodes/shared/webhook/newest';
import { receiver, type Trigger } from '../../nodes/shared/webhook/receive';
import { PATIENCE_MS as REPEAT_WAITS_MS } from '../../nodes/shared/webhook/repeats';
import { SettingError } from '../../nodes/shared/webhook/settings';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const KEY = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PATH = '/webhook/1f2e/acme';

interface AcmeEvent {
	type: string;
	id: string;
	amount: number;
}

const digestOf = (body: Buffer) => createHash('sha384').update(body).digest('base64');
const signedText = (components: string[], path: string, body: Buffer) =>
	components.map((name) => ({ path, digest: digestOf(body) })[name] ?? '').join('\n');

const acme: Trigger<AcmeEvent, { least: number }, { bodyCovered: boolean }> = {
	node: 'Acme Trigger',
	signatureHeader: 'acme-signature',
	secret: async (context) =>
		(context.getWorkflowStaticData('node')['key'] as string | null) ?? undefined,
	ifNotSigned: 'Activate the workflow again.',
	schemeOf(delivery, key) {
		const { headers, body } = delivery;
		const [list = '', signature = ''] = headers['acme-signature']!.split(';');
		const components = list.split(' ');
		const isRight = delivery
			.paths()
			.some((path) =>
				verify(
					'sha384',
					Buffer.from(signedText(components, path, body)),
					key,
					Buffer.from(signature, 'base64'),
				),
			);
		return isRight ? { bodyCovered: components.includes('digest') } : undefined;
	},
	settings: (context) => ({ least: context.getNodeParameter('least', 0) as number }),
	notAllowed: ({ bodyCovered }, { least }) =>
		bodyCovered || least === 0
			? undefined
			: { reason: 'its signature leaves the body out', hint: 'Set Least to 0.' },
	read: (body) =>
		typeof body === 'object' && body !== null && 'id' in body ? (body as AcmeEvent) : undefined,
	idOf: ({ id }) => id,
	notChosen: ({ amount }, { least }) => (amount < least ? 'It is too small.' : undefined),
	item: ({ event, scheme }) => ({ ...event, ...scheme }),
	named: ({ id }) => ({ id }),
};

interface Outcome {
	result: IWebhookResponseData;
	status?: number;
	warnings: string[];
	/** Goes on as n8n does when it could not start the execution. */
	fail: () => void;
}

let ids = 0;

async function deliver(
	event: IDataObject,
	{
		components = ['path', 'digest'],
		least = 0,
		key = KEY,
		altered = (body: Buffer) => body,
		mode = 'webhook',
		staticData = (): object => ({}),
		trigger = acme,
	} = {},
): Promise<Outcome> {
	const body = Buffer.from(JSON.stringify({ id: `event-${++ids}`, ...event }));
	const signature = sign('sha384', Buffer.from(signedText(components, PATH, body)), privateKey);
	const outcome: Pick<Outcome, 'status' | 'warnings'> = { warnings: [] };
	const response = Object.assign(new EventEmitter(), {
		status: (status: number) => ({ json: () => (outcome.status = status) }),
	});
	const context = {
		getHeaderData: () => ({
			'content-type': 'application/json',
			'acme-signature': `${components.join(' ')};${signature.toString('base64')}`,
		}),
		getRequestObject: () => ({ rawBody: altered(body), originalUrl: PATH, method: 'POST' }),
		getResponseObject: () => response,
		getNodeParameter: () => least,
		getNodeWebhookUrl: () => `https://n8n.test${PATH}`,
		getWebhookResourceUrl: () => `https://n8n.test/webhook-test/1f2e/acme`,
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node', name: 'Money came' }),
		getMode: () => mode,
		getWorkflowStaticData: (type: string) => (type === 'node' ? { key } : staticData()),
		logger: { warn: (text: string) => outcome.warnings.push(text) },
	} as unknown as IWebhookFunctions;
	const result = await receiver(trigger)(context);
	const fail = () => void response.emit('prefinish');
	return { ...outcome, result, fail };
}

const itemOf = ({ result }: Outcome) => result.workflowData?.[0]?.[0]?.json;

test('a good delivery starts the workflow, with what its signature covers', async () => {
	expect(itemOf(await deliver({ amount: 5 }))).toMatchObject({ amount: 5, bodyCovered: true });
	expect(itemOf(await deliver({ amount: 5 }, { components: ['path'] }))).toMatchObject({
		bodyCovered: false,
	});
});

test('an altered body is refused, and told by the node’s own name in the log', async () => {
	const altered = (body: Buffer) => Buffer.from(body.toString().replace('5', '6'));
	const { result, status, warnings } = await deliver({ amount: 5 }, { altered });

	expect({ result, status }).toEqual({ result: { noWebhookResponse: true }, status: 401 });
	expect(warnings).toEqual(['Acme Trigger refused a delivery: its signature is wrong']);
});

test('a signature that the settings do not allow is refused', async () => {
	expect(await deliver({ amount: 5 }, { components: ['path'], least: 1 })).toMatchObject({
		status: 401,
		warnings: ['Acme Trigger refused a delivery: its signature leaves the body out'],
	});
	await expect(
		deliver({ amount: 5 }, { components: ['path'], least: 1, mode: 'manual' }),
	).rejects.toMatchObject({ description: 'Set Least to 0.' });
});

test('a key that cannot be read now is asked for again, and none at all refuses everything', async () => {
	const unreadable = await deliver({ amount: 5 }, { key: null as unknown as string });
	const none = await deliver({ amount: 5 }, { key: '' });

	expect([unreadable.status, none.status]).toEqual([503, 401]);
	expect([itemOf(unreadable), itemOf(none)]).toEqual([undefined, undefined]);
});

test('what a signature is checked with may depend on the delivery, and on the address that was given out', async () => {
	const secret = jest.spyOn(acme, 'secret');
	await deliver({ amount: 5 });
	await deliver({ amount: 5 }, { mode: 'manual' });
	const [live, test] = secret.mock.calls.map(([, delivery]) => delivery);
	secret.mockRestore();

	expect(live!.headers['acme-signature']).toMatch(/^path digest;/);
	expect(live!.url()).toBe(`https://n8n.test${PATH}`);
	expect(test!.url()).toBe('https://n8n.test/webhook-test/1f2e/acme');
});

test('a key that cannot be had is told in the vendor’s own words, and the event may come again', async () => {
	const secret = jest
		.spyOn(acme, 'secret')
		.mockRejectedValueOnce(new SettingError('Acme gives no key', 'planted: of no interest'));
	const { status, warnings } = await deliver({ amount: 5 });
	secret.mockRestore();

	expect(status).toBe(503);
	expect(warnings).toEqual(['Acme Trigger refused a delivery: Acme gives no key']);
});

test('an event that was not chosen is acknowledged, by what names it', async () => {
	const { result } = await deliver({ id: 'small', amount: 1 }, { least: 3 });

	expect(result).toEqual({
		webhookResponse: {
			received: true,
			started: false,
			reason: 'not chosen in this workflow',
			id: 'small',
		},
	});
});

test('an event whose item fails is answered 503, and may come again', async () => {
	const item = jest.spyOn(acme, 'item').mockRejectedValueOnce(new RangeError('planted: 5'));
	const failed = await deliver({ id: 'again', amount: 5 });
	item.mockRestore();

	expect(failed.status).toBe(503);
	expect(failed.warnings).toEqual([
		'Acme Trigger refused a delivery: something unforeseen happened (RangeError)',
	]);
	expect(itemOf(await deliver({ id: 'again', amount: 5 }))).toMatchObject({ amount: 5 });
});

test('an event whose order cannot be told is answered 503, and may come again', async () => {
	const ordered = { ...acme, updateOf: () => ({ subject: 'account', version: '1' }) };
	const readable: object[] = [{}];
	const staticData = () => {
		const data = readable.pop();
		if (!data) throw new RangeError('planted: 5');
		return data;
	};
	const failed = await deliver({ id: 'unordered', amount: 5 }, { trigger: ordered, staticData });

	expect(failed.status).toBe(503);
	expect(failed.warnings).toEqual([
		'Acme Trigger refused a delivery: something unforeseen happened (RangeError)',
	]);
	const again = await deliver({ id: 'unordered', amount: 5 }, { trigger: ordered });
	expect(itemOf(again)).toMatchObject({ amount: 5 });
});

describe('while n8n does not start the execution of an event', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	const about = (subject: string, version: string) => ({
		trigger: { ...acme, updateOf: () => ({ subject, version }) },
	});
	/** What comes of a delivery some time later. */
	const after = async (ms: number, delivery: Promise<Outcome>) => {
		await jest.advanceTimersByTimeAsync(ms);
		return await delivery;
	};
	const told =
		'Acme Trigger refused a delivery: n8n has not yet started the execution for the same event, or for one about the same thing';

	test('an older one about the same thing is answered 503, and may come again', async () => {
		const event = { id: 'older', amount: 6 };
		const held = await deliver({ amount: 5 }, about('anna', '2'));
		const deliverOlder = () => deliver(event, about('anna', '1'));
		const { status, warnings } = await after(UPDATE_WAITS_MS, deliverOlder());

		expect({ status, warnings }).toEqual({ status: 503, warnings: [told] });
		held.fail();
		expect(itemOf(await deliverOlder())).toMatchObject(event);
	});

	test('a newer one about the same thing starts all the same, after a while', async () => {
		await deliver({ amount: 5 }, about('bob', '3'));
		const newer = await after(UPDATE_WAITS_MS, deliver({ amount: 6 }, about('bob', '4')));

		expect(itemOf(newer)).toMatchObject({ amount: 6 });
	});

	test('its repeat is answered 503, and does not wait for good', async () => {
		const event = { id: 'stopped', amount: 5 };
		const first = await deliver(event);
		const { status, warnings } = await after(REPEAT_WAITS_MS, deliver(event));

		expect({ status, warnings }).toEqual({ status: 503, warnings: [told] });
		expect(first.result.webhookResponse).toBeDefined();
		expect((await deliver(event)).result.webhookResponse).toMatchObject({ reason: 'taken before' });
	});
});
