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
const KEPT_IN_MEMORY = 20_000;

/**
 * Events remembered in n8n's database, for one trigger: those that can still be on their way when n8n
 * is started again. 46 KB when full, which n8n writes with each event.
 */
const KEPT_IN_DATABASE = 2_000;

/** The key in the node's static data. */
const STORED_AS = 'takenEvents';

/** What was taken by one trigger node, the oldest first. */
export class TakenEvents {
	private readonly taken = new Set<string>();
	/** Those of which it is not known yet whether their execution has started. */
	private readonly inFlight = new Map<string, Promise<void>>();
	/** Those that another delivery may have stored before their execution could not be started. */
	private readonly givenBack = new Set<string>();

	/**
	 * Takes an event, once. A second delivery of one that is being taken waits for how that ends.
	 *
	 * @param key from `keyOf`
	 * @param stored the node's static data, read and written; left out where n8n does not keep it
	 * @param settled resolves when the delivery is answered, with whether its execution was started
	 * @returns whether this delivery is the one that starts the execution
	 */
	async take(key: string, settled: Promise<boolean>, stored?: IDataObject): Promise<boolean> {
		for (;;) {
			this.readStored(stored);
			const other = this.inFlight.get(key);
			if (other) await other;
			else if (this.taken.has(key)) return false;
			else break;
		}
		this.taken.add(key);
		this.givenBack.delete(key);
		this.writeStored(stored);
		const end = settled.then((started) => {
			this.inFlight.delete(key);
			if (started) return;
			this.taken.delete(key);
			this.givenBack.add(key);
		});
		this.inFlight.set(key, end);
		return true;
	}

	private readStored(stored?: IDataObject): void {
		const text = stored?.[STORED_AS];
		for (const key of typeof text === 'string' && text !== '' ? text.split(' ') : []) {
			if (!this.givenBack.has(key)) this.taken.add(key);
		}
		for (const key of this.taken) {
			if (this.taken.size <= KEPT_IN_MEMORY) break;
			this.taken.delete(key);
		}
	}

	private writeStored(stored?: IDataObject): void {
		// One text, because n8n watches every entry of a list.
		if (stored) stored[STORED_AS] = [...this.taken].slice(-KEPT_IN_DATABASE).join(' ');
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
