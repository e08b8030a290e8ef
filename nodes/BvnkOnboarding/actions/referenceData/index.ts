// BVNK's own lists, to which a company refers.

import type { Resource } from '../../../shared/node/operation';
import { getIndustries } from './getIndustries';
import { getMonthlyVolumes } from './getMonthlyVolumes';

export const referenceData: Resource = {
	value: 'referenceData',
	name: 'Reference Data',
	defaultOperation: 'getIndustries',
	operations: [getIndustries, getMonthlyVolumes],
};
