// Where somebody is reached: e-mail, phone, a page on the web.

import { refuse, text } from './text';

/** What may stand before the @ without quotation marks (RFC 5322), in any script (RFC 6531). */
const LOCAL =
	/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Names with dots between them, in any script; the last has a letter, so that an IP address is not one. */
const DOMAIN =
	/^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?=[^.]*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/** Whether a text is an e-mail address as people have them, in any script. */
function isEmail(value: string): boolean {
	const at = value.lastIndexOf('@');
	const [local, domain] = [value.slice(0, at), value.slice(at + 1)];
	return (
		at > 0 &&
		value.length <= 254 &&
		local.length <= 64 &&
		LOCAL.test(local) &&
		DOMAIN.test(domain) &&
		URL.canParse(`http://${domain}`)
	);
}

/** An e-mail address. It is sent as it was written, in its case and script. */
export const email = () =>
	text().transform((value, context): string =>
		isEmail(value)
			? value
			: refuse(context, { message: 'must be an e-mail address', hint: hintOnEmail(value) }),
	);

function hintOnEmail(value: string): string | undefined {
	if (/<[^<>]+@[^<>]+>$/.test(value) || /^mailto:/i.test(value)) {
		return 'Give the address alone, without the name or "mailto:".';
	}
	if (/@.*[,;\s].*@/.test(value)) {
		return 'Several addresses came. Map one: {{ $json.email.split(/[,;]/)[0] }}.';
	}
	return undefined;
}

/** The fewest digits of a number with its country code, and the most (ITU-T E.164). */
const PHONE_DIGITS = { least: 7, most: 15 };

const NO_PHONE = 'must be a phone number with its country code, such as +4915112345678';

/**
 * A phone number. With its country code it is sent as `+` and digits; without it, as it was written.
 * What cannot be a number is refused.
 */
export const phone = () =>
	text().transform((value, context): string => {
		if (/^\+?\d+(?:[.,]\d+)?e\+?\d+$/i.test(value)) {
			return refuse(context, {
				message: 'is a number that a spreadsheet has shortened',
				hint: 'Its last digits are lost. Format the column as text, and enter the number again.',
			});
		}
		if (!/^(?:\+|\(\+)?[\d\s()./‐-–-]+$/u.test(value))
			return refuse(context, { message: NO_PHONE });
		const isWhole = /^\(?(?:\+|00)/.test(value);
		// +49 (0)151: the zero is for calls inside the country
		const digits = (isWhole ? value.replace(/\(0\)/, '') : value)
			.replace(/\D/g, '')
			.replace(/^00/, '');
		const { least, most } = PHONE_DIGITS;
		const canBeOne =
			digits.length >= least &&
			digits.length <= most &&
			!/^(\d)\1+$/.test(digits) &&
			!(isWhole && digits.startsWith('0'));
		if (!canBeOne) return refuse(context, { message: NO_PHONE });
		return isWhole ? `+${digits}` : value;
	});

/** A remark on a phone number without its country. */
export const withoutCountry = (value: unknown): string | undefined =>
	typeof value === 'string' && !value.startsWith('+')
		? 'has no country code, such as +49 in front. It was sent as it is.'
		: undefined;

/** A page on the web, as its whole address. */
export const webAddress = () =>
	text().refine(
		(value) => /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value),
		'must be a URL that starts with https://',
	);

/** A website, as its whole address. A host name alone, such as `www.northwind.example`, gets its `https://`. */
export const website = () =>
	text().transform((value, context): string => {
		const [host] = value.split(/[/?#]/, 1) as [string];
		const whole = DOMAIN.test(host) ? `https://${value}` : value;
		return /^https?:\/\/[^\s/]/i.test(whole) && URL.canParse(whole)
			? whole
			: refuse(context, { message: 'must be a URL, such as https://northwind.example' });
	});
