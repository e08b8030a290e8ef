// The customer: an individual or a company that a partner onboards.

import type { Resource } from '../../../shared/node/operation';
import { createCompany } from './createCompany';
import { createFromJson } from './createFromJson';
import { createIndividual } from './createIndividual';
import { get } from './get';
import { getAll } from './getAll';
import { getRequiredInfo } from './getRequiredInfo';
import { update } from './update';
import { waitForStatus } from './waitForStatus';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	defaultOperation: 'get',
	operations: [
		createCompany,
		createFromJson,
		createIndividual,
		get,
		getAll,
		getRequiredInfo,
		update,
		waitForStatus,
	],
};
