// BVNK's words inside ours.

const LONGEST = 100;

/** A word of BVNK's as an error text quotes it: a status of a million characters would be one of that size. */
export function shortened(word: string): string {
	return word.length > LONGEST ? `${word.slice(0, LONGEST)} …` : word;
}
