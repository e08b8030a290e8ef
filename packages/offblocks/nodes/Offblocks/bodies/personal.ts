// What of a body must not come back in an error text.

import { personalIn } from '../../../../../nodes/shared/body/personal';
import { isObject } from '../../../../../nodes/shared/check/groups';
import type { Field } from '../../../../../nodes/shared/form/field';
import { addressIn } from './accountId';

/** The texts of a body that are somebody's own, and the addresses in them: an API may quote those alone. */
export function ownTexts(fields: Field[], body: unknown): Set<string> {
	const found = personalIn(fields, body);
	for (const value of isObject(body) ? Object.values(body) : []) {
		const address = addressIn(value);
		if (address !== undefined) found.add(address);
	}
	return found;
}
