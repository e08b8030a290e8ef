// The callbacks of the embedded Offblocks: registrations, what is sent, and how it is signed.

import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { createVerifier, httpbis } from 'http-message-signatures';
import { shared } from '../../../../test/tools/engine/shared';
import { startReceiver, type Received } from '../../../../test/tools/server/receiver';
import {
	BARE_CALLBACKS,
	CALLBACKS_WITHOUT_BODY,
	GO_CALLBACKS,
	NODE_CALLBACKS,
} from '../sandbox/callbacks';
import { call } from '../sandbox/client';
import { startOffblocks } from '../sandbox/server';
import { walletOf } from '../sandbox/wallets';

interface Event {
	webhookType: string;
	eventId: string;
	status: string;
}

const offblocks = shared(startOffblocks, (server) => server.reset());
const receiver = shared(
	async () => await startReceiver<Event>('/webhook/1/offblocks'),
	(server) => server.reset(),
);

const put = async (body: object) => await call(offblocks, 'PUT', '/webhooks', { body });
const register = async () =>
	(await put({ callbackUrl: receiver.url, types: ['customer.updated'] })).json.id!;

const create = async () =>
	await call(offblocks, 'POST', '/customers', {
		body: { chainId: `eip155:300:${walletOf().address}`, externalId: 'cust-1' },
	});

const keyOf = async () => (await call(offblocks, 'GET', '/webhooks/verification-key')).json;

/** Whether the kept library finds the signature right. */
async function isSigned({ headers, path }: Received): Promise<boolean> {
	const { keyId, key } = await keyOf();
	const publicKey = createPublicKey(Buffer.from(key!, 'base64').toString());
	const { host } = new URL(receiver.url);
	const verified = await httpbis.verifyMessage(
		{
			keyLookup: async ({ keyid }) =>
				keyid === keyId ? { verify: createVerifier(publicKey, 'ecdsa-p384-sha384') } : null,
		},
		{
			method: 'POST',
			url: `http://${host}${path}`,
			headers: headers as Record<string, string>,
		},
	);
	return verified === true;
}

describe('a registration', () => {
	test('is made, shown, changed and removed', async () => {
		const made = await put({ callbackUrl: receiver.url, types: ['customer.updated'] });
		const { id } = made.json;
		const types = ['customer.updated', 'card.updated'];
		const changed = await put({ id, callbackUrl: receiver.url, types });

		expect(made.status).toBe(200);
		expect(changed.json).toMatchObject({ id, types });
		expect((await call(offblocks, 'GET', '/webhooks')).json).toEqual([changed.json]);
		expect((await call(offblocks, 'GET', `/webhooks/${id}`)).json).toEqual(changed.json);
		expect((await call(offblocks, 'DELETE', `/webhooks/${id}`)).status).toBe(204);
		expect((await call(offblocks, 'GET', `/webhooks/${id}`)).status).toBe(404);
	});

	test.each([
		['of no types', { callbackUrl: 'http://127.0.0.1:1/', types: [] }],
		['of an unknown type', { callbackUrl: 'http://127.0.0.1:1/', types: ['customer.created'] }],
		['without an address', { types: ['customer.updated'] }],
		['of another machine', { callbackUrl: 'https://example.com/', types: ['card.updated'] }],
		[
			'under an id that is not known',
			{ id: randomUUID(), callbackUrl: 'http://127.0.0.1:1/', types: ['card.updated'] },
		],
	])('%s is refused', async (_, body) => {
		expect((await put(body)).status).toBe(400);
	});
});

describe('a new customer', () => {
	test('is told to those who asked for customers, flat and with an id of the event', async () => {
		await register();
		await put({ callbackUrl: receiver.url, types: ['card.updated'] });

		const { challenge, ...customer } = (await create()).json;
		await offblocks.webhooks.idle();

		expect(receiver.events()).toEqual([
			{ webhookType: 'customer.updated', eventId: expect.any(String), ...customer },
		]);
		expect(challenge).toBeDefined();
	});

	test('is told again until the answer is 2xx', async () => {
		await register();
		receiver.answer = (before) => (before < 2 ? 503 : 202);

		await create();
		await offblocks.webhooks.idle();

		expect(offblocks.webhooks.deliveries.map(({ status }) => status)).toEqual([503, 503, 202]);
		expect(new Set(receiver.events().map(({ eventId }) => eventId)).size).toBe(1);
	});
});

describe('a callback', () => {
	test.each([
		['as the vendor’s Go library writes it', GO_CALLBACKS],
		['as its library for Node.js does', NODE_CALLBACKS],
		['without the body', CALLBACKS_WITHOUT_BODY],
		['without anything', BARE_CALLBACKS],
		['under another label', { ...GO_CALLBACKS, label: 'offblocks-1' }],
	])('is signed %s', async (_, style) => {
		await register();
		offblocks.settings.callbacks = style;

		await create();
		await offblocks.webhooks.idle();

		const [one] = receiver.received;
		const covered = style.covered.map((name) => `"${name}"`).join(' ');
		const parameters = [...one!.headers['signature-input']!.matchAll(/;(\w+)=/g)];
		expect(one!.headers['signature-input']).toContain(`${style.label}=(${covered});`);
		expect(parameters.map(([, name]) => name)).toEqual(style.parameters);
		expect(await isSigned(one!)).toBe(true);
	});

	test('carries the digest of its body', async () => {
		await register();
		await create();
		await offblocks.webhooks.idle();

		const [{ body, headers }] = receiver.received as [Received];
		const digest = createHash('sha512').update(body).digest('base64');
		expect(headers['content-digest']).toBe(`sha-512=:${digest}:`);
	});

	test.each(['before', 'behind'] as const)(
		'has a stranger’s signature %s its own',
		async (stranger) => {
			await register();

			await offblocks.webhooks.send('customer.updated', { status: 'active' }, { stranger });

			const [one] = receiver.received;
			const labels = [...one!.headers['signature-input']!.matchAll(/(?:^|, )(\w+)=\(/g)];
			expect(labels.map(([, label]) => label)).toEqual(
				stranger === 'before' ? ['other', 'sig'] : ['sig', 'other'],
			);
			expect(await isSigned(one!)).toBe(true);
		},
	);

	test.each(['forged', 'unknown'] as const)('can be signed with a key that is %s', async (key) => {
		await register();

		await offblocks.webhooks.send('customer.updated', { status: 'active' }, { key });

		expect(await isSigned(receiver.received[0]!)).toBe(false);
	});
});

describe('the verification key', () => {
	test.each(['pem', 'der'] as const)('is written as %s', async (form) => {
		offblocks.settings.verificationKey = form;

		const bytes = Buffer.from((await keyOf()).key!, 'base64');
		const key =
			form === 'pem'
				? createPublicKey(bytes)
				: createPublicKey({ key: bytes, type: 'spki', format: 'der' });

		expect(key.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
	});

	test('changes when it is changed', async () => {
		const before = await keyOf();
		offblocks.webhooks.changeKey();

		expect((await keyOf()).keyId).not.toBe(before.keyId);
	});
});
