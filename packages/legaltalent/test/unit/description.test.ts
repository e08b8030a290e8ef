// What n8n shows of the node: every operation of the issue, warnings where something costs or ends, and remarks where
// LegalTalent does not document what the node relies on. And that the README says the same.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../../nodes/LegalTalent/actions';
import { LegalTalent } from '../../nodes/LegalTalent/LegalTalent.node';
import { LegalTalentTrigger } from '../../nodes/LegalTalent/LegalTalentTrigger.node';

const { description } = new LegalTalent();
const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');

const operations = resources.flatMap(({ value, name, operations }) =>
	operations.map((operation) => ({ resource: value, label: name, operation })),
);

/** What the form shows for an operation. */
const shown = (resource: string, operation: string): INodeProperties[] =>
	description.properties.filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(resource) && show.operation?.includes(operation),
	);

test('what workflows hold never changes', () => {
	expect(operations.map(({ resource, operation }) => `${resource}.${operation.value}`)).toEqual([
		'customer.addToMonitoring',
		'customer.create',
		'customer.deactivate',
		'customer.get',
		'customer.getAll',
		'customer.getOrganization',
		'customer.getRiskProfile',
		'customer.getSessions',
		'customer.update',
		'screening.checkSubject',
		'session.create',
		'session.extend',
		'session.generateLink',
		'session.get',
		'session.getAll',
		'session.waitForDecision',
		'workflow.get',
		'workflow.getAll',
	]);
});

test.each([
	['customer.addToMonitoring', /cost money/],
	['customer.deactivate', /no way to undo/],
	['screening.checkSubject', /costs money/],
	['session.generateLink', /old link ends at once/],
])('%s says what it does to money or links', (name, words) => {
	const found = operations.find(
		({ resource, operation }) => `${resource}.${operation.value}` === name,
	);

	expect(found?.operation.description).toMatch(words);
});

test.each([
	'customer.addToMonitoring',
	'customer.getAll',
	'customer.update',
	'screening.checkSubject',
	'session.extend',
	'session.generateLink',
	'session.getAll',
	'session.waitForDecision',
])('%s says in one short sentence what is not confirmed', (name) => {
	const [resource, operation] = name.split('.') as [string, string];
	const [notice, ...more] = shown(resource, operation).filter(({ type }) => type === 'notice');

	expect(more).toEqual([]);
	expect(notice!.displayName).toMatch(/^Not confirmed by [^.]+\.$/);
	expect(notice!.displayName.length).toBeLessThan(120);
});

test('a session by client ID says that a customer may be made, where it always shows', () => {
	const clientId = shown('session', 'create').find(({ name }) => name === 'clientId')!;

	expect(clientId.hint).toContain('silently makes a new customer');
	expect(shown('session', 'create').find(({ name }) => name === 'linkBy')!.default).toBe(
		'customerId',
	);
});

test('options of what writes say what is not sent again', () => {
	const optionsOf = (resource: string, operation: string) =>
		JSON.stringify(shown(resource, operation).find(({ name }) => name === 'options'));

	expect(optionsOf('customer', 'create')).toContain('may have been carried out is not sent again');
	expect(optionsOf('customer', 'get')).not.toContain('may have been carried out');
});

test('it is a tool for agents, with words for n8n’s builder, and in both nodes no expression in them', () => {
	const { builderHint } = new LegalTalentTrigger().description;

	expect(description.usableAsTool).toBe(true);
	expect(description.builderHint?.searchHint).toContain('Client ID');
	expect(JSON.stringify([description.builderHint, builderHint])).not.toContain('{{');
});

describe('the README', () => {
	test.each(operations)('names $label › $operation.name', ({ label, operation }) => {
		const row = readme
			.slice(readme.indexOf(`| **${label}** |`))
			.split('\n')
			.filter((line, at) => at === 0 || line.startsWith('| |'));

		expect(row.join('\n')).toContain(operation.name);
	});

	test('says that it was not tried against LegalTalent, and has at most 1,800 words', () => {
		expect(readme).toContain('was not tried against LegalTalent itself');
		expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1_800);
	});
});
