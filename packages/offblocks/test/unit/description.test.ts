// What n8n shows of the node, and what it saves in workflows.

import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { OffblocksApi } from '../../credentials/OffblocksApi.credentials';
import { Offblocks } from '../../nodes/Offblocks/Offblocks.node.ts';
import { resources } from '../../nodes/Offblocks/actions';

const { description, methods } = new Offblocks();

/** Every field at every depth. */
function everyField(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		if (field.type === 'collection') {
			return [field, ...everyField(field.options as INodeProperties[])];
		}
		if (field.type !== 'fixedCollection') return [field];
		const groups = field.options as INodePropertyCollection[];
		return [field, ...groups.flatMap(({ values }) => everyField(values))];
	});
}

const fields = everyField(description.properties);

test('what workflows hold never changes: resources and operations', () => {
	expect(
		resources.map(({ value, defaultOperation, operations }) => [
			value,
			defaultOperation,
			operations.map((operation) => operation.value),
		]),
	).toEqual([
		[
			'account',
			'get',
			[
				...['activate', 'close', 'create', 'deactivate', 'get', 'getChallenge', 'getAll'],
				'submitChallenge',
			],
		],
		['card', 'get', ['activate', 'create', 'deactivate', 'get', 'getAll', 'terminate']],
		[
			'customer',
			'get',
			[
				...['activate', 'create', 'deactivate', 'get', 'getChallenge', 'getAll'],
				...['submitChallenge', 'waitForStatus'],
			],
		],
		['referenceData', 'getChains', ['getAssets', 'getChains']],
		['sandbox', 'verifyCustomer', ['rejectCustomer', 'verifyCustomer']],
	]);
});

test('what is destructive at Offblocks is not offered', () => {
	const words = JSON.stringify(description);

	expect(words).not.toMatch(/auth\/(credentials|signing)/);
});

test('each operation has an action in sentence case, and a description', () => {
	for (const { operations } of resources) {
		for (const { name, action, description: words } of operations) {
			expect(name).toMatch(/^[A-Z]/);
			expect(action).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
			expect(words.length).toBeGreaterThan(10);
		}
	}
});

test('operations are listed by name', () => {
	for (const { operations } of resources) {
		const names = operations.map(({ name }) => name);

		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	}
});

test('every list that a field searches is there', () => {
	const searched = fields.flatMap(({ modes = [] }) =>
		modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
	);

	expect([...new Set(searched)].sort()).toEqual(Object.keys(methods.listSearch).sort());
});

test('a choice of several has no value twice', () => {
	const lists = fields.filter(({ type }) => ['options', 'multiOptions'].includes(type));

	for (const { options } of lists) {
		const values = (options as INodePropertyOptions[]).map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
	}
});

test('the node can be a tool, and its credential is tested by it', () => {
	expect(description.usableAsTool).toBe(true);
	expect(description.credentials).toEqual([
		{ name: 'offblocksApi', required: true, testedBy: 'offblocksApiTest' },
	]);
	expect(Object.keys(methods.credentialTest)).toEqual(['offblocksApiTest']);
});

describe('the credential', () => {
	const { properties } = new OffblocksApi();
	const named = (name: string) => properties.find((property) => property.name === name)!;

	test('masks what is secret', () => {
		for (const name of ['apiKey', 'apiSecret', 'privateKey', 'sessionToken']) {
			expect(named(name).typeOptions?.password).toBe(true);
		}
	});

	test('has a token that n8n fills in and renews', () => {
		expect(named('sessionToken')).toMatchObject({
			type: 'hidden',
			default: '',
			typeOptions: { expirable: true },
		});
	});
});
