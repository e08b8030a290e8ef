// v2's `requiredActions`, and which of them somebody has to do.

import { textIn } from '../../BvnkOnboarding/output/entries';
import { isObject } from '../../shared/check/groups';
import type { CustomerAnswer } from '../api/answers';

/** What was handed in, and what BVNK is looking at. */
const PROCESSING = 'PROCESSING';

/** The entries of `requiredActions`; none where BVNK gives no list. */
export function actionsIn(customer: CustomerAnswer): Array<Record<string, unknown>> {
	const { requiredActions } = customer as { requiredActions?: unknown };
	return Array.isArray(requiredActions) ? (requiredActions as unknown[]).filter(isObject) : [];
}

/** Whether an action was handed in already. */
export const isProcessing = (action: unknown) =>
	textIn(action, ['status'])?.toUpperCase() === PROCESSING;

/** Whether BVNK says what a customer's required actions are, and be it that there are none. */
export const tellsActions = (customer: CustomerAnswer): boolean =>
	Array.isArray((customer as { requiredActions?: unknown }).requiredActions);

/** Those of a customer's required actions that somebody has to do. */
export const openActions = (customer: CustomerAnswer) =>
	actionsIn(customer).filter((action) => !isProcessing(action));
