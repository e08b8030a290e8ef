// Challenges: what a wallet has to sign. A customer's is a text of EIP-4361 (Sign-In with Ethereum), an
// account's is the hash of a transaction.
import { randomBytes } from 'node:crypto';
import * as z from 'zod/v4';
import { badRequest } from './errors';
import type { OffblocksState } from './state';
import { signerOf } from './wallets';

/** A challenge that has been given out; `issuedAt` is ms since 1970. */
export interface Challenge {
	bytes: Buffer;
	issuedAt: number;
}

/** CAIP-10: a chain and an address on it. Letters keep their case. */
export const accountIdShape = z
	.string()
	.regex(/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}$/);

const signatureShape = z.strictObject({
	ownerId: accountIdShape,
	challenge: z.base64(),
	signature: z.base64(),
});

/** A new challenge of a customer or an account, in place of every earlier one; base64. */
export function issue(state: OffblocksState, id: string, bytes: Buffer): string {
	state.challenges.set(id, { bytes, issuedAt: state.now() });
	return bytes.toString('base64');
}

/** The text that shows whose wallet it is. @param ownerId CAIP-10 of an Ethereum chain */
export function signInText(ownerId: string, now: number): Buffer {
	const [, chain, address] = ownerId.split(':');
	return Buffer.from(
		[
			'api.sandbox.offblocks.xyz wants you to sign in with your Ethereum account:',
			address,
			'',
			'By signing this message, you confirm that this wallet is yours and agree to the invented terms.',
			'',
			'URI: https://api.sandbox.offblocks.xyz',
			'Version: 1',
			`Chain ID: ${chain}`,
			`Nonce: ${randomBytes(8).toString('hex')}`,
			`Issued At: ${new Date(now).toISOString().replace(/\.\d+/, '')}`,
		].join('\n'),
	);
}

/** What stands for a transaction: 32 bytes that are no text. */
export const transactionHash = (): Buffer => randomBytes(32);

/**
 * Checks the signature of a challenge. One that was answered, rightly or wrongly, is of no use any more.
 *
 * @param id of the customer or the account that was challenged
 * @param owner CAIP-10 of the wallet that has to sign
 * @throws ApiError 400
 */
export function checkSigned(state: OffblocksState, id: string, owner: string, body: unknown): void {
	const { ownerId, challenge, signature } = signatureShape.parse(body);
	const issued = state.challenges.get(id);
	state.challenges.delete(id);
	if (!issued?.bytes.equals(Buffer.from(challenge, 'base64'))) {
		throw badRequest('The challenge is not the one that was issued last');
	}
	if (state.now() - issued.issuedAt >= state.settings.challengeLifetimeMs) {
		throw badRequest('The challenge has expired');
	}
	const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
	const signer = signerOf(issued.bytes, bytesOf(signature, state.settings.walletSignature));
	const address = owner.split(':')[2]!;
	if (!isSame(ownerId, owner) || !signer || !isSame(signer, address)) {
		throw badRequest('The signature does not verify');
	}
}

function bytesOf(signature: string, form: 'bytes' | 'hexText'): Buffer {
	const bytes = Buffer.from(signature, 'base64');
	if (form === 'bytes') return bytes;
	const [, digits = ''] = /^0x([0-9a-f]{130})$/i.exec(bytes.toString('latin1')) ?? [];
	return Buffer.from(digits, 'hex');
}
