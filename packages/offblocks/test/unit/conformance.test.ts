// `npm run conformance` finds and names each difference between Offblocks and the package, and none where there
// is none. The document is the tests' own: it has what the package calls, and no more.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { conformance, sandboxReport } from '../../../../test/tools/conformance/command';
import { startContrary } from '../conformance/contrary';
import { vendor } from '../conformance/main';
import { probes } from '../conformance/probes';
import { startOffblocks, type Credentials } from '../sandbox/server';

type Json = Record<string, unknown>;

const string = { type: 'string' };
const object = (properties: Json, ...required: string[]) => ({
	type: 'object',
	properties,
	required,
});
const json = (schema: Json) => ({ content: { 'application/json': { schema } } });
const header = (name: string) => ({ in: 'header', name, required: true });
const choice = (...values: string[]) => ({ type: 'string', enum: values });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Json) => ({ type: 'array', items });

const SIGNED = [header('Signature'), header('Signature-Input')];
const WRITE = [...SIGNED, header('Idempotency-Key')];

const read = (schema: Json, ...more: Json[]) => ({
	parameters: [...SIGNED, ...more],
	responses: { 200: json(schema) },
});
const change = (schema?: Json) => ({
	parameters: WRITE,
	responses: { 200: schema ? json(schema) : {} },
});
const write = (body: Json, schema?: Json, status = 200) => ({
	parameters: [...WRITE, header('Content-Digest')],
	requestBody: json(body),
	responses: { [status]: schema ? json(schema) : {} },
});

/** Something with a status, as its own schema. */
const thing = (...statuses: string[]) =>
	object({ id: string, status: choice(...statuses) }, 'id', 'status');
const withChallenge = (name: string) => ({ allOf: [ref(name), ref('Challenge')] });

/** A new one each time, for a test to change. */
const documentOf = () => ({
	openapi: '3.1.0',
	servers: [
		{ url: 'https://api.sandbox.offblocks.xyz/v1' },
		{ url: 'https://api.offblocks.xyz/v1' },
	],
	paths: {
		'/auth/token': {
			post: {
				requestBody: json(object({ apiKey: string, apiSecret: string }, 'apiKey', 'apiSecret')),
				responses: { 200: json(object({ token: string }, 'token')) },
			},
		},
		'/customers': {
			get: read(list(ref('Customer'))),
			post: write(
				object({ chainId: string, externalId: string }, 'chainId', 'externalId'),
				withChallenge('Customer'),
				201,
			),
		},
		'/customers/{id}': { get: read(ref('Customer')) },
		'/customers/{id}/challenge': { get: read(ref('Challenge')) },
		'/customers/{id}/challenge/sign': { post: write(ref('Signed'), undefined, 204) },
		'/customers/{id}/deactivate': { patch: change(ref('Customer')) },
		'/customers/{id}/activate': { patch: change(ref('Customer')) },
		'/customers/{id}/accounts': {
			get: read(list(ref('Account'))),
			post: write(
				object({ type: choice('card_account'), currencies: list(string) }, 'type', 'currencies'),
				withChallenge('Account'),
				201,
			),
		},
		'/accounts': { get: read(list(ref('Account'))) },
		'/accounts/{id}': { get: read(ref('Account')), delete: change() },
		'/accounts/{id}/challenge': { get: read(ref('Challenge')) },
		'/accounts/{id}/challenge/sign': { post: write(ref('Signed'), undefined, 204) },
		'/accounts/{id}/deactivate': { patch: change(ref('Account')) },
		'/accounts/{id}/activate': { patch: change(ref('Account')) },
		'/accounts/{id}/cards': {
			get: read(list(ref('Card'))),
			post: write(
				object(
					{
						type: choice('virtual', 'physical'),
						billingAddress: ref('Address'),
						shippingAddress: ref('Address'),
					},
					...['type', 'billingAddress'],
				),
				ref('Card'),
				201,
			),
		},
		'/cards': { get: read(list(ref('Card'))) },
		'/cards/{id}': { get: read(ref('Card')), delete: change() },
		'/cards/{id}/deactivate': { patch: change(ref('Card')) },
		'/cards/{id}/activate': { patch: change(ref('Card')) },
		'/chains': { get: read(list(object({ id: string }, 'id'))) },
		'/assets': {
			get: read(list(object({ id: string }, 'id')), { in: 'query', name: 'chain' }),
		},
		'/webhooks': {
			get: read(list(ref('Webhook'))),
			put: write(
				object(
					{ id: string, callbackUrl: string, types: list(ref('EventType')) },
					...['callbackUrl', 'types'],
				),
				ref('Webhook'),
			),
		},
		'/webhooks/{id}': { get: read(ref('Webhook')), delete: change() },
		'/webhooks/verification-key': {
			get: read(object({ keyId: string, key: string }, 'keyId', 'key')),
		},
		'/simulator/customers/{id}/verify': { patch: change() },
		'/simulator/customers/{id}/reject': { patch: change() },
		// left out on purpose, or none of its concern
		'/accounts/{id}/transactions': { get: {} },
		'/cards/{id}/transactions': { get: {} },
		'/simulator/cards/{id}/issue': { patch: {} },
		'/auth/signing': { put: {} },
	} as Record<string, Record<string, Json>>,
	components: {
		schemas: {
			Customer: thing('initiating', 'screening', 'verifying', 'rejected', 'active', 'inactive'),
			Account: thing('initiating', 'pending', 'active', 'inactive', 'closed', 'failed'),
			Card: thing(
				...['issuing', 'issue_failed', 'active', 'inactive', 'blocked', 'suspended', 'terminated'],
			),
			Challenge: object({ challenge: string }, 'challenge'),
			Signed: object(
				{ ownerId: string, challenge: string, signature: string },
				...['ownerId', 'challenge', 'signature'],
			),
			Address: object(
				{
					...{ firstLine: string, secondLine: string, city: string },
					...{ state: string, postCode: string, country: string },
				},
				...['firstLine', 'city', 'postCode', 'country'],
			),
			Webhook: object(
				{ id: string, callbackUrl: string, types: list(ref('EventType')) },
				...['id', 'callbackUrl', 'types'],
			),
			EventType: choice(
				...['customer.updated', 'account.updated', 'card.updated'],
				...['authorisation.updated', 'transaction.updated'],
			),
		} as Record<string, Json>,
	},
});

describe('a document', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'openapi-'))));
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	async function compared(document: object) {
		const file = path.join(folder, 'api.json');
		writeFileSync(file, JSON.stringify(document));
		return await conformance(vendor, ['--openapi', file], {});
	}

	test('that has what the package calls has no difference', async () => {
		expect(await compared(documentOf())).toEqual({
			text: 'The document and the package are alike.\n',
			differences: 0,
		});
	});

	test('that differs in every point has each of them named', async () => {
		const document = documentOf();
		const { paths, components } = document;
		document.servers[0] = { url: 'https://api.test.offblocks.xyz/v1' };
		delete paths['/customers/{id}/deactivate'];
		paths['/customers/{id}/disable'] = { patch: change() };
		paths['/cards/{id}'] = { get: read(ref('Card')), put: change() };
		paths['/chains'] = { get: read(list(object({ name: string }, 'name'))) };
		paths['/customers']!.post = write(
			object({ chainId: string, email: string }, 'email'),
			withChallenge('Customer'),
		);
		paths['/webhooks/{id}']!.get = read(ref('Webhook'), header('Nonce'));
		components.schemas.EventType = choice('customer.updated', 'payout.updated');
		components.schemas.Account = thing('initiating', 'pending', 'open');

		const { text, differences } = await compared(document);

		const expected = [
			'| servers | value here | Only offered here: https://api.sandbox.offblocks.xyz/v1 |',
			'| servers | value there | Only in the document: https://api.test.offblocks.xyz/v1 |',
			'| PATCH /customers/{}/deactivate | path |',
			'| PATCH /customers/{}/disable | not offered |',
			'| DELETE /cards/{} | method | The document has GET, PUT there |',
			'| PUT /cards/{} | not offered |',
			'| GET /chains › answer › id | unknown field |',
			'| POST /customers › chainId | required here |',
			'| POST /customers › externalId | unknown field |',
			'| POST /customers › email | required there |',
			'| GET /webhooks/{} › nonce | required there |',
			'| PUT /webhooks › types | value here | Only offered here: account.updated, card.updated,',
			'| PUT /webhooks › types | value there | Only in the document: payout.updated |',
			'| GET /accounts/{} › answer › status | value here | Only offered here: active,',
			'| GET /accounts/{} › answer › status | value there | Only in the document: open |',
		];
		for (const line of expected) expect(text).toContain(line);
		// the types of events stand in four calls, and the statuses of accounts in six
		expect(differences).toBe(11 + 2 * 4 + 2 * 6);
	});
});

describe('what Offblocks does not confirm', () => {
	const keysOf = ({ apiKey, apiSecret, signingKeyId, privateKey }: Credentials) => ({
		OFFBLOCKS_API_KEY: apiKey,
		OFFBLOCKS_API_SECRET: apiSecret,
		OFFBLOCKS_SIGNING_KEY_ID: signingKeyId,
		OFFBLOCKS_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
	});
	const tried = async (origin: string, credentials: Credentials) =>
		await vendor.trial(keysOf(credentials))!(origin, { chain: 'eip155:300' });

	test('is as assumed at the embedded Offblocks, in every point', async () => {
		const offblocks = await startOffblocks();
		try {
			const results = await tried(offblocks.url, offblocks.credentials);

			expect(results.filter(({ asAssumed }) => asAssumed !== true)).toEqual([]);
			expect(results).toHaveLength(probes.length);
			// the customer, another one of its wallet, and another one of its external id
			expect(offblocks.customers.size).toBe(3);
		} finally {
			await offblocks.close();
		}
	});

	test('differs in every point at an Offblocks that is otherwise, and the report says what to change', async () => {
		const [contrary, offblocks] = [await startContrary(), await startOffblocks()];
		try {
			const results = await tried(contrary.url, offblocks.credentials);

			expect(results.filter(({ asAssumed }) => asAssumed !== false)).toEqual([]);
			const seen = Object.fromEntries(results.map(({ open, words }) => [open, words]));
			expect(seen).toMatchObject({
				'what a wrong signature is answered': 'answered 200, in no words',
				'what a token is answered that does not count': 'answered 200',
				'what an unknown id is answered': 'answered 400',
				'whether one of the two ids alone makes a 409':
					'answered 409 to the wallet again, and 409 to the external id again',
				'how the customer gets to the KYC provider': 'gave it in url',
			});
			const report = sandboxReport('Offblocks', results);
			for (const { open, change } of probes) {
				expect(report).toContain(open);
				expect(report).toContain(change);
			}
		} finally {
			await Promise.all([contrary.close(), offblocks.close()]);
		}
	});

	test('is not seen where no token is given, and no customer is created', async () => {
		const offblocks = await startOffblocks();
		try {
			const results = await tried(offblocks.url, { ...offblocks.credentials, apiSecret: 'other' });

			expect(results.map(({ asAssumed }) => asAssumed)).toEqual(probes.map(() => undefined));
			expect(offblocks.customers.size).toBe(0);
		} finally {
			await offblocks.close();
		}
	});

	test('is not tried in production', async () => {
		const offblocks = await startOffblocks();
		try {
			const args = ['--url', 'https://api.offblocks.xyz'];
			await expect(conformance(vendor, args, keysOf(offblocks.credentials))).rejects.toThrow(
				/Only the sandbox is tried/,
			);
		} finally {
			await offblocks.close();
		}
	});

	test('says of each point where the package is to be changed', () => {
		const root = path.resolve(__dirname, '../..');
		const files = probes.flatMap(({ change }) => change.match(/[\w/.]+\.ts/g) ?? []);
		const exists = (file: string) =>
			[root, path.join(root, 'nodes/Offblocks')].some((base) => existsSync(path.join(base, file)));

		expect(files.filter((file) => !exists(file))).toEqual([]);
	});

	test('has a probe for each point of the README, or a reason why not', () => {
		const readme = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
		const [, section = ''] = readme.split('## What is not confirmed');
		const [open = '', notTried = ''] = section.split('| not tried |');
		const pointsOf = (table: string) =>
			[...table.matchAll(/^\| (?!open|---)(.+?) \| .+ \|$/gm)].map(([, point]) => point!);

		expect([...probes.map((probe) => probe.open), ...pointsOf(notTried)].sort()).toEqual(
			pointsOf(open).sort(),
		);
	});
});
