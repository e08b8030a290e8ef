// Which documents go to BVNK in one call.

const BYTES_A_MEGABYTE = 1_000_000;

/** The size in bytes of so many megabytes. */
export const bytesOf = (megabytes: number): number => megabytes * BYTES_A_MEGABYTE;

/**
 * The documents in groups of one call each. A group has so many files at most. In total they are at most as
 * large as a single file may be, because a whole call is held in memory.
 */
export function partsOf<Document extends { bytes: number }>(
	documents: Document[],
	limits: { files: number; megabytes: number },
): Document[][] {
	const parts: Document[][] = [];
	let bytes = 0;
	for (const document of documents) {
		const part = parts[parts.length - 1];
		bytes += document.bytes;
		if (part && part.length < limits.files && bytes <= bytesOf(limits.megabytes)) {
			part.push(document);
		} else {
			parts.push([document]);
			bytes = document.bytes;
		}
	}
	return parts;
}
