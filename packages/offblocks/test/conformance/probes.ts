// What Offblocks does not confirm, tried on its sandbox without harm: one probe for each open point of the README
// that can be tried. All that they leave behind are three invented customers, whose wallets nobody has.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { untold, type Probe } from '../../../../test/tools/conformance/probes';
import { chainsAnswer } from '../../nodes/Offblocks/api/answers';
import { publicKeyOf } from '../../nodes/Offblocks/api/callbackSignature';
import { readProblem } from '../../nodes/Offblocks/api/errors';
import { encodedSignature } from '../../nodes/Offblocks/bodies/challenge';
import { call, tokenOf, type CallAnswer, type CallOptions, type Target } from '../sandbox/client';
import { walletOf, type Wallet } from '../sandbox/wallets';

/** The customer that is created first, and with what. */
interface Created {
	wallet: Wallet;
	body: { chainId: string; externalId: string };
	answer: CallAnswer;
}

/** What became of the customer's challenges. */
interface Trial {
	/** How the wallet's signature was written that was taken; undefined where none was. */
	encoding?: 'bytes' | 'hexText';
	/** Whether the challenge before the last one was taken. */
	isOldTaken: boolean;
}

/** Offblocks' sandbox, and the customer that the probes create in it. */
export class Sandbox {
	private token?: Promise<string>;
	private customer?: Promise<Created>;
	private tried?: Promise<Trial>;

	constructor(
		private readonly target: Target,
		/** The chain of the customer's wallet (CAIP-2). */
		private readonly chain: string,
	) {}

	/** A wallet of that chain, as customers name it (CAIP-10). */
	chainIdOf({ address }: Wallet): string {
		return `${this.chain}:${address}`;
	}

	/** One signed call. */
	async send(method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> {
		const token = await (this.token ??= tokenOf(this.target));
		if (typeof token !== 'string') throw new Error('gave no token for the API key and its secret');
		return await call(this.target, method, path, { token, ...options });
	}

	/** The customer that the others are compared with. */
	async created(): Promise<Created> {
		return await (this.customer ??= this.create());
	}

	/** A customer whose wallet signs a challenge that was replaced, and then the one that holds. */
	async trial(): Promise<Trial> {
		return await (this.tried ??= this.sign());
	}

	private async create(): Promise<Created> {
		const wallet = walletOf();
		const body = { chainId: this.chainIdOf(wallet), externalId: newExternalId() };
		const answer = await this.send('POST', '/customers', { body });
		return { wallet, body, answer: expectDone(answer, 'create a customer') };
	}

	private async sign(): Promise<Trial> {
		const { wallet, body, answer: created } = await this.created();
		const ownerId = body.chainId;
		const path = `/customers/${created.json.id}/challenge`;
		const renewed = async () =>
			expectDone(await this.send('GET', path), 'get a challenge').json.challenge!;
		const isTaken = async (challenge: string, encoding: 'bytes' | 'hexText') => {
			const hex = wallet.sign(Buffer.from(challenge, 'base64')).slice(2);
			const signature = encodedSignature(Buffer.from(hex, 'hex').toString('base64'), encoding);
			const signed = { ownerId, challenge, signature };
			return isDone(await this.send('POST', `${path}/sign`, { body: signed }));
		};
		const old = created.json.challenge!;
		await renewed();
		for (const encoding of ['bytes', 'hexText'] as const) {
			if (await isTaken(old, encoding)) return { encoding, isOldTaken: true };
		}
		for (const encoding of ['bytes', 'hexText'] as const) {
			// a signature that does not verify voids its challenge
			if (await isTaken(await renewed(), encoding)) return { encoding, isOldTaken: false };
		}
		return { isOldTaken: false };
	}
}

const isDone = ({ status }: CallAnswer) => status >= 200 && status < 300;

function expectDone(answer: CallAnswer, what: string): CallAnswer {
	if (isDone(answer)) return answer;
	throw new Error(`could not ${what}: HTTP ${answer.status} ${answer.text.slice(0, 100)}`.trim());
}

/** An external id that nobody else has. */
const newExternalId = () => `conformance-${randomUUID().slice(0, 8)}`;

/** A signature of the right length that nobody has made: r and s of P-384. */
const FORGED = { signature: `sig=:${Buffer.alloc(96).toString('base64')}:` };

/** The names of all members, at any depth, that hold a web address. */
function namesOfAddresses(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		typeof inner === 'string' && /^https?:/i.test(inner) ? name : namesOfAddresses(inner),
	);
}

const secondsAgo = (seconds: number) => ({ created: Date.now() - seconds * 1000 });

export const probes: Array<Probe<Sandbox>> = [
	{
		open: 'whether the service still runs, and as in 2024',
		assumed: 'GET /chains answers with a list of blockchains',
		change: 'compare with the present specification: --openapi',
		async look(offblocks) {
			const { status, json } = await offblocks.send('GET', '/chains');
			const { success, data = [] } = chainsAnswer.safeParse(json);
			const asAssumed = status === 200 && success;
			const what = asAssumed
				? `a list of ${data.length} blockchains`
				: `${status}, and no such list`;
			return { asAssumed, words: `answered with ${what}` };
		},
	},
	{
		open: "what a wallet's signature looks like on the wire",
		assumed: 'the Base64 of its bytes',
		change: 'bodies/challenge.ts: the default of signatureEncodingField',
		async look(offblocks) {
			const { encoding } = await offblocks.trial();
			if (!encoding) return untold('took neither the bytes nor their digits');
			const words = encoding === 'bytes' ? 'took the bytes' : 'took the digits as text alone';
			return { asAssumed: encoding === 'bytes', words };
		},
	},
	{
		open: 'what must be signed of a request',
		assumed: 'method, host and path are enough where there is no body',
		change: 'credentials/offblocks/signature.ts: COVERED',
		async look(offblocks) {
			const { status } = await offblocks.send('GET', '/customers');
			return { asAssumed: status === 200, words: `answered ${status}` };
		},
	},
	{
		open: 'how far a clock may be off',
		assumed: 'a signature holds five minutes, and none of the future is taken',
		change: 'credentials/offblocks/signature.ts: BACKDATED_S, VALID_S; api/advice.ts: clockWords',
		async look(offblocks) {
			const asked = async (seconds: number) =>
				(await offblocks.send('GET', '/assets', secondsAgo(seconds))).status;
			const [older, ahead] = [await asked(240), await asked(-60)];
			return {
				asAssumed: older === 200 && ahead === 400,
				words: `answered ${older} to a signature of 4 minutes ago, and ${ahead} to one of a minute ahead`,
			};
		},
	},
	{
		open: 'what an error says',
		assumed: 'nothing, or words in a shape that is read',
		change: 'api/errors.ts: readProblem',
		async look(offblocks) {
			const { status, text, json } = await offblocks.send('POST', '/customers', { body: {} });
			if (status < 400) return untold(`answered ${status} to a customer without a wallet`);
			const { message } = readProblem(json ?? text);
			const asAssumed = text === '' || message !== undefined;
			const said = text === '' ? 'nothing' : asAssumed ? 'words that are read' : 'another shape';
			return { asAssumed, words: `answered ${status}, and said ${said}` };
		},
	},
	{
		open: 'by which algorithm events are signed',
		assumed: 'the key that verifies them is of the curve P-384',
		change: 'api/callbackSignature.ts',
		async look(offblocks) {
			const { status, json } = await offblocks.send('GET', '/webhooks/verification-key');
			if (status !== 200) return untold(`answered ${status}`);
			const asAssumed = publicKeyOf(json.key ?? '') !== undefined;
			return { asAssumed, words: `gave ${asAssumed ? 'such a key' : 'another one'}` };
		},
	},
	{
		open: 'whether Get Challenge of a customer voids the one before',
		assumed: 'it does',
		change: 'actions/read.ts: the description of Get Challenge',
		async look(offblocks) {
			const { encoding, isOldTaken } = await offblocks.trial();
			if (!encoding) return untold('took no signature at all');
			const words = `${isOldTaken ? 'took' : 'refused'} the challenge before the last`;
			return { asAssumed: !isOldTaken, words };
		},
	},
	{
		open: 'what a wrong signature is answered',
		assumed: '400, in words about the signature or in none',
		change: 'api/advice.ts: badRequest; methods/credentialTest.ts: explain',
		async look(offblocks) {
			const { status, text, json } = await offblocks.send('GET', '/assets', { headers: FORGED });
			const { message } = readProblem(json ?? text);
			const isTold = !message || /signature/i.test(message);
			return {
				asAssumed: status === 400 && isTold,
				words: `answered ${status}, in ${!message ? 'no words' : isTold ? 'words about it' : 'other words'}`,
			};
		},
	},
	{
		open: 'what a token is answered that does not count',
		assumed: '401, after which n8n fetches another',
		change: 'credentials/OffblocksApi.credentials.ts: what renews the token',
		async look(offblocks) {
			// a token that counts comes first: without one nothing is said about others
			await offblocks.send('GET', '/chains');
			const { status } = await offblocks.send('GET', '/chains', { token: 'conformance' });
			return { asAssumed: status === 401, words: `answered ${status}` };
		},
	},
	{
		open: 'what an unknown id is answered',
		assumed: '404, or 500 to a Get',
		change: 'api/advice.ts: advise',
		async look(offblocks) {
			const { status } = await offblocks.send('GET', `/customers/${randomUUID()}`);
			return { asAssumed: status === 404 || status === 500, words: `answered ${status}` };
		},
	},
	{
		open: 'whether one of the two ids alone makes a 409',
		assumed: 'it does not: only both together do',
		change: 'api/advice.ts: conflict, to name the id that is taken',
		async look(offblocks) {
			const { body } = await offblocks.created();
			const answered = async (other: object) =>
				(await offblocks.send('POST', '/customers', { body: { ...body, ...other } })).status;
			const wallet = await answered({ externalId: newExternalId() });
			const externalId = await answered({ chainId: offblocks.chainIdOf(walletOf()) });
			return {
				asAssumed: wallet === 201 && externalId === 201,
				words: `answered ${wallet} to the wallet again, and ${externalId} to the external id again`,
			};
		},
	},
	{
		open: 'how the customer gets to the KYC provider',
		assumed: 'no field of a customer has a link to it',
		change: 'README, and a field of its own in the output',
		async look(offblocks) {
			const { encoding } = await offblocks.trial();
			if (!encoding) return untold('took no signature, so that nothing is verified');
			const { answer } = await offblocks.created();
			for (let reads = 1; ; reads++) {
				const { json } = await offblocks.send('GET', `/customers/${answer.json.id}`);
				const [name] = namesOfAddresses(json);
				if (name) return { asAssumed: false, words: `gave it in ${name}` };
				const { status } = json ?? {};
				if (status === 'verifying') return { asAssumed: true, words: 'gave none while verifying' };
				if (reads === 10) return untold(`left the customer ${status}`);
				await sleep(1_000);
			}
		},
	},
];
