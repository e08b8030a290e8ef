// What the editor shows of an operation's output before it has run is what the operation gives.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { CALLS, callNamed, MAKERS, nameOf, parametersOf, type Call, type Thing } from '../calls';
import { runNode } from './engine';
import { withSandbox } from './servers';

const PREVIEWS = path.join(__dirname, '../../nodes/BvnkOnboarding/__schema__/v1.0.0');

/** What n8n reads of a preview. */
interface Preview {
	type: string;
	properties?: Record<string, Preview>;
	items?: Preview;
}

const bvnk = withSandbox({ customers: 8 });
afterEach(() => jest.restoreAllMocks());

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

/** Where a value is not as the preview says; null stands for a value that BVNK did not give. */
function differences(value: unknown, preview: Preview | undefined, place = 'output'): string[] {
	if (!preview) return [`${place} is not in the preview`];
	if (value === null) return [];
	if (typeOf(value) !== preview.type)
		return [`${place}: ${typeOf(value)} in place of ${preview.type}`];
	if (Array.isArray(value)) {
		return value.flatMap((inner) => differences(inner, preview.items, `${place}[]`));
	}
	if (typeof value !== 'object') return [];
	// an object of BVNK's own is shown without its parts
	if (!preview.properties) return [];
	return Object.entries(value as IDataObject).flatMap(([key, inner]) =>
		differences(inner, preview.properties?.[key], `${place}.${key}`),
	);
}

/** Fields of the preview, at its first level, that no item has. */
function missing(items: IDataObject[], preview: Preview): string[] {
	const given = new Set(items.flatMap((item) => Object.keys(item)));
	return Object.keys(preview.properties ?? {}).filter((key) => !given.has(key));
}

/** The fields of an item as the preview lists them: tables show fields in their order. */
const inOrderOf = (preview: Preview, item: IDataObject): string[] =>
	Object.keys(preview.properties ?? {}).filter((key) => key in item);

const passport = {
	data: {
		data: Buffer.from('a passport').toString('base64'),
		mimeType: 'image/jpeg',
		fileName: 'passport.jpg',
		bytes: 10,
	},
};

/** Makes what a call needs, and what that needs before it; a customer then has to supply something. */
async function make(thing: Thing): Promise<string> {
	const { name, reference: place } = MAKERS[thing];
	const [row] = await give(callNamed(name));
	const reference = place
		.split(/[.[\]]+/)
		.reduce<unknown>((value, key) => (value as IDataObject)[key], row) as string;
	if (bvnk.customers.has(reference)) bvnk.setStatus(reference, 'INFO_REQUIRED');
	return reference;
}

/** What a call gives. */
async function give(call: Call): Promise<IDataObject[]> {
	const parameters = parametersOf(call, call.needs && (await make(call.needs)));
	const { rows, error } = await runNode(bvnk, { parameters, binary: [passport] });
	if (error) throw error;
	return rows;
}

const operations = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => ({ resource, operation })),
);

test('there is a valid call of each operation, and of nothing else', () => {
	const names = operations.map(({ resource, operation }) => `${resource} ${operation}`);

	expect(CALLS.map(nameOf).sort()).toEqual(names.sort());
});

describe('the preview of the output', () => {
	test.each(CALLS)('of $resource $operation is what it gives', async (call) => {
		const file = path.join(PREVIEWS, call.resource, `${call.operation}.json`);
		const preview = JSON.parse(readFileSync(file, 'utf8')) as Preview;
		const items = await give(call);

		expect(items.length).toBeGreaterThan(0);
		expect([...new Set(items.flatMap((item) => differences(item, preview)))]).toEqual([]);
		expect(missing(items, preview)).toEqual([]);
		expect(Object.keys(items[0]!)).toEqual(inOrderOf(preview, items[0]!));
	});
});
