// Fields of people as v2 takes them: they are v1's.

import { address, contactInfo, names, taxIdentification } from '../../BvnkOnboarding/bodies/person';
import { email } from '../../shared/check/checks';
import type { Field } from '../../shared/form/field';
import { countryField, textField } from '../../shared/form/fields';

/** An e-mail address that a form demands. */
export const emailField = textField({
	displayName: 'Email Address',
	name: 'emailAddress',
	required: true,
	placeholder: 'e.g. mira.holt@example.org',
	alsoCalled: ['Email'],
	check: email(),
});

/** Somebody behind a company, inside a list of them. */
export const associatedPerson: Field[] = [
	...names('Jonas', 'Brandt'),
	countryField({ displayName: 'Nationality', name: 'nationality' }),
	address(),
	contactInfo,
	taxIdentification,
];
