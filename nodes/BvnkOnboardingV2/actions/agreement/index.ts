// Agreements: what a prospect accepts before it becomes a customer, and what BVNK assigns to a customer. In
// the order of their life.

import type { Resource } from '../../../shared/node/operation';
import { answer } from './answer';
import { create } from './create';
import { download } from './download';
import { get } from './get';
import { getAll } from './getAll';

export const agreement: Resource = {
	value: 'agreement',
	name: 'Agreement',
	defaultOperation: 'create',
	operations: [create, getAll, get, download, answer],
};
