// From a field as the API spells it to the label that the user sees, found in the operation's own fields.

import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** Where a field stands in a body: `['company', 'associates', 0, 'address', 'city']`. */
export type FieldPath = ReadonlyArray<PropertyKey>;

/** Parts of a body that the UI does not show as a level of their own. */
const HIDDEN_LEVELS = new Set<PropertyKey>(['individual', 'company']);

/** Fields of the UI that say how a request is made, and are no part of its body. */
const NOT_IN_BODY = new Set(['specifyBody', 'body', 'options']);

const SEPARATOR = ' › ';

/**
 * The label of a field: `Associate 1 › Address › City`. Where the UI has no such field, undefined.
 *
 * @param path from the root of the request body
 */
export function labelOf(path: FieldPath, fields: INodeProperties[]): string | undefined {
	const start = HIDDEN_LEVELS.has(path[0]!) ? path.slice(1) : path;
	const inBody = fields.filter(({ name }) => !NOT_IN_BODY.has(name));
	return labelsOf(start, inBody)?.join(SEPARATOR);
}

/** The same, for a field as BVNK's answers spell it: `company.associates[0].address.city`. */
export function labelOfSpelling(spelling: string, fields: INodeProperties[]): string | undefined {
	const path = spelling
		.split(/[.[\]]+/)
		.filter(Boolean)
		.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
	return labelOf(path, fields);
}

/** A path as it stands in JSON, for a field that the UI does not have. */
export function spellingOf(path: FieldPath): string {
	return path.reduce<string>(
		(spelling, part) =>
			typeof part === 'number'
				? `${spelling}[${part}]`
				: `${spelling}${spelling ? '.' : ''}${String(part)}`,
		'',
	);
}

function labelsOf(path: FieldPath, fields: INodeProperties[]): string[] | undefined {
	const [head, ...rest] = path;
	for (const field of fields) {
		if (field.type === 'collection') {
			const found = labelsOf(path, field.options as INodeProperties[]);
			if (found) return found;
		}
		if (field.name === head) return own(field, rest);
	}
	// An object that the UI shows as fields of its own: `expectedMonthlyVolume.amount`.
	const flat = fields.find(({ name }) => isPartOf(path, name));
	return flat && [flat.displayName];
}

/** Whether `expectedMonthlyVolumeAmount` is meant by `expectedMonthlyVolume.amount`, or by the object alone. */
function isPartOf([head, inner]: FieldPath, name: string): boolean {
	if (typeof head !== 'string') return false;
	if (typeof inner === 'string') return name === head + capitalised(inner);
	return name.startsWith(head) && /^[A-Z]/.test(name.slice(head.length));
}

function own(field: INodeProperties, rest: FieldPath): string[] {
	if (field.type !== 'fixedCollection' || rest.length === 0) return [field.displayName];
	const group = field.options![0] as INodePropertyCollection;
	const inList = typeof rest[0] === 'number';
	const label = inList ? `${group.displayName} ${Number(rest[0]) + 1}` : field.displayName;
	return [
		label,
		...(labelsOf(inList ? rest.slice(1) : rest, group.values) ??
			rest.filter((part) => typeof part === 'string').map(String)),
	];
}

function capitalised(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
