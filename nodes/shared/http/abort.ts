// Ends what takes too long: a request when its time is up, a wait when the user stops the execution.

import { sleep } from 'n8n-workflow';
import type { RequestContext } from './context';
import { timedOut } from './network';

/** The signal that n8n gives when the user stops the execution. Lists in the editor have none. */
export function cancelSignal(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * Calls `listener` once when the signal fires, also when it has fired before.
 *
 * @returns forgets the listener
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
	if (signal?.aborted) listener();
	signal?.addEventListener('abort', listener, { once: true });
	return () => signal?.removeEventListener('abort', listener);
}

/** A time limit that other signals may join. */
export interface Deadline {
	/** Fires when the time is up, or when a signal that was joined fires. */
	signal: AbortSignal;
	isTimeUp(): boolean;
	join(other: AbortSignal): void;
	/** Ends what is left of the request, and lets go of every signal, so that nothing of it is kept. */
	end(): void;
}

/** Why a signal fires after its request: one for all, because to make an error costs time. */
const OVER = new Error('The request is over');

/** A time limit of `ms` milliseconds from now. */
export function deadline(ms: number): Deadline {
	const controller = new AbortController();
	const time = AbortSignal.timeout(ms);
	const abort = () => controller.abort();
	const forgets = [onAbort(time, abort)];
	return {
		signal: controller.signal,
		isTimeUp: () => time.aborted,
		join: (other) => forgets.push(onAbort(other, abort)),
		end: () => {
			forgets.forEach((forget) => forget());
			controller.abort(OVER);
		},
	};
}

/**
 * What `work` gives, if it comes before the limit ends it. Nothing of the request is kept after that.
 *
 * @throws Error ETIMEDOUT when the limit has ended it; else what `work` throws
 */
export async function inTime<T>(limit: Deadline, work: () => Promise<T>): Promise<T> {
	let forget = () => {};
	const late = new Promise<never>((_, reject) => {
		forget = onAbort(limit.signal, () => reject(timedOut()));
	});
	try {
		return await Promise.race([work(), late]);
	} catch (error) {
		throw limit.isTimeUp() ? timedOut() : error;
	} finally {
		forget();
		limit.end();
	}
}

/** The longest that work may keep others waiting in n8n's one thread, in milliseconds. */
const SLICE_MS = 20;

/** For how many slices others may go on before the next one. */
const SLICES_OF_OTHERS = 4;

/** The part of a turn above which n8n was at work; without work it is a few hundredths. */
const BUSY = 0.5;

/**
 * A function that lets n8n's other work go first, whenever a slice of time is used up. To evaluate the
 * expressions of a thousand rows takes seconds, in which n8n would answer nobody.
 *
 * One turn is not enough: to answer a webhook n8n takes dozens, one after the other.
 */
export function turnTaker(): () => Promise<void> {
	let since = performance.now();
	let others: Promise<void> | undefined;
	return async () => {
		if (!others && performance.now() - since < SLICE_MS) return;
		others ??= letOthersWork().finally(() => {
			others = undefined;
			since = performance.now();
		});
		await others;
	};
}

/** Waits until n8n has nothing else to do, or others have had their share. */
async function letOthersWork(): Promise<void> {
	const end = performance.now() + SLICES_OF_OTHERS * SLICE_MS;
	let utilization: number;
	do {
		const before = performance.eventLoopUtilization();
		await sleep(0);
		({ utilization } = performance.eventLoopUtilization(before));
	} while (utilization > BUSY && performance.now() < end);
}

/**
 * Waits `ms` milliseconds, and stops waiting at once when the execution is cancelled or `other` fires.
 * Whoever waited finds out by the next request, which is not sent.
 */
export async function pause(
	context: RequestContext,
	ms: number,
	other?: AbortSignal,
): Promise<void> {
	const over = new AbortController();
	const forgets = [cancelSignal(context), other].map((signal) =>
		onAbort(signal, () => over.abort()),
	);
	const ended = new Promise<void>((resolve) => forgets.push(onAbort(over.signal, resolve)));
	try {
		// n8n's `sleep` rejects when the signal fires, and in older versions knows of none
		await Promise.race([sleep(ms, over.signal).catch(() => undefined), ended]);
	} finally {
		forgets.forEach((forget) => forget());
	}
}
