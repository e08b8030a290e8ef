// One event, one execution: which events have been taken already.
//
// A sender delivers an event again until it is answered with 200, and sometimes twice for no reason. What
// was taken is kept twice. This process settles deliveries that arrive at the same moment. The workflow's
// static data, which n8n keeps in its database, holds over a restart. Other n8n processes see only the
// static data, a moment later, and may overwrite it.

import { createHash } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { storeOf, type Memory, type Store } from './kept';
import { Turns } from './turns';

/**
 * Events remembered in this process, for one trigger. Senders give up after a day or so, and an answered
 * event comes again within seconds, if at all. This is a day of one event every 4 seconds. About 3 MB
 * when full.
 */
export const KEPT_IN_MEMORY = 20_000;

/**
 * Events remembered in n8n's database, for one trigger: those that can still be on their way when n8n
 * is started again. 46 KB when full, which n8n writes with each event.
 */
export const KEPT_IN_DATABASE = 2_000;

/**
 * How long a repeat waits for how the first delivery ends, in milliseconds. Senders have given up by then: the
 * answer is for nobody, and ends the delivery.
 */
export const PATIENCE_MS = 30_000;

/** An event that a delivery has taken. One of the two is called, and says what became of it. */
export interface Claim {
	/** Its execution has started: it is taken for good. */
	commit(): void;
	/** The delivery is over. If its execution has not started, the next delivery may take the event. */
	release(): void;
}

/** What was taken by one trigger node. */
export class TakenEvents implements Memory {
	/** Those whose execution has started, the oldest first. */
	private readonly taken = new Set<string>();
	/** Those whose execution is about to start. */
	private readonly starting: Turns;
	/** The text that was read or written last: what stands in it was taken. */
	private lastText?: string;

	/** @param patienceMs how long a repeat waits for how the first delivery ends */
	constructor(patienceMs = PATIENCE_MS) {
		this.starting = new Turns(patienceMs);
	}

	/**
	 * Takes an event, once. A second delivery of one that is being taken waits for how that ends.
	 *
	 * @param key from `keyOf`
	 * @param store left out where nothing is to be kept
	 * @returns undefined when another delivery has started the execution
	 * @throws TurnTooLong where it has not started for too long
	 */
	async take(key: string, store?: Store): Promise<Claim | undefined> {
		this.readFrom(store);
		const release = await this.starting.begin(key, () => !this.taken.has(key));
		if (!release) return undefined;
		const commit = () => {
			this.remember(key);
			if (store) this.keepIn(store);
			release();
		};
		return { commit, release };
	}

	keepIn(store: Store): void {
		this.readFrom(store);
		const text = [...this.taken].slice(-KEPT_IN_DATABASE).join(' ');
		if (text !== '' && text !== store.read()) store.write(text);
		this.lastText = text;
	}

	private remember(key: string): void {
		this.taken.add(key);
		for (const oldest of this.taken) {
			if (this.taken.size <= KEPT_IN_MEMORY) break;
			this.taken.delete(oldest);
		}
	}

	private readFrom(store?: Store): void {
		const text = store?.read();
		if (typeof text !== 'string' || text === '' || text === this.lastText) return;
		this.lastText = text;
		for (const key of text.split(' ')) this.remember(key);
	}
}

/** By trigger node, as long as this process lives. */
const byTrigger = new Map<string, TakenEvents>();

/** The events taken by a trigger; `id` tells it from every other, and test from production. */
export function takenEventsOf(id: string): TakenEvents {
	const known = byTrigger.get(id) ?? new TakenEvents();
	byTrigger.set(id, known);
	return known;
}

/** What tells an event from every other: its id, or its bytes where it has none. 22 characters. */
export function keyOf(eventId: string | null, body: Buffer): string {
	const hash = createHash('sha256').update(eventId === null ? 'body:' : 'id:');
	return hash
		.update(eventId ?? body)
		.digest('base64url')
		.slice(0, 22);
}

/**
 * Takes an event for a delivery; undefined when another delivery has started an execution with it. A
 * trigger is known by the ids of its workflow and its node, so a new name makes no new one of it.
 *
 * @param eventId null where the event has none: then its bytes tell it from others
 */
export async function claimed(
	context: IWebhookFunctions,
	eventId: string | null,
	body: Buffer,
): Promise<Claim | undefined> {
	const mode = isTest(context) ? 'test' : 'live';
	const taken = takenEventsOf(`${context.getWorkflow().id}/${context.getNode().id}/${mode}`);
	return await taken.take(
		keyOf(eventId, body),
		isTest(context) ? undefined : storeOf(context, 'takenEvents', taken),
	);
}

/** Whether a person watches, who has the editor listen for one delivery. */
export const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';
