// What a vendor does not confirm, tried where no harm is done: the form of a probe, and how probes are run.

/** What was seen of one open point. */
export interface Seen {
	/** Undefined where the answer does not tell. */
	asAssumed: boolean | undefined;
	/** What the vendor did, in a sentence without a subject. */
	words: string;
}

/** One open point, and how it is tried at a `Sandbox`. */
export interface Probe<Sandbox> {
	/** As the package's documentation names it. */
	open: string;
	/** What the package does, or takes for granted. */
	assumed: string;
	/** What to change where the vendor behaves in another way. */
	change: string;
	look: (sandbox: Sandbox) => Promise<Seen>;
}

/** A probe with its result. */
export type Result = Omit<Probe<never>, 'look'> & Seen;

/** What a probe gives whose answer does not tell. */
export const untold = (words: string): Seen => ({ asAssumed: undefined, words });

/** Tries them one after the other. A probe that fails does not keep the others from being tried. */
export async function look<Sandbox>(
	probes: Array<Probe<Sandbox>>,
	sandbox: Sandbox,
): Promise<Result[]> {
	const results: Result[] = [];
	for (const { look: tryIt, ...facts } of probes) {
		try {
			results.push({ ...facts, ...(await tryIt(sandbox)) });
		} catch (error) {
			results.push({ ...facts, ...untold((error as Error).message) });
		}
	}
	return results;
}
