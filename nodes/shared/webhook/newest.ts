// Whether an event brings an older state of something than one that came before it. Senders do not promise an
// order, and a late repeat would show as active who was deactivated since.
//
// The newest are kept as `repeats.ts` keeps events: in this process, and in the workflow's static data. So this
// holds where one process takes webhooks: of several, each overwrites what the others have kept.

import type { IWebhookFunctions } from 'n8n-workflow';
import { storeOf, type Memory, type Store } from './kept';
import { keyOf, type Claim } from './repeats';
import { Turns } from './turns';

/** Things remembered for one trigger. 54 KB when full, which n8n writes with each event. */
export const KEPT_THINGS = 1_000;

/**
 * How long updates wait for one of the same thing, in milliseconds. n8n starts an execution at once, unless as many
 * are running as it is allowed.
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
	private readonly turns: Turns;
	/** The text that was read or written last: what stands in it is known. */
	private lastText?: string;

	/** @param patienceMs how long updates wait for one of the same thing */
	constructor(patienceMs = PATIENCE_MS) {
		this.turns = new Turns(patienceMs);
	}

	/**
	 * Takes an update, unless a newer one was taken. While an update of the same thing is about to start its
	 * execution, it waits for how that ends.
	 *
	 * @param store left out where nothing is to be kept
	 * @returns undefined where it is older than one that was taken
	 * @throws TurnTooLong where the other one has not started for too long, and this one is not newer
	 */
	async take({ subject, version }: Update, store?: Store): Promise<Claim | undefined> {
		const key = keyOf(subject, Buffer.alloc(0));
		this.readFrom(store);
		const isWanted = () => (this.versions.get(key) ?? '') <= version;
		const release = await this.turns.begin(key, isWanted, version);
		if (!release) return undefined;
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
		this.lastText = text;
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
		if (typeof text !== 'string' || text === this.lastText) return;
		this.lastText = text;
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

/** By trigger node, as long as this process lives. */
const byTrigger = new Map<string, NewestUpdates>();

/** The newest updates that a published trigger has seen, and where they are kept. */
export function newestOf(context: IWebhookFunctions): { newest: NewestUpdates; store: Store } {
	const id = `${context.getWorkflow().id}/${context.getNode().id}`;
	const newest = byTrigger.get(id) ?? new NewestUpdates();
	byTrigger.set(id, newest);
	return { newest, store: storeOf(context, 'newestUpdates', newest) };
}
