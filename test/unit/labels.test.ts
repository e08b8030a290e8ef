// The label of a field, for findings of ours and of BVNK's: every field that a body can have has one.

import {
	companyFields,
	individualFields,
	updateFields,
} from '../../nodes/BvnkOnboarding/bodies/customer';
import { labelAt, labelOfPathText, pathText, type FieldPath } from '../../nodes/shared/body/labels';
import { placesOf, type Place } from '../../nodes/shared/body/places';
import { isCollection, isGroup, type Field } from '../../nodes/shared/form/field';
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

const byForm: Array<[string, unknown, Field[]]> = [
	['an individual', miraBody, individualFields],
	['a company', northwindBody, companyFields],
	[
		'an update',
		{
			contactInfo: { emailAddress: 'm@example.org', phoneNumber: '+4915112345678' },
			address: miraBody.individual.address,
			dateOfBirth: '1991-03-08',
		},
		updateFields,
	],
];

test.each(byForm)('every field in a full body of %s has a label of the UI', (_, body, fields) => {
	const unlabelled = shown(body).filter((path) => {
		const label = labelAt(fields, path);
		// A part that has no label of its own would show as BVNK spells it.
		return !label || label.split(' › ').some((part) => /^[a-z]/.test(part));
	});

	expect(unlabelled).toEqual([]);
});

/** The paths where fields land, list entries as 0. */
function fieldPaths(place: Place, path: PropertyKey[] = []): PropertyKey[][] {
	const isList = place.field && isGroup(place.field) && place.field.entry;
	const own = isList ? [...path, 0] : path;
	const inner = [...place.below].flatMap(([key, below]) => fieldPaths(below, [...own, key]));
	return place.field ? [path, ...inner] : inner;
}

test.each(byForm)('every field of %s has its own label', (_, __, fields) => {
	const all = fieldPaths(placesOf(fields));

	expect(all.length).toBeGreaterThan(8);
	expect(all.filter((path) => !labelAt(fields, path))).toEqual([]);
});

test.each<[string, object, Field[]]>([
	['an individual', mira, individualFields],
	['a company', northwind, companyFields],
])('the example of %s fills in every field that the form has', (_, parameters, fields) => {
	const { additionalFields } = parameters as { additionalFields: object };
	const missing = fields.flatMap((field) =>
		isCollection(field)
			? field.collection.filter(({ name }) => !(name in additionalFields) && name !== 'extraJson')
			: field.name in parameters
				? []
				: 'type' in field && field.type === 'notice'
					? []
					: [field],
	);

	expect(missing.map(({ name }) => name)).toEqual([]);
});

describe('a path', () => {
	test.each<[FieldPath, string]>([
		[['individual', 'firstName'], 'First Name'],
		[['individual', 'address', 'postalCode'], 'Address Postal Code'],
		[['individual', 'address'], 'Address'],
		[['address', 'city'], 'Address City'],
		[['individual', 'taxIdentification'], 'Tax Identification'],
		[['individual', 'cdd', 'expectedMonthlyVolume', 'amount'], 'Monthly Volume'],
		[['individual', 'cdd', 'expectedMonthlyVolume', 'currency'], 'Monthly Volume Currency'],
		[['individual', 'cdd'], 'Due Diligence'],
		[['individual', 'cdd', 'expectedMonthlyVolume'], 'Monthly Volume'],
		[['individual', 'phoneNumber'], 'Phone Number'],
		[['externalReference'], 'External Reference'],
		[['signedAgreementSessionReference'], 'Signed Agreement Session'],
	])('%j of an individual is %s', (path, label) =>
		expect(labelAt(individualFields, path)).toBe(label),
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
		[['company', 'address', 'city'], 'Registered Address City'],
		[['company', 'address'], 'Registered Address'],
		[['company', 'operationalAddress', 'city'], 'Operational Address › City'],
		[['company', 'monthlyExpectedVolumesReference'], 'Monthly Expected Volume'],
	])('%j of a company is %s', (path, label) => expect(labelAt(companyFields, path)).toBe(label));

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
		expect(labelAt(individualFields, path)).toBeUndefined(),
	);

	test('of which only the beginning is known keeps the rest as BVNK spells it', () => {
		expect(labelAt(individualFields, ['individual', 'address', 'planet'])).toBe('Address › planet');
	});
});

describe("BVNK's spelling", () => {
	test.each([
		['company.associates[0].address.city', 'Associate 1 › Address › City'],
		['company.associates.1.lastName', 'Associate 2 › Last Name'],
		['associates[0].firstName', 'Associate 1 › First Name'],
		['externalReference', 'External Reference'],
		['company.industryReference', 'Industry'],
	])('%s is %s', (spelling, label) => expect(labelOfPathText(companyFields, spelling)).toBe(label));

	test.each(['', '.', '[0]', '..a', 'company.shoeSize', 'body', '__proto__'])(
		'%j has no label',
		(spelling) => expect(labelOfPathText(companyFields, spelling)).toBeUndefined(),
	);
});

test('a path without a label is spelled as in JSON', () => {
	expect(pathText(['company', 'associates', 0, 'person', 'firstName'])).toBe(
		'company.associates[0].person.firstName',
	);
});
