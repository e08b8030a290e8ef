// How a document is taken in, whichever way it comes.
import { randomUUID } from 'node:crypto';
import type { CustomerV2, DocumentV2 } from './customer';

/** What is known of a document when it is handed in. */
export type DocumentInput = Pick<
	DocumentV2,
	'type' | 'name' | 'fileName' | 'size' | 'contentType' | 'hash'
> &
	Partial<
		Pick<
			DocumentV2,
			'subType' | 'countryCode' | 'description' | 'externalReference' | 'associateId'
		>
	>;

/**
 * Adds a document; it takes the place of a refused one of the same kind. One whose name says "unreadable"
 * is refused by the check of it.
 *
 * @param now ms since 1970
 */
export function addDocument(input: DocumentInput, customer: CustomerV2, now: number): DocumentV2 {
	customer.documentsTaken += 1;
	const document: DocumentV2 = {
		id: randomUUID(),
		...input,
		place: customer.documentsTaken,
		status: /unreadable/i.test(input.name) ? 'REJECTED' : 'PENDING',
		createdAt: new Date(now).toISOString(),
	};
	const replaced = customer.documents.findIndex(
		({ status, type, subType, associateId }) =>
			status === 'REJECTED' &&
			type === input.type &&
			subType === input.subType &&
			associateId === input.associateId,
	);
	if (replaced >= 0) customer.documents.splice(replaced, 1);
	customer.documents.push(document);
	return document;
}
