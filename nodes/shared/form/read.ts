// What the user filled in for one item: settings, and the values of a body. An expression may give
// anything, so every value is checked by its field, and what is not right is told by its label.

import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';
import { isBlank } from '../check/checks';
import { findingsOf, inputError } from '../check/findings';
import { isObject } from '../check/groups';
import type { Item } from '../node/operation';
import { pathOf } from '../body/places';
import { entriesFrom } from '../body/row';
import {
	isCollection,
	isGroup,
	NO_LIST,
	type Field,
	type GroupField,
	type ListField,
	type ValueField,
} from './field';
import { GROUP_KEY } from './group';

/** The parameter's value as n8n has it, or `fallback` where the workflow does not hold the parameter. */
export function parameter(
	{ context, itemIndex }: Pick<Item, 'context' | 'itemIndex'>,
	name: string,
	fallback?: unknown,
): unknown {
	return context.getNodeParameter(name, itemIndex, fallback as IDataObject);
}

/**
 * The checked value of a setting: a field that is no part of a body. An option that was not added has the
 * form's default.
 *
 * @param within the collection that holds it: its name, such as `options`, or what `collection` gave
 * @throws NodeOperationError that names the field by its label
 */
export function setting<Check extends z.ZodType>(
	item: Item,
	field: ValueField<Check>,
	within?: string | IDataObject,
): z.output<Check> {
	const values = typeof within === 'string' ? collection(item, within) : within;
	const given: unknown = values ? values[field.name] : parameter(item, field.name, field.default);
	const result = checkedSetting(field, given, within ? field.default : undefined);
	if (result.success) return result.data;
	throw inputError(
		item,
		findingsOf(result.error, () => field.displayName),
	);
}

/** What the user added to a collection, not checked yet. */
export function collection(item: Item, name: string): IDataObject {
	return asObject(parameter(item, name, {}));
}

/** What the check of a setting makes of what was given. Where that is empty, `fallback` is checked. */
export function checkedSetting<Check extends z.ZodType>(
	field: ValueField<Check>,
	given: unknown,
	fallback?: unknown,
): z.ZodSafeParseResult<z.output<Check>> {
	return field.check.safeParse(filledIn(given) ?? filledIn(fallback));
}

/**
 * The values of fields in the shape of the body: groups unwrapped, each value where it lands, and nothing
 * that was left empty. They are not checked yet.
 */
export function valuesOf(item: Item, fields: Field[]): IDataObject {
	const body: IDataObject = {};
	for (const one of fields) {
		if (!isGroup(one) && !isCollection(one) && one.type === 'notice') continue;
		const given = parameter(item, one.name, isGroup(one) || isCollection(one) ? {} : one.default);
		place(body, one, given);
		if (isGroup(one) && one.fromList) placeList(item, body, one, one.fromList);
	}
	return body;
}

/** What an expression gives of a list follows what the blocks hold, so that findings number it so. */
function placeList(item: Item, body: IDataObject, group: GroupField, list: ListField): void {
	const given = parameter(item, list.name, '');
	if (isEmpty(given) || given === NO_LIST) return;
	const { level, key } = levelFor(body, group);
	const blocks = (level[key] ?? []) as IDataObject[];
	const entries = entriesFrom(item, group, given, list.displayName, blocks.length);
	level[key] = (blocks.length > 0 ? [...blocks, entries].flat() : entries) as IDataObject[];
}

function place(body: IDataObject, one: Field, given: unknown): void {
	if (isCollection(one)) {
		const values = asObject(given);
		for (const inner of one.collection) place(body, inner, values[inner.name]);
		return;
	}
	const value = isGroup(one)
		? groupValue(asObject(given), one.entry?.name ?? GROUP_KEY, one.fields, one.entry !== undefined)
		: unwrapLocator(given);
	if (isEmpty(value)) return;
	const { level, key } = levelFor(body, one);
	level[key] = value as IDataObject;
}

/** The level of a body where a field lands, and under which key. */
function levelFor(body: IDataObject, one: ValueField | GroupField) {
	let level = body;
	const path = pathOf(one);
	for (const part of path.slice(0, -1)) level = (level[part] ??= {}) as IDataObject;
	return { level, key: path[path.length - 1]! };
}

/** A group, or a list of them, in which entries that are wholly empty stay, so that findings can number them. */
function groupValue(given: IDataObject, key: string, fields: Field[], isList: boolean): unknown {
	const inner: unknown = given[key];
	if (!isList) return inner === undefined ? undefined : levelOf(inner, fields);
	const entries = [inner ?? []].flat() as unknown[];
	return entries.length > 0 ? entries.map((entry) => levelOf(entry, fields) ?? {}) : undefined;
}

function levelOf(values: unknown, fields: Field[]): IDataObject | undefined {
	const level: IDataObject = {};
	for (const one of fields) place(level, one, asObject(values)[one.name]);
	return Object.keys(level).length > 0 ? level : undefined;
}

/** What a resource locator holds, or the value itself: an expression may give the bare value. */
export function unwrapLocator(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

function isEmpty(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		isBlank(value) ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** A setting's value; undefined where it was left empty. An empty list is a choice: it stays. */
function filledIn(given: unknown): unknown {
	const value = unwrapLocator(given);
	return value === null || isBlank(value) ? undefined : value;
}

function asObject(value: unknown): IDataObject {
	return isObject(value) ? (value as IDataObject) : {};
}
