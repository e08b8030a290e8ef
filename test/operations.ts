// The operations of both action nodes, with the properties that n8n shows for each.

import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../nodes/BvnkOnboarding/actions';
import { bvnkV1 } from '../nodes/BvnkOnboarding/api/bvnk';
import { resources as resourcesV2 } from '../nodes/BvnkOnboardingV2/actions';
import { bvnkV2 } from '../nodes/BvnkOnboardingV2/api/bvnk';
import { form } from '../nodes/shared/form/field';
import { fieldsOf } from '../nodes/shared/node/defineNode';
import type { Operation } from '../nodes/shared/node/operation';

/** The properties of an operation, its options among them. */
export const propertiesOf = (operation: Operation): INodeProperties[] =>
	form(fieldsOf(bvnkV1, operation));

/** Every operation, with the names of its resource. */
export const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		resource: resource.value,
		resourceName: resource.name,
		operation: operation.value,
		name: operation.name,
		action: operation.action,
		properties: propertiesOf(operation),
	})),
);

/** The same of v2's node. */
export const operationsV2 = resourcesV2.flatMap((resource) =>
	resource.operations.map((operation) => ({
		resource: resource.value,
		resourceName: resource.name,
		operation: operation.value,
		name: operation.name,
		action: operation.action,
		properties: form(fieldsOf(bvnkV2, operation)),
	})),
);
