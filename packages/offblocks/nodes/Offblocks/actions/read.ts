// The reads that customers, accounts and cards have in common: one, its challenge, and the whole list.

import type { IDataObject } from 'n8n-workflow';
import { choicesOf } from '../../../../../nodes/shared/check/choices';
import type { Reference } from '../../../../../nodes/shared/check/reference';
import { choices } from '../../../../../nodes/shared/form/choices';
import {
	field,
	type CollectionField,
	type ValueField,
} from '../../../../../nodes/shared/form/field';
import { limitField, returnAllField } from '../../../../../nodes/shared/form/fields';
import { setting } from '../../../../../nodes/shared/form/read';
import type { Call } from '../../../../../nodes/shared/http/call';
import type { Item, ReadOperation } from '../../../../../nodes/shared/node/operation';
import type { StatusAnswer } from '../api/answers';
import { withChallengeText } from '../output/challenge';
import type { Locator } from './locators';

type Thing = 'customer' | 'account' | 'card';

/** Reads one. */
export const getOperation = (
	thing: Thing,
	locator: Locator,
	call: (of: Reference) => Call<StatusAnswer>,
): ReadOperation => ({
	value: 'get',
	name: 'Get',
	action: `Get ${thing}`,
	description: `Read one ${thing} with its status`,
	kind: 'read',
	fields: [locator],
	async execute(item) {
		const { value } = await item.client.call(call(setting(item, locator)));
		return [value as IDataObject];
	},
});

/** Reads a challenge anew. The one before counts no more. */
export const getChallengeOperation = (
	thing: Thing,
	locator: Locator,
	call: (of: Reference) => Call<{ challenge: string }>,
): ReadOperation => ({
	value: 'getChallenge',
	name: 'Get Challenge',
	action: `Get challenge of ${thing}`,
	description:
		"Get a new challenge for the owner's wallet to sign. Those before it count no more; this one holds an hour.",
	kind: 'read',
	fields: [locator],
	async execute(item) {
		const id = setting(item, locator);
		const { value } = await item.client.call(call(id));
		return [withChallengeText({ [locator.name]: id, ...value })];
	},
});

/** A choice of statuses; others can be given by an expression. */
export const statusesField = (
	own: Pick<ValueField, 'displayName' | 'name' | 'description'> & { default?: string[] },
	statuses: readonly string[],
) => {
	const options = choices(statuses);
	return field({
		default: [] as string[],
		...own,
		type: 'multiOptions',
		options,
		allowArbitraryValues: true,
		check: choicesOf(options, { others: true }),
		personal: false,
	});
};

/** A condition on a row, by what the user asks for; undefined where every row passes. */
export type Condition = (item: Item) => ((row: StatusAnswer) => boolean) | undefined;

/** A filter on the status, for lists. */
export const statusFilter = (statuses: readonly string[]): ValueField =>
	statusesField({ displayName: 'Status', name: 'status', description: FILTERED_HERE }, statuses);

export const FILTERED_HERE = 'Offblocks cannot filter, so the whole list is read and filtered here';

/** Whether a row has one of the wanted statuses, whichever case they are in. */
export const hasStatus =
	(filter: ValueField): Condition =>
	(item) => {
		const wanted = (setting(item, filter, 'filters') as string[]).map((one) => one.toLowerCase());
		if (wanted.length === 0) return undefined;
		return ({ status }) => wanted.includes(status?.toLowerCase() ?? '');
	};

/** Lists them. Offblocks gives the whole list at once, without pages. */
export const getAllOperation = (list: {
	thing: Thing;
	/** The list that is read, for an item. */
	call: (item: Item) => Call<StatusAnswer[]>;
	filters: ValueField[];
	conditions: Condition[];
}): ReadOperation => {
	const { thing, call, conditions } = list;
	const filters: CollectionField = {
		displayName: 'Filters',
		name: 'filters',
		placeholder: 'Add filter',
		collection: list.filters,
	};
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${thing}s`,
		description: `List ${thing}s. Offblocks gives the whole list at once, so a limit saves no time.`,
		kind: 'read',
		fields: [returnAllField, limitField, filters],
		async execute(item) {
			const limit = setting(item, returnAllField) ? Infinity : setting(item, limitField);
			const passes = conditions.flatMap((condition) => condition(item) ?? []);
			const { value } = await item.client.call(call(item));
			const rows = value.filter((row) => passes.every((passesOne) => passesOne(row)));
			if (rows.length === 0) item.remark(nothingFound(value.length, thing));
			return rows.slice(0, limit) as IDataObject[];
		},
	};
};

/** Why there is no output: an empty table alone would not tell a strict filter from an empty account. */
function nothingFound(read: number, thing: Thing): string {
	if (read === 0) return `Offblocks lists no ${thing}`;
	return read === 1
		? `1 ${thing} read, and it does not pass the filters`
		: `${read} ${thing}s read, none passes the filters`;
}
