// Fields and words that several operations share.

import { toggle } from '../../../../../nodes/shared/check/checks';
import { field } from '../../../../../nodes/shared/form/field';
import { noticeField } from '../../../../../nodes/shared/form/fields';
import { setting } from '../../../../../nodes/shared/form/read';
import type { Answered } from '../../../../../nodes/shared/http/client';
import type { Item } from '../../../../../nodes/shared/node/operation';
import { OPTIONS } from '../../../../../nodes/shared/node/options';
import type { IDataObject } from 'n8n-workflow';
import { isPlainObject } from '../../../../../nodes/shared/form/json';

/** Stands above the fields of an operation that LegalTalent does not document in full. */
export const notConfirmed = (what: string) =>
	noticeField('notConfirmed', `Not confirmed by LegalTalent's public documentation: ${what}.`);

/** What came, with its envelope. */
export const fullResponseField = field({
	displayName: 'Full Response',
	name: 'fullResponse',
	type: 'boolean',
	default: false,
	description:
		"Whether to return LegalTalent's answer with its envelope, such as the request ID in meta, and not its data alone",
	check: toggle(),
	personal: false,
});

/** The output of an answer: its data, or all of it where the user wants that. What is no object stands in `data`. */
export function outputOf(item: Item, { value, body }: Answered<unknown>): IDataObject {
	const output = setting(item, fullResponseField, OPTIONS) ? body : value;
	if (isPlainObject(output)) return output as IDataObject;
	return output === undefined || output === null ? {} : { data: output };
}
