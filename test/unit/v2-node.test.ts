// What n8n shows of v2's node, what it saves in workflows, and what is true of each of its fields.

import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import * as z from 'zod/v4';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import { node, resources, sensitiveOutputFields } from '../../nodes/BvnkOnboardingV2/actions';
import { bvnkV2 } from '../../nodes/BvnkOnboardingV2/api/bvnk';
import { companyFields, individualFields } from '../../nodes/BvnkOnboardingV2/bodies/customer';
import { BvnkOnboardingV2 } from '../../nodes/BvnkOnboardingV2/BvnkOnboardingV2.node';
import { personalIn } from '../../nodes/shared/body/personal';
import { valueFields } from '../../nodes/shared/form/field';
import { fieldsOf } from '../../nodes/shared/node/defineNode';
import { miraBody, northwindBody } from '../engine/v2/rows';
import { operationsV2 } from '../operations';

const { description, methods } = new BvnkOnboardingV2();

/** Every property at every depth, with where it stands. */
function everyProperty(all: INodeProperties[], path = ''): Array<[string, INodeProperties]> {
	return all.flatMap((property) => {
		const own = `${path}${property.name}`;
		const inner =
			property.type === 'collection'
				? everyProperty(property.options as INodeProperties[], `${own}.`)
				: property.type === 'fixedCollection'
					? (property.options as INodePropertyCollection[]).flatMap(({ name, values }) =>
							everyProperty(values, `${own}.${name}.`),
						)
					: [];
		return [[own, property] as [string, INodeProperties], ...inner];
	});
}

const properties = operationsV2.flatMap(({ resource, operation, properties: own }) =>
	everyProperty(own, `${resource}.${operation}.`),
);
const sorted = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b, 'en'));

test('its name, its credential and its operations never change after a release', () => {
	expect(description).toMatchObject({ name: 'bvnkOnboardingV2', version: 1, usableAsTool: true });
	expect(description.credentials).toEqual([
		{ name: 'bvnkHawkApi', required: true, testedBy: 'bvnkHawkApiTest' },
	]);
	expect(
		resources.map(({ value, defaultOperation, operations }) => [
			value,
			defaultOperation,
			operations.map((operation) => operation.value),
		]),
	).toEqual([
		['agreement', 'create', ['create', 'getAll', 'get', 'download', 'answer']],
		['associate', 'get', ['create', 'delete', 'get', 'getAll', 'update']],
		[
			'customer',
			'get',
			[
				...['createCompany', 'createFromJson', 'createIndividual', 'get', 'getByReference'],
				...['getAll', 'getOnboardingLink', 'getRequiredActions', 'update', 'waitForStatus'],
			],
		],
		['document', 'upload', ['get', 'getAll', 'upload']],
	]);
});

test('both nodes say for whom they are', () => {
	expect(description.description).toContain('recommends for every new integration');
	expect(new BvnkOnboarding().description.description).toContain(
		'new ones take BVNK Onboarding v2',
	);
});

test('its lists are those that its form asks for', () => {
	const asked = properties.flatMap(([, { modes = [] }]) =>
		modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
	);

	expect(new Set(asked)).toEqual(new Set(Object.keys(methods.listSearch)));
});

test('every field has a check, a decision about privacy, and a label in title case', () => {
	for (const { operations } of resources) {
		for (const operation of operations) {
			for (const one of valueFields(fieldsOf(bvnkV2, operation))) {
				expect([one.name, one.check instanceof z.ZodType, typeof one.personal]).toEqual([
					one.name,
					true,
					'boolean',
				]);
				if (one.type !== 'notice') {
					expect(one.displayName).toMatch(
						/^[A-Z][A-Za-z0-9]*( ([A-Z][A-Za-z0-9]*|of|per|\d|\([A-Z][a-z]+\)))*$/,
					);
				}
			}
		}
	}
});

test('what n8n is shown holds nothing but what n8n knows', () => {
	const text = JSON.stringify(node.properties);

	for (const own of ['"check"', '"personal"', '"at"', '"sensitiveIn"', '"showsFor"', '"remark"']) {
		expect(text).not.toContain(own);
	}
});

test.each(properties.filter(([, { type }]) => type === 'options' || type === 'multiOptions'))(
	'offers no choice of %s twice, and none unless it is in the list',
	(_, property) => {
		const options = property.options as INodePropertyOptions[];
		const values = options.map(({ value }) => value);

		expect(new Set(values).size).toBe(values.length);
		if (property.type === 'options') expect([...values, '']).toContain(property.default);
	},
);

test.each(properties.filter(([, { type }]) => type === 'collection'))(
	'sorts the fields of %s by label',
	(_, property) => {
		const labels = (property.options as INodeProperties[])
			.filter(({ displayOptions }) => !displayOptions)
			.map(({ displayName }) => displayName);

		expect(labels).toEqual(sorted(labels));
	},
);

test.each(operationsV2)(
	'$resource $operation has no two fields of one name at once',
	(operation) => {
		const shownWhere = ({ name, displayOptions }: INodeProperties) =>
			`${name} ${JSON.stringify(displayOptions?.show ?? {})}`;
		const shown = operation.properties.map(shownWhere);

		expect(new Set(shown).size).toBe(shown.length);
	},
);

test('no group that is there once asks n8n for a least number of fields, or hides some', () => {
	for (const [, { typeOptions }] of properties.filter(
		([, { type }]) => type === 'fixedCollection',
	)) {
		if (typeOptions?.multipleValues) continue;
		expect(typeOptions).not.toHaveProperty('minRequiredFields');
		expect(typeOptions).not.toHaveProperty('hideOptionalFields');
	}
});

test('what is required stands on the first level of the creations', () => {
	const required = (operation: string) =>
		properties
			.filter(([path, { required }]) => path.startsWith(`customer.${operation}.`) && required)
			.map(([path]) => path.split('.').slice(2));

	for (const operation of ['createIndividual', 'createCompany']) {
		const deep = required(operation).filter(
			(path) => path.length > 1 && !['associates', 'additionalFields'].includes(path[0]!),
		);
		expect(deep).toEqual([]);
		expect(required(operation).flat()).toEqual(
			expect.arrayContaining(['reference', 'useCase', 'addressLine1', 'city', 'taxNumber']),
		);
	}
});

test('of a person and a company, everything but choices and references must not come back', () => {
	const person = personalIn(individualFields, miraBody);
	const company = personalIn(companyFields, northwindBody);

	for (const own of ['Mira', '1991-03-08', 'mira.holt@example.org', 'C01X00T47', '12345678901']) {
		expect(person).toContain(own);
	}
	for (const own of ['Northwind Robotics GmbH', 'HRB 204417', 'Jonas', '98765432109', '75.5']) {
		expect(company).toContain(own);
	}
	for (const chosen of ['SALARIED', 'DE', 'crm-000417', 'FIAT']) {
		expect(person).not.toContain(chosen);
	}
});

test('tax numbers, document numbers and links are marked as sensitive', () => {
	expect(sensitiveOutputFields).toEqual(sorted(sensitiveOutputFields));
	expect(sensitiveOutputFields).toEqual(
		expect.arrayContaining(['individual.taxIdentification.number', 'link', 'signingUrl']),
	);
});
