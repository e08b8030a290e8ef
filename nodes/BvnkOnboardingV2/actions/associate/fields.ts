// Which associate an item is about, and what a workflow gets of one.

import type { IDataObject } from 'n8n-workflow';
import { field } from '../../../shared/form/field';
import { fromList, typed } from '../../../shared/form/locator';
import { id } from '../../bodies/id';

/** An associate of the customer above it. */
export const associateLocator = field({
	displayName: 'Associate',
	name: 'associateId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: "BVNK's ID of the associate",
	modes: [
		fromList('searchAssociates', 'Choose an associate'),
		typed('By ID', 'e.g. 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'),
	],
	check: id('the ID of an associate, such as 0d9e6c1e-2f55-4d57-9a6b-7a2f0d1f9c02'),
	personal: false,
});

/** What was sent, in the fields that tell whose it is. */
export const sentAssociate = (customerId: string, associate: IDataObject): IDataObject => ({
	...associate,
	customerId,
});
