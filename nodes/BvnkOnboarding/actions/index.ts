// Every resource of the node. Adding one is adding a folder here and a line to this list.

import { defineNode } from '../../shared/node/defineNode';
import { valueFields } from '../../shared/form/field';
import type { Resource } from '../../shared/node/operation';
import { bvnkV1 } from '../api/bvnk';
import { agreementSession } from './agreementSession';
import { customer } from './customer';
import { document } from './document';
import { questionnaire } from './questionnaire';
import { referenceData } from './referenceData';

/** In the order in which n8n lists them. */
export const resources: Resource[] = [
	agreementSession,
	customer,
	document,
	questionnaire,
	referenceData,
];

/** What the node file takes over. */
export const node = defineNode({
	api: bvnkV1,
	packageName: 'n8n-nodes-bvnk-onboarding',
	resources,
	defaultResource: 'customer',
});

/**
 * Where answers hold tax and document numbers, from the marks of the fields. n8n 2.41.1 stores this list and
 * hides nothing by it: it stands here for versions that do.
 */
export const sensitiveOutputFields = [
	...new Set(
		resources
			.flatMap(({ operations }) => operations)
			.flatMap(({ fields }) => valueFields(fields))
			.flatMap(({ sensitiveIn = [] }) => sensitiveIn),
	),
].sort();
