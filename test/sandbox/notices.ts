// What moves customers and sessions, and tells the registered webhooks of it.
import type { Customer } from './customer';
import { customerUpdate, sessionStatusChange, statusChange } from './events';
import { advanceByRead, advanceByTime, setStatus } from './lifecycle';
import type { AgreementSession, SandboxState } from './state';

/** How often the clock is looked at, for customers that nobody reads. */
const TICK_MS = 10;

/** Somebody reads a customer, which may move it on. */
export function noticeRead(customer: Customer, state: SandboxState): void {
	tell(customer, advanceByRead(customer, state.settings), state);
}

/** Time has passed for a customer. */
export function noticeTime(customer: Customer, state: SandboxState): void {
	tell(customer, advanceByTime(customer, state.settings), state);
}

/** A test puts a customer into a status for good. */
export function noticeStatus(customer: Customer, status: string, state: SandboxState): void {
	tell(customer, setStatus(customer, status), state);
}

/** A customer's data was changed. */
export function noticeUpdate(customer: Customer, state: SandboxState): void {
	state.webhooks.emit(customerUpdate(customer));
}

/** A session was signed or declined. */
export function noticeAnswer(session: AgreementSession, state: SandboxState): void {
	state.webhooks.emit(sessionStatusChange(session));
}

/** With `stepMs`, moves customers on also when nobody reads them. Returns what ends it. */
export function watchClock(state: SandboxState): () => void {
	const timer = setInterval(() => {
		if (state.settings.stepMs === undefined) return;
		for (const customer of state.customers.unfinished()) noticeTime(customer, state);
	}, TICK_MS);
	timer.unref();
	return () => clearInterval(timer);
}

function tell(customer: Customer, entered: string[], state: SandboxState): void {
	for (const status of entered) state.webhooks.emit(statusChange(customer, status));
}
