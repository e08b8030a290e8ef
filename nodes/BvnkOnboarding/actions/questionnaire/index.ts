// Questionnaires, which BVNK asks of companies.

import type { Resource } from '../../../shared/node/operation';
import { getDefinitions } from './getDefinitions';
import { submit } from './submit';

export const questionnaire: Resource = {
	value: 'questionnaire',
	name: 'Questionnaire',
	usual: 'getDefinitions',
	operations: [getDefinitions, submit],
};
