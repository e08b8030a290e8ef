// Whether a delivery is Offblocks': its HTTP Message Signature (RFC 9421). What such signatures cover is not
// documented, so this follows what each lists, over the address that was registered.

import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { createSignatureBase, formatSignatureBase } from 'http-message-signatures/lib/httpbis';
import {
	isInnerList,
	parseDictionary,
	serializeInnerList,
	serializeItem,
	type Dictionary,
	type InnerList,
} from 'structured-headers';
import { ALGORITHM } from '../../../credentials/offblocks/signature';
import type { Delivery } from '../../../../../nodes/shared/webhook/delivery';

/** The headers of a signature, in small letters as Node.js gives them. */
export const SIGNATURE_HEADER = 'signature';
export const SIGNATURE_INPUT_HEADER = 'signature-input';
const DIGEST_HEADER = 'content-digest';

/** The curve of Offblocks' only algorithm, as OpenSSL names it. */
const CURVE = 'secp384r1';
/** Two numbers of that curve, r and s, one behind the other. */
const SIGNATURE_BYTES = 96;

/** Offblocks repeats a delivery for 24 hours, and may not sign it anew. */
export const MAX_AGE_HOURS = 25;
const MAX_AGE_S = MAX_AGE_HOURS * 3600;
/** How far Offblocks' clocks may differ from this one and from each other, and a signature be past its end. */
export const TOLERANCE_S = 300;

/** Signatures in one delivery that are looked at. */
const MAX_SIGNATURES = 10;

/** A key that Offblocks signs with. */
export interface VerificationKey {
	id: string;
	key: KeyObject;
}

/** What is known of a delivery that Offblocks signed. */
export interface Signed {
	/** Whether the signature covers the body. */
	bodyCovered: boolean;
	/** Whether the same signature says where the delivery goes. Else it may have been made for somebody else. */
	addressCovered: boolean;
	/** When it was signed, in seconds since 1970. */
	created: number;
}

/** Why a delivery does not count although a signature of it fits. Seconds say by how much. */
export type Fault =
	{ kind: 'future' | 'expired' | 'old'; seconds: number } | { kind: 'undated' | 'otherBody' };

/**
 * The public key that Offblocks hands out: Base64 of a PEM text, or of its bytes (DER).
 *
 * @returns undefined where it is no key of the curve that Offblocks documents
 */
export function publicKeyOf(text: string): KeyObject | undefined {
	const bytes = Buffer.from(text, 'base64');
	try {
		const key = bytes.includes('-----BEGIN')
			? createPublicKey(bytes)
			: createPublicKey({ key: bytes, format: 'der', type: 'spki' });
		return key.asymmetricKeyDetails?.namedCurve === CURVE ? key : undefined;
	} catch {
		return undefined;
	}
}

/** The ids of the keys that a delivery says it was signed with. Nothing of it is known to be right. */
export const keyIdsIn = (delivery: Delivery): string[] =>
	signaturesIn(delivery).map(({ keyId }) => keyId);

/**
 * What is known of a delivery that was signed with one of the keys, or why that does not count; undefined where no
 * signature fits. Of several signatures, the one that covers most counts: none is added to another.
 *
 * @param now milliseconds since 1970; given only by tests
 */
export function signedBy(
	keys: VerificationKey[],
	delivery: Delivery,
	now = Date.now(),
): Signed | Fault | undefined {
	const good: Signed[] = [];
	const faults: Fault[] = [];
	for (const given of signaturesIn(delivery)) {
		const { key } = keys.find(({ id }) => id === given.keyId) ?? {};
		if (!key || !isSigned(given, key, delivery)) continue;
		const created = createdIn(given.input[1], now / 1000);
		if (typeof created !== 'number') {
			faults.push(created);
			continue;
		}
		const covers = (name: string) => coversWhole(given.input, name);
		good.push({ created, bodyCovered: covers(DIGEST_HEADER), addressCovered: isAddress(covers) });
	}
	// another body than the signed one, although the signature of its digest is right
	if (good.some(({ bodyCovered }) => bodyCovered) && !isDigestOf(delivery)) {
		return { kind: 'otherBody' };
	}
	return good.find(isWhole) ?? good.find(({ bodyCovered }) => bodyCovered) ?? good[0] ?? faults[0];
}

/** Whether nothing of a delivery can have been made by, or for, somebody else. */
export const isWhole = ({ bodyCovered, addressCovered }: Signed): boolean =>
	bodyCovered && addressCovered;

/** Whether a component is signed as it came: with a parameter, it may be a part of it. */
const coversWhole = ([covered]: InnerList, component: string) =>
	covered.some(([name, parameters]) => name === component && parameters.size === 0);

/** Whether what is covered tells this address from every other: the host with the path, or all of it. */
const isAddress = (covers: (component: string) => boolean) =>
	covers('@target-uri') || (covers('@authority') && (covers('@path') || covers('@request-target')));

/** A signature as it was given. */
interface Given {
	keyId: string;
	/** What is covered, and the parameters, in their order. */
	input: InnerList;
	signature: Buffer;
}

function signaturesIn({ headers }: Delivery): Given[] {
	const signatures = dictionaryOf(headers[SIGNATURE_HEADER]);
	const inputs = [...dictionaryOf(headers[SIGNATURE_INPUT_HEADER])];
	return inputs.slice(0, MAX_SIGNATURES).flatMap(([label, input]) => {
		const [signature]: unknown[] = signatures.get(label) ?? [];
		const keyId: unknown = input[1].get('keyid');
		if (!isInnerList(input) || !(signature instanceof ArrayBuffer)) return [];
		if (typeof keyId !== 'string') return [];
		return [{ keyId, input, signature: Buffer.from(signature) }];
	});
}

function dictionaryOf(header = ''): Dictionary {
	try {
		return parseDictionary(header);
	} catch {
		return new Map();
	}
}

/** When a signature was made, or why its times do not count. One without `created` would be good for ever. */
function createdIn(parameters: InnerList[1], now: number): number | Fault {
	const created: unknown = parameters.get('created');
	const expires: unknown = parameters.get('expires') ?? Infinity;
	if (typeof created !== 'number' || typeof expires !== 'number') return { kind: 'undated' };
	if (created > now + TOLERANCE_S) return { kind: 'future', seconds: created - now };
	if (expires + TOLERANCE_S < now) return { kind: 'expired', seconds: now - expires };
	if (created < now - MAX_AGE_S) return { kind: 'old', seconds: now - created };
	return created;
}

/** Whether the signature fits what it lists: method, address and headers, as the sender knows them. */
function isSigned({ input, signature }: Given, key: KeyObject, delivery: Delivery): boolean {
	const [covered, parameters] = input;
	const algorithm: unknown = parameters.get('alg');
	if (algorithm !== undefined && algorithm !== ALGORITHM) return false;
	const fields = covered.map((item) => serializeItem(item));
	const isTwice = new Set(fields).size < fields.length;
	const url = delivery.url();
	if (signature.length !== SIGNATURE_BYTES || isTwice || !url) return false;
	try {
		const { method, headers } = delivery;
		const lines = createSignatureBase({ fields }, { method, url, headers });
		lines.push(['"@signature-params"', [serializeInnerList(input)]]);
		const base = Buffer.from(formatSignatureBase(lines));
		return verify('sha384', base, { key, dsaEncoding: 'ieee-p1363' }, signature);
	} catch {
		// a header that it lists is not there, or what it lists is not known
		return false;
	}
}

/** Whether all digests of the body that are known are right, and there is one (RFC 9530). */
function isDigestOf({ body, headers }: Delivery): boolean {
	const digests = [...dictionaryOf(headers[DIGEST_HEADER])].flatMap(([name, digest]) => {
		const hash = { 'sha-256': 'sha256', 'sha-512': 'sha512' }[name];
		const [value]: unknown[] = digest;
		return hash ? [{ hash, value }] : [];
	});
	return (
		digests.length > 0 &&
		digests.every(
			({ hash, value }) =>
				value instanceof ArrayBuffer &&
				createHash(hash).update(body).digest().equals(Buffer.from(value)),
		)
	);
}
