// Answers to a questionnaire, as BVNK takes them. Their form is not documented: this one is inferred.

import { UserError, type IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';
import { listIn } from '../../shared/check/checks';
import type { Question } from '../output/questionnaires';

/** Between the section and the question in the name of a field of the form. */
const SEPARATOR = '::';

/** At the end of a field's name: several answers may be given, in text with commas. */
const SEVERAL = '[]';

/** Whether a question takes several of its options. */
export function takesSeveral({ type, options }: Pick<Question, 'type' | 'options'>): boolean {
	return options.length > 0 && /multi/i.test(type ?? '');
}

/**
 * The name under which a question's answer stands in the form, which tells too whether it takes several:
 * n8n hands nothing else of the question to the node. What has a meaning there is escaped in its two ids.
 */
export function fieldNameOf(
	question: Pick<Question, 'sectionId' | 'itemId' | 'type' | 'options'>,
): string {
	const { sectionId, itemId } = question;
	const several = takesSeveral(question) ? SEVERAL : '';
	return `${escaped(sectionId)}${SEPARATOR}${escaped(itemId)}${several}`;
}

/** As a URL escapes it: n8n's editor would take a backslash away. */
const escaped = (id: string) =>
	id.replace(/[%:[]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const unescaped = (id: string) =>
	id.replace(/%(25|3A|5B)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/**
 * Answers from the form as BVNK's list of questionnaires: `[{ code, sections: [{ id, items: [{ id, value }] }] }]`.
 * What was left empty is left out. Several answers in one text are told apart by commas.
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
		const isList = name.endsWith(SEVERAL);
		const sectionId = unescaped(name.slice(0, at));
		const itemId = unescaped(
			name.slice(at + SEPARATOR.length, isList ? -SEVERAL.length : undefined),
		);
		const items = sections.get(sectionId) ?? new Map<string, unknown>();
		if (items.has(itemId)) {
			throw new UserError(
				`'Answers' answers the question '${itemId}' twice. Load the questions again: open the node and refresh 'Answers'.`,
			);
		}
		items.set(itemId, isList ? listIn(value) : value);
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
