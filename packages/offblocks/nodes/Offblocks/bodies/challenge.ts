// What the owner of a wallet sends back: who signed, what was signed, and the signature.

import { choiceField, textField } from '../../../../../nodes/shared/form/fields';
import { refuse, text } from '../../../../../nodes/shared/check/text';
import type { Field } from '../../../../../nodes/shared/form/field';
import { accountId } from './accountId';

const BASE64 =
	/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$|^[A-Za-z0-9+/]{2}==$|^[A-Za-z0-9+/]{3}=$/;
const HEX = /^0x([0-9a-f]*)$/i;
/** The signature of a plain wallet, r, s and v, without the 0x that it should have. */
const BARE_HEX = /^[0-9a-f]{130}$/i;

/** Bytes of such a signature. */
const PLAIN_BYTES = 65;
/** Bytes of the shortest that any wallet gives. */
const FEWEST_BYTES = 64;

/** Base64 as Offblocks gave it: a changed character makes another challenge. */
const base64Challenge = () =>
	text({ lines: true }).transform((value, context): string => {
		if (BASE64.test(value)) return value;
		return refuse(context, {
			message: 'must be the challenge as Offblocks gave it, which is Base64',
			hint: /\s/.test(value)
				? 'It is the readable text. Give the field challenge, not challengeText.'
				: 'Map the field challenge of Create or of Get Challenge, unchanged.',
		});
	});

/** Bytes of a signature, from hexadecimal digits or Base64; undefined where it is neither. */
function bytesOf(value: string): Buffer | undefined {
	const digits = HEX.exec(value)?.[1] ?? (BARE_HEX.test(value) ? value : undefined);
	if (digits !== undefined) {
		return digits.length % 2 === 0 && digits !== '' ? Buffer.from(digits, 'hex') : undefined;
	}
	// Base64 may begin with 0x as well, and then has one of its own characters further on
	const isBase64 = BASE64.test(value) && (!value.startsWith('0x') || /[+/=]/.test(value));
	return isBase64 ? Buffer.from(value, 'base64') : undefined;
}

const TOO_SHORT = 'is shorter than a signature of a wallet, which has 65 bytes (0x and 130 digits)';

/** A signature as wallets give it, as the Base64 of its bytes. */
const walletSignature = () =>
	text().transform((value, context): string => {
		const bytes = bytesOf(value);
		if (!bytes) {
			return refuse(context, {
				message: 'must be hexadecimal digits behind 0x, or Base64',
				hint: 'Map what the wallet returned (personal_sign), unchanged.',
			});
		}
		if (bytes.length >= FEWEST_BYTES) return bytes.toString('base64');
		return refuse(context, {
			message: TOO_SHORT,
			hint: 'Some of it is missing: map what the wallet returned, unchanged.',
		});
	});

/** What the wallet has signed, for Submit Challenge. */
export const signedFields: Field[] = [
	textField({
		displayName: 'Owner ID',
		name: 'ownerId',
		required: true,
		placeholder: 'e.g. eip155:1:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb',
		description: 'The account that signed, with its chain (CAIP-10)',
		check: accountId(),
	}),
	textField({
		displayName: 'Challenge',
		name: 'challenge',
		required: true,
		placeholder: 'e.g. YXBpLnNhbmRib3gub2ZmYmxvY2tz…',
		description:
			'The field challenge of Create or Get Challenge, unchanged (Base64). Not challengeText, which is for people.',
		check: base64Challenge(),
	}),
	textField({
		displayName: 'Signature',
		name: 'signature',
		required: true,
		placeholder: 'e.g. 0x…',
		description:
			'What the wallet returned for the text of the challenge: hexadecimal digits behind 0x, or Base64',
		check: walletSignature(),
		remark: (value) =>
			typeof value === 'string' && Buffer.from(value, 'base64').length !== PLAIN_BYTES
				? 'has another length than that of a plain wallet (65 bytes). It was sent as it is.'
				: undefined,
	}),
];

/** How the signature is written on the wire. */
export const signatureEncodingField = choiceField({
	displayName: 'Signature Encoding',
	name: 'signatureEncoding',
	options: [
		{ name: 'Bytes', value: 'bytes', description: 'Base64 of its bytes, as the samples show' },
		{
			name: 'Hexadecimal Text',
			value: 'hexText',
			description: 'Base64 of the text 0x…, where Offblocks refuses every signature otherwise',
		},
	],
	default: 'bytes',
	description: "How the signature is sent. Offblocks' documentation can be read in both ways.",
});

/** The signature as it is sent. */
export function encodedSignature(base64: string, encoding: 'bytes' | 'hexText'): string {
	if (encoding === 'bytes') return base64;
	const hex = Buffer.from(base64, 'base64').toString('hex');
	return Buffer.from(`0x${hex}`).toString('base64');
}
