// The workflow: which steps a person goes through in a session. It is LegalTalent's, and no workflow of n8n.

import type { Resource } from '../../../../../../nodes/shared/node/operation';
import { get } from './get';
import { getAll } from './getAll';

export const workflow: Resource = {
	value: 'workflow',
	name: 'Workflow',
	defaultOperation: 'get',
	operations: [get, getAll],
};
