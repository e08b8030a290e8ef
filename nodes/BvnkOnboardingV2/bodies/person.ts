// Fields of people as v2 takes them. They are v1's: what a form demands stands flat in it, so that n8n marks
// it, and what may be left out stands behind.

import {
	contactInfo,
	address as addressGroup,
	dueDiligence,
	names,
	taxIdentification,
} from '../../BvnkOnboarding/bodies/person';
import { email } from '../../shared/check/checks';
import {
	inside,
	isCollection,
	isGroup,
	type Field,
	type GroupField,
} from '../../shared/form/field';
import { countryField, noticeField, textField } from '../../shared/form/fields';

/** What a field is called on the form's own level, where that differs. */
type Renamed = Record<string, { name?: string; displayName: string }>;

/** A field that shows whatever another one holds. */
function always(one: Field): Field {
	if (isGroup(one) || isCollection(one)) return one;
	const { showsFor: _, ...field } = one;
	return field;
}

/** A group that may be left out, and shows all its fields once it is added. */
const whole = ({ short: _, required: __, ...group }: GroupField): GroupField => ({
	...group,
	fields: group.fields.map(always),
});

/** An address in a group of its own. */
export const address = (displayName?: string, name?: string): GroupField =>
	whole(addressGroup(displayName, name));

/** What BVNK asks about a person's money, in a group of its own. */
export const dueDiligenceGroup: GroupField = whole(dueDiligence);

/** The fields of a level of the body, for the form's own level. */
function flat({ name: level, fields }: GroupField, renamed: Renamed = {}): Field[] {
	const own = fields
		.map(always)
		.map((one) =>
			isGroup(one) || isCollection(one)
				? one
				: { ...one, at: one.at ?? one.name, ...renamed[one.name] },
		);
	return inside(level, own);
}

const isRequired = (one: Field) => !isCollection(one) && one.required === true;

/** Those of the fields that a form demands. */
export const requiredOf = (fields: Field[]): Field[] => fields.filter(isRequired);

/** Those of the fields that may be left out. */
export const optionalOf = (fields: Field[]): Field[] => fields.filter((one) => !isRequired(one));

/** An address on the form's own level, with labels that tell it from other countries and names. */
export const flatAddress = (of = 'Address'): Field[] =>
	flat(addressGroup(), {
		addressLine1: { displayName: `${of} Line 1` },
		addressLine2: { displayName: `${of} Line 2` },
		city: { displayName: `${of} City` },
		postalCode: { displayName: `${of} Postal Code` },
		countryCode: { displayName: `${of} Country` },
		stateCode: { displayName: `${of} State Code` },
	});

/** The tax number and its country. A body given as JSON may leave it to BVNK what a country demands. */
export const flatTax: Field[] = flat(taxIdentification, {
	number: { name: 'taxNumber', displayName: 'Tax Number' },
}).map((one) => ({ ...one, optionalInJson: true }));

/** What BVNK asks about a person's money. */
export const flatDueDiligence: Field[] = flat(dueDiligence);

/** An e-mail address that a form demands. */
export const emailField = textField({
	displayName: 'Email Address',
	name: 'emailAddress',
	required: true,
	placeholder: 'e.g. mira.holt@example.org',
	check: email(),
});

/** Shows for the United States, where BVNK asks for more. */
export const forTheUnitedStates = (name: string, words: string): Field => ({
	...noticeField(name, words),
	displayOptions: { show: { countryCode: ['US'] } },
});

/** Somebody behind a company, inside a list of them. */
export const associatedPerson: Field[] = [
	...names('Jonas', 'Brandt'),
	countryField({ displayName: 'Nationality', name: 'nationality' }),
	address(),
	contactInfo,
	taxIdentification,
];
