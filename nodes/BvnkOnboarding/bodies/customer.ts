// The bodies of both creates and of the update: `POST` and `PATCH /platform/v1/customers`, after BVNK's
// guide "Create a customer" and its compliance requirements. Which fields a country demands is left to BVNK.

import * as z from 'zod/v4';
import { birthDay, choicesOf, day, group, pastDay, text, website } from '../../shared/check/checks';
import { uuid } from '../../shared/check/reference';
import { choices, labelOfValue } from '../../shared/form/choices';
import { field, inside, optionalOf, requiredOf, type Field } from '../../shared/form/field';
import {
	countryField,
	dayField,
	listedField,
	notListed,
	textField,
} from '../../shared/form/fields';
import { fromList, typed } from '../../shared/form/locator';
import { ASSOCIATE_TITLES, ENTITY_TYPES, RISK_SCORES } from '../api/enums';
import { extraJsonField } from './json';
import {
	address,
	addressUpdate,
	contactInfo,
	dateOfBirth,
	descriptionField,
	dueDiligence,
	emailField,
	flatAddress,
	flatTaxIdentification,
	forTheUnitedStates,
	names,
	phoneField,
	placeOfBirthField,
	taxIdentification,
} from './person';

/** The most characters of an external reference that BVNK takes, as its sandbox answers. */
const MAX_EXTERNAL_REFERENCE = 36;

/** The agreement that the customer has signed: the way into BVNK for everyone created by API. */
export const sessionField = textField({
	displayName: 'Signed Agreement Session',
	name: 'signedAgreementSessionReference',
	required: true,
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	description:
		'Reference of the agreement session that this customer has signed. Each is good for one customer.',
	builderHint: {
		propertyHint:
			'The reference that Agreement Session Create gave for this very customer, after the customer signed. Never invent one, never use one for two customers.',
	},
	hint: 'First make one with Agreement Session › Create, send the customer its hostedUrl, and wait until it is signed',
	check: uuid('the reference that Agreement Session › Create gives'),
	personal: false,
});

export const externalReferenceField = textField({
	displayName: 'External Reference',
	name: 'externalReference',
	placeholder: 'e.g. crm-000417',
	description:
		'Your own ID of the customer, of at most 36 characters. BVNK accepts each one once: with it, a row that is run again stays one customer.',
	check: text({ most: MAX_EXTERNAL_REFERENCE }),
	personal: false,
});

/** The optional fields of the customer itself, beside the person or the company. */
const customerFields: Field[] = [
	extraJsonField,
	listedField({
		displayName: 'Risk Score',
		name: 'riskScore',
		description: 'Your own rating of the customer',
		options: RISK_SCORES.map((value) => ({ name: labelOfValue(value), value })),
	}),
];

const additionalFields = (collection: Field[]): Field => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	collection,
});

const home = flatAddress();

/** The fields of Create Individual. */
export const individualFields: Field[] = [
	sessionField,
	externalReferenceField,
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
	additionalFields([
		...customerFields,
		...inside('individual', [
			...optionalOf(home),
			...optionalOf(dueDiligence),
			descriptionField,
			textField({
				displayName: 'Document Number',
				name: 'documentNumber',
				placeholder: 'e.g. C01X00T47',
				description: 'Number of the passport or identity card',
				sensitiveIn: [
					'individual.details.documentNumber',
					'individual.details.documentInfo.number',
					'company.associates[*].details.documentNumber',
					'company.associates[*].details.documentInfo.number',
				],
			}),
			phoneField,
			placeOfBirthField,
		]),
	]),
];

/** The shape of BVNK's older create page, and of every answer: `person`, `details`, `title`, `controls`. */
const nestedAssociate = group({
	person: group({ firstName: text(), lastName: text(), dateOfBirth: birthDay() }),
});

/** Either shape, told apart by `person`, so that a finding speaks of the shape that was meant. */
const eitherAssociate = (flat: z.ZodType): z.ZodType =>
	z.unknown().transform((value, context) => {
		const nested = typeof value === 'object' && value !== null && 'person' in value;
		const result = (nested ? nestedAssociate : flat).safeParse(value);
		if (result.success) return result.data;
		for (const issue of result.error.issues) {
			const params = issue.code === 'custom' ? issue.params : undefined;
			const { message, path } = issue;
			context.issues.push({ code: 'custom', message, path, params, input: value });
		}
		return z.NEVER;
	});

/** Something of BVNK's reference data, searched through the credential or given by its reference. */
const referenceDataField = (own: {
	displayName: string;
	name: string;
	searchListMethod: string;
	description: string;
}) => {
	const { searchListMethod, ...others } = own;
	return field({
		...others,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		modes: [
			fromList(searchListMethod, 'Choose one'),
			typed('By Reference', 'e.g. 30ea15fc-06d8-11ef-b6e1-027612b7f6b5'),
		],
		check: uuid(),
		personal: false,
	});
};

const seat = flatAddress('Registered Address');

/** The fields of Create Company. */
export const companyFields: Field[] = [
	sessionField,
	externalReferenceField,
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
		countryField({
			displayName: 'Tax Residence Country',
			name: 'taxResidenceCountryCode',
			required: true,
		}),
		textField({
			displayName: 'Registration Number',
			name: 'registrationNumber',
			placeholder: 'e.g. HRB 123456',
			description:
				'BVNK asks for it in Europe. In the United States the tax number may stand in for it.',
		}),
		referenceDataField({
			displayName: 'Industry',
			name: 'industryReference',
			searchListMethod: 'searchIndustries',
			description: "One of BVNK's industries. Sandbox and production have different ones.",
		}),
		referenceDataField({
			displayName: 'Monthly Expected Volume',
			name: 'monthlyExpectedVolumesReference',
			searchListMethod: 'searchMonthlyVolumes',
			description: "One of BVNK's volume bands. Sandbox and production have different ones.",
		}),
		...requiredOf(seat),
		{
			displayName: 'Associates',
			name: 'associates',
			entry: { displayName: 'Associate', name: 'associate' },
			required: true,
			description:
				'BVNK asks for a representative, an owner and a director. One person may be all three.',
			ifEmpty:
				'needs at least one: BVNK asks for a representative, an owner and a director, and one person may be all three',
			fromList: {
				displayName: 'Associates From List',
				name: 'associatesList',
				description:
					'A list that an expression gives, such as {{ $json.directors }}. Its entries follow those above; each carries the labels or the names of the fields of an associate.',
			},
			instead: eitherAssociate,
			fields: [
				...names('Jonas', 'Berg'),
				countryField({ displayName: 'Nationality', name: 'nationality' }),
				field({
					displayName: 'Titles',
					name: 'titles',
					type: 'multiOptions',
					options: choices(ASSOCIATE_TITLES),
					allowArbitraryValues: true,
					default: [],
					description:
						'What the person is in the company. Choose from the list, or specify a list of other values using an expression.',
					check: choicesOf(choices(ASSOCIATE_TITLES), { others: true }),
					personal: false,
					remark: notListed(choices(ASSOCIATE_TITLES)),
				}),
				address(),
				contactInfo,
				taxIdentification,
			],
		},
	]),
	forTheUnitedStates(
		'usCompany',
		'In the United States, BVNK also asks for Registered Address State Code and Tax Number. Add them below.',
	),
	additionalFields([
		...customerFields,
		...inside('company', [
			...optionalOf(seat),
			descriptionField,
			dayField({
				displayName: 'Business Operations Start Date',
				name: 'businessOperationsStartDate',
				placeholder: 'e.g. 2016-04-01',
				check: day(),
			}),
			dayField({
				displayName: 'Incorporation Date',
				name: 'incorporationDate',
				placeholder: 'e.g. 2016-04-01',
				check: pastDay(),
			}),
			address('Operational Address', 'operationalAddress'),
			textField({
				displayName: 'Tax Number',
				name: 'taxNumber',
				placeholder: 'e.g. 12-3456789',
				description: 'EIN or TIN. BVNK asks for it in the United States.',
				sensitiveIn: ['company.taxNumber'],
			}),
			textField({
				displayName: 'Website',
				name: 'website',
				placeholder: 'e.g. https://northwind.example',
				check: website(),
			}),
		]),
	]),
];

/** The fields of Update: an individual's contact, address or date of birth, all that BVNK lets change. */
export const updateFields: Field[] = [
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		description: 'Only what is filled in is sent. What is left out stays as it is at BVNK.',
		collection: [addressUpdate, contactInfo, dateOfBirth(), extraJsonField],
	},
];
