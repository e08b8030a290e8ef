// What the editor shows of an operation's output before it has run is what the operation gives.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { CALLS, callNamed, MAKERS, nameOf, parametersOf, type Call, type Thing } from '../calls';
import { runNode } from './engine';
import { differences, inOrderOf, missing, passport, valueAt, type Preview } from './previews';
import { withSandbox } from './servers';

const PREVIEWS = path.join(__dirname, '../../nodes/BvnkOnboarding/__schema__/v1.0.0');

const bvnk = withSandbox({ customers: 8 });
afterEach(() => jest.restoreAllMocks());

/** Makes what a call needs, and what that needs before it; a customer then has to supply something. */
async function make(thing: Thing): Promise<string> {
	const { name, reference: place } = MAKERS[thing];
	const [row] = await give(callNamed(name));
	const reference = valueAt(row, place) as string;
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
