// Statuses to choose from, with labels as n8n has them.

import type { INodePropertyOptions } from 'n8n-workflow';
import { choices, labelOfValue } from '../../../../../nodes/shared/form/choices';

/** Offblocks' statuses as options: `issue_failed` → `Issue Failed`. */
export const statusChoices = (statuses: readonly string[]): INodePropertyOptions[] =>
	choices(
		statuses,
		Object.fromEntries(statuses.map((status) => [status, labelOfValue(status.toUpperCase())])),
	);
