// Creates a person at BVNK.

import { individualFields } from '../../bodies/customer';
import { createFromForm } from './create';

export const createIndividual = createFromForm(
	'INDIVIDUAL',
	{
		value: 'createIndividual',
		action: 'Create individual customer',
		description: 'Onboard a person',
	},
	individualFields,
);
