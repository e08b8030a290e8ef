// What the editor shows of an output of v2's node before it has run is what the operation gives.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../../nodes/BvnkOnboardingV2/actions';
import {
	CALLS,
	callNamed,
	MAKERS,
	nameOf,
	parametersOf,
	type Call,
	type Thing,
} from '../../calls-v2';
import { differences, missing, passport, valueAt, type Preview } from '../previews';
import { withSandbox } from '../servers';
import { runNode } from './engine';

const PREVIEWS = path.join(__dirname, '../../../nodes/BvnkOnboardingV2/__schema__/v1.0.0');

const bvnk = withSandbox();

/** Makes what a call needs, and what that needs before it. */
async function make(thing: Thing): Promise<{ name: string; owner: string }> {
	const { name, at, of } = MAKERS[thing];
	const owner = of ? (await make(of)).name : '';
	const [row] = await give(callNamed(name), owner);
	return { name: valueAt(row, at) as string, owner };
}

/** What a call gives. */
async function give(call: Call, made?: string): Promise<IDataObject[]> {
	const needed = made !== undefined && made !== '' ? { name: made, owner: '' } : undefined;
	const { name, owner } = needed ?? (call.needs ? await make(call.needs) : { name: '', owner: '' });
	const { rows, error } = await runNode(bvnk, {
		parameters: parametersOf(call, name, owner),
		binary: [passport],
	});
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
		const items = await give(call);
		const preview = JSON.parse(readFileSync(file, 'utf8')) as Preview;

		expect(items.length).toBeGreaterThan(0);
		expect([...new Set(items.flatMap((item) => differences(item, preview)))]).toEqual([]);
		expect(missing(items, preview)).toEqual([]);
	});
});
