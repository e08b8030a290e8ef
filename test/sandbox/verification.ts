// The links behind which a person proves an identity.

const TOKEN =
	/^sbx_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(?:_(\d+))?$/i;

/**
 * The link of a customer, or of one of its associates.
 *
 * @param host e.g. `https://verify.example.com`
 * @param index the associate's place in the company; undefined for the customer itself
 */
export function verificationUrl(host: string, customerReference: string, index?: number): string {
	const whose = index === undefined ? '' : `_${index}`;
	return `${host}/websdk/p/sbx_${customerReference.replaceAll('-', '')}${whose}`;
}

/** Whose link it is; undefined where it is none. */
export function parseVerificationToken(
	token: string,
): { reference: string; index?: number } | undefined {
	const [, ...parts] = TOKEN.exec(token) ?? [];
	if (parts.length === 0) return undefined;
	const index = parts.pop();
	const reference = parts.join('-').toLowerCase();
	return { reference, ...(index === undefined ? {} : { index: Number(index) }) };
}
