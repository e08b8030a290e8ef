// What moves v2's customers, and tells the registered webhooks of it.
import type { WebhookEvent } from '../../tools/server/webhooks';
import {
	advanceByRead,
	advanceByTime,
	isFinished,
	setStatus,
	startOver,
	statusOf,
	WAITING,
} from '../lifecycle';
import type { SandboxState } from '../state';
import { type Agreement, type AgreementAction, STATUS_AFTER } from './agreements';
import type { AssociateV2, CustomerV2, DocumentV2 } from './customer';
import {
	agreementChange,
	associateChange,
	associateDeleted,
	associateDocumentChange,
	created,
	documentChange,
	initialized,
	statusChange,
} from './events';
import {
	type Action,
	isAsked,
	keyOf,
	markAnswered,
	openActions,
	requiredActions,
	validationStatus,
} from './requirements';

/** What moves a customer on, and who is told. */
type Moving = Pick<SandboxState, 'settings' | 'webhooks' | 'now' | 'v2'>;

/** A customer was made. */
export function noticeCreation(customer: CustomerV2, state: Moving): void {
	customer.satisfied = !isAsked(customer);
	emit(initialized(customer), state);
	tellAssociates(customer, state);
}

/** Somebody has read a customer: the next one will see its link. */
export function noticeLink(customer: CustomerV2, state: Moving): void {
	if (customer.linkIssued) return;
	customer.linkIssued = true;
	emit(created(customer), state);
}

/** Somebody reads a customer, which may move it on. */
export function noticeReadV2(customer: CustomerV2, state: Moving): void {
	tell(customer, advanceByRead(customer, state.settings), state);
}

/** Time has passed for a customer. */
export function noticeTimeV2(customer: CustomerV2, state: Moving): void {
	const { linkDelayMs } = state.settings;
	const age = state.now() - Date.parse(customer.createdAt);
	if (linkDelayMs !== undefined && age >= linkDelayMs) noticeLink(customer, state);
	tell(customer, advanceByTime(customer, state.settings), state);
}

/** A test puts a customer into a status for good. */
export function noticeStatusV2(customer: CustomerV2, status: string, state: Moving): void {
	tell(customer, setStatus(customer, status), state);
}

/** An agreement is accepted or rejected; `customerId` is its customer's, or its working set's. */
export function noticeAnswerV2(
	agreement: Agreement,
	action: AgreementAction,
	customerId: string,
	state: Moving,
): void {
	if (agreement.status === STATUS_AFTER[action]) return;
	agreement.status = STATUS_AFTER[action];
	agreement.respondedAt = new Date(state.now()).toISOString();
	emit(agreementChange(customerId, agreement), state);
	const customer = state.v2.customers.get(customerId);
	if (customer) noticeSupplyV2(customer, state);
}

/** Documents were taken in. */
export function noticeDocumentsV2(
	customer: CustomerV2,
	documents: DocumentV2[],
	state: Moving,
): void {
	tellDocuments(customer, documents, state);
	noticeSupplyV2(customer, state);
}

/** An associate is gone. */
export function noticeDeletion(customer: CustomerV2, associateId: string, state: Moving): void {
	emit(associateDeleted(customer, associateId), state);
	noticeSupplyV2(customer, state);
}

/** A document turns out to be no good. */
export function noticeRefusal(customer: CustomerV2, document: DocumentV2, state: Moving): void {
	document.status = 'REJECTED';
	tellDocuments(customer, [document], state);
	if (!openActions(customer).some((action) => asksFor(action, document))) {
		addDemand(customer, replacementOf(document));
	}
	askAgain(customer, state);
}

/** BVNK asks a customer for something more. */
export function noticeDemand(customer: CustomerV2, action: Action, state: Moving): void {
	addDemand(customer, action);
	askAgain(customer, state);
}

function addDemand(customer: CustomerV2, action: Action): void {
	customer.answered.delete(keyOf(action));
	customer.demands.push({ action, since: customer.documentsTaken });
}

function asksFor({ status, target }: Action, { type, associateId }: DocumentV2): boolean {
	return (
		status === 'REQUIRED' &&
		target?.kind === 'DOCUMENT' &&
		target.types.includes(type) &&
		target.associateId === (associateId ?? null)
	);
}

/** Asks for a refused document again that belongs to nothing that is asked of everybody. */
function replacementOf({ type, subType, name, associateId }: DocumentV2): Action {
	return {
		type: 'DATA',
		code: `${type}_DOCUMENT`,
		status: 'REQUIRED',
		description: `The document ${name} cannot be read: hand in another`,
		target: {
			kind: 'DOCUMENT',
			docSetType: type,
			types: [type],
			subTypes: subType === undefined ? [] : [subType],
			associateId: associateId ?? null,
		},
	};
}

/** Something was supplied or changed: with nothing left to ask for, the customer is looked at. */
export function noticeSupplyV2(customer: CustomerV2, state: Moving): void {
	customer.updatedAt = new Date(state.now()).toISOString();
	customer.satisfied = !isAsked(customer);
	const status = statusOf(customer);
	if (customer.satisfied && WAITING.includes(status) && !isFinished(customer)) {
		startOver(customer, customer.script.slice(customer.stage + 1));
		tell(customer, [statusOf(customer)], state);
	} else if (!customer.satisfied && status === 'PENDING' && !isFinished(customer)) {
		askAgain(customer, state);
	} else {
		tellAssociates(customer, state);
	}
}

function askAgain(customer: CustomerV2, state: Moving): void {
	const { script } = customer;
	const status = statusOf(customer) === 'INFO_REQUIRED' ? 'INFO_REQUIRED' : 'ACTIONS_REQUIRED';
	const isNew = status !== statusOf(customer);
	startOver(customer, [status, 'PENDING', script.at(-1) === 'REJECTED' ? 'REJECTED' : 'VERIFIED']);
	customer.satisfied = false;
	state.v2.restart(customer);
	tell(customer, isNew ? [status] : [], state);
}

function tell(customer: CustomerV2, entered: string[], state: Moving): void {
	for (const status of entered) {
		// Whoever moved on without having supplied anything is taken to have done so.
		if (status === 'PENDING') markAnswered(customer, requiredActions(customer).filter(isRequired));
		if (status === 'VERIFIED') approve(customer, state);
		emit(statusChange(customer, status), state);
	}
	tellAssociates(customer, state);
}

function isRequired({ status }: Action): boolean {
	return status !== 'PROCESSING';
}

function approve(customer: CustomerV2, state: Moving): void {
	const pending = customer.documents.filter(({ status }) => status === 'PENDING');
	for (const document of pending) document.status = 'APPROVED';
	for (const associate of customer.associates) associate.verified = true;
	tellDocuments(customer, pending, state);
}

/** The customer's own one by one, those of an associate together. */
function tellDocuments(customer: CustomerV2, documents: DocumentV2[], state: Moving): void {
	const own = documents.filter(({ associateId }) => associateId === undefined);
	for (const document of own) emit(documentChange(customer, document), state);
	for (const { id } of customer.associates) {
		const theirs = documents.filter(({ associateId }) => associateId === id);
		if (theirs.length > 0) emit(associateDocumentChange(customer, id, theirs), state);
	}
}

function tellAssociates(customer: CustomerV2, state: Moving): void {
	for (const associate of customer.associates) tellAssociate(associate, customer, state);
}

function tellAssociate(associate: AssociateV2, customer: CustomerV2, state: Moving): void {
	const status = validationStatus(associate, customer);
	if (associate.told === status) return;
	associate.told = status;
	emit(associateChange(customer, associate, status), state);
}

function emit(events: WebhookEvent[], { webhooks }: Pick<SandboxState, 'webhooks'>): void {
	for (const event of events) webhooks.emit(event);
}
