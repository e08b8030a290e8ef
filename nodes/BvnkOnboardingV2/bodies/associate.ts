// The people and companies behind a company. BVNK has two vocabularies for them: inside a creation it takes
// `person` and `titles`, at the associates' own path `entity` and `types`.

import { extraJsonField } from '../../BvnkOnboarding/bodies/json';
import { choicesOf, number } from '../../shared/check/checks';
import { choices } from '../../shared/form/choices';
import {
	allOptional,
	field,
	inside,
	requiredOf,
	type CollectionField,
	type Field,
	type GroupField,
} from '../../shared/form/field';
import { countryField, listedField, notListed, textField } from '../../shared/form/fields';
import {
	contactInfo,
	flatAddress,
	flatTaxIdentification,
	names,
} from '../../BvnkOnboarding/bodies/person';
import { OWNERSHIP_TYPES, ROLE_LABELS, ROLES } from '../api/enums';
import { associatedPerson } from './person';

const roleChoices = choices(ROLES, ROLE_LABELS);

/** What somebody is in the company. */
const rolesField = (own: { name: 'titles' | 'types'; required?: boolean; description: string }) =>
	field({
		...own,
		displayName: 'Roles',
		type: 'multiOptions',
		options: roleChoices,
		allowArbitraryValues: true,
		default: [],
		check: choicesOf(roleChoices, { others: true }).refine(
			(roles) => own.required !== true || roles.length > 0,
			'is empty',
		),
		personal: false,
		remark: notListed(roleChoices),
	});

/** How much of the company somebody holds. */
const ownership: GroupField = {
	displayName: 'Ownership',
	name: 'ownership',
	description: 'Of an owner: how much of the company it holds',
	fields: [
		textField({
			displayName: 'Percentage',
			name: 'percentage',
			required: true,
			placeholder: 'e.g. 25',
			description: 'From 0 to 100, with a point before decimals',
			// a public client sends text
			check: number(0, 100).transform(String),
		}),
		listedField({
			displayName: 'Ownership Type',
			name: 'type',
			description: 'Whether the share is held by the person itself or through another company',
			options: choices(OWNERSHIP_TYPES),
		}),
	],
};

const ALL_OTHERS = 'Choose from the list, or specify a list of other values using an expression.';

/** The associates that a company is created with. */
export const associates: GroupField = {
	displayName: 'Associates',
	name: 'associates',
	entry: { displayName: 'Associate', name: 'associate' },
	required: true,
	description:
		'BVNK asks for directors, owners, a signatory and an account representative. One person may hold all roles.',
	ifEmpty:
		'needs at least one: BVNK asks for directors, owners, a signatory and an account representative, and one person may hold all roles',
	fields: [
		...inside('person', associatedPerson),
		rolesField({ name: 'titles', description: `What the person is in the company. ${ALL_OTHERS}` }),
		ownership,
	],
};

const typesField = rolesField({
	name: 'types',
	required: true,
	description: `What the associate is in the company. ${ALL_OTHERS}`,
});

const more = (collection: Field[]): CollectionField => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	collection,
});

/** `POST …/associates`, for a person. */
export const personFields: Field[] = [
	typesField,
	...inside('entity', [
		...names('Lea', 'Sommer'),
		countryField({ displayName: 'Nationality', name: 'nationality', required: true }),
		...requiredOf(flatAddress()),
	]),
	more([
		extraJsonField,
		...inside('entity', [contactInfo, ...allOptional(flatTaxIdentification)]),
		ownership,
	]),
];

/** `POST …/associates`, for a company that owns. BVNK does not document its fields: the rest goes into Extra JSON. */
export const businessFields: Field[] = [
	typesField,
	...inside('entity', [
		textField({
			displayName: 'Name',
			name: 'name',
			required: true,
			placeholder: 'e.g. Northwind Holding GmbH',
			description: 'Legal name, as the company register has it',
		}),
		textField({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			required: true,
			optionalInJson: true,
			placeholder: 'e.g. HRB 204418',
		}),
	]),
	more([
		extraJsonField,
		...inside('entity', [countryField({ displayName: 'Country', name: 'countryCode' })]),
		ownership,
	]),
];

/** `PATCH …/associates/{id}`: what is left out stays. */
export const associateUpdate: CollectionField = {
	displayName: 'Update Fields',
	name: 'updateFields',
	description:
		'Only what is filled in is sent. What is left out stays as it is at BVNK. Roles replace those that are there.',
	collection: [
		extraJsonField,
		{ ...typesField, required: false },
		ownership,
		...inside('entity', allOptional(associatedPerson)),
	],
};
