// Numbers and amounts, as numbers or as text. What only programs write, such as 1e3 or 0x10, is refused.

import * as z from 'zod/v4';
import { refuse, text, trimmed } from './text';

/** Such as `2.500`, which is two thousand five hundred in much of Europe, and two and a half elsewhere. */
const TWO_MEANINGS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;

/** @param column the name of the column in the hint's expressions */
const twoMeanings = (context: z.RefinementCtx, column: string): never =>
	refuse(context, {
		message: 'has a point that may stand for thousands or for decimals',
		hint: `Where the point stands for thousands, leave it out: {{ $json.${column}.replaceAll('.', '') }}. Where decimals follow it, give the number itself: {{ Number($json.${column}) }}.`,
	});

/** The number that a text is, as people write one; the value itself where it is no such text. */
function numberIn(value: unknown, context: z.RefinementCtx): unknown {
	if (typeof value !== 'string') return value;
	const written = trimmed(value);
	if (TWO_MEANINGS.test(written)) return twoMeanings(context, 'number');
	return /^[+-]?\d+(?:\.\d+)?$/.test(written) ? Number(written) : written;
}

/** A number; text that is one is taken. */
export const number = (least: number, most = Number.MAX_SAFE_INTEGER) => {
	const range =
		most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
	return z.preprocess(
		numberIn,
		z
			.number(`must be a number ${range}`)
			.min(least, `must be a number ${range}`)
			.max(most, `must be a number ${range}`),
	);
};

/** A whole number; text that is one is taken. */
export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
	number(least, most).refine((value) => Number.isInteger(value), 'must be a whole number');

const AMOUNT =
	'must be an amount of zero or more, with a point before decimals, such as 2500 or 2500.50';

/** Fractions of a cent that calculating with numbers leaves behind, such as 0.30000000000000004. */
const CALCULATED = 1e-9;

/** The text of a number that stands for money. */
function amountOf(value: number): string {
	const cents = Number(value.toFixed(2));
	return String(
		Math.abs(cents - value) < CALCULATED * Math.max(1, Math.abs(value)) ? cents : value,
	);
}

/**
 * An amount of money, as a decimal in text; a number is turned into one. `2.500` and `2,500` are refused:
 * the mark may be one for thousands.
 */
export const amount = () => {
	const written = text({ otherwise: () => ({ message: AMOUNT }) });
	return z
		.preprocess(
			(value) => (typeof value === 'number' && Number.isFinite(value) ? amountOf(value) : value),
			written,
		)
		.transform((value, context): string => {
			if (TWO_MEANINGS.test(value)) return twoMeanings(context, 'amount');
			if (/^\d+(?:\.\d+)?$/.test(value)) return value;
			return refuse(context, { message: AMOUNT, hint: hintOnAmount(value) });
		});
};

function hintOnAmount(value: string): string | undefined {
	if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(value)) {
		const points = value.includes('.') || value.indexOf(',') !== value.lastIndexOf(',');
		const thousands = "{{ $json.amount.replaceAll(',', '') }}";
		return points
			? `Leave out the commas: ${thousands}.`
			: `The comma may stand for thousands, then: ${thousands}. Or decimals follow it, then: {{ $json.amount.replace(',', '.') }}.`;
	}
	if (/^\d{1,3}(?:\.\d{3})*,\d+$/.test(value)) {
		return "Leave out the points and turn the comma into one: {{ $json.amount.replaceAll('.', '').replace(',', '.') }}.";
	}
	if (/^\d+,\d+$/.test(value)) {
		return "Turn the comma into a point: {{ $json.amount.replace(',', '.') }}.";
	}
	if (/\p{Sc}|[A-Z]{3}/iu.test(value)) {
		return 'Leave out the currency: it has a field of its own.';
	}
	return undefined;
}
