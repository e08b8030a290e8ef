// Types of documents in words.

import { labelOfValue } from '../../shared/form/choices';

/** What would read badly when made from the value. */
const LABELS: Record<string, string> = {
	COMPANY_DOC: 'Company Document',
	DRIVERS: "Driver's License",
	ID_CARD: 'ID Card',
};

/** `PASSPORT` → `Passport`, for a list to choose from. */
export function documentLabel(type: string): string {
	return Object.hasOwn(LABELS, type) ? LABELS[type]! : labelOfValue(type);
}

/** `ID_CARD` → `an ID card`, inside a sentence. */
function documentInWords(type: string): string {
	const words = documentLabel(type)
		.split(' ')
		.map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
		.join(' ');
	// "a utility bill": where a document begins with u, it sounds as in "you"
	return `${/^[aeio]/i.test(words) ? 'an' : 'a'} ${words}`;
}

/** `a passport, an ID card or a selfie`, of which any one will do; empty where there is none. */
export function anyOfInWords(types: string[]): string {
	const words = types.map(documentInWords);
	const last = words.pop() ?? '';
	return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}
