// The agreement session: signed by a customer, and used up by its creation. In the order of its life.

import type { Resource } from '../../../shared/node/operation';
import { decline, sign } from './answer';
import { create } from './create';
import { get } from './get';
import { waitForSignature } from './waitForSignature';

export const agreementSession: Resource = {
	value: 'agreementSession',
	name: 'Agreement Session',
	defaultOperation: 'create',
	operations: [create, waitForSignature, get, sign, decline],
};
