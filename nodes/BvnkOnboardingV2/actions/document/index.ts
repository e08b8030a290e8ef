// Documents that a customer hands in. (Their files are left out: where v2 gives them is not documented.)

import type { Resource } from '../../../shared/node/operation';
import { get } from './get';
import { getAll } from './getAll';
import { upload } from './upload';

export const document: Resource = {
	value: 'document',
	name: 'Document',
	defaultOperation: 'upload',
	operations: [get, getAll, upload],
};
