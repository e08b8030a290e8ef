// Questionnaires, which BVNK asks of companies.

import type { Resource } from '../../../shared/node/operation';
import { getDefinitions } from './getDefinitions';
import { submit, submitFromJson } from './submit';

export const questionnaire: Resource = {
	value: 'questionnaire',
	name: 'Questionnaire',
	defaultOperation: 'getDefinitions',
	operations: [getDefinitions, submit, submitFromJson],
};
