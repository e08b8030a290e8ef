// Takes personal data out of a vendor's words, because an API may quote what it was sent.

const DOTS = '•••';

/** The characters of a text that are searched and kept. Nobody reads more, and searching it would hold n8n up. */
const MAX_SEARCHED = 20_000;

/** A value longer than this is looked for by its beginning. */
const MAX_PATTERN = 100;

/** Text of this length without a space is a file or a key, whoever sent it. */
const LONG_RUN = /[\w+/=-]{160,}/g;

/**
 * Words of validation messages. A person may be called Date, Null or Must. Such a word alone tells
 * nobody's name, and without it the message would say nothing.
 */
const ORDINARY_WORDS = new Set(
	`a able account accepted accepts address after agreement all allowed already amount an and any are as
at be been before being between birth blank body business but by can cannot character characters code company
contact contain contains country create created currency customer data date day default did digit digits do
document documents does due duplicate each email empty enough equal error exceed exceeds exist existing exists
expected expired failed false field fields first for form format found from future given greater had has have
header id if illegal in incorrect individual info input integer invalid is it its json key last least length
less letter letters limit line list long lower malformed many match maximum may min minimum missing month more
most must name nationality no non none not null number of on one only optional or other out over page param
parameter past pattern pending person phone positive postal present previous processed property provided range
read reference registration rejected request required reserved response same server service session short should
signed size some source state status still string such support supported tax text than that the their then there
this time to token too true try type under unexpected unique unknown unprocessable unsupported upper url use used
user valid validation value values verified was well were when which while will with within without wrong year
you your zip`.split(/\s+/),
);

/**
 * A function that replaces every one of `values` in a text by dots.
 *
 * A word counts as a whole one only, a number of five digits or more wherever it stands. Values of one or
 * two characters, and ordinary words of a message, stay.
 */
export function redactor(values: Iterable<string>): (text: string) => string {
	const patterns = new Set<string>();
	// the longest first: a postal code may be the beginning of a number, whose rest would stay
	for (const value of [...spellings(values)].sort((a, b) => b.length - a.length)) {
		if (value.length < 3 || ORDINARY_WORDS.has(value.toLowerCase())) continue;
		patterns.add(patternFor(value));
	}
	const pattern = patterns.size > 0 ? new RegExp([...patterns].join('|'), 'giu') : undefined;
	return (text) => {
		const searched = cutAtWord(text, MAX_SEARCHED);
		return (pattern ? searched.replace(pattern, DOTS) : searched).replace(LONG_RUN, DOTS);
	};
}

/** Each value, and as JSON and a URL write it. */
function spellings(values: Iterable<string>): Set<string> {
	const all = new Set<string>();
	for (const given of values) {
		const value = given.trim();
		all.add(value);
		if (value.length > MAX_PATTERN) continue;
		all.add(JSON.stringify(value).slice(1, -1));
		// half a surrogate pair has no place in a URL
		if (!/\p{Surrogate}/u.test(value)) all.add(encodeURIComponent(value));
	}
	return all;
}

function patternFor(value: string): string {
	if (value.length > MAX_PATTERN) return `${escaped(value.slice(0, MAX_PATTERN))}\\S*`;
	const isLongNumber = /\d/.test(value) && value.length > 4;
	return isLongNumber ? escaped(value) : `(?<![\\p{L}\\p{N}])${escaped(value)}(?![\\p{L}\\p{N}])`;
}

/** For a pattern with the flag `u`, which allows no other character to be escaped. */
function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** The beginning of a text, without the word that the cut goes through: half a number would not be recognised. */
function cutAtWord(text: string, length: number): string {
	return text.length > length ? `${text.slice(0, length).replace(/\S*$/, '')} …` : text;
}
