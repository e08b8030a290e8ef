// BVNK's questionnaires for companies: their definitions as flat questions.
//
// BVNK documents none of the keys of a definition's entries, beyond that there are sections with items. Each
// key is looked for under the names that BVNK's generated clients and its verification provider use. What is
// not found is left out. The entry itself always passes along.

import type { IDataObject } from 'n8n-workflow';

/** One question of a definition. */
export interface Question {
	question: string;
	required: boolean;
	type: string | null;
	options: Array<{ value: string; label: string }>;
	section: string;
	questionnaireCode: string;
	sectionId: string;
	itemId: string;
	/** The question as BVNK gives it. */
	raw: IDataObject;
}

/** All questions of a definition, in its order. */
export function questionsOf(definition: IDataObject): Question[] {
	const questionnaireCode = firstText(definition, ['code', 'id', 'reference']) ?? '';
	return entriesOf(definition.sections).flatMap(([sectionKey, section]) =>
		entriesOf(section.items).map(([itemKey, item]) => ({
			question:
				firstText(item, ['question', 'title', 'label', 'name', 'text', 'description']) ?? itemKey,
			required: item.required === true || item.mandatory === true,
			type: firstText(item, ['type']) ?? null,
			options: entriesOf(item.options).map(([optionKey, option]) => {
				const value = firstText(option, ['value', 'id', 'code', 'key']) ?? optionKey;
				return { value, label: firstText(option, ['title', 'label', 'name', 'text']) ?? value };
			}),
			section: firstText(section, ['title', 'name', 'label', 'description']) ?? sectionKey,
			questionnaireCode,
			sectionId: firstText(section, ['id', 'code', 'key']) ?? sectionKey,
			itemId: firstText(item, ['id', 'code', 'key']) ?? itemKey,
			raw: item,
		})),
	);
}

/** The code of a definition. */
export function codeOf(definition: IDataObject): string {
	return firstText(definition, ['code', 'id', 'reference']) ?? '';
}

/** What a definition is called; made from its code where BVNK gives no title. */
export function titleOf(definition: IDataObject): string {
	return (
		firstText(definition, ['title', 'name', 'label']) ?? questionnaireTitle(codeOf(definition))
	);
}

/** A code in words: `financialServicesQuestionnaireFull` → `Financial services`. */
export function questionnaireTitle(code: string): string {
	const words = code
		.replace(/Questionnaire(Full)?$/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

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
