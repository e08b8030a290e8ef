// The fields of a credential as people paste them: with blanks, line ends and what nobody sees.

import { type ICredentialDataDecryptedObject, UserError } from 'n8n-workflow';

/** Controls, format marks, fillers and blanks other than the usual one: a masked field hides them all. */
const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}`;
const firstUnseen = new RegExp(UNSEEN, 'u');
/** What nearly every field is: read again for each request, so it is told at once. */
const isPlain = /^[!-~]+$/;

/** A field's text without the blanks and line ends around it; empty for what is not text. */
export function cleaned(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/**
 * The first invisible character of a text, in words that end a sentence; undefined where there is
 * none. Such a character breaks a key, a secret or a host, and nobody finds it.
 */
export function unseenIn(text: string): string | undefined {
	const found = isPlain.test(text) ? null : firstUnseen.exec(text);
	if (!found) return undefined;
	const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	const place = [...text.slice(0, found.index)].length + 1;
	return `a character that cannot be seen (U+${code}, character ${place})`;
}

/**
 * The fields of a credential, without blanks around them.
 *
 * @param labels the label of each field that is needed, by its name
 * @param source where they are copied from, in words that follow "from"
 * @throws UserError that names what is empty, or what holds an invisible character; never a value
 */
export function readFields<Name extends string>(
	credentials: ICredentialDataDecryptedObject,
	{ vendor, labels, source }: { vendor: string; labels: Record<Name, string>; source: string },
): Record<Name, string> {
	const names = Object.keys(labels) as Name[];
	const values = {} as Record<Name, string>;
	for (const name of names) values[name] = cleaned(credentials[name]);
	const missing = names.filter((name) => !values[name]).map((name) => labels[name]);
	if (missing.length > 0) {
		throw new UserError(
			`The ${vendor} credential has no ${missing.join(' and ')}. Copy ${missing.length > 1 ? 'them' : 'it'} from ${source}.`,
		);
	}
	for (const name of names) {
		const unseen = unseenIn(values[name]);
		if (unseen) {
			throw new UserError(
				`The ${labels[name]} of the ${vendor} credential holds ${unseen}. Copy it again from ${source}, or type it.`,
			);
		}
	}
	return values;
}
