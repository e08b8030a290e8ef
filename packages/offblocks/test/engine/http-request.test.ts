// n8n's HTTP Request node with the credential: its options, in the older form that it uses, go through n8n's own
// signing and renewal of tokens.

import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeType,
} from 'n8n-workflow';
import { engineFor } from '../../../../test/tools/engine/engine';
import { OffblocksApi } from '../../credentials/OffblocksApi.credentials';
import { accountOf, credentialOf, withOffblocks, type Target } from './engine';
import { walletOf } from '../sandbox/wallets';

const offblocks = withOffblocks();

/** Makes the request that its parameter says, as n8n's HTTP Request node does. */
class Caller implements INodeType {
	description: INodeType['description'] = {
		displayName: 'HTTP Request',
		name: 'caller',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'offblocksApi' }],
		properties: [{ displayName: 'Request', name: 'request', type: 'json', default: '{}' }],
	};

	async execute(this: IExecuteFunctions) {
		const request = JSON.parse(this.getNodeParameter('request', 0) as string) as IDataObject;
		const answer = (await this.helpers.requestWithAuthentication.call(
			this,
			'offblocksApi',
			{ followRedirect: true, gzip: true, ...request } as never,
			undefined,
			0,
		)) as unknown;
		const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
		return [[{ json: { answer: JSON.parse(text) as IDataObject } }]];
	}
}

const { runNode } = engineFor<Target>({
	node: () => new Caller(),
	credentialType: new OffblocksApi(),
	credentialOf,
	parameters: {},
});
const run = async (request: object, credential = credentialOf(offblocks)) =>
	await runNode(offblocks, { credential, parameters: { request: JSON.stringify(request) } });

test.each([
	['an absolute URL', () => ({ uri: `${offblocks.url}/v1/chains`, json: true })],
	[
		'a query',
		() => ({ uri: `${offblocks.url}/v1/assets`, qs: { chain: 'eip155:300' }, json: true }),
	],
])('a read: %s', async (_, request) => {
	const { rows, error } = await run({ method: 'GET', ...request() });

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([{ answer: expect.any(Array) }]);
});

test.each([true, false])(
	'a creation with a JSON body gets digest, signature and key (json: %s)',
	async (json) => {
		const body = { chainId: accountOf(walletOf()), externalId: 'Bjørn “42”' };
		const { rows, error } = await run({
			method: 'POST',
			uri: `${offblocks.url}/v1/customers`,
			body,
			json,
		});

		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ answer: { ...body, status: 'initiating' } }]);
	},
);

test('a token that has ended is renewed, and the same key goes with the second try', async () => {
	const { rows, error } = await run(
		{
			method: 'POST',
			uri: `${offblocks.url}/v1/customers`,
			body: { chainId: accountOf(walletOf()), externalId: 'cust-1' },
			json: true,
		},
		{ ...credentialOf(offblocks), sessionToken: 'an.ended.token' },
	);

	expect(error).toBeUndefined();
	expect(rows).toMatchObject([{ answer: { status: 'initiating' } }]);
	const keys = offblocks.requests
		.filter(({ path }) => path === '/v1/customers')
		.map(({ idempotencyKey }) => idempotencyKey);
	expect(keys).toEqual([expect.any(String), keys[0]]);
});

test('another host gets nothing', async () => {
	const { error } = await run({ method: 'GET', uri: 'https://example.org/v1/chains', json: true });

	expect(error!.message).toContain('It was not signed and not sent');
});
