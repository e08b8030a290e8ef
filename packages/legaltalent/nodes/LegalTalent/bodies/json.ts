// Fields beside those that are named, because LegalTalent documents only some.

import * as z from 'zod/v4';
import { field } from '../../../../../nodes/shared/form/field';

/** JSON that is merged over what the fields give. */
export const extraJsonField = field({
	displayName: 'Extra JSON',
	name: 'extraJson',
	type: 'json',
	default: '{}',
	description:
		"Fields of LegalTalent's that are not offered here. Merged over the others last, as a JSON Merge Patch: objects are merged, lists are replaced, null removes a field.",
	check: z.unknown(),
	personal: true,
});

/** The body of a call whose fields LegalTalent does not document. */
export const bodyField = (description: string) =>
	field({
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '{}',
		description,
		check: z.unknown(),
		personal: true,
	});
