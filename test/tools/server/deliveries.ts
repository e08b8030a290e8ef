// Messages on their way: each is tried until it is taken, as often and as fast as the settings say.
import { setTimeout as sleep } from 'node:timers/promises';
import { limit } from './limit';
import { post } from './post';

const AT_ONCE = 50;

/** How often and how fast messages are sent again. */
export interface DeliverySettings {
	/** Milliseconds before a webhook is sent again; they double each time. */
	webhookRetryFirstMs: number;
	/** The longest that a webhook waits to be sent again. */
	webhookRetryCapMs: number;
	/** How often a webhook is sent that is not taken. */
	webhookMaxAttempts: number;
	/** Milliseconds until an attempt without an answer has failed. */
	webhookTimeoutMs: number;
}

/** One attempt to deliver one event to one URL; times are milliseconds since 1970. */
export interface DeliveryRecord {
	url: string;
	event: string;
	eventId: string;
	/** Counted from 1; each copy of an event counts for itself. */
	attempt: number;
	/** 0 until it is answered, and when no answer came in time. */
	status: number;
	startedAt: number;
	endedAt?: number;
}

/** Where a message goes, and the end of all interest in it. */
export interface Target {
	url: string;
	ended: AbortSignal;
}

/** One event for one URL, the same in every attempt. */
export interface Message {
	event: string;
	eventId: string;
	headers: Record<string, string>;
	body: Buffer;
}

/** Delivers messages, at most 50 at the same time. */
export class Deliveries {
	/** Every attempt, in the order in which they began. */
	readonly records: DeliveryRecord[] = [];
	/** Number of messages that are neither delivered nor given up. */
	pending = 0;
	private readonly inTurn = limit(AT_ONCE);

	/** @param isTaken whether an answer's status says that the message was taken; HTTP 200 unless told */
	constructor(
		private readonly settings: DeliverySettings,
		private readonly isTaken = (status: number): boolean => status === 200,
	) {}

	/**
	 * Resolves with the status of the last attempt, 0 where it got no answer.
	 *
	 * @param retry false: there is one attempt only
	 */
	async deliver(target: Target, message: Message, retry: boolean): Promise<number> {
		this.pending += 1;
		try {
			for (let attempt = 1; ; attempt++) {
				const status = await this.inTurn(() => this.attempt(target, message, attempt));
				const last = !retry || attempt >= this.settings.webhookMaxAttempts;
				if (this.isTaken(status) || last || target.ended.aborted) return status;
				await pause(this.delayAfter(attempt), target.ended);
			}
		} finally {
			this.pending -= 1;
		}
	}

	private async attempt({ url, ended }: Target, message: Message, attempt: number) {
		if (ended.aborted) return 0;
		const { event, eventId, headers, body } = message;
		const startedAt = Date.now();
		const record: DeliveryRecord = { url, event, eventId, attempt, status: 0, startedAt };
		this.records.push(record);
		const timeoutMs = this.settings.webhookTimeoutMs;
		record.status = await post(url, headers, body, { timeoutMs, ended });
		record.endedAt = Date.now();
		return record.status;
	}

	/** Doubles from attempt to attempt, up to the cap. */
	private delayAfter(attempt: number): number {
		const { webhookRetryFirstMs, webhookRetryCapMs } = this.settings;
		return Math.min(webhookRetryFirstMs * 2 ** (attempt - 1), webhookRetryCapMs);
	}
}

/** Waits without keeping the process alive; ends early together with the interest. */
async function pause(ms: number, ended: AbortSignal): Promise<void> {
	await sleep(ms, undefined, { ref: false, signal: ended }).catch(() => {});
}
