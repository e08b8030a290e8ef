// How much of an answer an item is given: few flat fields, all of it, or the fields that a tool names.

import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../../shared/node/operation';
import { outputOf, selected } from '../../shared/node/toolOutput';

/** Makes an item's output, as its form says. */
export function outputFor(item: Item): (simple: IDataObject, raw: IDataObject) => IDataObject {
	const output = outputOf(item);
	if (output === 'raw') return (_, raw) => raw;
	if (output === 'simplified') return (simple) => simple;
	return (simple, raw) => selected({ ...raw, ...simple }, output);
}
