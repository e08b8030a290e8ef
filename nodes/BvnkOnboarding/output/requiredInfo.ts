// What BVNK still asks for, as flat lists that a workflow can loop over.

import type { IDataObject } from 'n8n-workflow';
import type * as z from 'zod/v4';
import { isObject } from '../../shared/check/groups';
import type { requiredInfoAnswer } from '../api/answers';
import { codeIn } from './entries';

/** A set of documents of which any one will do. */
export interface MissingDocument {
	docSetType: string | null;
	anyOf: string[];
}

/**
 * The lists of an info-required answer, empty where BVNK leaves one out. Its documents are objects
 * today; a bare text counts as a set of that one type. Other entries pass as they came, because BVNK does
 * not document what questionnaires and data hold. A code that stands in both of the questionnaires'
 * lists (`questionnaireCodes` is what a creation answers) is listed once.
 */
export function readRequiredInfo(info: z.infer<typeof requiredInfoAnswer>) {
	const {
		documents = [],
		questionnaires = [],
		questionnaireCodes = [],
		data = [],
	} = info.infoRequired ?? {};
	return {
		missingDocuments: documents.map(missingDocument),
		missingQuestionnaires: [
			...new Set([...questionnaires, ...questionnaireCodes]),
		] as IDataObject[],
		missingData: data as IDataObject[],
		failureReasons: (info.verificationFailure?.reasons ?? []) as IDataObject[],
	};
}

function missingDocument(entry: unknown): MissingDocument & IDataObject {
	if (typeof entry === 'string') return { docSetType: entry, anyOf: [entry] };
	if (!isObject(entry)) return { docSetType: null, anyOf: [] };
	const { docSetType, types, ...others } = entry as IDataObject;
	return {
		...others,
		docSetType: typeof docSetType === 'string' ? docSetType : null,
		anyOf: [types ?? []].flat().flatMap((type) => codeIn(type) ?? []),
	};
}
