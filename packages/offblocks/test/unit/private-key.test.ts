// The private key as people paste it, and what they paste by mistake. No text repeats a character of a key.

import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { privateKeyOf } from '../../credentials/offblocks/privateKey';

const pair = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const sec1 = pair.privateKey.export({ type: 'sec1', format: 'pem' }) as string;
const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const parameters = '-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n';
const onCurve = (namedCurve: string) =>
	generateKeyPairSync('ec', { namedCurve }).privateKey.export({
		type: 'pkcs8',
		format: 'pem',
	}) as string;
const encrypted = pair.privateKey.export({
	type: 'pkcs8',
	format: 'pem',
	cipher: 'aes-256-cbc',
	passphrase: 'invented',
}) as string;
const encryptedSec1 = pair.privateKey.export({
	type: 'sec1',
	format: 'pem',
	cipher: 'aes-256-cbc',
	passphrase: 'invented',
}) as string;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
	type: 'pkcs8',
	format: 'pem',
}) as string;

test.each([
	['SEC1', sec1],
	['PKCS#8', pkcs8],
	['with \\n written out', sec1.replaceAll('\n', '\\n')],
	['with \\r\\n written out', pkcs8.replaceAll('\n', '\\r\\n')],
	['with line ends of Windows', sec1.replaceAll('\n', '\r\n')],
	['on one line, as a masked field pastes it', sec1.replaceAll('\n', '')],
	['on one line, with blanks in place of its line ends', pkcs8.replaceAll('\n', ' ')],
	['with blanks around it', `\n\n  ${sec1}  \n`],
	['behind a block of parameters, as openssl ecparam writes it', parameters + sec1],
])('a key is taken: %s', (_, pem) => {
	const signature = sign('sha384', Buffer.from('text'), privateKeyOf(pem));

	expect(verify('sha384', Buffer.from('text'), pair.publicKey, signature)).toBe(true);
});

test.each([
	['nothing', '', 'is empty'],
	['no text', 42, 'is empty'],
	['P-256', onCurve('prime256v1'), 'is on the curve prime256v1, and Offblocks takes only P-384'],
	['secp256k1, that of wallets', onCurve('secp256k1'), 'is on the curve secp256k1'],
	['P-521', onCurve('secp521r1'), 'is on the curve secp521r1'],
	['RSA', rsa, 'is of the type rsa, and Offblocks takes only P-384'],
	['an encrypted key, PKCS#8', encrypted, 'is encrypted with a passphrase'],
	['an encrypted key, SEC1', encryptedSec1, 'is encrypted with a passphrase'],
	['a public key', publicPem, 'is a public key'],
	['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'certificate'],
	['a key without its end', sec1.slice(0, 120), 'is incomplete'],
	['a key without its middle', sec1.replace(/\n.{40}/, '\n'), 'is damaged'],
	['a changed key', pkcs8.replace(/\nM/, '\nA'), 'is damaged'],
	['letters', 'an invented key', 'is no PEM'],
	[
		'a key of OpenSSH',
		'-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----',
		'OpenSSH',
	],
])('%s is refused in words', (_, given, words) => {
	const read = () => privateKeyOf(given);

	expect(read).toThrow(words);
	expect(read).toThrow('The Private Key of the Offblocks credential');
	try {
		read();
	} catch (error) {
		const { message } = error as Error;
		const pieces = String(given).match(/[A-Za-z0-9+/]{20,}/g) ?? [];
		for (const piece of pieces) expect(message).not.toContain(piece.slice(0, 12));
	}
});
