// Creates a person at BVNK.

import { individualFields } from '../../bodies/customer';
import { createOperation } from './create';

export const createIndividual = createOperation(
	'INDIVIDUAL',
	{
		value: 'createIndividual',
		action: 'Create individual customer',
		description: 'Onboard a person',
	},
	individualFields,
);
