// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { defineNode } from '../../../../../nodes/shared/node/defineNode';
import type { Resource } from '../../../../../nodes/shared/node/operation';
import { legalTalent } from '../api/legaltalent';
import { customer } from './customer';
import { screening } from './screening';
import { session } from './session';
import { workflow } from './workflow';

/** In the order in which n8n lists them. */
export const resources: Resource[] = [customer, screening, session, workflow];

/** What the node file takes over. */
export const node = defineNode({
	api: legalTalent,
	packageName: 'n8n-nodes-legaltalent',
	resources,
	defaultResource: 'customer',
});
