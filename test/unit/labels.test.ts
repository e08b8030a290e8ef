import type * as z from 'zod/v4';
import { createCompany } from '../../nodes/BvnkOnboarding/actions/customer/createCompany';
import { createIndividual } from '../../nodes/BvnkOnboarding/actions/customer/createIndividual';
import { update } from '../../nodes/BvnkOnboarding/actions/customer/update';
import {
	labelOf,
	labelOfSpelling,
	spellingOf,
	type FieldPath,
} from '../../nodes/shared/form/labels';
import {
	createCompanyRequest,
	createIndividualRequest,
	updateRequest,
} from '../../nodes/BvnkOnboarding/api/customer';
import { mira, miraBody, northwind, northwindBody } from '../engine/rows';

/** Every path in a body, groups and list entries included. */
function paths(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
	if (typeof value !== 'object' || value === null) return [path];
	const inner = Object.entries(value).flatMap(([key, entry]) =>
		paths(entry, [...path, Array.isArray(value) ? Number(key) : key]),
	);
	return path.length > 0 ? [path, ...inner] : inner;
}

/** Those that the UI shows as fields: the type is the operation's, the person and the company the form itself. */
const shown = (body: unknown) =>
	paths(body).filter(
		(path) =>
			path[0] !== 'type' && !(path.length === 1 && /individual|company/.test(String(path[0]))),
	);

const byForm: Array<[string, unknown, typeof createIndividual]> = [
	['an individual', miraBody, createIndividual],
	['a company', northwindBody, createCompany],
	[
		'an update',
		{
			contactInfo: { emailAddress: 'm@example.org', phoneNumber: '+4915112345678' },
			address: miraBody.individual.address,
			dateOfBirth: '1991-03-08',
		},
		update,
	],
];

test.each(byForm)(
	'every field in a full body of %s has a label of the UI',
	(_, body, operation) => {
		const unlabelled = shown(body).filter((path) => {
			const label = labelOf(path, operation.fields);
			// A part that has no label of its own would show as BVNK spells it.
			return !label || label.split(' › ').some((part) => /^[a-z]/.test(part));
		});

		expect(unlabelled).toEqual([]);
	},
);

/** The paths that a zod schema names, list entries as 0. */
function schemaPaths(schema: unknown, path: PropertyKey[] = []): PropertyKey[][] {
	const { def } = schema as { def: Record<string, unknown> & { type: string } };
	switch (def.type) {
		case 'object':
			return Object.entries(def.shape as Record<string, unknown>).flatMap(([key, inner]) =>
				schemaPaths(inner, [...path, key]),
			);
		case 'optional':
		case 'nullable':
			return schemaPaths(def.innerType, path);
		case 'pipe':
			return schemaPaths((def.out as z.ZodType).def.type === 'transform' ? def.in : def.out, path);
		case 'array':
			return schemaPaths(def.element, [...path, 0]);
		default:
			return [path];
	}
}

test.each([
	['an individual', createIndividualRequest, createIndividual],
	['a company', createCompanyRequest, createCompany],
	['an update', updateRequest, update],
])('every field that is checked for %s has a label of the UI', (_, schema, operation) => {
	const checked = schemaPaths(schema);
	const unlabelled = checked.filter((path) => !labelOf(path, operation.fields));

	expect(checked.length).toBeGreaterThan(8);
	expect(unlabelled).toEqual([]);
});

test.each([
	['an individual', mira, createIndividual],
	['a company', northwind, createCompany],
])('the example of %s fills in every field that the form has', (_, parameters, operation) => {
	const { options, specifyBody, body, additionalFields, ...others } = Object.fromEntries(
		operation.fields.map((field) => [field.name, field]),
	);
	const given = parameters as Record<string, unknown>;

	expect(Object.keys(others).filter((name) => !(name in given))).toEqual([]);
	expect(
		additionalFields!
			.options!.map(({ name }) => name)
			.filter((name) => !(name in parameters.additionalFields) && name !== 'extraJson'),
	).toEqual([]);
});

describe('a path', () => {
	test.each<[FieldPath, string]>([
		[['individual', 'firstName'], 'First Name'],
		[['individual', 'address', 'postalCode'], 'Address › Postal Code'],
		[['individual', 'taxIdentification'], 'Tax Identification'],
		[['individual', 'cdd', 'expectedMonthlyVolume', 'amount'], 'Due Diligence › Monthly Volume'],
		[
			['individual', 'cdd', 'expectedMonthlyVolume', 'currency'],
			'Due Diligence › Monthly Volume Currency',
		],
		[['individual', 'cdd', 'expectedMonthlyVolume'], 'Due Diligence › Monthly Volume'],
		[['individual', 'phoneNumber'], 'Phone Number'],
		[['externalReference'], 'External Reference'],
		[['signedAgreementSessionReference'], 'Signed Agreement Session'],
	])('%j of an individual is %s', (path, label) =>
		expect(labelOf(path, createIndividual.fields)).toBe(label),
	);

	test.each<[FieldPath, string]>([
		[['company', 'name'], 'Name'],
		[['company', 'associates'], 'Associates'],
		[['company', 'associates', 0], 'Associate 1'],
		[['company', 'associates', 11, 'firstName'], 'Associate 12 › First Name'],
		[['company', 'associates', 0, 'titles', 1], 'Associate 1 › Titles'],
		[
			['company', 'associates', 2, 'contactInfo', 'emailAddress'],
			'Associate 3 › Contact › Email Address',
		],
		[['company', 'operationalAddress', 'city'], 'Operational Address › City'],
		[['company', 'monthlyExpectedVolumesReference'], 'Monthly Expected Volume'],
	])('%j of a company is %s', (path, label) =>
		expect(labelOf(path, createCompany.fields)).toBe(label),
	);

	test.each<[FieldPath]>([
		[[]],
		[['individual']],
		[['type']],
		[['shoeSize']],
		[['X-Idempotency-Key']],
		[['e']],
		[['options']],
		[['max']],
		[['custom']],
	])('%j, which is no field of the body, has none', (path) =>
		expect(labelOf(path, createIndividual.fields)).toBeUndefined(),
	);

	test('of which only the beginning is known keeps the rest as BVNK spells it', () => {
		expect(labelOf(['individual', 'address', 'planet'], createIndividual.fields)).toBe(
			'Address › planet',
		);
	});
});

describe("BVNK's spelling", () => {
	test.each([
		['company.associates[0].address.city', 'Associate 1 › Address › City'],
		['company.associates.1.lastName', 'Associate 2 › Last Name'],
		['associates[0].firstName', 'Associate 1 › First Name'],
		['externalReference', 'External Reference'],
		['company.industryReference', 'Industry'],
	])('%s is %s', (spelling, label) =>
		expect(labelOfSpelling(spelling, createCompany.fields)).toBe(label),
	);

	test.each(['', '.', '[0]', '..a', 'company.shoeSize', 'body', '__proto__'])(
		'%j has no label',
		(spelling) => expect(labelOfSpelling(spelling, createCompany.fields)).toBeUndefined(),
	);
});

test('a path without a label is spelled as in JSON', () => {
	expect(spellingOf(['company', 'associates', 0, 'person', 'firstName'])).toBe(
		'company.associates[0].person.firstName',
	);
});
