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
	/** What is read of a good answer, by path; undefined where that is not ours to say. */
	answer?: Map<string, KnownField>;
	/** Names of the headers and of the query that are sent; undefined where that is not ours to say. */
	parameters?: string[];
}

/** A field of a body. */
export interface KnownField {
	/** Whether the package demands it; of an answer, whether the package cannot do without it. */
	required: boolean;
	/** The values that the package offers, where it offers a list. */
	values?: string[];
}

/** What is compared. */
export interface Table {
	/** The vendor's name. */
	vendor: string;
	calls: KnownCall[];
	/** Addresses that the paths stand behind; left out where the document's are not compared. */
	servers?: string[];
	/** Beginnings of the paths that the package is about; others of the document are none of its concern. */
	within: string[];
	/** Operations within these that the package leaves out on purpose, such as `GET /people/{}/photos`. */
	leftOut?: string[];
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
		if (operation) {
			return [
				...parameterDifferences(where, call, operation),
				...bodyDifferences(where, call, operation),
				...answerDifferences(where, call, operation),
			];
		}
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
			!known.has(where) &&
			!table.leftOut?.includes(where) &&
			table.within.some((start) => where.split(' ')[1]!.startsWith(start)),
	);
	return [
		...serverDifferences(table, document),
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
	const theirs = fieldsIn(operation.requestBody);
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
		differences.push(...valueDifferences(`${where} › ${field}`, ours.values, their.values));
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

/** What is read of an answer: it must be there, and each value must be known. Other fields are nobody's concern. */
function answerDifferences(where: string, { answer }: KnownCall, operation: Schema): Difference[] {
	if (!answer) return [];
	const responses = isSchema(operation.responses) ? operation.responses : {};
	const theirs = new Map(
		Object.entries(responses)
			.filter(([status]) => /^2/.test(status))
			.flatMap(([, response]) => [...fieldsIn(response, { ofAnswer: true })]),
	);
	return [...answer].flatMap(([field, ours]): Difference[] => {
		const place = `${where} › answer › ${field}`;
		const their = theirs.get(field);
		if (!their) {
			const words = 'It is read, and the document does not know it';
			return [{ where: place, kind: 'unknown field', words }];
		}
		const optional: Difference = {
			where: place,
			kind: 'required here',
			words: 'The package cannot do without it, and the document does not promise it',
		};
		return [
			...(ours.required && !their.required ? [optional] : []),
			...valueDifferences(place, ours.values, their.values),
		];
	});
}

/** Headers and query: what is demanded must be sent, and what is sent must be known. */
function parameterDifferences(
	where: string,
	{ parameters }: KnownCall,
	operation: Schema,
): Difference[] {
	if (!parameters) return [];
	const theirs = listOf(operation.parameters).flatMap((one) => {
		if (!isSchema(one) || !['header', 'query'].includes(String(one.in))) return [];
		return [{ name: String(one.name).toLowerCase(), required: one.required === true }];
	});
	const ours = parameters.map((name) => name.toLowerCase());
	const missing = theirs.filter(({ name, required }) => required && !ours.includes(name));
	const unknown = ours.filter((name) => !theirs.some((their) => their.name === name));
	return [
		...missing.map(({ name }): Difference => ({
			where: `${where} › ${name}`,
			kind: 'required there',
			words: 'It is not sent at all',
		})),
		...unknown.map((name): Difference => ({
			where: `${where} › ${name}`,
			kind: 'unknown field',
			words: 'It is sent, and the document does not know it',
		})),
	];
}

function serverDifferences({ servers }: Table, document: Schema): Difference[] {
	if (!servers) return [];
	const theirs = listOf(document.servers).flatMap((one) =>
		isSchema(one) ? [String(one.url)] : [],
	);
	return valueDifferences(
		'servers',
		servers,
		theirs.map((url) => url.replace(/\/$/, '')),
	);
}

function valueDifferences(where: string, ours?: string[], theirs?: string[]): Difference[] {
	if (!ours || !theirs) return [];
	const only = (some: string[], others: string[]) => some.filter((one) => !others.includes(one));
	const mine = only(ours, theirs);
	const yours = only(theirs, ours);
	return [
		...(mine.length > 0
			? [{ where, kind: 'value here' as const, words: `Only offered here: ${mine.join(', ')}` }]
			: []),
		...(yours.length > 0
			? [
					{
						where,
						kind: 'value there' as const,
						words: `Only in the document: ${yours.join(', ')}`,
					},
				]
			: []),
	];
}

/** The fields of what is sent or answered, whatever type its content has. */
function fieldsIn(message: unknown, { ofAnswer = false } = {}): Map<string, KnownField> {
	const fields = new Map<string, KnownField>();
	const content = isSchema(message) ? message.content : undefined;
	for (const type of Object.values(isSchema(content) ? content : {})) {
		if (isSchema(type)) collect(type.schema, [], true, fields, ofAnswer);
	}
	return fields;
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
	ofAnswer = false,
): void {
	if (!isSchema(schema) || path.length > MAX_DEPTH) return;
	if (schema.items) collect(schema.items, path, required, into, ofAnswer);
	for (const part of listOf(schema.allOf)) collect(part, path, required, into, ofAnswer);
	for (const part of [...listOf(schema.oneOf), ...listOf(schema.anyOf)]) {
		collect(part, path, false, into, ofAnswer);
	}
	const demanded = listOf(schema.required);
	for (const [name, inner] of Object.entries(
		isSchema(schema.properties) ? schema.properties : {},
	)) {
		const isForTheOther = isSchema(inner) && inner[ofAnswer ? 'writeOnly' : 'readOnly'] === true;
		if (isForTheOther) continue;
		collect(inner, [...path, name], required && demanded.includes(name), into, ofAnswer);
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
