// BVNK's questionnaires for companies: their definitions as flat questions, and answers as BVNK takes them.
//
// BVNK documents neither the keys of a definition's entries nor those of the answers, beyond that there
// are sections with items. Each key is looked for under the names that BVNK's generated clients and its
// verification provider use; what is not found is left out, and the entry itself always passes along.

import type { IDataObject } from 'n8n-workflow';
import * as z from 'zod/v4';

export const definitionsAnswer = z.array(z.looseObject({}));

/** One question of a definition. */
export interface Question {
	questionnaireCode: string;
	sectionId: string;
	section: string;
	itemId: string;
	question: string;
	type: string | null;
	required: boolean;
	options: Array<{ value: string; label: string }>;
	/** The question as BVNK gives it. */
	raw: IDataObject;
}

/** All questions of a definition, in its order. */
export function questionsOf(definition: IDataObject): Question[] {
	const questionnaireCode = firstText(definition, ['code', 'id', 'reference']) ?? '';
	return entriesOf(definition.sections).flatMap(([sectionKey, section]) =>
		entriesOf(section.items).map(([itemKey, item]) => ({
			questionnaireCode,
			sectionId: firstText(section, ['id', 'code', 'key']) ?? sectionKey,
			section: firstText(section, ['title', 'name', 'label', 'description']) ?? sectionKey,
			itemId: firstText(item, ['id', 'code', 'key']) ?? itemKey,
			question:
				firstText(item, ['question', 'title', 'label', 'name', 'text', 'description']) ?? itemKey,
			type: firstText(item, ['type']) ?? null,
			required: item.required === true || item.mandatory === true,
			options: entriesOf(item.options).map(([optionKey, option]) => {
				const value = firstText(option, ['value', 'id', 'code', 'key']) ?? optionKey;
				return { value, label: firstText(option, ['title', 'label', 'name', 'text']) ?? value };
			}),
			raw: item,
		})),
	);
}

/** The code of a definition. */
export function codeOf(definition: IDataObject): string {
	return firstText(definition, ['code', 'id', 'reference']) ?? '';
}

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

/** The entries of a list, or of an object by its keys; a plain value counts as a title. */
function entriesOf(value: unknown): Array<[string, IDataObject]> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).map(([key, entry]) => [
		Array.isArray(value) && typeof entry !== 'object' ? String(entry) : key,
		typeof entry === 'object' && entry !== null ? (entry as IDataObject) : { title: String(entry) },
	]);
}

function firstText(entry: IDataObject, names: string[]): string | undefined {
	const texts = names
		.map((name) => entry[name])
		.map((value) => (typeof value === 'number' ? String(value) : value));
	return texts.find((value): value is string => typeof value === 'string' && value !== '');
}
