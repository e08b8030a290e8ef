// Answers to a questionnaire, as BVNK takes them. Their form is not documented: this one is inferred.

import { UserError, type IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import type { Question } from '../output/questionnaires';

/** Between the section and the question in the name of a field of the form. */
const SEPARATOR = '::';

/** The name under which a question's answer stands in the form. Colons of its two ids are escaped. */
export function fieldNameOf({ sectionId, itemId }: Pick<Question, 'sectionId' | 'itemId'>): string {
	return `${escaped(sectionId)}${SEPARATOR}${escaped(itemId)}`;
}

/** As a URL escapes it: n8n's editor would take a backslash away. */
const escaped = (id: string) => id.replace(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));

const unescaped = (id: string) => id.replace(/%25|%3A/g, (code) => (code === '%25' ? '%' : ':'));

/**
 * Answers from the form as BVNK's list of questionnaires: `[{ code, sections: [{ id, items: [{ id, value }] }] }]`.
 * What was left empty is left out.
 *
 * @throws UserError for a field that names no question, and for two that name the same one: no answer may
 * go to another question
 */
export function answersBody(code: string, answers: IDataObject): IDataObject[] {
	const sections = new Map<string, Map<string, unknown>>();
	for (const [name, value] of Object.entries(answers)) {
		if (value === null || value === undefined || value === '') continue;
		const at = name.indexOf(SEPARATOR);
		if (at <= 0 || at + SEPARATOR.length === name.length) {
			throw new UserError(
				`'Answers' has a field '${name}', which names no question. Load the questions again: open the node and refresh 'Answers'.`,
			);
		}
		const sectionId = unescaped(name.slice(0, at));
		const itemId = unescaped(name.slice(at + SEPARATOR.length));
		const items = sections.get(sectionId) ?? new Map<string, unknown>();
		if (items.has(itemId)) {
			throw new UserError(
				`'Answers' answers the question '${itemId}' twice. Load the questions again: open the node and refresh 'Answers'.`,
			);
		}
		items.set(itemId, value);
		sections.set(sectionId, items);
	}
	const itemsOf = (items: Map<string, unknown>) => [...items].map(([id, value]) => ({ id, value }));
	return [
		{ code, sections: [...sections].map(([id, items]) => ({ id, items: itemsOf(items) })) },
	] as IDataObject[];
}

/** `PUT …/customers/{reference}/questionnaires`: a list, whose entries BVNK is the judge of. */
export const submitRequest = z
	.array(z.looseObject({}).refine((entry) => Object.keys(entry).length > 0))
	.min(1);
