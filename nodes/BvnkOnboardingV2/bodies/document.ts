// Documents as v2 takes them: files beside a list that says what each is. Whose they are, the path says.

import { documentFields } from '../../BvnkOnboarding/bodies/document';
import { isCollection, isGroup, type GroupField } from '../../shared/form/field';

/** v1's field for the associate, and where each field's words are v2's. */
const V1_ASSOCIATE = 'customerPersonReference';
const WORDS: Record<string, string> = {
	type: 'What the document is. Prefer what Get Required Actions lists.',
	subType:
		'The side of a two-sided document, or the kind of a company document. Each side is a document of its own',
	countryCode: 'Where the document was issued. BVNK asks for it of individuals.',
};

/** The documents of one item. Each has, beside what BVNK takes, the binary field that holds its file. */
export const documents: GroupField = {
	displayName: 'Documents',
	name: 'documents',
	entry: { displayName: 'Document', name: 'document' },
	required: true,
	ifEmpty: 'is empty: there is nothing to upload',
	description:
		'The files of one item, any number. They go to BVNK three at a time at most, in their order.',
	fields: documentFields
		.filter(({ name }) => name !== V1_ASSOCIATE)
		.map((one) =>
			isGroup(one) || isCollection(one) || !WORDS[one.name]
				? one
				: { ...one, description: withChoice(WORDS[one.name]!, one.description ?? '') },
		),
};

/** Keeps what n8n's list says about other values. */
function withChoice(words: string, description: string): string {
	const choice = /(?:^|\. )(Choose from the list, or [^.]*)\.?$/.exec(description)?.[1];
	return choice ? `${words.replace(/\.$/, '')}. ${choice}.` : words;
}
