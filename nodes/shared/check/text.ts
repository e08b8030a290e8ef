// Text as people have it in their rows: blanks around it, and characters that nobody sees.

import * as z from 'zod/v4';

/** Plain ASCII without blanks at its ends: nearly every value. The slower checks are for the others alone. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * What has no ink: blanks, control characters, what Unicode lets programs leave out, and characters that
 * show as an empty place. The braille pattern blank is one.
 */
const NO_INK = String.raw`\s\p{Cc}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}`;
/** Joiners, which some scripts need, and variation selectors, which choose the shape of a letter. */
const JOINER = String.raw`\u200C\u200D`;
const SELECTOR = String.raw`\u180B-\u180D\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}`;
/** The scripts that need joiners. */
const JOINING = [
	...['Arabic', 'Bengali', 'Devanagari', 'Gujarati', 'Gurmukhi', 'Kannada', 'Khmer', 'Malayalam'],
	...['Mongolian', 'Myanmar', 'Oriya', 'Sinhala', 'Syriac', 'Tamil', 'Telugu', 'Tibetan'],
]
	.map((script) => String.raw`\p{Script=${script}}`)
	.join('');

/** A joiner between letters of such a script, or behind the mark that asks for it at a word's end. */
const NEEDED_JOINER = `(?<=[${JOINING}])[${JOINER}](?=[${JOINING}])|(?<=(?=\\p{M})[${JOINING}])[${JOINER}](?=\\s|$)`;
const NEEDED_SELECTOR = String.raw`(?<=[\p{Ideographic}\p{Script=Mongolian}])[${SELECTOR}]`;

const needed = new RegExp(`${NEEDED_JOINER}|${NEEDED_SELECTOR}`, 'gu');
const atStart = new RegExp(`^[${NO_INK}]+`, 'u');
const atEnd = new RegExp(`(?:(?!${NEEDED_JOINER}|${NEEDED_SELECTOR})[${NO_INK}])+$`, 'u');
const blanks = /\p{Zs}/gu;
const unseen = new RegExp(
	String.raw`(?! )[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]`,
	'gu',
);

/** The characters that are met most, by their names. */
const characterNames: Record<string, string> = {
	'0000': 'NUL',
	'0009': 'tab',
	'000A': 'line break',
	'000D': 'line break',
	'0085': 'line break',
	'00AD': 'soft hyphen',
	'061C': 'mark of the writing direction',
	'115F': 'Hangul filler',
	'1160': 'Hangul filler',
	'200B': 'zero-width space',
	'200C': 'zero-width non-joiner',
	'200D': 'zero-width joiner',
	'2028': 'line break',
	'2029': 'line break',
	'2060': 'word joiner',
	'2800': 'braille blank',
	'3164': 'Hangul filler',
	FEFF: 'byte order mark',
	FFA0: 'Hangul filler',
};

/** Marks that turn the direction of writing. */
const DIRECTION = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** A text without what cannot be seen at its ends. */
export const withoutBlankEnds = (value: string): string =>
	PLAIN.test(value) ? value : value.replace(atStart, '').replace(atEnd, '');

/** The same, with plain blanks in place of those of other kinds. */
export const trimmed = (value: string): string =>
	PLAIN.test(value) ? value : withoutBlankEnds(value).replace(blanks, ' ');

/** Whether a value is text that holds nothing to see. */
export const isBlank = (value: unknown): boolean =>
	typeof value === 'string' && trimmed(value) === '';

/** What to say of a character that nobody sees, in the middle of a text; undefined where there is none. */
function unseenIn(
	value: string,
	mayHaveLines: boolean,
): { message: string; hint: string } | undefined {
	if (PLAIN.test(value)) return undefined;
	const rest = value.replace(needed, '').replace(mayHaveLines ? /[\t\r\n]/g : /$^/, '');
	const found = rest.match(unseen)?.[0];
	if (found !== undefined) {
		const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
		const name =
			characterNames[code] ?? (DIRECTION.test(found) ? characterNames['061C'] : undefined);
		const isLayout = name === 'line break' || name === 'tab';
		return {
			message: `holds a character that cannot be seen (${name ? `${name}, ` : ''}U+${code})`,
			hint: isLayout
				? 'Map one line or one cell to the field, or join them: {{ $json.field.replace(/\\s+/g, " ") }}.'
				: `Remove it where it comes from, or in the expression: {{ $json.field.replaceAll("\\u{${code}}", "") }}.`,
		};
	}
	if (/\uFFFD|\p{Cs}/u.test(rest)) {
		return {
			message: 'holds a character that could not be read (�)',
			hint: 'The file was read in another encoding than it was written in. Read it again as UTF-8, or as what it was saved in.',
		};
	}
	return undefined;
}

/** What spreadsheets and expressions leave in place of a value. */
function instead(value: string): { message: string; hint: string } | undefined {
	if (value.includes('[object Object]')) {
		return {
			message: 'holds an object that was made into text',
			hint: 'Map one field of the object, such as {{ $json.customer.name }}.',
		};
	}
	if (/^#(?:N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|ERROR!|SPILL!|CALC!)$/.test(value)) {
		return {
			message: 'is an error of a spreadsheet',
			hint: 'Correct the formula of the cell.',
		};
	}
	return undefined;
}

/** What came, in words; undefined for nothing at all. */
export function kindOf(input: unknown): string | undefined {
	if (input === undefined || input === null) return undefined;
	if (Array.isArray(input)) return 'a list';
	if (typeof input !== 'object') return `a ${typeof input}`;
	const isDate = Object.prototype.toString.call(input) === '[object Date]' || 'toISODate' in input;
	return isDate ? 'a date' : 'an object';
}

/** What to add where another kind of value came than text, and how to mend it. */
const advice: Record<string, { more?: string; hint?: string }> = {
	'a number': {
		more: ': numbers lose leading zeros, so turn it into text where it comes from',
	},
	'a list': { hint: 'Map one entry of the list, such as {{ $json.field[0] }}.' },
	'an object': {
		more: ': map its reference, or one field of it',
		hint: 'The whole object was mapped. Open it, and drag the one field that is meant.',
	},
	'a date': { hint: 'Make text of it: {{ $json.field.toISOString() }}.' },
};

/** What to say of a value that is not text: the difference between "nothing came" and "a number came". */
function notText(input: unknown): { message: string; hint?: string } {
	const kind = kindOf(input);
	if (kind === undefined) return { message: 'is empty' };
	const { more = '', hint } = advice[kind] ?? {};
	return { message: `must be text, and ${kind} came${more}`, hint };
}

/** A finding with an advice how to mend it. */
export function refuse(
	context: z.RefinementCtx,
	{ message, hint }: { message: string; hint?: string },
): never {
	context.issues.push({
		code: 'custom',
		message,
		input: context.value,
		...(hint ? { params: { hint } } : {}),
	});
	return z.NEVER;
}

/** What a text may be, where not any will do. */
interface TextRules {
	/** True where the text may have several lines. */
	lines?: boolean;
	/** The most characters that it may have. */
	most?: number;
	/** What to say of a value that is not text, where the field knows better. */
	otherwise?: (input: unknown) => { message: string; hint?: string };
}

const textWith = (own: TextRules) =>
	z.unknown().transform((input, context): string => {
		if (typeof input !== 'string') {
			const isMissing = input === undefined || input === null;
			return refuse(context, (isMissing ? notText : (own.otherwise ?? notText))(input));
		}
		const value = trimmed(input);
		if (value === '') return refuse(context, { message: 'is empty' });
		const wrong = unseenIn(value, own.lines === true) ?? instead(value);
		if (wrong) return refuse(context, wrong);
		if (own.most !== undefined && [...value].length > own.most) {
			return refuse(context, { message: `must have at most ${own.most} characters` });
		}
		return value;
	});

const anyText = textWith({});

/**
 * Any text with something to see in it. What cannot be seen is dropped at its ends and refused inside,
 * except what Persian, the scripts of India and others need.
 */
export const text = (own?: TextRules) => (own ? textWith(own) : anyText);
