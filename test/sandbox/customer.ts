// What the server keeps about one customer.
import { createHash } from 'node:crypto';
import { type Progress, startOf } from './lifecycle';
import type { Company, CreateRequest, Individual } from './validation';

/** A document as it was handed in; of its file only the size is kept. */
export interface UploadedDocument {
	reference: string;
	/** The same for all documents of one call. */
	batch: string;
	type: string;
	subType?: string;
	name: string;
	description?: string;
	countryCode?: string;
	externalReference?: string;
	/** The person's reference; undefined for the customer's own. */
	customerPersonReference?: string;
	/** The decoded file. */
	content: Buffer;
	status: 'PENDING' | 'APPROVED' | 'REJECTED';
}

/** One customer, with what was sent about it and where it stands. */
export interface Customer extends Progress {
	reference: string;
	type: 'COMPANY' | 'INDIVIDUAL';
	name: string;
	description?: string;
	externalReference?: string;
	riskScore?: string;
	signedAgreementSessionReference?: string;
	individual?: Individual;
	company?: Company;
	/** BVNK's references of the persons: the individual, or the associates in order. */
	personReferences: string[];
	documents: UploadedDocument[];
	/** What was answered so far: by questionnaire, then by `section.item`. */
	answers: Map<string, Map<string, unknown>>;
	/** Whose verification link was completed: references of persons, or of the customer itself. */
	verified: Set<string>;
}

/** A customer in its first status, made from a checked create body. */
export function newCustomer(reference: string, request: CreateRequest): Customer {
	const { individual, company } = request;
	const name = company?.name ?? `${individual?.firstName} ${individual?.lastName}`;
	const persons = company ? company.associates.length : 1;
	return {
		reference,
		type: request.type,
		name,
		description: (company ?? individual)?.description ?? undefined,
		externalReference: request.externalReference ?? undefined,
		riskScore: request.riskScore ?? undefined,
		signedAgreementSessionReference: request.signedAgreementSessionReference,
		individual,
		company,
		personReferences: Array.from({ length: persons }, (_, i) => personReference(reference, i)),
		documents: [],
		answers: new Map(),
		verified: new Set(),
		...startOf(request.type, individual?.lastName ?? name),
	};
}

/** A UUID that depends on the customer's only, so that a generated customer is always the same. */
function personReference(reference: string, index: number): string {
	const hash = createHash('sha256').update(`${reference} ${index}`).digest('hex');
	return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
