// The customer: a company or an individual, in which sessions, organization and risk come together.

import type { Resource } from '../../../../../../nodes/shared/node/operation';
import { addToMonitoring } from './addToMonitoring';
import { create } from './create';
import { deactivate } from './deactivate';
import { get } from './get';
import { getAll } from './getAll';
import { getOrganization } from './getOrganization';
import { getRiskProfile } from './getRiskProfile';
import { getSessions } from './getSessions';
import { update } from './update';

export const customer: Resource = {
	value: 'customer',
	name: 'Customer',
	defaultOperation: 'get',
	operations: [
		addToMonitoring,
		create,
		deactivate,
		get,
		getAll,
		getOrganization,
		getRiskProfile,
		getSessions,
		update,
	],
};
