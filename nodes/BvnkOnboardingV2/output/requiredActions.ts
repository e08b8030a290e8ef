// What is left to do for a customer, as one flat list, from v2's `requiredActions`. Its codes and categories
// will grow, so that the list goes by type and by the kind of target, and prints BVNK's own description.

import { anyOfInWords } from '../../BvnkOnboarding/output/documentTypes';
import { textIn } from '../../BvnkOnboarding/output/entries';
import { isObject } from '../../shared/check/groups';
import { extraJsonField } from '../../BvnkOnboarding/bodies/json';
import { labelOfPathText } from '../../shared/body/labels';
import type { Field } from '../../shared/form/field';
import type { CustomerAnswer } from '../api/answers';
import { associateUpdate } from '../bodies/associate';
import { companyUpdate, individualUpdate } from '../bodies/customer';
import { associateIdOf, associateNameOf } from './associates';
import { actionsIn, isProcessing, openActions } from './openActions';
import { nameOf } from './simplify';

/** One thing to do. */
export interface ToDo {
	/** In words: what to do. */
	todo: string;
	kind: 'agreement' | 'document' | 'data' | 'role' | 'blocker' | 'other';
	/** Whose it is. */
	of: 'customer' | 'associate';
	name: string | null;
	/** What Document › Upload calls Associate; null for the customer's own. */
	associateId: string | null;
	/** `REQUIRED`, or `PROCESSING` where it was handed in and is being looked at. */
	status: string | null;
	/** The operation of this node that does it; null where BVNK must act. */
	operation: string | null;
	code: string | null;
	/** Document types of which any one will do. */
	anyOf: string[];
	subTypes: string[];
	/** What Agreement › Answer calls Agreements. */
	agreementId: string | null;
	/** The field that is missing, as BVNK spells it. */
	field: string | null;
	/** BVNK's own words. */
	description: string | null;
}

/**
 * Everything that BVNK asks for, the customer's own first, then associate by associate.
 *
 * @param associates all associates that are known, for their names
 * @param all whether to list what is being looked at as well
 */
export function toDosOf(customer: CustomerAnswer, associates: unknown[], all: boolean): ToDo[] {
	const names = new Map<string, string | null>();
	for (const associate of associates) {
		const id = associateIdOf(associate);
		if (id !== null && !names.has(id)) names.set(id, associateNameOf(associate));
	}
	const order = [...names.keys()];
	const place = ({ associateId }: ToDo) =>
		associateId === null
			? -1
			: order.indexOf(associateId) < 0
				? order.length
				: order.indexOf(associateId);
	return (all ? actionsIn(customer) : openActions(customer))
		.map((action) => toDoOf(action, customer, names))
		.sort((a, b) => place(a) - place(b));
}

/** The associates that the customer's required actions name, each once. */
export function associatesNamed(customer: CustomerAnswer): string[] {
	const named = actionsIn(customer).flatMap(({ target }) => textIn(target, ['associateId']) ?? []);
	return [...new Set(named)];
}

function toDoOf(
	action: Record<string, unknown>,
	customer: CustomerAnswer,
	names: Map<string, string | null>,
): ToDo {
	const { target } = action;
	const associateId = textIn(target, ['associateId']);
	const whose =
		associateId === null
			? { of: 'customer' as const, name: nameOf(customer) }
			: { of: 'associate' as const, name: names.get(associateId) ?? null };
	const description = textIn(action, ['description']);
	const forms = associateId === null ? updatesOf(customer) : [associateUpdate];
	const own = whatToDo(action, target, associateId !== null, forms);
	return {
		todo: isProcessing(action) ? 'Wait: BVNK is looking at what was handed in.' : own.todo,
		kind: own.kind,
		...whose,
		associateId,
		status: textIn(action, ['status']),
		operation: isProcessing(action) ? null : own.operation,
		code: textIn(action, ['code']),
		anyOf: textsIn(target, 'types'),
		subTypes: textsIn(target, 'subTypes'),
		agreementId: textIn(target, ['assignedAgreementId']),
		field: textIn(target, ['path']),
		description,
	};
}

/** A to-do as a sentence, and the operation that does it. */
function whatToDo(
	action: Record<string, unknown>,
	target: unknown,
	isAssociates: boolean,
	forms: Field[],
): Pick<ToDo, 'todo' | 'kind' | 'operation'> {
	const kind = textIn(target, ['kind'])?.toUpperCase();
	const said = textIn(action, ['description']);
	const code = textIn(action, ['code']);
	if (kind === 'AGREEMENT') {
		const title = textIn(target, ['title']);
		return {
			kind: 'agreement',
			todo: sentence(`Accept the agreement${title ? ` ${title}` : ''}`),
			operation: 'Agreement › Answer',
		};
	}
	if (kind === 'DOCUMENT') {
		const which =
			anyOfInWords(textsIn(target, 'types')) ||
			(textIn(target, ['docSetType']) ?? 'the document that BVNK asks for');
		return { kind: 'document', todo: sentence(`Upload ${which}`), operation: 'Document › Upload' };
	}
	if (kind === 'FIELD') {
		return {
			kind: 'data',
			todo: sentence(
				`Provide ${labelOfField(textIn(target, ['path']), forms) ?? code ?? 'data that BVNK does not name'}`,
			),
			operation: isAssociates ? 'Associate › Update' : 'Customer › Update',
		};
	}
	switch (textIn(action, ['type'])?.toUpperCase()) {
		case 'USER_ROLE':
			return {
				kind: 'role',
				todo: sentence(said ?? 'Name an associate with the role that is missing'),
				operation: 'Associate › Create',
			};
		case 'BLOCKER':
			return {
				kind: 'blocker',
				todo: sentence(said ?? 'Wait for BVNK, or ask its support'),
				operation: null,
			};
		default:
			return {
				kind: 'other',
				todo: sentence(said ?? code ?? 'Do what BVNK asks for, which it does not describe'),
				operation: null,
			};
	}
}

/** The forms of Customer › Update: that of the customer's type, as both have fields of one name; both where BVNK does not tell it. */
function updatesOf({ type, company, individual }: CustomerAnswer): Field[] {
	const own = type?.toUpperCase();
	if (own === 'COMPANY' || (company && !individual)) return [companyUpdate];
	if (own === 'INDIVIDUAL' || (individual && !company)) return [individualUpdate];
	return [individualUpdate, companyUpdate];
}

/**
 * Where a field is filled in: its label in the form of the operation that the to-do names. What that form does
 * not have goes into the JSON beside its fields.
 */
function labelOfField(path: string | null, forms: Field[]): string | undefined {
	if (path === null) return undefined;
	// BVNK has two words for the level on which an associate's data stands, and for its roles
	const place = forms.includes(associateUpdate)
		? path
				.replace(/^(?:.*\.)?(?:associates(?:\[\d+\]|\.\d+)|entity|person)\./, '')
				.replace(/^titles$/, 'types')
		: path;
	for (const form of forms) {
		const label = labelOfPathText([form], place);
		if (label) return label;
	}
	return `${path} in ${extraJsonField.displayName}`;
}

/** A text as a whole sentence. */
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function textsIn(target: unknown, name: string): string[] {
	const value = isObject(target) ? target[name] : undefined;
	return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
		(one): one is string => typeof one === 'string' && one !== '',
	);
}

/**
 * The types of the documents that somebody has to hand in.
 *
 * @param associateId whose; null for the customer's own
 */
export function missingTypes(customer: CustomerAnswer, associateId: string | null): string[] {
	const asked = openActions(customer).filter(
		({ target }) =>
			textIn(target, ['kind'])?.toUpperCase() === 'DOCUMENT' &&
			textIn(target, ['associateId']) === associateId,
	);
	return [...new Set(asked.flatMap(({ target }) => textsIn(target, 'types')))];
}
