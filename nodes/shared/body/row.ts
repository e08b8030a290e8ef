// The item's own fields as a body: a row of a table whose columns carry the form's labels or the API's
// names. Case, blanks, underscores and dots make no difference.

import type { IDataObject } from 'n8n-workflow';
import { isBlank } from '../check/checks';
import { inputError, type InputFinding } from '../check/findings';
import { isCollection, isGroup, type Field, type GroupField } from '../form/field';
import { isPlainObject, jsonValue } from '../form/json';
import type { Item } from '../node/operation';
import { labelAt } from './labels';
import { pathOf } from './places';

/** Where a column lands. A list is filled from a list. */
interface Target {
	path: string[];
	list?: GroupField;
}

/** What columns may be called: the first that knows a name decides. */
type Names = [own: Map<string, Target[]>, insideGroups: Map<string, Target[]>];

/** A cell that a field of the form understands. */
interface Cell extends Target {
	column: string;
	value: unknown;
}

/** What became of a row. */
interface Reading {
	cells: Cell[];
	/** Columns that no field understands. */
	notUsed: string[];
	findings: InputFinding[];
}

/** A body, and in a whole sentence what it does not hold of the item. */
export interface RowBody {
	values: IDataObject;
	notUsed?: string;
}

/** Levels in which a row may hold its values: no body has more. */
const MAX_LEVELS = 6;

/** Columns that a text names one by one, and the characters that it shows of each. */
const MAX_NAMED = 20;
const MAX_NAME = 60;

const known = new WeakMap<Field[], Names>();

/**
 * What the form holds, filled up from the item's own fields. What was typed in the form wins.
 *
 * @param values the form's, in the shape of the body
 * @throws NodeOperationError for a column that may be two fields, and for two columns that differ and are one
 * field
 */
export function filledFromItem(item: Item, fields: Field[], values: IDataObject): RowBody {
	const row = item.context.getInputData()[item.itemIndex]?.json ?? {};
	const { body, notUsed, findings } = filled(item, fields, row, values);
	if (findings.length > 0) throw inputError(item, findings);
	const words = notUsedText(notUsed);
	if (words) item.remark(words);
	return { values: body, ...(words ? { notUsed: words } : {}) };
}

/**
 * The entries of a list of groups, given as a list or as JSON. Each is read as a row; one in which no
 * field is understood stays as it came, because the API may take another shape.
 *
 * @param before entries that stand before them, for the numbers in findings
 */
export function entriesFrom(
	item: Item,
	group: GroupField,
	given: unknown,
	label: string,
	before = 0,
): unknown {
	const value = jsonValue(item, given, label);
	if (!Array.isArray(value) && !isPlainObject(value)) return value;
	const notUsed = new Set<string>();
	const findings: InputFinding[] = [];
	const entries = [value].flat().map((entry: unknown, index) => {
		if (!isPlainObject(entry)) return entry;
		const read = filled(item, group.fields, entry as IDataObject, {});
		if (read.findings.length === 0 && Object.keys(read.body).length === 0) return entry;
		for (const column of read.notUsed) notUsed.add(column);
		const title = `${group.entry?.displayName ?? group.displayName} ${before + index + 1}`;
		for (const { field, ...others } of read.findings) {
			findings.push({ field: `${title} › ${field}`, ...others });
		}
		return read.body;
	});
	if (findings.length > 0) throw inputError(item, findings);
	const words = notUsedText([...notUsed], `'${label}'`);
	if (words) item.remark(words);
	return entries;
}

function filled(
	item: Item,
	fields: Field[],
	row: IDataObject,
	typed: IDataObject,
): { body: IDataObject; notUsed: string[]; findings: InputFinding[] } {
	const { cells, notUsed, findings } = readRow(fields, row, typed);
	const body = withOwnLevels(typed);
	const given = new Map<string, Cell>();
	for (const cell of cells) {
		const place = cell.path.join('.');
		const first = given.get(place);
		if (!first) {
			given.set(place, cell);
			set(body, cell.path, cell.list ? listOf(item, cell) : cell.value);
		} else if (textOf(first.value) !== textOf(cell.value)) {
			findings.push({
				field: labelAt(fields, cell.path) ?? place,
				problem: `is given by two fields of the item that differ: '${first.column}' and '${cell.column}'`,
				hint: 'Fill the field in here, or take one of the two out of the item.',
			});
		}
	}
	return { body, notUsed, findings };
}

const listOf = (item: Item, { list, column, value }: Cell): unknown =>
	entriesFrom(item, list!, value, column);

function readRow(fields: Field[], row: IDataObject, typed: IDataObject): Reading {
	const names = namesOf(fields);
	const reading: Reading = { cells: [], notUsed: [], findings: [] };
	const look = (column: string, value: unknown, level: number): void => {
		const targets = targetsOf(names, column);
		if (targets.length === 0) {
			if (isPlainObject(value) && level < MAX_LEVELS) {
				for (const [key, inner] of Object.entries(value))
					look(`${column}.${key}`, inner, level + 1);
			} else reading.notUsed.push(column);
			return;
		}
		if (value === undefined || value === null || isBlank(value)) return;
		const open = targets.filter(({ path }) => at(typed, path) === undefined);
		if (open.length > 1) {
			const labels = open.map(({ path }) => `'${labelAt(fields, path) ?? path.join('.')}'`);
			reading.findings.push({
				field: column,
				problem: `of the item may be ${labels.join(' or ')}`,
				hint: 'Call it by the whole label, or fill the field in here.',
			});
		} else if (open[0]) reading.cells.push({ ...open[0], column, value });
	};
	for (const [column, value] of Object.entries(row)) look(column, value, 1);
	return reading;
}

function targetsOf([own, insideGroups]: Names, column: string): Target[] {
	const name = plain(column);
	return own.get(name) ?? insideGroups.get(name) ?? [];
}

function namesOf(fields: Field[]): Names {
	const names: Names = known.get(fields) ?? [new Map(), new Map()];
	if (!known.has(fields)) {
		addNames(names, fields, [], []);
		known.set(fields, names);
	}
	return names;
}

function addNames(names: Names, fields: Field[], above: string[], groups: string[]): void {
	const [own, insideGroups] = names;
	for (const field of fields) {
		if (isCollection(field)) {
			addNames(names, field.collection, above, groups);
			continue;
		}
		const path = [...above, ...pathOf(field)];
		const { displayName, name } = field;
		if (isGroup(field) && !field.entry) {
			addNames(names, field.fields, path, [...groups, displayName]);
			continue;
		}
		if (!isGroup(field) && ['notice', 'json'].includes(field.type)) continue;
		const target: Target = isGroup(field) ? { path, list: field } : { path };
		const { level, alsoCalled = [] } = isGroup(field) ? { level: undefined } : field;
		const short = [name, displayName, ...alsoCalled];
		const long = [
			[...groups, displayName].join(' '),
			...(level ? [`${level} ${displayName}`] : []),
			// `address.city` as well as `individual.address.city`
			...path.slice(0, -1).map((_, index) => path.slice(index).join('.')),
		];
		for (const one of groups.length > 0 ? long : [...short, ...long]) add(own, one, target);
		if (groups.length > 0) for (const one of short) add(insideGroups, one, target);
	}
}

function add(names: Map<string, Target[]>, name: string, target: Target): void {
	const targets = names.get(plain(name)) ?? [];
	const isThere = targets.some(({ path }) => path.join('.') === target.path.join('.'));
	names.set(plain(name), isThere ? targets : [...targets, target]);
}

/** A name by its letters and digits alone. */
const plain = (name: string) =>
	name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');

function at(body: unknown, path: string[]): unknown {
	return path.reduce<unknown>(
		(level, key) => (isPlainObject(level) ? level[key] : undefined),
		body,
	);
}

function set(body: IDataObject, path: string[], value: unknown): void {
	let level = body;
	for (const part of path.slice(0, -1)) level = (level[part] ??= {}) as IDataObject;
	level[path[path.length - 1]!] = value as IDataObject;
}

/** The same levels anew, so that the form's own stay as they are; values are handed on. */
function withOwnLevels(level: IDataObject): IDataObject {
	const own: IDataObject = {};
	for (const [key, value] of Object.entries(level)) {
		own[key] = isPlainObject(value) ? withOwnLevels(value as IDataObject) : value;
	}
	return own;
}

/** As cells have it: the number 5 is the text 5. */
const textOf = (value: unknown) =>
	typeof value === 'string' ? value.trim() : JSON.stringify(value);

function notUsedText(columns: string[], of = 'the item'): string | undefined {
	if (columns.length === 0) return undefined;
	const shown = columns.slice(0, MAX_NAMED).map((column) => `'${column.slice(0, MAX_NAME)}'`);
	const more = columns.length - shown.length;
	return `Not used of ${of}, because no field here is called so: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
