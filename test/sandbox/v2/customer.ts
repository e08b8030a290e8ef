// What the server keeps about a customer that was made through v2.
import { randomUUID } from 'node:crypto';
import type { Progress } from '../lifecycle';
import type { Agreement } from './agreements';
import type { Action } from './requirements';
import type { AssociateInput, CreateInput, Fields } from './validation';

/** A person or a company behind a company. */
export interface AssociateV2 extends AssociateInput {
	id: string;
	/** True once BVNK has approved it: what was verified cannot be changed any more. */
	verified: boolean;
	/** The state of its check that was told last. */
	told?: string;
	createdAt: string;
	updatedAt: string;
}

/** A document as it was handed in; of its file no bytes are kept. */
export interface DocumentV2 {
	id: string;
	type: string;
	subType?: string;
	countryCode?: string;
	name: string;
	description?: string;
	externalReference?: string;
	/** Undefined: the customer's own. */
	associateId?: string;
	/** Its place among all documents that the customer ever handed in, from 1. */
	place: number;
	/** The name that the file itself had. */
	fileName: string;
	size: number;
	contentType: string;
	/** SHA-256 of the file, in hex. */
	hash: string;
	status: 'PENDING' | 'APPROVED' | 'REJECTED';
	createdAt: string;
}

/** Something that BVNK asks for besides what it asks of everybody. */
export interface Demand {
	action: Action;
	/** How many documents there had been when it was asked. */
	since: number;
}

/** One customer. Times are ISO date-times. */
export interface CustomerV2 extends Progress {
	id: string;
	reference?: string;
	type: 'COMPANY' | 'INDIVIDUAL';
	model: string;
	useCase: string;
	/** `individual` or `company` as it was sent, without the associates. */
	fields: Fields;
	associates: AssociateV2[];
	agreements: Agreement[];
	/** True where the agreements were made before the customer: documents wait until they are signed. */
	hasWorkingSet: boolean;
	/** In the order of arrival. One that was replaced is not among them. */
	documents: DocumentV2[];
	/** Documents that ever arrived, those that were replaced among them. */
	documentsTaken: number;
	demands: Demand[];
	/** Keys of the actions that were answered on the hosted page. */
	answered: Set<string>;
	/** True once the hosted page's link is there. */
	linkIssued: boolean;
	createdAt: string;
	updatedAt: string;
}

/** A customer in its first status, made from a checked create body; `now` is in ms since 1970. */
export function newCustomerV2(
	{ type, fields, associates, reference, model, useCase }: CreateInput,
	{ agreements, hasWorkingSet }: Pick<CustomerV2, 'agreements' | 'hasWorkingSet'>,
	now: number,
): CustomerV2 {
	const createdAt = new Date(now).toISOString();
	const name = nameOf({ type, fields });
	return {
		id: randomUUID(),
		reference,
		type,
		model: model ?? 'EMBEDDED_BVNK_MANAGED',
		useCase,
		fields,
		associates: associates.map((associate) => newAssociate(associate, now)),
		agreements,
		hasWorkingSet,
		documents: [],
		documentsTaken: 0,
		demands: [],
		answered: new Set(),
		linkIssued: false,
		createdAt,
		updatedAt: createdAt,
		// As in v1, a name that says "Reject" ends so.
		script: ['INFO_REQUIRED', 'PENDING', /reject/i.test(name) ? 'REJECTED' : 'VERIFIED'],
		stage: 0,
		stageSince: Date.now(),
		reads: 0,
		satisfied: false,
	};
}

/** An associate with an id of its own; `now` is in ms since 1970. */
export function newAssociate(input: AssociateInput, now: number): AssociateV2 {
	const createdAt = new Date(now).toISOString();
	return { ...input, id: randomUUID(), verified: false, createdAt, updatedAt: createdAt };
}

/** What a customer is called in lists. */
export function nameOf({ type, fields }: Pick<CustomerV2, 'type' | 'fields'>): string {
	return type === 'COMPANY'
		? String(fields.name)
		: `${String(fields.firstName)} ${String(fields.lastName)}`;
}
