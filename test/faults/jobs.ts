// What the node is asked to do: rows of invented customers, and how each operation reads them.
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { customer, group } from '../engine/rows';
import { companyBody, individualBody } from '../sandbox/data';
import { mix } from '../tools/server/random';
import type { Sandbox } from '../sandbox/server';
import { TIMEOUT_MS } from './trouble';

export const CONCURRENCY = 8;

/** One input item. */
export interface Row {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

/** Rows for one operation, as a user would run them: again and again those that failed. */
export interface Job {
	/** In the account. */
	name: string;
	parameters: IDataObject;
	rows: Row[];
	/** True: the operation gives one item for one; false: any number of them. */
	oneForOne: boolean;
	/** What is wrong with the output of a row that came through, in words; undefined where nothing is. */
	wrong(row: Row, answers: IDataObject[]): string | undefined;
	/** For uploads: how many documents of a row the server has, and over what one row is one document. */
	stored?: (row: Row) => number;
	storedOncePer?: 'execution' | 'row';
}

/** How many rows there are of each kind. */
export interface Amounts {
	people: number;
	companies: number;
	updates: number;
	uploads: number;
	lists: number;
}

/** So many operations, most of them on single customers, and a list for each twenty of them. */
export function amountsOf(operations: number): Amounts {
	const share = (part: number) => Math.round(operations * part);
	const [people, companies, updates, lists] = [share(0.3), share(0.15), share(0.27), share(0.05)];
	return {
		people,
		companies,
		updates,
		lists,
		uploads: operations - people - companies - updates - lists,
	};
}

const options = { concurrency: CONCURRENCY, timeout: TIMEOUT_MS };
const fromRow = { operation: 'createFromJson', body: '={{ $json }}', options };

/** A value in words, for a problem. */
export const wordsOf = (value: unknown) =>
	typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

/** A body that creates a customer: its external reference is what the account knows it by. */
export type Body = ReturnType<typeof individualBody> | ReturnType<typeof companyBody>;

/**
 * Creates customers.
 *
 * @param references where the reference is noted that the node gave for an external one
 */
export function creations(
	sandbox: Sandbox,
	type: 'people' | 'companies',
	bodies: Body[],
	references: Map<string, string>,
): Job {
	return {
		name: type === 'people' ? 'Create Individual' : 'Create Company',
		parameters: fromRow,
		rows: bodies.map((json) => ({ json })),
		oneForOne: true,
		wrong({ json }, [answer]) {
			const external = json.externalReference as string;
			const reference = answer?.reference as string;
			const found = sandbox.customers.get(reference);
			if (found) references.set(external, reference);
			if (found?.externalReference === external) return undefined;
			return `${external} was answered with the reference of ${found?.externalReference ?? 'nobody'}`;
		},
	};
}

/** What an update sets, for the nth person. */
export const updateOf = (seed: number, index: number) => ({
	emailAddress: `moved.${index}@example.net`,
	phoneNumber: `+49000${String(mix(index, seed, 21, 10_000_000)).padStart(7, '0')}`,
	addressLine1: `${1 + mix(index, seed, 22, 999)} Other Street`,
});

/** Changes contact and address of people. */
export function updates(rows: IDataObject[]): Job {
	return {
		name: 'Update',
		parameters: {
			operation: 'update',
			customerReference: customer('={{ $json.reference }}'),
			updateFields: {
				contactInfo: group({
					emailAddress: '={{ $json.emailAddress }}',
					phoneNumber: '={{ $json.phoneNumber }}',
				}),
				address: group({ addressLine1: '={{ $json.addressLine1 }}' }),
			},
			options,
		},
		rows: rows.map((json) => ({ json })),
		oneForOne: true,
		wrong({ json }, [answer]) {
			if (answer?.reference === json.reference && answer?.updated === true) return undefined;
			return `the update of ${wordsOf(json.reference)} was answered for ${wordsOf(answer?.reference)}`;
		},
	};
}

/** A file of a customer, known by the document's external reference. */
export interface Upload {
	reference: string;
	document: string;
	/** The file's text. */
	text: string;
	/** A key of the user's own. */
	key?: string;
}

/** Hands in documents; the operation sends one after the other. */
export function uploads(sandbox: Sandbox, files: Upload[], ownKeys: boolean): Job {
	const stored = ({ json }: Row) =>
		sandbox.customers
			.get(json.reference as string)!
			.documents.filter(({ externalReference }) => externalReference === json.document).length;
	return {
		name: ownKeys ? 'Upload, own key' : 'Upload',
		parameters: {
			resource: 'document',
			operation: 'upload',
			customerReference: customer('={{ $json.reference }}'),
			documents: {
				document: [
					{
						binaryField: 'data',
						type: { __rl: true, mode: 'id', value: 'PASSPORT' },
						externalReference: '={{ $json.document }}',
					},
				],
			},
			options: {
				timeout: TIMEOUT_MS,
				pause: 0,
				...(ownKeys ? { idempotencyKey: 'custom', customIdempotencyKey: '={{ $json.key }}' } : {}),
			},
		},
		rows: files.map(({ text, ...json }) => ({
			json,
			binary: {
				data: {
					data: Buffer.from(text).toString('base64'),
					mimeType: 'application/pdf',
					fileName: `${json.document}.pdf`,
					bytes: Buffer.byteLength(text),
				},
			},
		})),
		oneForOne: true,
		stored,
		storedOncePer: ownKeys ? 'row' : 'execution',
		wrong({ json }, [answer]) {
			const [document] = (answer?.documents ?? []) as IDataObject[];
			const own = sandbox.customers.get(json.reference as string)?.documents;
			const right =
				answer?.customerReference === json.reference &&
				answer?.uploaded === 1 &&
				document?.externalReference === json.document &&
				own?.some(
					({ reference, externalReference }) =>
						reference === document?.reference && externalReference === json.document,
				);
			return right ? undefined : `the upload of ${wordsOf(json.document)} was answered for another`;
		},
	};
}

/** Lists all customers, while none is created. Two executions at a time read half as many pages each. */
export function lists(sandbox: Sandbox, times: number): Job[] {
	const half = Math.floor(times / 2);
	return [listsOf(sandbox, 0, half), listsOf(sandbox, half, times)];
}

function listsOf(sandbox: Sandbox, first: number, end: number): Job {
	return {
		name: 'Get Many, Return All',
		parameters: {
			operation: 'getAll',
			returnAll: true,
			options: { ...options, concurrency: CONCURRENCY / 2 },
		},
		rows: Array.from({ length: end - first }, (_, index) => ({ json: { list: first + index } })),
		oneForOne: false,
		wrong({ json }, answers) {
			const wanted = [...sandbox.customers.keys()];
			const listed = answers.map(({ reference }) => reference as string);
			const missing = wanted.filter((reference) => !listed.includes(reference)).length;
			const doubles = listed.length - new Set(listed).size;
			if (wanted.length === listed.length && wanted.every((one, at) => one === listed[at]))
				return undefined;
			return `list ${wordsOf(json.list)} has ${listed.length} customers of ${wanted.length}: ${missing} are missing, ${doubles} are there twice`;
		},
	};
}
