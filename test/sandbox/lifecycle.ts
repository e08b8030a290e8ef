// How a customer's status moves: PENDING, INFO_REQUIRED, PENDING, then VERIFIED or REJECTED.
import type { SandboxSettings } from './settings';

/** The statuses that somebody else has to end. */
export const WAITING = ['INFO_REQUIRED', 'ACTIONS_REQUIRED'];

/** Where a customer stands. */
export interface Progress {
	/** The statuses it goes through, and the index of the current one. */
	script: string[];
	stage: number;
	/** When the current status began (ms since 1970), and how often it was read since. */
	stageSince: number;
	reads: number;
	/** True once everything that was asked for has been supplied. */
	satisfied: boolean;
}

/**
 * The way ahead of a new customer. Its name (last name or company name) steers it: "Verify" skips
 * the questions, "Reject" ends REJECTED without anybody supplying anything.
 */
export function startOf(type: 'COMPANY' | 'INDIVIDUAL', name: string): Progress {
	return {
		script: script(type, name),
		stage: 0,
		stageSince: Date.now(),
		reads: 0,
		satisfied: false,
	};
}

function script(type: 'COMPANY' | 'INDIVIDUAL', name: string): string[] {
	if (/verify/i.test(name)) return ['PENDING', 'VERIFIED'];
	// An individual was observed to be PENDING for a moment before anything is asked for.
	const start = type === 'INDIVIDUAL' ? ['PENDING', 'INFO_REQUIRED'] : ['INFO_REQUIRED'];
	return [...start, 'PENDING', /reject/i.test(name) ? 'REJECTED' : 'VERIFIED'];
}

/** The status a customer has now. */
export function statusOf(customer: Progress): string {
	return customer.script[customer.stage] ?? 'PENDING';
}

/**
 * Moves a customer on as far as the clock says; with `stepMs` unset, time changes nothing.
 *
 * @returns the statuses it came into, in order
 */
export function advanceByTime(customer: Progress, settings: SandboxSettings): string[] {
	const { stepMs } = settings;
	const entered: string[] = [];
	if (stepMs === undefined) return entered;
	while (mayLeave(customer, settings) && Date.now() - customer.stageSince >= stepMs) {
		customer.stage += 1;
		customer.stageSince += stepMs;
		entered.push(statusOf(customer));
	}
	return entered;
}

/**
 * Moves a customer on because somebody reads it; with `stepMs` set, only time counts.
 *
 * @returns the statuses it came into, in order
 */
export function advanceByRead(customer: Progress, settings: SandboxSettings): string[] {
	if (settings.stepMs !== undefined) return advanceByTime(customer, settings);
	customer.reads += 1;
	if (!mayLeave(customer, settings) || customer.reads < settings.readsPerStep) return [];
	customer.stage += 1;
	customer.reads = 0;
	return [statusOf(customer)];
}

/**
 * Supplies everything that was asked for. The next read still says INFO_REQUIRED, with nothing
 * missing, as BVNK's documentation shows; the one after it moves on.
 */
export function satisfy(customer: Progress): void {
	customer.satisfied = true;
	customer.reads = -1;
	customer.stageSince = Date.now();
}

/**
 * Puts a customer into a status for good; any text is allowed, also one BVNK does not have yet.
 *
 * @returns that status, or nothing when the customer had it before
 */
export function setStatus(customer: Progress, status: string): string[] {
	const before = statusOf(customer);
	customer.script = [status];
	customer.stage = 0;
	return before === status ? [] : [status];
}

/** Sends a customer on a way of its own, from the first status of it. The next read changes nothing yet. */
export function startOver(customer: Progress, script: string[]): void {
	Object.assign(customer, { script, stage: 0, reads: -1, stageSince: Date.now() });
}

/** True when a customer is where it will stay. */
export function isFinished({ stage, script }: Progress): boolean {
	return stage >= script.length - 1;
}

function mayLeave(customer: Progress, settings: SandboxSettings): boolean {
	if (isFinished(customer)) return false;
	if (!WAITING.includes(statusOf(customer))) return true;
	return customer.satisfied || settings.autoSatisfy || customer.script.at(-1) === 'REJECTED';
}
