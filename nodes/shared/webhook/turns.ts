// One delivery at a time: those about the same thing wait for each other, in this process.

import { sleep } from 'n8n-workflow';

/** What a delivery works on. */
interface Turn {
	over: Promise<void>;
	/** From when on nobody waits for it, in milliseconds since this process began. */
	due: number;
	version: string;
}

/** The turn before has lasted too long. The delivery may come again. */
export class TurnTooLong extends Error {}

/**
 * Whose turn it is, by what deliveries are about. A turn may never end: n8n forgets a delivery whose execution was
 * stopped before it started.
 */
export class Turns {
	/** Those that have not ended. Each began without the end of the one before, which is older. */
	private readonly running = new Map<string, Turn[]>();

	/** @param patienceMs how long after its begin others wait for a turn, in milliseconds */
	constructor(private readonly patienceMs: number) {}

	/**
	 * Begins a turn, once the one before is over. Where that one lasts too long, a newer one does not wait for it:
	 * n8n starts executions that have to wait in the order in which they came.
	 *
	 * @param isWanted asked before the turn begins, and after each wait
	 * @param version of two, the newer one's comes later in the order of characters; left out where none is newer
	 * @returns ends the turn; called again, it does nothing. Undefined where none is wanted
	 * @throws TurnTooLong where the one before lasts too long, and this one is not newer
	 */
	async begin(
		key: string,
		isWanted: () => boolean,
		version = '',
	): Promise<(() => void) | undefined> {
		while (isWanted()) {
			const before = this.running.get(key)?.at(-1);
			if (!before) return this.start(key, version);
			if (performance.now() < before.due) await overOrDue(before);
			else if (version > before.version) return this.start(key, version);
			else throw new TurnTooLong();
		}
		return undefined;
	}

	private start(key: string, version: string): () => void {
		let settle = () => {};
		const over = new Promise<void>((resolve) => (settle = resolve));
		const turn = { over, due: performance.now() + this.patienceMs, version };
		this.running.set(key, [...(this.running.get(key) ?? []), turn]);
		return () => {
			const others = this.running.get(key)?.filter((other) => other !== turn) ?? [];
			if (others.length > 0) this.running.set(key, others);
			else this.running.delete(key);
			settle();
		};
	}
}

async function overOrDue({ over, due }: Turn): Promise<void> {
	const ended = new AbortController();
	// n8n's `sleep` rejects when the signal fires, and in older versions knows of none
	const late = sleep(Math.max(0, due - performance.now()), ended.signal);
	try {
		await Promise.race([over, late]);
	} finally {
		ended.abort();
	}
}
