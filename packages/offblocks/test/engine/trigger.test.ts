// The trigger from its registration to the item, in n8n's engine: deliveries come over HTTP from an embedded
// Offblocks, which signs them with a kept library.

import { randomUUID } from 'node:crypto';
import { shared } from '../../../../test/tools/engine/shared';
import type { TriggerOptions } from '../../../../test/tools/engine/trigger';
import { KEPT_THINGS } from '../../../../nodes/shared/webhook/newest';
import { ASK_AGAIN_AFTER_MS } from '../../nodes/Offblocks/trigger/verificationKey';
import {
	BARE_CALLBACKS,
	CALLBACKS_WITHOUT_BODY,
	GO_CALLBACKS,
	NODE_CALLBACKS,
	type SendOptions,
} from '../sandbox/callbacks';
import { call } from '../sandbox/client';
import { startOffblocks } from '../sandbox/server';
import { walletOf } from '../sandbox/wallets';
import { credentialOf, startTrigger, type RunningTrigger } from './triggers';

const offblocks = shared(startOffblocks, (server) => server.reset());

const HOUR_MS = 3_600_000;
const triggers: RunningTrigger[] = [];

afterEach(async () => {
	jest.restoreAllMocks();
	for (const trigger of triggers.splice(0)) await trigger.close();
});

async function started(options: TriggerOptions = {}): Promise<RunningTrigger> {
	const trigger = await startTrigger(offblocks, options);
	triggers.push(trigger);
	return trigger;
}

async function active(options: TriggerOptions = {}): Promise<RunningTrigger> {
	const trigger = await started(options);
	await trigger.activate();
	return trigger;
}

const customer = (changes: object = {}) => ({
	id: '04c5851c-7f0c-5bd9-9a53-2b7c1e64d9f0',
	externalId: 'cust-1',
	chainId: 'eip155:300:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb',
	status: 'active',
	createdAt: '2026-11-26T00:27:31.000000001Z',
	updatedAt: '2026-11-26T00:27:31.123456789Z',
	...changes,
});

const send = async (options: SendOptions = {}, entity: object = customer()) =>
	await offblocks.webhooks.send('customer.updated', entity, options);

const registrations = () =>
	offblocks.webhooks.all().map(({ callbackUrl, types }) => ({ callbackUrl, types }));
const keyRequests = () => offblocks.count({ path: '/v1/webhooks/verification-key' });

describe('a published workflow', () => {
	test('is registered at Offblocks, once, and forgotten when it is unpublished', async () => {
		const trigger = await started();
		expect(await trigger.isRegistered()).toBe(false);

		await trigger.activate();
		await trigger.activate();

		expect(await trigger.isRegistered()).toBe(true);
		expect(registrations()).toEqual([{ callbackUrl: trigger.url, types: ['customer.updated'] }]);
		expect(offblocks.count({ method: 'PUT' })).toBe(1);

		await trigger.deactivate();
		expect(registrations()).toEqual([]);
		await trigger.deactivate();
	});

	test('adopts what is registered for its address, and changes its events', async () => {
		const trigger = await started({
			parameters: { events: ['customer.updated', 'card.updated'] },
		});
		const { id } = offblocks.webhooks.put({
			callbackUrl: trigger.url.replace('http://127', 'HTTP://127'),
			types: ['account.updated'],
		});
		expect(await trigger.isRegistered()).toBe(false);

		await trigger.activate();

		expect(offblocks.webhooks.all()).toMatchObject([
			{ id, callbackUrl: trigger.url, types: ['customer.updated', 'card.updated'] },
		]);
	});

	test('leaves the registrations of others alone', async () => {
		const other = { callbackUrl: 'http://127.0.0.1:1/webhook/x', types: ['customer.updated'] };
		offblocks.webhooks.put(other);

		const trigger = await active();
		await trigger.deactivate();

		expect(registrations()).toEqual([other]);
	});

	test('and the editor’s test URL are two registrations', async () => {
		const live = await active({ workflowId: 'both' });
		const test = await active({ workflowId: 'both', isTest: true });

		expect(new URL(test.url).pathname).toMatch(/^\/webhook-test\//);
		expect(registrations().map(({ callbackUrl }) => callbackUrl)).toEqual([live.url, test.url]);

		await test.deactivate();
		expect(registrations().map(({ callbackUrl }) => callbackUrl)).toEqual([live.url]);
	});

	test.each([
		[
			'the secret is wrong',
			{ apiSecret: 'another' },
			/API Key|API Secret|key and secret|did not accept/i,
		],
		['the private key is none', { privateKey: 'none' }, /Private Key.*is no PEM/],
	])('is not published where %s, and says so in one message', async (_, wrong, words) => {
		const trigger = await started({ credential: { ...credentialOf(offblocks), ...wrong } });

		await expect(trigger.activate()).rejects.toThrow(words);
		expect(registrations()).toEqual([]);
	});

	test('is not published where the key cannot be had that deliveries are checked with', async () => {
		offblocks.fail({ path: '/v1/webhooks/verification-key', times: 9 }, { status: 403 });
		const trigger = await started();

		await expect(trigger.activate()).rejects.toThrow(/Offblocks/);
		expect(registrations()).toEqual([]);
	});

	test('is registered once although the answer to its registration was lost', async () => {
		offblocks.fail({ method: 'PUT', path: '/v1/webhooks' }, { kind: 'cutAfter' });

		const trigger = await active();

		expect(registrations()).toEqual([{ callbackUrl: trigger.url, types: ['customer.updated'] }]);
	});

	test('says that it could not be unregistered', async () => {
		const trigger = await active();
		offblocks.fail({ method: 'DELETE', times: 9 }, { status: 403 });

		await expect(trigger.deactivate()).rejects.toThrow(/Offblocks/);
	});
});

describe('an event', () => {
	test('of a new customer starts the workflow, with its body unchanged', async () => {
		const trigger = await active();

		const { json } = await call(offblocks, 'POST', '/customers', {
			body: { chainId: `eip155:300:${walletOf().address}`, externalId: 'cust-1' },
		});
		await offblocks.webhooks.idle();

		const { challenge, ...created } = json;
		expect(challenge).toBeDefined();
		expect(trigger.items).toEqual([
			{
				webhookType: 'customer.updated',
				eventId: expect.any(String),
				...created,
				bodyCovered: true,
				addressCovered: true,
			},
		]);
	});

	test.each([
		['as the Go library writes it', GO_CALLBACKS, true],
		['as the library for Node.js does', NODE_CALLBACKS, true],
		['without the body', CALLBACKS_WITHOUT_BODY, false],
		['without anything', BARE_CALLBACKS, false],
		['under another label', { ...GO_CALLBACKS, label: 'offblocks-1' }, true],
		['over the whole address', { ...GO_CALLBACKS, covered: ['@target-uri'] }, false],
		[
			'over headers as well',
			{ ...GO_CALLBACKS, covered: ['content-digest', '@path', '@query', '@authority'] },
			true,
		],
	])('signed %s is taken, and says whether its body is signed', async (_, style, bodyCovered) => {
		const trigger = await active({ parameters: { options: { signedBodiesOnly: false } } });

		expect(await send({ style })).toBe(200);
		expect(trigger.items).toEqual([expect.objectContaining({ status: 'active', bodyCovered })]);
	});

	test.each([
		['without the body', CALLBACKS_WITHOUT_BODY],
		['without anything', BARE_CALLBACKS],
		['over the whole address', { ...GO_CALLBACKS, covered: ['@target-uri'] }],
	])('signed %s is refused unless that is allowed', async (_, style) => {
		const trigger = await active();

		expect(await send({ style }, customer({ externalId: 'planted' }))).toBe(401);
		expect(trigger.items).toEqual([]);
		expect(trigger.log()).toContain(
			"refused a delivery: its signature does not cover the body, and 'Signed Bodies Only' is on",
		);
		expect(trigger.log()).not.toContain('planted');
	});

	test('signed over the body alone is refused, because it may have been made for somebody else', async () => {
		const [mine, theirs] = [await active(), await active()];
		const style = { covered: ['content-digest'] };

		const deliver = await post(mine.url, { signedFor: theirs.url, style });

		expect((await deliver()).status).toBe(401);
		expect(mine.items).toEqual([]);
		expect(mine.log()).toContain(
			"refused a delivery: its signature does not say which address it is for, and 'Signed Bodies Only' is on",
		);
	});

	test('signed over the body alone is taken where that is allowed, and says so', async () => {
		const trigger = await active({ parameters: { options: { signedBodiesOnly: false } } });

		expect(await send({ style: { covered: ['content-digest'] } })).toBe(200);
		expect(trigger.items).toEqual([
			expect.objectContaining({ bodyCovered: true, addressCovered: false }),
		]);
	});

	test('signed once over the body and once over the address is as good as neither', async () => {
		const trigger = await active();
		const body = eventText();
		const deliver = await twiceSigned(trigger.url, body, ['@target-uri'], ['content-digest']);

		expect(await deliver(body)).toBe(401);
		expect(trigger.items).toEqual([]);
	});

	test('signed twice counts by the signature that covers the body', async () => {
		const trigger = await active();
		const body = eventText();
		const { covered } = CALLBACKS_WITHOUT_BODY;
		const deliver = await twiceSigned(trigger.url, body, covered, GO_CALLBACKS.covered);

		expect(await deliver(body.replace('active', 'rejected'))).toBe(401);
		expect(await deliver(body)).toBe(200);
		expect(trigger.items).toEqual([
			expect.objectContaining({ status: 'active', bodyCovered: true }),
		]);
	});

	test.each(['pem', 'der'] as const)('is checked with a key written as %s', async (form) => {
		offblocks.settings.verificationKey = form;
		const trigger = await active();

		expect(await send()).toBe(200);
		expect(trigger.items).toHaveLength(1);
	});

	test.each(['before', 'behind'] as const)(
		'may have a stranger’s signature %s its own',
		async (stranger) => {
			const trigger = await active();

			expect(await send({ stranger })).toBe(200);
			expect(trigger.items).toHaveLength(1);
		},
	);

	test.each<[string, SendOptions]>([
		['another body than the signed one', { tampered: '{"webhookType":"customer.updated"}' }],
		['a forged signature', { key: 'forged' }],
		['the key of a stranger', { key: 'unknown' }],
		['no signature', { headers: { Signature: undefined } }],
		['no list of what is signed', { headers: { 'Signature-Input': undefined } }],
		['no digest, although it is signed', { headers: { 'content-digest': undefined } }],
		['a signature that is no base64', { headers: { Signature: 'sig=:%%:' } }],
		['a signature of another length', { headers: { Signature: 'sig=:AAAA:' } }],
		['a signature under another label', { headers: { Signature: 'other=:AAAA:' } }],
		['a time that is to come', { created: Date.now() + 400_000 }],
		['a time of more than 25 hours ago', { created: Date.now() - 26 * HOUR_MS }],
		['a time that has run out', { style: NODE_CALLBACKS, created: Date.now() - HOUR_MS }],
		['no time', { style: { parameters: ['keyid', 'alg'] } }],
		['no key', { style: { parameters: ['created', 'alg'] } }],
		['a component twice', { style: { covered: ['@path', '@path'] } }],
	])('with %s is refused, and starts nothing', async (_, options) => {
		const trigger = await active();

		expect(await send(options)).toBe(401);
		expect(trigger.items).toEqual([]);
	});

	test.each<[string, SignOptions, string, RegExp]>([
		[
			'is to come',
			{ created: Date.now() + 2 * HOUR_MS },
			"its signature is from the future, so a clock is wrong: the clock of the computer that n8n runs on, or Offblocks'",
			/It was made (1 hour 5\d minutes|2 hours) after now/,
		],
		[
			'has run out',
			{ style: NODE_CALLBACKS, created: Date.now() - 3 * HOUR_MS },
			'its signature has expired, or the clock of the computer that n8n runs on is wrong',
			/It expired 2 hours 5\d minutes ago.*Check that clock.*may not sign it anew/,
		],
		[
			'is too long ago',
			{ created: Date.now() - 50 * HOUR_MS },
			'it was signed more than 25 hours ago, or the clock of the computer that n8n runs on is wrong',
			/It was signed 2 days 2 hours ago.*Check that clock/,
		],
		[
			'is missing',
			{ style: { parameters: ['keyid', 'alg'] } },
			'its signature has no time that can be read',
			/could be sent again for ever/,
		],
	])(
		'whose signature fits, and whose time %s, is told to people alone',
		async (_, options, reason, hint) => {
			const [live, test] = [await active(), await active({ isTest: true })];
			const answerTo = async (key?: 'forged') => {
				const given = { ...options, key };
				await (
					await post(test.url, given)
				)();
				const answer = await (await post(live.url, given))();
				return { status: answer.status, body: await answer.text() };
			};

			const forged = await answerTo('forged');
			expect(live.log()).not.toContain(reason);
			expect(await answerTo()).toEqual(forged);

			expect(live.log()).toContain(`Offblocks Trigger refused a delivery: ${reason}`);
			expect(test.told).toEqual([
				expect.stringContaining('its signature is wrong'),
				expect.stringContaining(`A delivery came and was refused: ${reason}`),
			]);
			expect(test.told[1]).toMatch(hint);
			expect([...live.items, ...test.items]).toEqual([]);
		},
	);

	test('with another body than the signed one is told to people alone', async () => {
		const trigger = await active();

		expect(await send({ tampered: '{"webhookType":"customer.updated"}' })).toBe(401);
		expect(trigger.log()).toContain('refused a delivery: its body is another than the signed one');
	});

	test('is taken a day after it was signed', async () => {
		const trigger = await active();

		expect(await send({ created: Date.now() - 24 * HOUR_MS })).toBe(200);
		expect(trigger.items).toHaveLength(1);
	});

	test('is refused where it was signed longer ago than the user allows', async () => {
		const trigger = await active({ parameters: { options: { maxAgeHours: 2 } } });

		expect(await send({ created: Date.now() - 1.9 * HOUR_MS })).toBe(200);
		expect(await send({ created: Date.now() - 2.1 * HOUR_MS })).toBe(401);
		expect(trigger.items).toHaveLength(1);
		expect(trigger.log()).toContain("it was signed longer ago than 'Greatest Age (Hours)' allows");
	});

	test.each([
		['maxAgeHours', 26, "'Greatest Age (Hours)' must be a number from 1 to 25"],
		['maxAgeHours', 'soon', "'Greatest Age (Hours)' must be a number from 1 to 25"],
		['signedBodiesOnly', 'perhaps', "'Signed Bodies Only' must be true or false"],
		['skipOlderUpdates', 'perhaps', "'Skip Older Updates' must be true or false"],
	])('comes again where %s is %p, which the log tells by its label', async (name, value, words) => {
		const trigger = await active({ parameters: { options: { [name]: value } } });

		expect(await send()).toBe(503);
		expect(trigger.items).toEqual([]);
		expect(trigger.log()).toContain(words);
	});

	test('signed for another address is refused', async () => {
		const one = await active();
		const other = await active();

		expect((await (await post(one.url))()).status).toBe(200);
		expect((await (await post(other.url, { signedFor: one.url }))()).status).toBe(401);
		expect(other.items).toEqual([]);
	});

	test('that was taken before starts nothing', async () => {
		const trigger = await active();
		const eventId = randomUUID();

		expect(await send({ eventId })).toBe(200);
		expect(await send({ eventId })).toBe(200);

		expect(trigger.items).toHaveLength(1);
	});

	test.each([
		['has no signed body', CALLBACKS_WITHOUT_BODY.covered],
		['was signed for nobody in particular', ['content-digest']],
	])('is not taken by another of its id that %s', async (_, covered) => {
		const trigger = await active({ parameters: { options: { signedBodiesOnly: false } } });
		const eventId = randomUUID();

		await send({ eventId, style: { covered } }, customer({ status: 'rejected' }));
		await send({ eventId, style: { covered } }, customer({ status: 'rejected' }));
		await send({ eventId });
		await send({ eventId });

		expect(trigger.items.map(({ status }) => status)).toEqual(['rejected', 'active']);
	});

	test('delivered twice at the same moment starts one execution', async () => {
		const trigger = await active();
		const eventId = randomUUID();

		const statuses = await Promise.all([1, 2, 3].map(async () => await send({ eventId })));

		expect(statuses).toEqual([200, 200, 200]);
		expect(trigger.items).toHaveLength(1);
	});

	test('that is signed, but none of Offblocks’, is refused', async () => {
		const trigger = await active();

		expect(await send({ raw: '{"webhookType":"customer.updated"}' })).toBe(400);
		expect(await send({ raw: '[]' })).toBe(400);
		expect(trigger.items).toEqual([]);
	});

	test('that was not chosen is acknowledged, and starts nothing', async () => {
		const trigger = await active();

		expect(await offblocks.webhooks.send('card.updated', { status: 'active' })).toBe(200);
		expect(trigger.items).toEqual([]);
	});

	test('of a customer is chosen by its status, and others are not', async () => {
		const trigger = await active({
			parameters: {
				events: ['customer.updated', 'account.updated'],
				options: { customerStatus: ['active', 'rejected'] },
			},
		});

		for (const status of ['initiating', 'active', 'verifying', 'rejected']) {
			await send({}, customer({ status }));
		}
		await offblocks.webhooks.send('account.updated', { status: 'pending' });

		expect(trigger.items.map(({ status }) => status)).toEqual(['active', 'rejected', 'pending']);
	});
});

describe('an event that is older than one before it', () => {
	const at = (updatedAt: string, changes: object = {}) => customer({ updatedAt, ...changes });
	const skipping = async (options: object = {}) =>
		await active({ parameters: { options: { skipOlderUpdates: true, ...options } } });
	const statusesOf = ({ items }: RunningTrigger) => items.map(({ status }) => status);

	const LATER = '2024-11-26T00:27:31.2Z';
	const JUST_NOW = new Date().toISOString();
	const EARLIER = '2024-11-26T00:27:31.123456789Z';

	test('starts nothing, where that was asked for', async () => {
		const trigger = await skipping();

		expect(await send({}, at(LATER, { status: 'inactive' }))).toBe(200);
		expect(await send({}, at(EARLIER))).toBe(200);
		expect(statusesOf(trigger)).toEqual(['inactive']);
	});

	test('starts the workflow unless that was asked for', async () => {
		const trigger = await active();

		await send({}, at(LATER, { status: 'inactive' }));
		await send({}, at(EARLIER));

		expect(statusesOf(trigger)).toEqual(['inactive', 'active']);
	});

	test('starts nothing although the newer one was not chosen', async () => {
		const trigger = await skipping({ customerStatus: ['active'] });

		await send({}, at(LATER, { status: 'inactive' }));
		await send({}, at(EARLIER));

		expect(trigger.items).toEqual([]);
	});

	test.each([
		['about another customer', at(EARLIER, { id: randomUUID() })],
		['of the same moment', at(LATER)],
		['without a time that can be compared', at('yesterday')],
	])('is none: one %s', async (_, other) => {
		const trigger = await skipping();

		await send({}, at(LATER));
		await send({}, other);

		expect(trigger.items).toHaveLength(2);
	});

	test('starts nothing, however many of a type that is not chosen came since', async () => {
		const trigger = await skipping();

		await send({}, at(LATER, { status: 'inactive' }));
		for (let index = 0; index < KEPT_THINGS; index++) {
			await offblocks.webhooks.send('card.updated', at(LATER, { id: `card-${index}` }));
		}
		await send({}, at(EARLIER));

		expect(statusesOf(trigger)).toEqual(['inactive']);
	});

	test.each([
		['that is to come', '2999-01-01T00:00:00Z'],
		['that is to come in an hour', new Date(Date.now() + HOUR_MS).toISOString()],
		['that never is', '2026-99-99T99:99:99Z'],
	])('is not told by one of a time %s, which starts all the same', async (_, time) => {
		const trigger = await skipping();

		await send({}, at(LATER));
		await send({}, at(time));
		await send({}, at(LATER));

		expect(trigger.items).toHaveLength(3);
	});

	test('is not told by one of a time after its signature', async () => {
		const trigger = await skipping();
		const created = Date.now() - HOUR_MS;

		await send({ created }, at(JUST_NOW));
		await send({}, at(LATER));

		expect(trigger.items).toHaveLength(2);
	});

	test('is told by one whose clock is a little ahead', async () => {
		const trigger = await skipping();

		await send({}, at(new Date(Date.now() + 60_000).toISOString(), { status: 'inactive' }));
		await send({}, at(LATER));

		expect(statusesOf(trigger)).toEqual(['inactive']);
	});

	test('is not told by one whose body nobody vouches for', async () => {
		const trigger = await skipping({ signedBodiesOnly: false });

		await send({ style: CALLBACKS_WITHOUT_BODY }, at(JUST_NOW));
		await send({}, at(LATER));

		expect(trigger.items).toHaveLength(2);
	});

	test('starts nothing, of however many that come at once', async () => {
		const trigger = await skipping();
		const times = Array.from({ length: 20 }, (_, index) => `2024-11-26T00:27:${31 + index}Z`);

		await Promise.all([...times].reverse().map(async (time) => await send({}, at(time))));

		const started = trigger.items.map(({ updatedAt }) => updatedAt as string);
		expect(started).toEqual([...started].sort());
		expect(started).toContain(times.at(-1));
	});

	test('does not wait behind a newer one that n8n starts late, although a third could not be started', async () => {
		offblocks.settings.webhookTimeoutMs = 60_000;
		const [held, letGo] = [signal(), signal()];
		const trigger = await active({
			parameters: { options: { skipOlderUpdates: true } },
			starts: async ({ updatedAt }) => {
				if (updatedAt !== LATER) return updatedAt === EARLIER;
				held.give();
				await letGo.given;
				return true;
			},
		});

		const later = send({}, at(LATER));
		await held.given;
		expect(await send({}, at(JUST_NOW))).toBe(500);
		expect(await send({}, at(EARLIER))).toBe(503);
		expect(trigger.items).toEqual([]);

		letGo.give();
		expect(await later).toBe(200);
		expect(await send({}, at(EARLIER))).toBe(200);
		expect(trigger.items.map(({ updatedAt }) => updatedAt)).toEqual([LATER]);
	});

	test('comes as it is while the editor listens', async () => {
		const trigger = await active({
			isTest: true,
			parameters: { options: { skipOlderUpdates: true } },
		});

		await send({}, at(LATER));
		await send({}, at(EARLIER));

		expect(trigger.items).toHaveLength(2);
	});
});

test('what is refused leaves one line in n8n’s log, with nothing of what was delivered', async () => {
	const trigger = await active();

	await send({ key: 'forged' }, customer({ externalId: 'planted-1' }));
	await send({ key: 'unknown', eventId: 'planted-2' });

	const lines = trigger.log().trim().split('\n');
	expect(lines).toHaveLength(2);
	expect(lines[0]).toContain('Offblocks Trigger refused a delivery: its signature is wrong');
	expect(trigger.log()).not.toMatch(/planted|eip155|Bearer|PRIVATE KEY|invented-api-secret/);
});

describe('the key that Offblocks signs with', () => {
	test('is asked for once when the workflow is published, and not with each event', async () => {
		await active();
		await send();
		await send();

		expect(keyRequests()).toBe(1);
	});

	test('is asked for anew when an event names another, at most once a minute', async () => {
		let now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const trigger = await active();
		offblocks.webhooks.changeKey();

		now += ASK_AGAIN_AFTER_MS - 1;
		expect(await send()).toBe(401);
		expect(keyRequests()).toBe(1);

		now += 1;
		expect(await send()).toBe(200);
		expect(keyRequests()).toBe(2);
		expect(trigger.items).toHaveLength(1);
	});

	test('is asked for once, however many strangers deliver', async () => {
		await active();
		const later = Date.now() + ASK_AGAIN_AFTER_MS;
		jest.spyOn(Date, 'now').mockImplementation(() => later);

		const statuses = await Promise.all(
			Array.from({ length: 10 }, async () => await send({ key: 'unknown' })),
		);

		expect(new Set(statuses)).toEqual(new Set([401]));
		expect(keyRequests()).toBe(2);
	});

	test('counts no more once Offblocks has another', async () => {
		const trigger = await active();
		const [first, second] = [await post(trigger.url), await post(trigger.url)];
		expect((await first()).status).toBe(200);
		offblocks.webhooks.changeKey();
		const later = Date.now() + ASK_AGAIN_AFTER_MS;
		jest.spyOn(Date, 'now').mockImplementation(() => later);
		expect(await send()).toBe(200);

		expect((await second()).status).toBe(401);
		expect(trigger.items).toHaveLength(2);
	});

	test('is asked for by a process that has not published the workflow', async () => {
		const { url } = await active();
		const other = await started();
		offblocks.webhooks.put({ callbackUrl: other.url, types: ['customer.updated'] });
		expect(other.url).not.toBe(url);

		await send();

		expect(other.items).toHaveLength(1);
		expect(keyRequests()).toBe(2);
	});

	test('that was known counts on where Offblocks, asked for another one, does not answer', async () => {
		const trigger = await active();
		const later = Date.now() + ASK_AGAIN_AFTER_MS;
		jest.spyOn(Date, 'now').mockImplementation(() => later);
		offblocks.fail({ path: '/v1/webhooks/verification-key', times: 9 }, { status: 500 });

		expect(await send({ key: 'unknown' })).toBe(503);
		expect(await send()).toBe(200);
		expect(trigger.items).toHaveLength(1);
	});

	test('that cannot be had makes an event come again', async () => {
		const trigger = await started();
		offblocks.webhooks.put({ callbackUrl: trigger.url, types: ['customer.updated'] });
		offblocks.fail({ path: '/v1/webhooks/verification-key' }, { status: 500 });

		expect(await send()).toBe(503);
		expect(trigger.items).toEqual([]);
	});
});

describe('while the editor listens', () => {
	test('an event starts the workflow', async () => {
		const trigger = await active({ isTest: true });

		await send();

		expect(trigger.items).toEqual([expect.objectContaining({ status: 'active' })]);
	});

	test('a person is told why an event starts nothing', async () => {
		const trigger = await active({
			isTest: true,
			parameters: { options: { customerStatus: ['rejected'] } },
		});

		await send();
		await send({ key: 'forged' });

		expect(trigger.items).toEqual([]);
		expect(trigger.told).toEqual([
			expect.stringContaining("Its status is active, which is not chosen in 'Customer Status'."),
			expect.stringContaining('its signature is wrong'),
		]);
	});

	test('a person is told what to do where the body is not signed', async () => {
		const trigger = await active({ isTest: true });

		await send({ style: CALLBACKS_WITHOUT_BODY });

		expect(trigger.told).toEqual([
			expect.stringMatching(
				/does not cover the body.*switch 'Signed Bodies Only' off under Options/,
			),
		]);
	});
});

/** What one part of a test waits for, and another one gives. */
function signal() {
	let give = () => {};
	const given = new Promise<void>((resolve) => (give = resolve));
	return { give, given };
}

const eventText = () =>
	JSON.stringify({ webhookType: 'customer.updated', eventId: randomUUID(), ...customer() });

type SignOptions = Pick<SendOptions, 'style' | 'created' | 'key'>;

/** Delivers an event to an address, with a signature that was made for it or for another one. */
async function post(
	url: string,
	{ signedFor = url, ...options }: SignOptions & { signedFor?: string } = {},
) {
	const body = Buffer.from(eventText());
	const headers = await offblocks.webhooks.sign(signedFor, body, options);
	return async () =>
		await fetch(url, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body,
		});
}

/** A body with two signatures of Offblocks', each over what is given; delivered as another body too. */
async function twiceSigned(url: string, body: string, ...lists: [string[], string[]]) {
	const [one, other] = await Promise.all(
		lists.map(async (covered, index) =>
			offblocks.webhooks.sign(url, Buffer.from(body), {
				style: { ...GO_CALLBACKS, label: `sig${index}`, covered },
			}),
		),
	);
	const both = (name: string) => `${one![name]}, ${other![name]}`;
	const headers = {
		...one,
		...other,
		Signature: both('Signature'),
		'Signature-Input': both('Signature-Input'),
		'content-type': 'application/json',
	};
	return async (sent: string) => (await fetch(url, { method: 'POST', headers, body: sent })).status;
}
