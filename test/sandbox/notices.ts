// What moves customers and sessions, and tells the registered webhooks of it.
import type { Customer, UploadedDocument } from './customer';
import {
	customerUpdate,
	documentStatusChange,
	questionnaireStatusChange,
	sessionStatusChange,
	statusChange,
} from './events';
import { advanceByRead, advanceByTime, satisfy, setStatus, statusOf } from './lifecycle';
import { isSatisfied } from './requirements';
import type { AgreementSession, SandboxState } from './state';
import { statusChangeOfFirst } from './v2/events';
import { noticeTimeV2 } from './v2/notices';

/** How often the clock is looked at, for customers that nobody reads. */
const TICK_MS = 10;

/** Who tells the registered webhooks. */
type Announcer = Pick<SandboxState['webhooks'], 'emit'>;

/** What moves a customer on, and who is told. */
type Moving = Pick<SandboxState, 'settings' | 'webhooks'>;

/** Somebody reads a customer, which may move it on. */
export function noticeRead(customer: Customer, state: Moving): void {
	tell(customer, advanceByRead(customer, state.settings), state);
}

/** Time has passed for a customer. */
export function noticeTime(customer: Customer, state: Moving): void {
	tell(customer, advanceByTime(customer, state.settings), state);
}

/** A test puts a customer into a status for good. */
export function noticeStatus(customer: Customer, status: string, state: Moving): void {
	tell(customer, setStatus(customer, status), state);
}

/** A customer's data was changed. */
export function noticeUpdate(customer: Customer, webhooks: Announcer): void {
	webhooks.emit(customerUpdate(customer));
}

/** Documents were taken in. */
export function noticeDocuments(
	customer: Customer,
	documents: UploadedDocument[],
	webhooks: Announcer,
): void {
	for (const document of documents) webhooks.emit(documentStatusChange(customer, document));
	noticeSupply(customer);
}

/** A document was taken back, and may be missing again. */
export function noticeRemoval(customer: Customer): void {
	if (statusOf(customer) !== 'INFO_REQUIRED') return;
	customer.satisfied = false;
	customer.satisfied = isSatisfied(customer);
}

/** A questionnaire was answered. */
export function noticeQuestionnaire(
	customer: Customer,
	code: string,
	status: string,
	webhooks: Announcer,
): void {
	webhooks.emit(questionnaireStatusChange(customer, code, status));
	noticeSupply(customer);
}

/** A verification link was completed. */
export function noticeVerification(customer: Customer, webhooks: Announcer): void {
	webhooks.emit(customerUpdate(customer));
	noticeSupply(customer);
}

function noticeSupply(customer: Customer): void {
	if (!customer.satisfied && isSatisfied(customer)) satisfy(customer);
}

/** A session was signed or declined. */
export function noticeAnswer(session: AgreementSession, webhooks: Announcer): void {
	webhooks.emit(sessionStatusChange(session));
}

/** With `stepMs` or `linkDelayMs`, moves customers on also when nobody reads them. Returns what ends it. */
export function watchClock(
	state: Pick<SandboxState, 'settings' | 'webhooks' | 'customers' | 'v2' | 'now'>,
): () => void {
	const timer = setInterval(() => {
		const { stepMs, linkDelayMs } = state.settings;
		if (stepMs !== undefined) {
			for (const customer of state.customers.unfinished()) noticeTime(customer, state);
		}
		if (stepMs === undefined && linkDelayMs === undefined) return;
		for (const customer of state.v2.unfinished()) noticeTimeV2(customer, state);
	}, TICK_MS);
	timer.unref();
	return () => clearInterval(timer);
}

function tell(customer: Customer, entered: string[], { settings, webhooks }: Moving): void {
	for (const status of entered) {
		if (status === 'VERIFIED') approveDocuments(customer, webhooks);
		webhooks.emit(statusChange(customer, status));
		if (!settings.newEventNames) continue;
		for (const event of statusChangeOfFirst(customer, status)) webhooks.emit(event);
	}
}

function approveDocuments(customer: Customer, webhooks: Announcer): void {
	for (const document of customer.documents.filter((one) => one.status === 'PENDING')) {
		document.status = 'APPROVED';
		webhooks.emit(documentStatusChange(customer, document));
	}
}
