// Creates a person at BVNK.

import { individualFields } from '../../bodies/customer';
import { createFromForm, SIGNED_FIRST } from './create';

export const createIndividual = createFromForm(
	'INDIVIDUAL',
	{
		value: 'createIndividual',
		action: 'Create individual customer',
		description: 'Onboard a person',
		builderHint: SIGNED_FIRST,
	},
	individualFields,
);
