// BVNK's names of things in v2: `id`, a UUID. A `reference` is the partner's own there.

import * as z from 'zod/v4';
import { isObject } from '../../shared/check/groups';
import { uuid } from '../../shared/check/reference';
import { listIn } from '../../shared/check/checks';

/** The ID of a thing. An item's whole thing, dropped where its ID is wanted, gives its own. */
export const id = (whose?: string) =>
	z.preprocess(
		(given) => (isObject(given) && typeof given.id === 'string' ? given.id : given),
		uuid(whose),
	);

/** Several IDs: a list, or text with commas between them. */
export const ids = (whose: string) =>
	z.preprocess(
		(given) => (isObject(given) ? [given] : listIn(given)),
		z.array(id(whose)).transform((all) => [...new Set(all)]),
	);
