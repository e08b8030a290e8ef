// Creates a company, with the people behind it, at BVNK.

import { companyFields } from '../../bodies/customer';
import { createFromForm, SIGNED_FIRST } from './create';

export const createCompany = createFromForm(
	'COMPANY',
	{
		value: 'createCompany',
		action: 'Create company customer',
		description: 'Onboard a company and the people behind it',
		builderHint: SIGNED_FIRST,
	},
	companyFields,
);
