// The session: one check of a person or company, by a workflow of LegalTalent's.

import type { Resource } from '../../../../../../nodes/shared/node/operation';
import { create } from './create';
import { extend } from './extend';
import { generateLink } from './generateLink';
import { get } from './get';
import { getAll } from './getAll';
import { waitForDecision } from './waitForDecision';

export const session: Resource = {
	value: 'session',
	name: 'Session',
	defaultOperation: 'get',
	operations: [create, extend, generateLink, get, getAll, waitForDecision],
};
