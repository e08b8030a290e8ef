// One event, one execution: which events have been taken already.
//
// BVNK delivers an event again until it is answered with 200, up to 100 times, and sometimes twice for
// no reason. What was taken is kept twice: in this process, which settles deliveries that arrive at the
// same moment, and in the workflow's static data, which n8n keeps in its database over a restart. Other
// n8n processes see the second copy alone, a moment later.

import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

/**
 * Events remembered in this process, for one trigger. BVNK gives up after about a day of attempts, and
 * an answered event comes again within seconds, if at all: this is a day of one event every 4 seconds.
 * About 3 MB when full.
 */
export const KEPT_IN_MEMORY = 20_000;

/**
 * Events remembered in n8n's database, for one trigger: those that can still be on their way when n8n
 * is started again. 46 KB when full, which n8n writes with each event.
 */
export const KEPT_IN_DATABASE = 2_000;

/** The key in the node's static data. */
const STORED_AS = 'takenEvents';

/** An event that a delivery has taken. One of the two is called, and says what became of it. */
export interface Claim {
	/** Its execution has started: it is taken for good. */
	started(): void;
	/** The delivery is over. If its execution has not started, the next delivery may take the event. */
	over(): void;
}

/** What was taken by one trigger node. */
export class TakenEvents {
	/** Those whose execution has started, the oldest first. */
	private readonly taken = new Set<string>();
	/** Those whose execution is about to start; each resolves when that has succeeded or failed. */
	private readonly starting = new Map<string, Promise<void>>();

	/**
	 * Takes an event, once. A second delivery of one that is being taken waits for how that ends.
	 *
	 * @param key from `keyOf`
	 * @param stored the node's static data, read and written; left out where n8n does not keep it
	 * @returns undefined when another delivery has started the execution
	 */
	async take(key: string, stored?: IDataObject): Promise<Claim | undefined> {
		this.readStored(stored);
		while (!this.taken.has(key)) {
			const other = this.starting.get(key);
			if (!other) return this.claim(key, stored);
			await other;
		}
		return undefined;
	}

	private claim(key: string, stored?: IDataObject): Claim {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => (settle = resolve));
		this.starting.set(key, settled);
		const over = () => {
			if (this.starting.get(key) === settled) this.starting.delete(key);
			settle();
		};
		const started = () => {
			this.remember(key);
			if (stored) this.writeStored(stored);
			over();
		};
		return { started, over };
	}

	private remember(key: string): void {
		this.taken.add(key);
		for (const oldest of this.taken) {
			if (this.taken.size <= KEPT_IN_MEMORY) break;
			this.taken.delete(oldest);
		}
	}

	private readStored(stored?: IDataObject): void {
		const text = stored?.[STORED_AS];
		if (typeof text !== 'string' || text === '') return;
		for (const key of text.split(' ')) this.remember(key);
	}

	/** One text, because n8n watches every entry of a list. */
	private writeStored(stored: IDataObject): void {
		stored[STORED_AS] = [...this.taken].slice(-KEPT_IN_DATABASE).join(' ');
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
