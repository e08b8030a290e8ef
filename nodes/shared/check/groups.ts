// Values that hold others: lists, and groups of fields.

import * as z from 'zod/v4';
import { kindOf } from './text';

/** Whether a value is an object, and not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A list. A single value stands for a list of one, as it does when it comes from a table's cell.
 *
 * @param ifEmpty what to say of a list without entries; left out where there may be none
 */
export const listOf = <Item extends z.ZodType>(item: Item, ifEmpty?: string) =>
	z.preprocess(
		(value) => (value === undefined || value === null || Array.isArray(value) ? value : [value]),
		z.array(item, ifEmpty ?? 'is empty').min(ifEmpty ? 1 : 0, ifEmpty),
	);

/** An object of a known shape; what the shape does not name is kept as it is. */
export const group = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
	z.looseObject(shape, {
		error: ({ input }) => {
			const kind = kindOf(input);
			return kind === undefined ? 'is empty' : `must be a group of fields, and ${kind} came`;
		},
	});
