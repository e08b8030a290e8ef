// What n8n shows of the node, and what it saves in workflows.

import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { BvnkOnboarding } from '../../nodes/BvnkOnboarding/BvnkOnboarding.node';
import { resources } from '../../nodes/BvnkOnboarding/actions';
import { operations } from '../operations';

const { description } = new BvnkOnboarding();

/** Every field at every depth, with where it stands. */
function everyField(fields: INodeProperties[], path = ''): Array<[string, INodeProperties]> {
	return fields.flatMap((field) => {
		const own = `${path}${field.name}`;
		if (field.type === 'collection') {
			return [[own, field], ...everyField(field.options as INodeProperties[], `${own}.`)];
		}
		if (field.type === 'fixedCollection') {
			const groups = field.options as INodePropertyCollection[];
			return [
				[own, field],
				...groups.flatMap((group) => everyField(group.values, `${own}.${group.name}.`)),
			];
		}
		return [[own, field]];
	});
}

const fields = operations.flatMap(({ resource, operation, properties }) =>
	everyField(properties, `${resource}.${operation}.`),
);
const ofType = (...types: string[]) => fields.filter(([, { type }]) => types.includes(type));
const choicesOf = (field: INodeProperties) => field.options as INodePropertyOptions[];
const sorted = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b, 'en'));

/** The form's fields or the item's: with which of them a field shows; undefined for both. */
const modeOf = ({ displayOptions }: INodeProperties) =>
	displayOptions?.show?.specifyCustomer?.[0] as string | undefined;

/** Whether a field is hidden for what its list holds from the start. */
const isHiddenFor = (options: INodeProperties['displayOptions']) =>
	Object.values(options?.hide ?? {}).some((values) => values?.includes('[]'));

/** Lists whose own order says more than the alphabet. */
const BY_SIZE = /estimatedYearlyIncome|riskScore|specifyCustomer/;

describe('what workflows hold never changes', () => {
	test.each(['createCompany', 'createIndividual', 'get', 'getAll', 'getRequiredInfo', 'update'])(
		'the customer operation %s',
		(operation) => {
			const customer = resources.find(({ value }) => value === 'customer');

			expect(customer!.operations.map(({ value }) => value)).toContain(operation);
		},
	);

	test.each([
		['createCompany', ['concurrency', 'customIdempotencyKey', 'idempotencyKey']],
		['createIndividual', ['concurrency', 'customIdempotencyKey', 'idempotencyKey']],
		['get', ['concurrency']],
		['getAll', ['concurrency']],
		['getRequiredInfo', ['concurrency']],
		['update', ['concurrency']],
	])('the options of %s', (operation, own) => {
		const [, options] = fields.find(([path]) => path === `customer.${operation}.options`)!;

		expect(options.options!.map(({ name }) => name)).toEqual(
			expect.arrayContaining([...own, 'maxTries', 'timeout']),
		);
	});

	test.each(['get', 'getRequiredInfo', 'update'])(
		'%s is about a customerReference',
		(operation) => {
			const [, field] = fields.find(
				([path]) => path === `customer.${operation}.customerReference`,
			)!;

			expect(field.modes!.map(({ name }) => name)).toEqual(['list', 'id', 'url']);
		},
	);
});

describe('the editor', () => {
	test('has an action for each operation, in sentence case', () => {
		for (const { operations } of resources) {
			for (const { name, action, description: words } of operations) {
				expect(action).toMatch(/^[A-Z][a-z]+( ([a-z]+|URL|JSON))+$/);
				expect(name).toMatch(/^[A-Z]/);
				expect(words).toMatch(/^[A-Z]/);
			}
		}
	});

	test('shows each field for its own operation only', () => {
		const [resource, ...others] = description.properties;

		expect(resource!.name).toBe('resource');
		for (const { name, displayOptions } of others) {
			expect(displayOptions!.show).toMatchObject({
				resource: [expect.any(String)],
				...(name === 'operation' ? {} : { operation: [expect.any(String)] }),
			});
		}
	});

	test.each(ofType('collection'))('sorts the fields of %s by label', (_, field) => {
		// One that a choice shows stands behind that choice.
		const labels = (field.options as INodeProperties[])
			.filter(({ displayOptions }) => !displayOptions?.show)
			.map(({ displayName }) => displayName);

		expect(labels).toEqual(sorted(labels));
	});

	test.each(ofType('options', 'multiOptions').filter(([path]) => !BY_SIZE.test(path)))(
		'sorts the choices of %s by label, after the one that chooses nothing',
		(_, field) => {
			const labels = choicesOf(field)
				.filter(({ value }) => value !== '')
				.map(({ name }) => name);

			expect(labels).toEqual(sorted(labels));
		},
	);

	test.each(ofType('options', 'multiOptions'))('lists no choice of %s twice', (_, field) => {
		const choices = choicesOf(field);

		expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
		expect(new Set(choices.map(({ name }) => name)).size).toBe(choices.length);
	});

	test.each(ofType('options'))('chooses nothing for %s that is not in its list', (_, field) => {
		expect(
			choicesOf(field)
				.map(({ value }) => value)
				.concat(''),
		).toContain(field.default);
	});

	test.each(operations)(
		'shows no two fields of $resource $operation under one name at the same time',
		({ properties }) => {
			const fields = properties;
			const choices = [...new Set(everyField(fields).map(([, field]) => modeOf(field)))];

			for (const choice of choices) {
				const shown = fields.filter((field) => [undefined, choice].includes(modeOf(field)));
				// Of a list that an expression may give, one of two definitions is hidden by it.
				const places = everyField(
					shown.filter(({ displayOptions }) => !isHiddenFor(displayOptions)),
				).map(([path]) => path);
				expect(new Set(places).size).toBe(places.length);
			}
		},
	);

	const groups = ofType('fixedCollection');
	const isList = ({ typeOptions }: INodeProperties) => typeOptions?.multipleValues === true;

	test.each(groups.filter(([, field]) => !isList(field)))(
		'hides no field of the group %s, which n8n could not add in its coming form, and demands none',
		(_, { typeOptions }) => {
			expect(typeOptions).not.toHaveProperty('hideOptionalFields');
			expect(typeOptions).not.toHaveProperty('minRequiredFields');
		},
	);

	test.each(['customer.createCompany.associates', 'document.upload.documents'])(
		'demands an entry of the list %s',
		(place) => {
			const [, field] = groups.find(([path]) => path === place)!;

			expect(isList(field)).toBe(true);
			expect(field.typeOptions!.minRequiredFields).toBe(1);
		},
	);

	test.each(['customer.createCompany', 'customer.createIndividual'])(
		'takes no expression for where the values of %s come from, and keeps each field for both',
		(place) => {
			const { properties } = operations.find(
				({ resource, operation }) => `${resource}.${operation}` === place,
			)!;
			const choice = properties.find(({ name }) => name === 'specifyCustomer')!;
			const namesIn = (mode: string) =>
				new Set(
					properties
						.filter((one) => [undefined, mode].includes(modeOf(one)))
						.map(({ name }) => name),
				);

			expect(choice.noDataExpression).toBe(true);
			expect(namesIn('fields').size).toBeGreaterThan(10);
			expect(namesIn('fields')).toEqual(namesIn('item'));
		},
	);

	const labelled = fields.filter(([, { type }]) => type !== 'notice');
	test.each(labelled)('gives %s a label in title case', (_, { displayName }) => {
		expect(displayName).toMatch(
			/^[A-Z][A-Za-z0-9]*( ([A-Z][A-Za-z0-9]*|of|per|\d|\([A-Z][a-z]+\)))*$/,
		);
	});
});

describe('the description', () => {
	test('can be used as a tool by an AI agent', () => expect(description.usableAsTool).toBe(true));

	test('asks for the credential, and names a test that the node has', () => {
		expect(description.credentials).toEqual([
			{ name: 'bvnkHawkApi', required: true, testedBy: 'bvnkHawkApiTest' },
		]);
		expect(new BvnkOnboarding().methods.credentialTest).toHaveProperty('bvnkHawkApiTest');
	});

	test('names only list searches that the node has', () => {
		const { listSearch } = new BvnkOnboarding().methods;
		const asked = ofType('resourceLocator').flatMap(([, { modes }]) =>
			modes!.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []),
		);

		expect(new Set(asked)).toEqual(new Set(Object.keys(listSearch)));
	});
});
