// From what the user gave to what is sent: the body of one item, checked.

import type { IDataObject } from 'n8n-workflow';
import { findingsOf, inputError } from '../check/findings';
import { valueFields, type Field } from '../form/field';
import type { Item } from '../node/operation';
import { labelAt, pathText } from './labels';
import { valueFieldAt } from './places';
import { schemaOf, type BodySource } from './schema';

/**
 * What will be sent: blanks dropped, codes in capitals, and the like.
 *
 * @param notUsed what the body does not hold of the item, in a whole sentence: it may be why a field is empty
 * @throws NodeOperationError that names each finding's field by its label
 */
export function checkedBody(
	item: Item,
	fields: Field[],
	given: unknown,
	source: BodySource = 'json',
	notUsed?: string,
): IDataObject {
	const result = schemaOf(fields, source).safeParse(given);
	if (!result.success) {
		const findings = findingsOf(result.error, (path) => labelAt(fields, path) ?? pathText(path));
		throw inputError(item, findings, notUsed);
	}
	const body = result.data as IDataObject;
	for (const remark of remarksOn(fields, body)) item.remark(remark);
	return body;
}

/** What the fields have to say about values that are sent all the same. */
function remarksOn(fields: Field[], body: IDataObject): string[] {
	if (!valueFields(fields).some(({ remark }) => remark)) return [];
	const remarks: string[] = [];
	const look = (path: PropertyKey[], value: unknown): void => {
		if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) {
				look([...path, Array.isArray(value) ? Number(key) : key], inner);
			}
			return;
		}
		if (value === null || value === undefined) return;
		const words = valueFieldAt(fields, path)?.remark?.(value);
		if (words) remarks.push(`'${labelAt(fields, path) ?? pathText(path)}' ${words}`);
	};
	look([], body);
	return remarks;
}
