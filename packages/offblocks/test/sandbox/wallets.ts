// Ethereum wallets: what a person's wallet does with a challenge, and how its address is found in a signature.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';

/** The wallet of an invented person. */
export interface Wallet {
	/** With the capital letters of EIP-55. */
	address: string;
	/** Signs as `personal_sign` of EIP-191 does: `0x` and 130 digits, which are r, s and v. */
	sign(message: string | Uint8Array): string;
}

/** A wallet with a key of its own, or with the one that 64 hex digits give. */
export function walletOf(key: Uint8Array | string = secp256k1.utils.randomSecretKey()): Wallet {
	const secret = typeof key === 'string' ? Buffer.from(key, 'hex') : key;
	return {
		address: addressOf(secp256k1.getPublicKey(secret, false)),
		sign(message) {
			const [recovery, ...rs] = secp256k1.sign(hashOf(message), secret, {
				prehash: false,
				format: 'recovered',
			});
			return `0x${Buffer.from([...rs, recovery! + 27]).toString('hex')}`;
		},
	};
}

/** The address whose wallet signed a message; undefined for what is no signature. `signature` is r, s and v. */
export function signerOf(message: Uint8Array, signature: Uint8Array): string | undefined {
	const v = signature.at(-1);
	if (signature.length !== 65 || v === undefined) return undefined;
	const recovery = v >= 27 ? v - 27 : v;
	try {
		const recovered = new Uint8Array([recovery, ...signature.subarray(0, 64)]);
		const key = secp256k1.recoverPublicKey(recovered, hashOf(message), { prehash: false });
		return addressOf(secp256k1.Point.fromBytes(key).toBytes(false));
	} catch {
		return undefined;
	}
}

function hashOf(message: string | Uint8Array): Uint8Array {
	const bytes = Buffer.from(message);
	return keccak_256(
		Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes]),
	);
}

/** @param key the uncompressed public key, 65 bytes */
function addressOf(key: Uint8Array): string {
	const digits = Buffer.from(keccak_256(key.subarray(1)).subarray(-20)).toString('hex');
	const checksum = Buffer.from(keccak_256(Buffer.from(digits))).toString('hex');
	const letters = [...digits].map((letter, at) =>
		parseInt(checksum[at]!, 16) >= 8 ? letter.toUpperCase() : letter,
	);
	return `0x${letters.join('')}`;
}
