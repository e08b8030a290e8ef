// Which document an item is about. It is typed or mapped: the path of BVNK's list is not documented.

import { uuid } from '../../../shared/check/reference';
import { textField } from '../../../shared/form/fields';

/** The document's reference, checked to be a UUID. */
export const documentLocator = textField({
	displayName: 'Document',
	name: 'documentReference',
	required: true,
	placeholder: 'e.g. 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10',
	description: "BVNK's reference of the document",
	check: uuid("BVNK's reference of the document, such as 5c9d2b0e-7a61-4f2d-9d0c-6b2f4f0b8a10"),
	personal: false,
});
