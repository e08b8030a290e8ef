// The action node's operations, with the properties that n8n shows for each.

import type { INodeProperties } from 'n8n-workflow';
import { resources } from '../nodes/BvnkOnboarding/actions';
import { bvnkV1 } from '../nodes/BvnkOnboarding/api/bvnk';
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
		properties: propertiesOf(operation),
	})),
);
