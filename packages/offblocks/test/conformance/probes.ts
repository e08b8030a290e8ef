// What Offblocks does not confirm, tried on its sandbox without harm: one probe for each open point of the README
// that can be tried. All that they leave behind is one invented customer, whose wallet nobody has.

import { randomUUID } from 'node:crypto';
import { untold, type Probe } from '../../../../test/tools/conformance/probes';
import { chainsAnswer } from '../../nodes/Offblocks/api/answers';
import { publicKeyOf } from '../../nodes/Offblocks/api/callbackSignature';
import { readProblem } from '../../nodes/Offblocks/api/errors';
import { encodedSignature } from '../../nodes/Offblocks/bodies/challenge';
import { call, tokenOf, type CallAnswer, type CallOptions, type Target } from '../sandbox/client';
import { walletOf } from '../sandbox/wallets';

/** What became of the customer's challenges. */
interface Trial {
	/** How the wallet's signature was written that was taken; undefined where none was. */
	encoding?: 'bytes' | 'hexText';
	/** Whether the challenge before the last one was taken. */
	isOldTaken: boolean;
}

/** Offblocks' sandbox, and the one customer that the probes create in it. */
export class Sandbox {
	private token?: Promise<string>;
	private tried?: Promise<Trial>;

	constructor(
		private readonly target: Target,
		/** The chain of the customer's wallet (CAIP-2). */
		private readonly chain: string,
	) {}

	/** One signed call. */
	async send(method: string, path: string, options: CallOptions = {}): Promise<CallAnswer> {
		const token = await (this.token ??= tokenOf(this.target));
		if (typeof token !== 'string') throw new Error('gave no token for the API key and its secret');
		return await call(this.target, method, path, { token, ...options });
	}

	/** A customer whose wallet signs a challenge that was replaced, and then the one that holds. */
	async trial(): Promise<Trial> {
		return await (this.tried ??= this.sign());
	}

	private async sign(): Promise<Trial> {
		const wallet = walletOf();
		const ownerId = `${this.chain}:${wallet.address}`;
		const body = { chainId: ownerId, externalId: `conformance-${randomUUID().slice(0, 8)}` };
		const created = expectDone(
			await this.send('POST', '/customers', { body }),
			'create a customer',
		);
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
];
