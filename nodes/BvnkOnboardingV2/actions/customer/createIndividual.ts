// Creates a person at BVNK.

import { individualFields } from '../../bodies/customer';
import { createFromForm, SAME_REFERENCE } from './create';

export const createIndividual = createFromForm(
	'individual',
	{
		value: 'createIndividual',
		name: 'Create Individual',
		action: 'Create individual customer',
		description: 'Onboard a person',
		builderHint: SAME_REFERENCE,
	},
	individualFields,
);
