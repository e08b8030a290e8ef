// The people of a company: representatives, owners and directors.

import { ASSOCIATE_TITLES } from '../api/enums';
import { choices } from '../../shared/form/choices';
import { fieldGroups } from '../../shared/form/group';
import {
	contactInfoGroup,
	countryField,
	dayField,
	addressGroup,
	taxIdentificationGroup,
} from './person';

/** Any number of associates, each with titles, address, contact and tax identification. */
export const associatesField = fieldGroups({
	displayName: 'Associates',
	name: 'associates',
	entry: { displayName: 'Associate', name: 'associate' },
	description:
		'BVNK asks for a representative, an owner and a director. One person may be all three.',
	values: [
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Jonas',
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Berg',
		},
		dayField({ displayName: 'Date of Birth', name: 'dateOfBirth', required: true }),
		countryField({ displayName: 'Birth Country', name: 'birthCountryCode', required: true }),
		countryField({ displayName: 'Nationality', name: 'nationality' }),
		{
			displayName: 'Titles',
			name: 'titles',
			type: 'multiOptions',
			options: choices(ASSOCIATE_TITLES),
			allowArbitraryValues: true,
			default: [],
			description:
				'What the person is in the company. Choose from the list, or specify a list of other values using an expression.',
		},
		addressGroup(),
		contactInfoGroup(),
		taxIdentificationGroup(),
	],
});
