// What the editor shows of an operation's output before it has run is among what the operation gives.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/LegalTalent/actions';
import { callsFor } from '../calls';
import { byId, runNode, withSandbox } from './engine';

const SCHEMA = path.join(__dirname, '../../nodes/LegalTalent/__schema__');
const legalTalent = withSandbox({ customers: 1 });

interface Preview {
	properties: Record<string, { type: string }>;
}

const read = (file: string) => JSON.parse(readFileSync(path.join(SCHEMA, file), 'utf8')) as Preview;
const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value);

/** A customer with a session that was decided on. */
async function prepare(): Promise<void> {
	const { rows } = await runNode(legalTalent, {
		parameters: {
			resource: 'session',
			operation: 'create',
			workflowId: byId(legalTalent.workflows[0]!.workflow_id),
			customerId: byId([...legalTalent.customers.keys()][0]!),
		},
	});
	legalTalent.decide(rows[0]!['session_id'] as string, 'approved', 'approved');
}

const names = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value}/${operation.value}`),
);

test('there is a valid call of each operation', async () => {
	await prepare();
	const called = callsFor(legalTalent).map(({ resource, operation }) => `${resource}/${operation}`);

	expect(called.sort()).toEqual([...names].sort());
});

test.each(names)('of %s', async (name) => {
	await prepare();
	const parameters = callsFor(legalTalent).find(
		({ resource, operation }) => `${resource}/${operation}` === name,
	)!;
	const { rows, error } = await runNode(legalTalent, { parameters });
	const { properties } = read(`v1.0.0/${name}.json`);
	const [row] = rows as [IDataObject];

	expect(error).toBeUndefined();
	expect(Object.fromEntries(Object.keys(properties).map((key) => [key, typeOf(row[key])]))).toEqual(
		Object.fromEntries(Object.entries(properties).map(([key, { type }]) => [key, type])),
	);
});

test('the trigger’s has the members of an event', () => {
	expect(Object.keys(read('v1.0.0.json').properties)).toEqual(['id', 'type', 'created', 'data']);
});
