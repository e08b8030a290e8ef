// Fields of people as v2 takes them: they are v1's.

import { address, contactInfo, names, taxIdentification } from '../../BvnkOnboarding/bodies/person';
import type { Field } from '../../shared/form/field';
import { countryField } from '../../shared/form/fields';

/** Somebody behind a company, inside a list of them. */
export const associatedPerson: Field[] = [
	...names('Jonas', 'Brandt'),
	countryField({ displayName: 'Nationality', name: 'nationality' }),
	address(),
	contactInfo,
	taxIdentification,
];
