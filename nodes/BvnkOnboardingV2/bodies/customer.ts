// The bodies of v2's creations and of its update: `POST` and `PATCH /platform/v2/customers`. The fields of a
// person stand on BVNK's requirements page; those of a company were seen in one public client.

import { day, email, pastDay, text, toggle, website } from '../../shared/check/checks';
import { choices, labelOfValue } from '../../shared/form/choices';
import {
	allOptional,
	field,
	inside,
	optionalOf,
	requiredOf,
	type CollectionField,
	type Field,
} from '../../shared/form/field';
import { countryField, dayField, listedField, textField } from '../../shared/form/fields';
import { ENTITY_TYPES, USE_CASES } from '../../BvnkOnboarding/api/enums';
import { extraJsonField } from '../../BvnkOnboarding/bodies/json';
import {
	address,
	dateOfBirth,
	descriptionField,
	dueDiligence,
	dueDiligenceUpdate,
	emailField,
	flatAddress,
	flatTaxIdentification,
	forTheUnitedStates,
	names,
	phoneField,
	placeOfBirthField,
	taxIdentification,
} from '../../BvnkOnboarding/bodies/person';
import { COMPANY_FUNDS, COMPANY_USES, MODELS, MONTHLY_VOLUMES } from '../api/enums';
import { associates } from './associate';

/** The most characters of v1's external reference. v2's limit is not known. */
const MAX_REFERENCE = 36;

/** The partner's own name of a prospect, its agreements and the customer that it becomes. */
export const referenceField = textField({
	displayName: 'Reference',
	name: 'reference',
	required: true,
	optionalInJson: true,
	placeholder: 'e.g. crm-000417',
	description:
		'Your own ID of the customer, of at most 36 characters. BVNK takes each one once: a row that is run again stays one customer. Agreements that were made before have the same reference.',
	check: text({ most: MAX_REFERENCE }),
	personal: false,
});

/** What the customer will use BVNK for. */
export const useCaseField = listedField({
	displayName: 'Use Case',
	name: 'useCase',
	required: true,
	description: 'What the customer will use BVNK for',
	options: choices(USE_CASES),
});

const modelField = listedField({
	displayName: 'Model',
	name: 'model',
	description:
		'Leave it to BVNK, unless BVNK has told you that your customers are of the model Reliance',
	options: choices(MODELS),
});

const additionalFields = (collection: Field[]): CollectionField => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	collection: [extraJsonField, modelField, ...collection],
});

const home = flatAddress();

const documentNumberField = textField({
	displayName: 'Document Number',
	name: 'documentNumber',
	placeholder: 'e.g. C01X00T47',
	description: 'Number of the passport or identity card. No other customer may have it.',
	sensitiveIn: ['individual.documentNumber'],
});

/** The fields of Create Individual. */
export const individualFields: Field[] = [
	referenceField,
	useCaseField,
	...inside('individual', [
		...names('Mira', 'Holt'),
		countryField({ displayName: 'Nationality', name: 'nationality', required: true }),
		emailField,
		...requiredOf(home),
		...flatTaxIdentification,
		...requiredOf(dueDiligence),
	]),
	forTheUnitedStates(
		'usResident',
		'Of residents of the United States, BVNK also asks for Address State Code, Estimated Yearly Income and Employment Industry Sector. Add them below.',
	),
	additionalFields(
		inside('individual', [
			...optionalOf(home),
			...optionalOf(dueDiligence),
			descriptionField,
			documentNumberField,
			phoneField,
			placeOfBirthField,
		]),
	),
];

const seat = flatAddress('Registered Address');

const naicsField = textField({
	displayName: 'NAICS Code',
	name: 'naicsCode',
	required: true,
	placeholder: 'e.g. 3339',
	description: 'The industry, by the North American classification: 2 to 6 digits',
	check: text().refine((value) => /^\d{2,6}$/.test(value), 'must be 2 to 6 digits'),
});

/** What the company does, BVNK's `businessProfile`. Where it is given, it is given whole. */
const businessProfile: Field[] = [
	naicsField,
	textField({
		displayName: 'Website',
		name: 'website',
		required: true,
		placeholder: 'e.g. https://northwind.example',
		check: website(),
	}),
	listedField({
		displayName: 'Monthly Expected Volume',
		name: 'monthlyExpectedVolumes',
		required: true,
		options: MONTHLY_VOLUMES.map((value) => ({ name: volumeLabel(value), value })),
	}),
	listedField({
		displayName: 'Source of Funds',
		name: 'sourceOfFunds',
		required: true,
		options: choices(COMPANY_FUNDS),
	}),
	listedField({
		displayName: 'Intended Use of Account',
		name: 'intendedUseOfAccount',
		required: true,
		options: choices(COMPANY_USES, { SUPPLIER_VENDOR_PAYMENTS: 'Supplier and Vendor Payments' }),
	}),
	field({
		displayName: 'Is Regulated',
		name: 'isRegulated',
		type: 'boolean',
		default: false,
		description: 'Whether the company is regulated by a financial authority',
		check: toggle(),
		personal: false,
	}),
];

/** The tax fields with the words for a company. */
const ofACompany = (fields: Field[]): Field[] =>
	fields.map((one) =>
		one.name === 'taxNumber'
			? { ...one, description: 'As text. In the United States, the EIN.' }
			: one,
	);

/** The fields of Create Company. */
export const companyFields: Field[] = [
	referenceField,
	useCaseField,
	...inside('company', [
		textField({
			displayName: 'Name',
			name: 'name',
			required: true,
			placeholder: 'e.g. Northwind Robotics GmbH',
			description: 'Legal name, as the company register has it',
		}),
		listedField({
			displayName: 'Entity Type',
			name: 'entityType',
			required: true,
			optionalInJson: true,
			options: choices(ENTITY_TYPES),
		}),
		textField({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			placeholder: 'e.g. HRB 204417',
			description:
				'BVNK asks for it in Europe. In the United States the tax number may stand in for it.',
		}),
		dayField({
			displayName: 'Incorporation Date',
			name: 'incorporationDate',
			placeholder: 'e.g. 2016-04-01',
			required: true,
			optionalInJson: true,
			check: pastDay(),
		}),
		dayField({
			displayName: 'Business Operations Start Date',
			name: 'businessOperationsStartDate',
			placeholder: 'e.g. 2016-04-01',
			required: true,
			optionalInJson: true,
			check: day(),
		}),
		...requiredOf(seat),
		...ofACompany(flatTaxIdentification),
		// a body given as JSON may leave it to BVNK what is demanded
		...inside(
			'businessProfile',
			businessProfile.map((one) => ({ ...one, optionalInJson: true })),
		),
		associates,
	]),
	forTheUnitedStates(
		'usCompany',
		'In the United States, BVNK also asks for Registered Address State Code. Add it below.',
	),
	additionalFields(
		inside('company', [...optionalOf(seat), address('Operational Address', 'operationalAddress')]),
	),
];

/** BVNK does not say whether it merges below a level of the body, so a group is sent whole. */
const collectionOf = (collection: Field[]): CollectionField => ({
	displayName: 'Update Fields',
	name: 'updateFields',
	description: 'Only what is filled in is sent. A group is sent whole, and replaces what is there.',
	collection: [extraJsonField, ...collection],
});

/** The fields of Update for a person. */
export const individualUpdate: CollectionField = collectionOf(
	inside('individual', [
		...allOptional(names('Mira', 'Holt')).filter(({ name }) => name !== 'dateOfBirth'),
		dateOfBirth(),
		countryField({ displayName: 'Nationality', name: 'nationality' }),
		textField({
			displayName: 'Email Address',
			name: 'emailAddress',
			placeholder: 'e.g. mira.holt@example.org',
			check: email(),
		}),
		descriptionField,
		documentNumberField,
		phoneField,
		placeOfBirthField,
		address(),
		taxIdentification,
		dueDiligenceUpdate,
	]),
);

/** The fields of Update for a company. Its associates have operations of their own. */
export const companyUpdate: CollectionField = collectionOf(
	inside('company', [
		textField({
			displayName: 'Name',
			name: 'name',
			placeholder: 'e.g. Northwind Robotics GmbH',
		}),
		listedField({
			displayName: 'Entity Type',
			name: 'entityType',
			options: choices(ENTITY_TYPES),
		}),
		textField({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			placeholder: 'e.g. HRB 204417',
		}),
		dayField({
			displayName: 'Incorporation Date',
			name: 'incorporationDate',
			placeholder: 'e.g. 2016-04-01',
			check: pastDay(),
		}),
		dayField({
			displayName: 'Business Operations Start Date',
			name: 'businessOperationsStartDate',
			placeholder: 'e.g. 2016-04-01',
			check: day(),
		}),
		address('Registered Address'),
		address('Operational Address', 'operationalAddress'),
		{ ...taxIdentification, fields: ofACompany(taxIdentification.fields) },
		{ displayName: 'Business Profile', name: 'businessProfile', fields: businessProfile },
	]),
);

/** `FROM_100K_TO_1M` → `From 100K to 1M`. */
function volumeLabel(value: string): string {
	return labelOfValue(value)
		.replace(/ To /, ' to ')
		.replace(/(\d+)(k|m)/gi, (_, digits: string, unit: string) => digits + unit.toUpperCase());
}
