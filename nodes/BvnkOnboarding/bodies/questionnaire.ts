// Answers to a questionnaire, as BVNK takes them. Their form is not documented: this one is inferred.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import type { Question } from '../output/questionnaires';

/** Between the section and the question in the name of a field of the form. */
const SEPARATOR = '::';

/** The name under which a question's answer stands in the form. */
export function fieldNameOf({ sectionId, itemId }: Question): string {
	return `${sectionId}${SEPARATOR}${itemId}`;
}

/**
 * Answers from the form as BVNK's list of questionnaires: `[{ code, sections: [{ id, items: [{ id, value }] }] }]`.
 * What was left empty is left out.
 */
export function answersBody(code: string, answers: IDataObject): IDataObject[] {
	const sections = new Map<string, IDataObject[]>();
	for (const [name, value] of Object.entries(answers)) {
		if (value === null || value === undefined || value === '') continue;
		const [sectionId, ...itemId] = name.split(SEPARATOR) as [string, ...string[]];
		const items = sections.get(sectionId) ?? [];
		items.push({ id: itemId.join(SEPARATOR), value });
		sections.set(sectionId, items);
	}
	return [{ code, sections: [...sections].map(([id, items]) => ({ id, items })) }];
}

/** `PUT …/customers/{reference}/questionnaires`: a list, whose entries BVNK is the judge of. */
export const submitRequest = z
	.array(z.looseObject({}).refine((entry) => Object.keys(entry).length > 0))
	.min(1);
