// The events of v2. Five of them are sent under the new and under the retiring name; their data is
// known of the retiring names only, and not of all of those.
import type { WebhookEvent } from '../../tools/server/webhooks';
import type { Customer } from '../customer';
import type { Agreement } from './agreements';
import { type AssociateV2, type CustomerV2, type DocumentV2, nameOf } from './customer';
import { requiredActions } from './requirements';

const NEW = 'platform:accounts:customer:';
const RETIRING = 'bvnk:customers:';

/** A customer's onboarding has begun, and agreements are assigned to it. */
export const initialized = (customer: CustomerV2): WebhookEvent[] => [
	{ event: `${NEW}initialized`, data: summary(customer) },
];

/** A customer is there, and so is the link of its hosted page. */
export const created = (customer: CustomerV2): WebhookEvent[] => [
	{ event: `${NEW}created`, data: summary(customer) },
];

/** A customer came into a status. */
export const statusChange = (customer: CustomerV2, status: string): WebhookEvent[] =>
	both('status-change', 'status-change', {
		customerId: customer.id,
		status,
		customerType: customer.type,
		requiredActions: requiredActions(customer),
	});

/** A customer of the first version came into a status, told in the words of v2. */
export const statusChangeOfFirst = (
	{ reference, type }: Pick<Customer, 'reference' | 'type'>,
	status: string,
): WebhookEvent[] =>
	both('status-change', 'status-change', {
		customerId: reference,
		status,
		customerType: type,
		requiredActions: [],
	});

/** The customer's own documents were taken in or judged. */
export const documentChange = (customer: CustomerV2, document: DocumentV2): WebhookEvent[] =>
	both('document-status-change', 'documents:status-change', {
		customerId: customer.id,
		customerType: customer.type,
		...documentData(document),
	});

/** Documents of one associate were taken in or judged. */
export const associateDocumentChange = (
	customer: CustomerV2,
	associateId: string,
	documents: DocumentV2[],
): WebhookEvent[] =>
	both('associate-document-status-change', 'associates:documents:status-change', {
		customerId: customer.id,
		associateId,
		documents: documents.map(documentData),
	});

/** The state of an associate's check changed. */
export const associateChange = (
	customer: CustomerV2,
	associate: AssociateV2,
	status: string,
): WebhookEvent[] =>
	both('associate-status-change', 'associates:status-change', {
		customerId: customer.id,
		associateId: associate.id,
		status,
	});

/** An associate is gone. */
export const associateDeleted = (customer: CustomerV2, associateId: string): WebhookEvent[] => [
	{ event: `${NEW}associate-deleted`, data: { customerId: customer.id, associateId } },
];

/** An agreement was accepted or rejected; before there is a customer, the working set's id stands for it. */
export const agreementChange = (
	customerId: string,
	{ id, status, respondedAt }: Agreement,
): WebhookEvent[] =>
	both('agreement-status-change', 'agreements:status-change', {
		customerId,
		agreementId: id,
		status,
		respondedAt,
	});

function both(newName: string, retiringName: string, data: object): WebhookEvent[] {
	return [
		{ event: NEW + newName, data },
		{ event: RETIRING + retiringName, data },
	];
}

function summary(customer: CustomerV2): object {
	const { id, reference, type } = customer;
	return { customerId: id, reference, customerType: type, name: nameOf(customer) };
}

function documentData({ id, type, subType, status }: DocumentV2): object {
	return { documentId: id, type, subType, status };
}
