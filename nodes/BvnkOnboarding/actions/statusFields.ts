// Which statuses are meant: by group, whatever BVNK calls them, or in BVNK's own words.

import { choicesOf } from '../../shared/check/checks';
import { choices, labelOfWord } from '../../shared/form/choices';
import { field } from '../../shared/form/field';
import { CURRENT_STATUSES, STATUS_GROUPS, type StatusGroup } from '../api/statuses';

/** The groups of statuses that a workflow can route on: `actionRequired` → `Action Required`. */
const statusGroupChoices = STATUS_GROUPS.map((value) => ({
	name: labelOfWord(value),
	value,
}));

/** A choice of status groups. */
export const statusGroupsField = (own: {
	displayName: string;
	name: string;
	description: string;
	default: StatusGroup[];
}) =>
	field({
		...own,
		type: 'multiOptions',
		options: statusGroupChoices,
		check: choicesOf(statusGroupChoices),
		personal: false,
	});

/**
 * A choice of BVNK's own statuses; others can be given by an expression.
 *
 * @param statuses those of the API's generation; v1's unless told
 */
export const statusesField = (
	own: { displayName: string; name: string; description: string },
	statuses: readonly string[] = CURRENT_STATUSES,
) => {
	const options = choices(statuses);
	return field({
		...own,
		type: 'multiOptions',
		options,
		allowArbitraryValues: true,
		default: [],
		check: choicesOf(options, { others: true }),
		personal: false,
	});
};

/**
 * Whether something has one of the groups or one of the statuses: the two fields stand for one choice.
 *
 * @param own its status as the API spells it, in any case, and the group of a customer's status
 */
export function isAmong(
	groups: string[],
	statuses: string[],
	own: { status: unknown; statusGroup: StatusGroup | null },
): boolean {
	const upper = (value: unknown) => (typeof value === 'string' ? value.trim().toUpperCase() : '');
	return (
		groups.includes(own.statusGroup ?? '') ||
		statuses.some((one) => upper(one) === upper(own.status))
	);
}
