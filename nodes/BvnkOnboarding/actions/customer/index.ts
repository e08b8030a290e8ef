// The customer: an individual or a company that a partner onboards.

import type { Resource } from '../operation';
import { createCompany } from './createCompany';
import { createIndividual } from './createIndividual';
import { get } from './get';
import { getAll } from './getAll';
import { getRequiredInfo } from './getRequiredInfo';
import { update } from './update';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	operations: [createCompany, createIndividual, get, getAll, getRequiredInfo, update],
};
