// What is left to do for a customer, as one flat list, from the customer and from what BVNK says is required.

import type * as z from 'zod/v4';
import { isObject } from '../../shared/check/groups';
import { requiredInfoAnswer, type CustomerAnswer } from '../api/answers';
import { anyOfInWords } from './documentTypes';
import { codeIn, textIn } from './entries';
import { questionnaireTitle } from './questionnaires';
import { readRequiredInfo, type MissingDocument } from './requiredInfo';
import { simpleCustomer } from './simplify';
import { DECIDED, statusGroupOf } from '../api/statuses';

/** One thing to do. */
export interface ToDo {
	kind: 'document' | 'questionnaire' | 'data' | 'failure' | 'verification';
	/** Whose it is. */
	of: 'customer' | 'associate';
	/** What documents call `customerPersonReference`; null for the customer's own. */
	personReference: string | null;
	name: string | null;
	/** A whole sentence: whose it is, where it is a person's, and what to do. */
	todo: string;
	/** The document set, the questionnaire's code, the failure's code; null for a verification. */
	code: string | null;
	/** Types of which any one will do, for a document. */
	anyOf: string[];
	/** Where the person verifies itself, and until when the link is good. */
	url: string | null;
	expiresAt: string | null;
}

/** The associates by their references, with their places in BVNK's order. */
type People = Map<string, { name: string; place: number }>;
type Owner = Pick<ToDo, 'of' | 'personReference' | 'name'>;
/** What a to-do is before it is a sentence: what is to be done, beginning with a verb in lower case. */
type Doing = Omit<ToDo, 'todo'> & { doing: string };
type RequiredInfo = z.infer<typeof requiredInfoAnswer>;

const NOTHING = { code: null, anyOf: [], url: null, expiresAt: null };

/**
 * Everything that is left to do, the customer's own first, then associate by associate; empty once BVNK
 * has decided, whatever links are still about.
 */
export function toDosOf(customer: CustomerAnswer, info: RequiredInfo): ToDo[] {
	const group = statusGroupOf(info.status ?? customer.status);
	const isDecided = DECIDED.has(group);
	const people = peopleOf(customer);
	const toDos = [
		...required(people, info, customerAsOwner(customer)),
		...associatesIn(info).flatMap((entry) =>
			required(people, infoOf(entry), ownerOf(people, entry, ['reference', 'id'])),
		),
		...(isDecided ? [] : verifications(customer)),
	];
	const place = ({ personReference }: Doing) =>
		personReference === null ? -1 : (people.get(personReference)?.place ?? people.size);
	const isCompany = customer.type?.toUpperCase() === 'COMPANY' || Boolean(customer.company);
	return toDos.sort((a, b) => place(a) - place(b)).map((one) => readable(one, isCompany));
}

/** What to do comes before the details, because tables show fields in their order. */
function readable({ doing, ...doable }: Doing, isCompany: boolean): ToDo {
	const { url, expiresAt, kind, code, anyOf, of, name, personReference } = doable;
	const todo = sentence(doing, of === 'customer' && isCompany ? '' : whose(doable));
	return { todo, url, expiresAt, kind, code, anyOf, of, name, personReference };
}

/** `Ida Berg: open the verification link`; a company's own need no name. */
function sentence(doing: string, who: string): string {
	return who ? `${who}: ${doing}` : doing.charAt(0).toUpperCase() + doing.slice(1);
}

function whose({ of, name, personReference }: Owner): string {
	if (name || of === 'customer') return name ?? '';
	return personReference ? `Associate ${personReference}` : 'An associate';
}

/** The types of all documents that are missing, whoever's they are. */
export function missingTypes(info: RequiredInfo): string[] {
	const all = [info, ...associatesIn(info).map(infoOf)];
	const documents = all.flatMap((one) => readRequiredInfo(one).missingDocuments);
	return [...new Set(documents.flatMap(({ anyOf }) => anyOf))];
}

/** The codes of all questionnaires that are still to be answered. */
export function missingQuestionnaires(info: RequiredInfo): string[] {
	const all = [info, ...associatesIn(info).map(infoOf)];
	const entries = all.flatMap((one) => readRequiredInfo(one).missingQuestionnaires);
	return [...new Set(entries.flatMap((entry) => codeIn(entry) ?? []))];
}

/** What an info-required answer lists. An entry that names no person is `otherwise`'s. */
function required(people: People, info: RequiredInfo, otherwise: Owner): Doing[] {
	const lists = readRequiredInfo(info);
	const owner = (entry: unknown) => ownerOf(people, entry, [], otherwise);
	return [
		...lists.missingDocuments.map((entry): Doing => ({
			...NOTHING,
			...owner(entry),
			kind: 'document',
			doing: `upload ${documentFor(entry)}`,
			code: entry.docSetType,
			anyOf: entry.anyOf,
		})),
		...lists.missingQuestionnaires.map((entry): Doing => ({
			...NOTHING,
			...owner(entry),
			kind: 'questionnaire',
			doing: submitting(entry),
			code: codeIn(entry),
		})),
		...lists.missingData.map((entry): Doing => ({
			...NOTHING,
			...owner(entry),
			kind: 'data',
			doing: `provide ${codeIn(entry) ?? 'data that BVNK does not name'}`,
			code: codeIn(entry),
		})),
		...lists.failureReasons.map((reason): Doing => ({
			...NOTHING,
			...owner(reason),
			kind: 'failure',
			doing: correcting(textIn(reason, ['description', 'message'])),
			code: textIn(reason, ['failureCode', 'code']),
		})),
	];
}

/** What will do, in words. */
const documentFor = ({ anyOf, docSetType }: MissingDocument): string =>
	anyOfInWords(anyOf) || `a document${docSetType ? ` (${docSetType})` : ''}`;

function submitting(entry: unknown): string {
	const title = textIn(entry, ['title']) ?? questionnaireTitle(codeIn(entry) ?? '');
	return title ? `submit the questionnaire '${title}'` : 'submit a questionnaire';
}

function correcting(reason: string | null): string {
	return `correct what BVNK could not verify${reason ? ` (${reason})` : ''}`;
}

/** The open links: the customer's own, and each associate's. */
function verifications(customer: CustomerAnswer): Doing[] {
	const own = customer.company?.verification ?? customer.verification;
	const all = [
		{ owner: customerAsOwner(customer), verification: own },
		...associatesOf(customer).map(({ reference, name, verification }) => ({
			owner: { of: 'associate' as const, personReference: reference, name },
			verification,
		})),
	];
	return all.flatMap(({ owner, verification }): Doing[] => {
		const url = textIn(verification, ['url']);
		if (!url || textIn(verification, ['status']) === 'completed') return [];
		return [
			{
				...NOTHING,
				...owner,
				kind: 'verification',
				doing: 'open the verification link',
				url,
				expiresAt: textIn(verification, ['expiresAt']),
			},
		];
	});
}

function peopleOf(customer: CustomerAnswer): People {
	const people: People = new Map();
	for (const [place, { reference, name }] of associatesOf(customer).entries()) {
		if (!people.has(reference)) people.set(reference, { name, place });
	}
	return people;
}

function customerAsOwner(customer: CustomerAnswer): Owner {
	return { of: 'customer', personReference: null, name: simpleCustomer(customer).name };
}

/**
 * What an answer says of associates alone. BVNK does not document how it does: a list `associates` is
 * looked for, and entries of the other lists may name a person.
 */
function associatesIn(info: RequiredInfo): Array<Record<string, unknown>> {
	const found = info.infoRequired?.associates ?? info.associates;
	return Array.isArray(found) ? (found as unknown[]).filter(isObject) : [];
}

/** An associate's entry as an answer of its own. */
function infoOf(entry: Record<string, unknown>): RequiredInfo {
	return requiredInfoAnswer.parse({ ...entry, infoRequired: entry.infoRequired ?? entry });
}

/** Whose an entry is: of the person that it names under one of the likely keys, or under one of `more`. */
function ownerOf(
	people: People,
	entry: unknown,
	more: string[],
	otherwise: Owner = { of: 'associate', personReference: null, name: null },
): Owner {
	const keys = ['customerPersonReference', 'personReference', 'associateReference', 'associateId'];
	const person = isObject(entry) ? entry.person : undefined;
	const reference = textIn(entry, [...keys, ...more]) ?? textIn(person, ['reference']);
	if (reference === null) return otherwise;
	return { of: 'associate', personReference: reference, name: people.get(reference)?.name ?? null };
}

/** The people of a company, with the reference that documents call `customerPersonReference`. */
export function associatesOf(customer: CustomerAnswer) {
	const { associates } = customer.company ?? {};
	return (Array.isArray(associates) ? (associates as unknown[]) : []).flatMap((associate) => {
		if (!isObject(associate)) return [];
		const reference = textIn(associate.person, ['reference']);
		const names = ['firstName', 'lastName'].map((part) => textIn(associate.person, [part]));
		const name = names.filter(Boolean).join(' ') || (reference ?? '');
		return reference ? [{ reference, name, verification: associate.verification }] : [];
	});
}
