// The screening: one look into sanctions lists.

import type { Resource } from '../../../../../../nodes/shared/node/operation';
import { checkSubject } from './checkSubject';

export const screening: Resource = {
	value: 'screening',
	name: 'Screening',
	defaultOperation: 'checkSubject',
	operations: [checkSubject],
};
