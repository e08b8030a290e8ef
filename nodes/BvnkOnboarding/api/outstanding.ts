// What is left to do for a customer, as one flat list, from the customer and from what BVNK says is required.

import type { IDataObject } from 'n8n-workflow';
import type { CustomerAnswer } from './answers';
import type { readRequiredInfo } from './requiredInfo';
import { simpleCustomer } from './simplify';
import { statusGroupOf } from './statuses';

/** One thing to do. */
export interface ToDo {
	kind: 'document' | 'questionnaire' | 'data' | 'failure' | 'verification';
	/** Whose it is. */
	of: 'customer' | 'associate';
	/** What documents call `customerPersonReference`; null for the customer's own. */
	personReference: string | null;
	name: string | null;
	/** In words: what to do. */
	todo: string;
	/** The document set, the questionnaire's code, the failure's code; null for a verification. */
	code: string | null;
	/** Types of which any one will do, for a document. */
	anyOf: string[];
	/** Where the person verifies itself, and until when the link is good. */
	url: string | null;
	expiresAt: string | null;
}

type RequiredInfo = ReturnType<typeof readRequiredInfo>;

/** Everything that is left to do; empty once BVNK has decided, whatever links are still about. */
export function toDosOf(customer: CustomerAnswer, required: RequiredInfo): ToDo[] {
	const { name } = simpleCustomer(customer);
	const own = { of: 'customer' as const, personReference: null, name };
	const nothing = { code: null, anyOf: [], url: null, expiresAt: null };
	const isDecided = ['verified', 'rejected', 'terminated'].includes(statusGroupOf(customer.status));
	return [
		...required.missingDocuments.map(({ docSetType, anyOf }): ToDo => ({
			...nothing,
			...own,
			kind: 'document',
			todo: `Upload ${anyOf.length > 1 ? `one of ${anyOf.join(', ')}` : (anyOf[0] ?? docSetType ?? 'a document')}`,
			code: docSetType,
			anyOf,
		})),
		...required.missingQuestionnaires.map((entry): ToDo => ({
			...nothing,
			...own,
			kind: 'questionnaire',
			todo: 'Submit the questionnaire',
			code: codeIn(entry),
		})),
		...required.missingData.map((entry): ToDo => ({
			...nothing,
			...own,
			kind: 'data',
			todo: `Provide ${codeIn(entry) ?? 'data that BVNK does not name'}`,
			code: codeIn(entry),
		})),
		...required.failureReasons.map((reason): ToDo => ({
			...nothing,
			...own,
			kind: 'failure',
			todo: textIn(reason, ['description', 'message']) ?? 'Correct what BVNK could not verify',
			code: textIn(reason, ['failureCode', 'code']),
		})),
		...(isDecided ? [] : verifications(customer, own)),
	];
}

/** The open links: the customer's own, and each associate's. */
function verifications(
	customer: CustomerAnswer,
	own: Pick<ToDo, 'of' | 'personReference' | 'name'>,
): ToDo[] {
	const all = [
		{ ...own, verification: customer.company?.verification ?? customer.verification },
		...associatesOf(customer).map(({ reference, name, verification }) => ({
			of: 'associate' as const,
			personReference: reference,
			name,
			verification,
		})),
	];
	return all.flatMap(({ verification, ...whose }): ToDo[] => {
		const url = textIn(verification, ['url']);
		if (!url || textIn(verification, ['status']) === 'completed') return [];
		return [
			{
				...whose,
				kind: 'verification',
				todo: 'Open the verification link',
				code: null,
				anyOf: [],
				url,
				expiresAt: textIn(verification, ['expiresAt']),
			},
		];
	});
}

/** The people of a company, with the reference that documents call `customerPersonReference`. */
export function associatesOf(customer: CustomerAnswer) {
	const { associates } = customer.company ?? {};
	return (Array.isArray(associates) ? (associates as IDataObject[]) : []).flatMap((associate) => {
		const reference = textIn(associate.person, ['reference']);
		const names = ['firstName', 'lastName'].map((part) => textIn(associate.person, [part]));
		const name = names.filter(Boolean).join(' ') || (reference ?? '');
		return reference ? [{ reference, name, verification: associate.verification }] : [];
	});
}

/** What an entry is called, whose form BVNK does not document. */
function codeIn(entry: unknown): string | null {
	if (typeof entry === 'string') return entry;
	return textIn(entry, ['code', 'questionnaireCode', 'field', 'name', 'type', 'id']);
}

function textIn(entry: unknown, names: string[]): string | null {
	if (typeof entry !== 'object' || entry === null) return null;
	const values = names.map((name) => (entry as IDataObject)[name]);
	return values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}
