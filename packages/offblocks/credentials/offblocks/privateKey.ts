// The private key that signs requests, as people paste it: with its lines, on one line, or with \n written out.

import { createPrivateKey, type KeyObject } from 'node:crypto';
import { UserError } from 'n8n-workflow';
import { cleaned } from '../../../../nodes/shared/credential/fields';

/** Elliptic curve of Offblocks' only signature algorithm, as OpenSSL names it. */
const CURVE = 'secp384r1';

const HOW_TO = `A new one comes from: openssl ecparam -name ${CURVE} -genkey -noout -out key.pem`;

const LABEL = 'The Private Key of the Offblocks credential';

/** A block of PEM. `openssl ecparam` writes one of parameters before the key's. */
const PRIVATE_BLOCK = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----(.*?)-----END \1-----/s;

/**
 * The key of a credential's field `privateKey`: PEM, SEC1 or PKCS#8, on the curve P-384.
 *
 * @throws UserError that says what is wrong with the key, without a character of it
 */
export function privateKeyOf(given: unknown): KeyObject {
	const text = cleaned(given).replace(/\\r|\\n/g, '\n');
	if (text === '') throw wrong('is empty', HOW_TO);
	const [, type, content] = PRIVATE_BLOCK.exec(text) ?? [];
	if (type === undefined || content === undefined) throw notPrivate(text);
	if (type.startsWith('OPENSSH')) {
		throw wrong(
			'is in the form of OpenSSH',
			'Convert it: ssh-keygen -p -m PEM -f key, or make a new one with openssl.',
		);
	}
	if (type.startsWith('ENCRYPTED') || content.includes('ENCRYPTED')) {
		throw wrong(
			'is encrypted with a passphrase',
			'Decrypt it: openssl pkey -in key.pem -out plain.pem, and paste plain.pem. n8n encrypts the credential itself.',
		);
	}
	return ofTheCurve(readable(type, content));
}

function readable(type: string, content: string): KeyObject {
	const lines = content.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
	try {
		return createPrivateKey(
			[`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`].join('\n'),
		);
	} catch {
		// what the library says may quote the key
		throw wrong(
			'is damaged: its content cannot be read',
			'Paste the whole file again, from its first hyphen to its last.',
		);
	}
}

function ofTheCurve(key: KeyObject): KeyObject {
	const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = key;
	if (type === 'ec' && details?.namedCurve === CURVE) return key;
	const which = type === 'ec' ? `is on the curve ${details?.namedCurve}` : `is of the type ${type}`;
	throw wrong(`${which}, and Offblocks takes only P-384 (${CURVE})`, `${HOW_TO}.`);
}

function notPrivate(text: string): UserError {
	if (/-----BEGIN [A-Z ]*PUBLIC KEY-----/.test(text)) {
		return wrong('is a public key', 'Paste the private key that belongs to it.');
	}
	if (text.includes('-----BEGIN CERTIFICATE-----')) {
		return wrong('is a certificate', 'Paste the private key that belongs to it.');
	}
	return text.includes('-----BEGIN')
		? wrong('is incomplete', 'Paste the whole file again, from its first hyphen to its last.')
		: wrong(
				'is no PEM',
				'Paste the whole file, which begins with -----BEGIN EC PRIVATE KEY----- or -----BEGIN PRIVATE KEY-----.',
			);
}

const wrong = (problem: string, hint: string) => new UserError(`${LABEL} ${problem}. ${hint}`);
