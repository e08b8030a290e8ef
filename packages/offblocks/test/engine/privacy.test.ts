// Wallets, keys and tokens stay out of what n8n saves, shows and logs of a failure.

import { accountOf, credentialOf, locator, runNode, withOffblocks } from './engine';
import { walletOf } from '../sandbox/wallets';
import type { Fault } from '../../../../test/tools/server/faults';

const offblocks = withOffblocks();

const TOKEN = 'PLANTED.session.token';
const wallet = walletOf();
const challenge = Buffer.from(`sign in with your Ethereum account:\n${wallet.address}`).toString(
	'base64',
);
const row = {
	wallet: accountOf(wallet),
	challenge,
	signature: wallet.sign('an invented text'),
};
const signatureBase64 = Buffer.from(row.signature.slice(2), 'hex').toString('base64');
const submit = {
	operation: 'submitChallenge',
	customerId: locator('04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21'),
	ownerId: '={{ $json.wallet }}',
	challenge: '={{ $json.challenge }}',
	signature: '={{ $json.signature }}',
	options: { maxTries: 1 },
};
const create = {
	operation: 'create',
	chainId: '={{ $json.wallet }}',
	externalId: 'cust-1',
	options: { maxTries: 1 },
};

const planted = () => [
	...[wallet.address, wallet.address.slice(2), row.wallet, row.challenge],
	...[row.signature, row.signature.slice(2), signatureBase64, TOKEN],
	...[offblocks.credentials.apiSecret, offblocks.credentials.apiKey],
	...(offblocks.credentials.privateKey.match(/[\w+/]{40,}/g) ?? ['there is no key']),
];

const quoting = (words: string): Fault => ({ status: 400, body: { error: `Refused: ${words}` } });
/** What an API can quote of a creation, and what of a signed challenge as well. */
const ofCreate: Array<[string, Fault]> = [
	['quotes the account', quoting(row.wallet)],
	['quotes the address alone', quoting(`owner ${wallet.address} is not known`)],
	['quotes the address in small letters', quoting(wallet.address.toLowerCase())],
	['answers the body back', { status: 422, body: { message: JSON.stringify({ id: row.wallet }) } }],
	['answers a web page', { kind: 'html', status: 500 }],
	['answers half a JSON', { kind: 'truncatedJson' }],
	['cuts the connection', { kind: 'cut' }],
	['does not accept the token', { status: 401 }],
];
const ofSubmit: Array<[string, Fault]> = [
	...ofCreate,
	['quotes the challenge', quoting(`challenge ${challenge}`)],
	['quotes the signature as it was sent', quoting(`signature ${signatureBase64}`)],
	['quotes the signature as the wallet gave it', quoting(`signature ${row.signature}`)],
	['answers all of it back', { status: 422, body: { message: JSON.stringify(row) } }],
];

const inRun = async (parameters: object, onError?: 'continueRegularOutput') =>
	await runNode(offblocks, {
		credential: { ...credentialOf(offblocks), sessionToken: TOKEN },
		input: [row],
		parameters: { ...parameters },
		...(onError ? { settings: { onError } } : {}),
	});

describe.each([
	['Create', create, ofCreate],
	['Submit Challenge', submit, ofSubmit],
])('%s', (_, parameters, faults) => {
	test.each(faults)(
		'when Offblocks %s, the error and the log hold none of it',
		async (_, fault) => {
			offblocks.fail({ path: /\/customers/, times: Infinity }, fault);

			const { error, log } = await inRun(parameters);

			const saved = JSON.stringify([error, error!.message, error!.description, error!.stack, log]);
			for (const secret of planted())
				expect(saved.toLowerCase()).not.toContain(secret.toLowerCase());
		},
	);

	test.each(faults)('when Offblocks %s, the error item holds none of it', async (_, fault) => {
		offblocks.fail({ path: /\/customers/, times: Infinity }, fault);

		const { items } = await inRun(parameters, 'continueRegularOutput');

		const saved = JSON.stringify(items);
		expect(items[0]!.json.error).toEqual(expect.any(String));
		for (const secret of planted()) expect(saved.toLowerCase()).not.toContain(secret.toLowerCase());
	});
});

test('the answer of a token that cannot be read is repeated nowhere', async () => {
	offblocks.fail(
		{ path: '/v1/auth/token', times: Infinity },
		{ status: 401, body: { error: offblocks.credentials.apiSecret } },
	);

	const { error, log } = await runNode(offblocks, { input: [row], parameters: create });

	const saved = JSON.stringify([error, error!.message, error!.description, error!.stack, log]);
	for (const secret of planted()) expect(saved).not.toContain(secret);
});

test('a wallet that was not sent is blotted out as well', async () => {
	const id = '04c5851c-2f1a-5bd9-8c1e-6f0a3d9b7e21';
	offblocks.fail({ path: /deactivate$/ }, quoting(`${row.wallet} is not active`));

	const { error } = await runNode(offblocks, {
		parameters: { operation: 'deactivate', customerId: locator(id) },
	});

	expect(error!.message).toBe('Offblocks did not take the request: Refused: ••• is not active');
});

test("Offblocks' own words stay readable around what is left out", async () => {
	offblocks.fail({ path: '/v1/customers' }, quoting(`the wallet ${wallet.address} is on a list`));

	const { error } = await runNode(offblocks, { input: [row], parameters: create });

	expect(error!.message).toBe(
		'Offblocks did not take the request: Refused: the wallet ••• is on a list',
	);
});
