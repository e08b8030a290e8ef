// Creates a company, with the people behind it, at BVNK. Its fields are known from one public client alone.

import { noticeField } from '../../../shared/form/fields';
import { companyFields } from '../../bodies/customer';
import { createFromForm, SAME_REFERENCE } from './create';

const preview = noticeField(
	'preview',
	'Preview: BVNK does not publish the fields of a company. These are what a public client sends. What BVNK wants otherwise goes into Extra JSON, or the whole body into Create From JSON.',
);

export const createCompany = createFromForm(
	'company',
	{
		value: 'createCompany',
		name: 'Create Company (Preview)',
		builderHint: SAME_REFERENCE,
		action: 'Create company customer',
		description:
			'Onboard a company and the people behind it. Preview: BVNK does not publish its fields.',
	},
	[preview, ...companyFields],
);
