// Creates a person at BVNK.

import { individualFields } from '../../bodies/customer';
import { creating } from './create';

export const createIndividual = creating(
	'INDIVIDUAL',
	{
		value: 'createIndividual',
		action: 'Create individual customer',
		description: 'Onboard a person',
	},
	individualFields,
);
