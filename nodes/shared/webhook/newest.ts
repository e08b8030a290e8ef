// Whether an event brings an older state of something than one that came before it. Senders do not promise an
// order, and a late repeat would show as active who was deactivated since.
//
// The newest are kept as `repeats.ts` keeps events: in this process, and in the workflow's static data. So this
// holds where one process takes webhooks: of several, each overwrites what the others have kept.

import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { storeOf, type Memory, type Store } from './kept';
import { keyOf, type Claim } from './repeats';
import { Turns } from './turns';

/** Things remembered for one trigger. 54 KB when full, which n8n writes with each event. */
export const KEPT_THINGS = 1_000;

/**
 * How long an update waits for one of the same thing, in milliseconds. n8n starts an execution at once, unless as
 * many are running as it is allowed.
 */
export const PATIENCE_MS = 5_000;

/** What an event says of the thing that it is about. */
export interface Update {
	/** What tells the thing from every other. */
	subject: string;
	/** Text without blanks. Of two, the newer one's comes later in the order of characters. */
	version: string;
}

/** The newest update of each thing, for one trigger node. */
export class NewestUpdates implements Memory {
	/** By the key of the thing, the one that was updated longest ago first. */
	private versions = new Map<string, string>();
	private readonly turns = new Turns();

	/** @param patienceMs how long an update waits for one of the same thing */
	constructor(private readonly patienceMs = PATIENCE_MS) {}

	/**
	 * Takes an update, unless a newer one was taken. While an update of the same thing is about to start its
	 * execution, it waits for how that ends.
	 *
	 * @param store left out where nothing is to be kept
	 * @returns `older` than one that was taken, or `busy` where the other one has not started for too long
	 */
	async take({ subject, version }: Update, store?: Store): Promise<Claim | 'older' | 'busy'> {
		const key = keyOf(subject, Buffer.alloc(0));
		const end = performance.now() + this.patienceMs;
		for (let other = this.turns.of(key); other; other = this.turns.of(key)) {
			if (!(await endsBefore(end, other))) return 'busy';
		}
		this.readFrom(store);
		if ((this.versions.get(key) ?? '') > version) return 'older';
		const release = this.turns.begin(key);
		const commit = () => {
			this.remember(key, version);
			if (store) this.keepIn(store);
			release();
		};
		return { commit, release };
	}

	/** Remembers an update that starts nothing: it makes those before it old all the same. */
	note({ subject, version }: Update, store?: Store): void {
		this.readFrom(store);
		const isNew = this.remember(keyOf(subject, Buffer.alloc(0)), version);
		if (isNew && store) this.keepIn(store);
	}

	keepIn(store: Store): void {
		this.readFrom(store);
		const text = [...this.versions].map((entry) => entry.join('=')).join(' ');
		if (text !== '' && text !== store.read()) store.write(text);
	}

	/** Whether the update is newer than what is known. */
	private remember(key: string, version: string): boolean {
		if ((this.versions.get(key) ?? '') >= version) return false;
		this.versions.delete(key);
		this.versions.set(key, version);
		this.forgetOldest();
		return true;
	}

	/** What only the store knows is from before: the store may be a copy that has waited. */
	private readFrom(store?: Store): void {
		const text = store?.read();
		if (typeof text !== 'string') return;
		const known = this.versions;
		const read = [...text.matchAll(/(\S+?)=(\S+)/g)].map(
			([, key, version]) => [key!, version!] as const,
		);
		this.versions = new Map([...read.filter(([key]) => !known.has(key)), ...known]);
		for (const [key, version] of read) {
			if (version > this.versions.get(key)!) this.versions.set(key, version);
		}
		this.forgetOldest();
	}

	private forgetOldest(): void {
		for (const oldest of this.versions.keys()) {
			if (this.versions.size <= KEPT_THINGS) break;
			this.versions.delete(oldest);
		}
	}
}

/** Whether a turn ends before a moment, which is in milliseconds since this process began. */
async function endsBefore(end: number, turn: Promise<void>): Promise<boolean> {
	const over = new AbortController();
	// n8n's `sleep` rejects when the signal fires, and in older versions knows of none
	const late = sleep(Math.max(0, end - performance.now()), over.signal).then(() => false);
	try {
		return await Promise.race([turn.then(() => true), late]);
	} finally {
		over.abort();
	}
}

/** By trigger node, as long as this process lives. */
const byTrigger = new Map<string, NewestUpdates>();

/** The newest updates that a published trigger has seen, and where they are kept. */
export function newestOf(context: IWebhookFunctions): { newest: NewestUpdates; store: Store } {
	const id = `${context.getWorkflow().id}/${context.getNode().id}`;
	const newest = byTrigger.get(id) ?? new NewestUpdates();
	byTrigger.set(id, newest);
	return { newest, store: storeOf(context, 'newestUpdates', newest) };
}
