// Associates: the people and the owning companies behind a company.

import type { Resource } from '../../../shared/node/operation';
import { create } from './create';
import { deleteAssociate } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const associate: Resource = {
	value: 'associate',
	name: 'Associate',
	defaultOperation: 'get',
	operations: [create, deleteAssociate, get, getAll, update],
};
