// The partner's own reference: who has it, and what to do about that.

import type { IDataObject } from 'n8n-workflow';
import { readProblem } from '../../BvnkOnboarding/api/errors';
import { inputError, rowOf } from '../../shared/check/findings';
import { choiceField } from '../../shared/form/fields';
import type { Answer } from '../../shared/http/call';
import type { Item } from '../../shared/node/operation';
import { referenceField } from '../bodies/customer';

/** @param more what else a person should know about the choice */
export const ifReferenceExistsField = (what: string, more: string) =>
	choiceField({
		displayName: 'If Reference Exists',
		name: 'ifReferenceExists',
		options: [
			{ name: `Return Existing ${what}`, value: 'return' },
			{ name: 'Stop With an Error', value: 'error' },
		],
		default: 'error',
		description: `What to do when BVNK knows this reference already. ${more}`,
	});

/**
 * One reference is one customer's.
 *
 * @param request tells requests of a run apart
 * @throws NodeOperationError when another item of the run has the reference for another request
 */
export function claimReference(item: Item, reference: unknown, request: string): void {
	if (typeof reference !== 'string') return;
	const other = item.claim(`reference ${reference}`, request);
	if (other === undefined) return;
	throw inputError(item, [
		{
			field: referenceField.displayName,
			problem: `is the one of ${rowOf(other)} as well, which has other data`,
			hint: 'Each customer has a reference of its own. Check which of the rows it belongs to.',
		},
	]);
}

/** Statuses with which BVNK may say that something is there already. */
export const EXISTS = [400, 409];

/** Whether a refusal says that something is there already. */
export function saysExists({ status, body }: Pick<Answer, 'status' | 'body'>): boolean {
	if (status === 409) return true;
	const { message = '', findings } = readProblem(body);
	return [message, ...findings.map(({ text }) => text)].some((text) =>
		/\balready\b|\bexists\b|\bduplicate|\bin use\b|\bnot unique\b|must be unique/i.test(text),
	);
}

/** A thing's fields in an order that tables can show, whatever else BVNK tells behind them. */
export const firstOf = (first: IDataObject, others: IDataObject): IDataObject => ({
	...first,
	...others,
	...first,
});
