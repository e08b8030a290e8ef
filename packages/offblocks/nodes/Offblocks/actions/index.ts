// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { defineNode } from '../../../../../nodes/shared/node/defineNode';
import type { Resource } from '../../../../../nodes/shared/node/operation';
import { offblocks } from '../api/offblocks';
import { account } from './account';
import { card } from './card';
import { customer } from './customer';
import { referenceData } from './referenceData';
import { sandbox } from './sandbox';

/** In the order in which n8n lists them. */
export const resources: Resource[] = [account, card, customer, referenceData, sandbox];

/** What the node file takes over. */
export const node = defineNode({
	api: offblocks,
	packageName: 'n8n-nodes-offblocks',
	resources,
	defaultResource: 'customer',
});
