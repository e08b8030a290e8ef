// Compares what a package calls and sends with a vendor's published OpenAPI document, in both directions.

import $RefParser from '@apidevtools/json-schema-ref-parser';

/** A call that the package makes, as the document would write it. */
export interface KnownCall {
	/** What the package calls it, e.g. `createCustomer`. */
	name: string;
	/** Upper case. */
	method: string;
	/** With `{}` for each part that is filled in. */
	path: string;
	/** What is sent, by path; undefined where no body is sent or its fields are not ours to say. */
	body?: Map<string, KnownField>;
}

/** A field of a body. */
export interface KnownField {
	/** Whether the package demands it. */
	required: boolean;
	/** The values that the package offers, where it offers a list. */
	values?: string[];
}

/** What is compared. */
export interface Table {
	/** The vendor's name. */
	vendor: string;
	calls: KnownCall[];
	/** Beginnings of the paths that the package is about; others of the document are none of its concern. */
	within: string[];
}

/** One thing in which the two are not alike. */
export interface Difference {
	/** `POST /platform/v1/customers`, and where it is one field, its path. */
	where: string;
	kind:
		| 'path'
		| 'method'
		| 'not offered'
		| 'unknown field'
		| 'required there'
		| 'required here'
		| 'value there'
		| 'value here';
	/** What to look at, in a sentence. */
	words: string;
}

type Schema = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const MAX_DEPTH = 12;

/**
 * Reads an OpenAPI document, YAML or JSON. References within it are followed, those to other files are not.
 *
 * @param source a path or an address
 * @throws Error where there is no such document, or it has no paths
 */
export async function readOpenApi(source: string): Promise<Schema> {
	const document = await $RefParser.dereference<Schema>(source, {
		resolve: { external: false },
		dereference: { circular: 'ignore' },
	});
	if (!isSchema(document.paths))
		throw new Error(`${source} is no OpenAPI document: it has no paths`);
	return document;
}

/** Everything in which the table and the document are not alike, the table's calls first. */
export function compare(table: Table, document: Schema): Difference[] {
	const operations = operationsOf(document);
	const known = new Set<string>();
	const found = table.calls.flatMap((call): Difference[] => {
		const where = `${call.method} ${call.path}`;
		known.add(where);
		const operation = operations.get(where);
		if (operation) return bodyDifferences(where, call, operation);
		const methods = [...operations.keys()]
			.filter((other) => other.split(' ')[1] === call.path)
			.map((other) => other.split(' ')[0]);
		return [
			methods.length > 0
				? { where, kind: 'method', words: `The document has ${methods.join(', ')} there` }
				: { where, kind: 'path', words: `The document has no such path; here it is ${call.name}` },
		];
	});
	const others = [...operations.keys()].filter(
		(where) =>
			!known.has(where) && table.within.some((start) => where.split(' ')[1]!.startsWith(start)),
	);
	return [
		...found,
		...others.map((where): Difference => ({
			where,
			kind: 'not offered',
			words: 'The document has it, and the package does not call it',
		})),
	];
}

/** The document's operations by `METHOD /path/{}`. */
function operationsOf(document: Schema): Map<string, Schema> {
	const operations = new Map<string, Schema>();
	for (const [path, item] of Object.entries(document.paths as Schema)) {
		if (!isSchema(item)) continue;
		for (const method of METHODS) {
			const operation = item[method];
			if (!isSchema(operation)) continue;
			operations.set(`${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`, operation);
		}
	}
	return operations;
}

function bodyDifferences(where: string, { body }: KnownCall, operation: Schema): Difference[] {
	if (!body) return [];
	const theirs = new Map<string, KnownField>();
	const content = isSchema(operation.requestBody) ? operation.requestBody.content : undefined;
	for (const type of Object.values(isSchema(content) ? content : {})) {
		if (isSchema(type)) collect(type.schema, [], true, theirs);
	}
	if (theirs.size === 0) return [];
	const differences: Difference[] = [];
	const add = (field: string, kind: Difference['kind'], words: string) =>
		differences.push({ where: `${where} › ${field}`, kind, words });
	for (const [field, ours] of body) {
		const their = theirs.get(field);
		if (!their) {
			add(field, 'unknown field', 'It is sent, and the document does not know it');
			continue;
		}
		if (ours.required && !their.required) {
			add(field, 'required here', 'It is demanded here, and the document does not demand it');
		}
		if (!ours.values || !their.values) continue;
		const only = (some: string[], others: string[]) => some.filter((one) => !others.includes(one));
		const mine = only(ours.values, their.values);
		const yours = only(their.values, ours.values);
		if (mine.length > 0) add(field, 'value here', `Only offered here: ${mine.join(', ')}`);
		if (yours.length > 0) add(field, 'value there', `Only in the document: ${yours.join(', ')}`);
	}
	for (const [field, their] of theirs) {
		const ours = body.get(field);
		if (their.required && !ours?.required) {
			add(
				field,
				'required there',
				ours ? 'The document demands it, and here it may be left out' : 'It is not sent at all',
			);
		}
	}
	return differences;
}

/**
 * The fields of a schema by path. A list's entries count as its level. Of several shapes that a body may have,
 * all fields count, and none of them is required.
 */
function collect(
	schema: unknown,
	path: string[],
	required: boolean,
	into: Map<string, KnownField>,
): void {
	if (!isSchema(schema) || path.length > MAX_DEPTH) return;
	if (schema.items) collect(schema.items, path, required, into);
	for (const part of listOf(schema.allOf)) collect(part, path, required, into);
	for (const part of [...listOf(schema.oneOf), ...listOf(schema.anyOf)]) {
		collect(part, path, false, into);
	}
	const demanded = listOf(schema.required);
	for (const [name, inner] of Object.entries(
		isSchema(schema.properties) ? schema.properties : {},
	)) {
		if (isSchema(inner) && inner.readOnly === true) continue;
		collect(inner, [...path, name], required && demanded.includes(name), into);
	}
	const isLevel = schema.properties ?? schema.items ?? schema.allOf ?? schema.oneOf ?? schema.anyOf;
	if (isLevel || path.length === 0) return;
	const values = Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;
	const before = into.get(path.join('.'));
	into.set(path.join('.'), {
		required: required || (before?.required ?? false),
		...((values ?? before?.values)
			? { values: [...(before?.values ?? []), ...(values ?? [])] }
			: {}),
	});
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const isSchema = (value: unknown): value is Schema =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
