// What is not right with what the user gave, in one error for an item.

import { NodeOperationError } from 'n8n-workflow';
import type * as z from 'zod/v4';
import type { FieldPath } from '../body/labels';
import type { FieldFinding } from '../http/errors';
import type { Item } from '../node/operation';

/** A finding, and how to mend it where there is something to say. */
export interface InputFinding extends FieldFinding {
	field: string;
	hint?: string;
}

/** A row as people count them, and the item as n8n does: `row 2 (item 1)`. */
export const rowOf = (itemIndex: number): string => `row ${itemIndex + 1} (item ${itemIndex})`;

/** Findings that a message names; of more it gives the number first. */
const MAX_IN_MESSAGE = 3;

/** The findings of a check, one a field: the first says what is wrong, the others follow from it. */
export function findingsOf(
	error: z.core.$ZodError,
	labelAt: (path: FieldPath) => string,
): InputFinding[] {
	const byField = new Map<string, InputFinding>();
	for (const issue of error.issues) {
		const field = labelAt(issue.path);
		if (byField.has(field)) continue;
		const hint = issue.code === 'custom' ? (issue.params?.hint as unknown) : undefined;
		byField.set(field, {
			field,
			problem: issue.message,
			...(typeof hint === 'string' ? { hint } : {}),
		});
	}
	return [...byField.values()];
}

/**
 * The error for what the user gave. Its message names what is wrong, its description says how to mend it,
 * and its context holds the findings one by one.
 *
 * @param note a whole sentence more, about none of them
 */
export function inputError(item: Item, findings: InputFinding[], note = ''): NodeOperationError {
	const sentences = findings.map(({ field, problem }) => `'${field}' ${problem}`);
	const shown = sentences.slice(0, MAX_IN_MESSAGE).join('; ');
	const message =
		sentences.length > MAX_IN_MESSAGE
			? `${sentences.length} fields to correct: ${shown}; and ${sentences.length - MAX_IN_MESSAGE} more`
			: shown;
	const rest = sentences.slice(MAX_IN_MESSAGE);
	const hints = new Set(findings.flatMap(({ hint }) => hint ?? []));
	return errorOf(
		item,
		message,
		[
			rest.length > 0 ? `Also: ${rest.join('; ')}.` : '',
			...hints,
			note,
			'Nothing was sent for this item.',
		],
		findings.map(({ field, problem }) => ({ field, problem })),
	);
}

/** The error for what the user gave, where it is about no single field or says more than a finding can. */
export function givenError(item: Item, message: string, description = ''): NodeOperationError {
	return errorOf(item, message, [description]);
}

function errorOf(
	{ context, itemIndex }: Item,
	message: string,
	description: string[],
	fields: FieldFinding[] = [],
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, {
		itemIndex,
		description: description.filter(Boolean).join(' '),
	});
	if (fields.length > 0) Object.assign(error.context, { fields });
	return error;
}
