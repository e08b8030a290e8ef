// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { defineNode } from '../../shared/node/defineNode';
import type { Resource } from '../../shared/node/operation';
import { bvnkV2 } from '../api/bvnk';
import { agreement } from './agreement';
import { associate } from './associate';
import { customer } from './customer';
import { document } from './document';

/** In the order in which n8n lists them. */
export const resources: Resource[] = [agreement, associate, customer, document];

/** What the node file takes over. */
export const node = defineNode({
	api: bvnkV2,
	packageName: 'n8n-nodes-bvnk-onboarding',
	resources,
	defaultResource: 'customer',
});

/**
 * Where answers hold tax and document numbers, and the links that let a customer in. v2 answers a body as it
 * was sent. n8n 2.41.1 stores this list and hides nothing by it: it stands here for versions that do.
 */
export const sensitiveOutputFields = [
	'authenticatedLink.link',
	'company.associates[*].person.taxIdentification.number',
	'company.taxIdentification.number',
	'entity.taxIdentification.number',
	'individual.documentNumber',
	'individual.taxIdentification.number',
	'link',
	'signingUrl',
];
