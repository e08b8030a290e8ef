// What was delivered to a webhook, as it came.

import type { IDataObject } from 'n8n-workflow';

/** A delivery, with everything that a signature may cover. */
export interface Delivery {
	/** The bytes, after gzip. */
	body: Buffer;
	/** By name in small letters; one that came several times has its values joined by commas. */
	headers: Record<string, string>;
	contentType: string;
	method: string;
	/** The address that was given to the sender: n8n's own for this webhook, of the test URL while it listens. */
	url(): string | undefined;
	/** Addresses under which the sender may know this webhook: paths, with query, and as a whole. */
	paths(): string[];
}

/** The headers without those that prove who sent them: those are nobody else's business. */
export function headersWithout(delivery: Delivery, ...names: string[]): IDataObject {
	const entries = Object.entries(delivery.headers);
	return Object.fromEntries(entries.filter(([name]) => !names.includes(name)));
}

/** A text without the mark that some programs put before it. */
export const withoutByteOrderMark = (text: string): string => text.replace(/^\ufeff/, '');
