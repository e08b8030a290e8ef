// How much may happen at the same time.

/** Makes a function that runs at most `most` tasks at the same time, the others in their order. */
export function limit(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
	let running = 0;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (running < most) running += 1;
		// Whoever ends hands its place to the one that waits longest.
		else await new Promise<void>((start) => waiting.push(start));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	};
}
