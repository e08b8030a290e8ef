// One delivery at a time: those about the same thing wait for each other, in this process.

/** Whose turn it is, by what deliveries are about. */
export class Turns {
	/** Each resolves when its turn is over. */
	private readonly running = new Map<string, Promise<void>>();

	/** The turn that is running; undefined where nobody works on it. */
	of(key: string): Promise<void> | undefined {
		return this.running.get(key);
	}

	/**
	 * Begins a turn, where none is running.
	 *
	 * @returns ends it; called again, it does nothing
	 */
	begin(key: string): () => void {
		let settle = () => {};
		const turn = new Promise<void>((resolve) => (settle = resolve));
		this.running.set(key, turn);
		return () => {
			if (this.running.get(key) === turn) this.running.delete(key);
			settle();
		};
	}
}
