// Records a customer's answer to agreements that the partner has shown to it. Each one's outcome is looked at:
// BVNK may accept some of them and refuse others in one answer.

import { textIn } from '../../../BvnkOnboarding/output/entries';
import { choiceOf } from '../../../shared/check/checks';
import { givenError, inputError, rowOf } from '../../../shared/check/findings';
import { uuidReference, type Reference } from '../../../shared/check/reference';
import { field, shownFor } from '../../../shared/form/field';
import { choiceField, noticeField, textField } from '../../../shared/form/fields';
import { isPlainObject } from '../../../shared/form/json';
import { shortened } from '../../../shared/form/lists';
import { setting } from '../../../shared/form/read';
import { idempotencyKey, keyOfBody, keyOfRun } from '../../../shared/node/idempotencyKey';
import { writing, type Item } from '../../../shared/node/operation';
import { ANSWERS, type AgreementAnswerType } from '../../api/enums';
import { MAX_ANSWERED_AT_ONCE, v2 } from '../../api/v2';
import { ids } from '../../bodies/id';
import { isPending } from '../../output/agreements';
import { customerOf } from '../customerLocator';
import { listRows } from '../lists';
import { ownerFields, setReferenceField, whoseField } from './fields';

const IF_REPEATED =
	'Running it again is safe: an agreement that has this answer already is read, and not answered again.';

const forWhom = noticeField(
	'forWhom',
	'Only where you have shown the agreements to the customer yourself: this records the customer’s answer at BVNK, and cannot be taken back. Otherwise send the customer the signingUrl of Create.',
);

/** There is no answer unless somebody gives one, so that nothing is chosen at first. */
const NO_ANSWER = '';

const answerField = field({
	displayName: 'Answer',
	name: 'answer',
	type: 'options',
	options: [
		{ name: 'Accept', value: 'ACCEPT', description: 'The customer has read them and agrees' },
		{ name: 'Reject', value: 'REJECT', description: 'The customer does not agree' },
	],
	default: NO_ANSWER,
	required: true,
	description: 'What the customer has said. There is none unless you choose it.',
	check: choiceOf<AgreementAnswerType>(['ACCEPT', 'REJECT'], {
		ACCEPT: 'Accept',
		REJECT: 'Reject',
	}),
	personal: false,
});

const whichField = choiceField({
	displayName: 'Which Agreements',
	name: 'which',
	options: [
		{ name: 'All Without an Answer', value: 'all' },
		{ name: 'Chosen Ones', value: 'chosen' },
	],
	default: 'all',
	description: 'Which of them have this answer',
});

const chosenField = textField({
	displayName: 'Agreements',
	name: 'agreementIds',
	required: true,
	placeholder: 'e.g. 1e9d7c64-3f0a-4b7e-8a55-90c2b1f4d301',
	description: 'IDs of the agreements, with commas between them, or a list from an expression',
	check: ids('the ID of an agreement that Agreement › Get Many gives'),
	personal: false,
});

const ifRefusedField = choiceField({
	displayName: 'If One Is Refused',
	name: 'ifRefused',
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Gives each agreement with answered true or false, and why',
		},
		{
			name: 'Stop With an Error',
			value: 'error',
			description: 'After all were sent; the error names those that have the answer',
		},
	],
	default: 'error',
	description: 'What to do where BVNK takes the answer to some agreements alone',
});

/** Whose agreements they are. */
type Owner = { reference: string } | { customer: Reference };

interface Answers {
	owner: Owner;
	type: AgreementAnswerType;
	agreements: Reference[];
	/** Those that have the answer already: nothing is sent for them. */
	done: Reference[];
	key: string;
	continues: boolean;
}

/** What became of one agreement. */
interface Outcome {
	agreementId: string;
	status: string | null;
	answered: boolean;
	error: string | null;
}

export const answer = writing<Answers>({
	value: 'answer',
	name: 'Answer',
	action: 'Answer agreements',
	description: 'Record that the customer has read the agreements and accepts or rejects them',
	kind: 'create',
	automaticKey: 'Made from the execution, the item and the agreements',
	ifRepeated: IF_REPEATED,
	fields: [
		forWhom,
		...ownerFields,
		answerField,
		whichField,
		...shownFor({ which: ['chosen'] }, [chosenField]),
		ifRefusedField,
	],
	async prepare(item) {
		const owner: Owner =
			setting(item, whoseField) === 'prospect'
				? { reference: setting(item, setReferenceField) }
				: { customer: await customerOf(item) };
		const type = setting(item, answerField);
		const chosen = setting(item, whichField) === 'chosen' ? setting(item, chosenField) : undefined;
		if (chosen?.length === 0) {
			throw inputError(item, [{ field: chosenField.displayName, problem: 'is empty' }]);
		}
		const there = await statusesOf(item, owner);
		for (const id of chosen ?? []) {
			if (there.has(id)) continue;
			throw inputError(item, [
				{
					field: chosenField.displayName,
					problem: `names an agreement that is none of this ${'reference' in owner ? 'reference' : 'customer'}`,
					hint: 'Agreement › Get Many lists those that are.',
				},
			]);
		}
		const has = (id: string) => there.get(id)?.toUpperCase() === ANSWERS[type];
		const meant =
			chosen ??
			readable(
				item,
				[...there.keys()].filter((id) => isPending(there.get(id)) || has(id)),
			);
		if (!chosen) remarkOnOthers(item, there, meant);
		if (meant.length === 0) {
			throw givenError(
				item,
				'There is no agreement without an answer',
				'Agreement › Get Many lists them with their statuses. Nothing was sent for this item.',
			);
		}
		for (const id of meant) claimAgreement(item, id, keyOfBody(item, [owner, type]));
		const agreements = meant.filter((id) => !has(id));
		return {
			owner,
			type,
			agreements,
			done: meant.filter(has),
			key: idempotencyKey(item, () => keyOfRun(item, owner, type, agreements)),
			continues: setting(item, ifRefusedField) === 'continue',
		};
	},
	async send(item, { owner, type, agreements, done, key, continues }) {
		const sent =
			'reference' in owner
				? await answerSet(item, owner.reference, type, agreements, key)
				: await answerOneByOne(item, owner.customer, type, agreements, key);
		const before = done.map((agreementId) => answeredAs(agreementId, ANSWERS[type]));
		const outcomes = await confirmed(item, owner, type, [...before, ...sent]);
		const refused = outcomes.filter(({ answered }) => !answered);
		if (refused.length > 0 && !continues) throw refusedError(item, outcomes, refused);
		if (refused.length > 0) {
			item.remark(`${refused.length} of ${outcomes.length} agreements do not have the answer`);
		}
		const whose = 'reference' in owner ? owner : { customerId: owner.customer };
		return outcomes.map((outcome) => ({ ...outcome, ...whose }));
	},
});

/** One answer of a run to one agreement: it cannot be taken back. */
function claimAgreement(item: Item, id: Reference, request: string): void {
	const other = item.claim(`agreement ${id}`, request);
	if (other === undefined) return;
	throw givenError(
		item,
		`The agreement is answered otherwise by ${rowOf(other)}`,
		'Each agreement is answered once, and by its own customer. Check which of the rows is right. Nothing was sent for this item.',
	);
}

/** The IDs of agreements that are all to be answered: none may be left out without a word. */
function readable(item: Item, ids: string[]): Reference[] {
	return ids.map((id) => {
		const reference = uuidReference(id);
		if (reference) return reference;
		throw givenError(
			item,
			'BVNK lists an agreement without an answer under an ID that is none',
			'Nothing was sent for this item. Please report it to the makers of this node.',
		);
	});
}

/** Agreements that are left as they are: whoever asked for all of them must know. */
function remarkOnOthers(
	item: Item,
	there: Map<string, string | null>,
	meant: readonly string[],
): void {
	const left = [...there].filter(([id]) => !meant.includes(id)).map(([, status]) => status);
	if (left.length === 0) return;
	const statuses = [...new Set(left)].map((status) => shortened(status ?? 'no status')).join(', ');
	item.remark(
		`${left.length} of ${there.size} agreements are left as they are, because of their status: ${statuses}`,
	);
}

/** The agreements of their owner, with their statuses in BVNK's words. One that is told in two ways has none. */
async function statusesOf(item: Item, owner: Owner): Promise<Map<string, string | null>> {
	const { client } = item;
	const all =
		'reference' in owner
			? (await client.call(v2.agreements(owner.reference))).value.agreements
			: (
					await listRows(client, (page) => v2.assignedAgreements(owner.customer, page), {
						thing: 'agreements',
					})
				).rows;
	return told(all.map((one) => [one.id, textIn(one, ['status'])]));
}

/** What is told of each agreement. Two things that differ are no word on it. */
function told(all: Array<[id: string, status: string | null]>): Map<string, string | null> {
	const statuses = new Map<string, string | null>();
	for (const [given, status] of all) {
		const id = uuidReference(given) ?? given;
		const isSame = !statuses.has(id) || statuses.get(id) === status;
		statuses.set(id, isSame ? status : null);
	}
	return statuses;
}

/** Refusals of one agreement, beside which the others go on. */
const REFUSALS = [400, 404, 409];

const NOT_TOLD = 'BVNK did not say what became of it';

const answeredAs = (agreementId: string, status: string): Outcome => ({
	agreementId,
	status,
	answered: true,
	error: null,
});

const notAnswered = (agreementId: string, status: string | null, error: string): Outcome => ({
	agreementId,
	status,
	answered: false,
	error,
});

/** Answers agreements of a prospect, at most 50 a call. What BVNK says of each is not trusted to be all. */
async function answerSet(
	item: Item,
	reference: string,
	type: AgreementAnswerType,
	agreements: Reference[],
	key: string,
): Promise<Outcome[]> {
	return await inParts(agreements, MAX_ANSWERED_AT_ONCE, async (part, start) => {
		const actions = part.map((agreementId) => ({ agreementId, type }));
		const { value, refusal } = await item.client.call(v2.answerAgreements({ reference, actions }), {
			idempotencyKey: start === 0 ? key : keyOfBody(item, [key, start]),
			ifRepeated: IF_REPEATED,
			allow: REFUSALS,
		});
		const content = value?.content ?? [];
		return part.map((agreementId) => {
			const of = content.filter((one) => uuidReference(one.agreementId) === agreementId);
			// what is told twice is told of nobody: the agreements are read afterwards
			const said = of.length === 1 ? of[0] : undefined;
			const error = refusal?.message ?? errorIn(said?.error);
			return said?.status?.toUpperCase() === ANSWERS[type] && !error
				? answeredAs(agreementId, said.status)
				: notAnswered(agreementId, said?.status ?? null, error ?? NOT_TOLD);
		});
	});
}

/** Answers agreements of a customer, one after the other. One that is refused holds no other up. */
async function answerOneByOne(
	item: Item,
	customer: Reference,
	type: AgreementAnswerType,
	agreements: Reference[],
	key: string,
): Promise<Outcome[]> {
	return await inParts(agreements, 1, async ([agreementId]) => {
		const { body, refusal } = await item.client.call(
			v2.answerAssigned(customer, agreementId!, { type }),
			{
				idempotencyKey: keyOfBody(item, [key, agreementId]),
				ifRepeated: IF_REPEATED,
				allow: REFUSALS,
			},
		);
		// what BVNK answers here is not documented: the agreements are read afterwards
		const said = isPlainObject(body) ? textIn(body, ['status']) : null;
		return [notAnswered(agreementId!, said, refusal?.message ?? NOT_TOLD)];
	});
}

/** What was thrown, in its own words. */
const asMessage = (error: unknown): string =>
	error instanceof Error ? error.message : 'It could not be sent';

/**
 * The outcomes of all agreements, some at a time. What ends it after the first call, such as a broken
 * network, is told for those that are left: what was done before is not lost.
 */
async function inParts(
	agreements: Reference[],
	size: number,
	send: (part: Reference[], start: number) => Promise<Outcome[]>,
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (let start = 0; start < agreements.length; start += size) {
		const part = send(agreements.slice(start, start + size), start);
		const came = start === 0 ? await part : await part.catch(asMessage);
		if (typeof came === 'string') {
			return [...outcomes, ...agreements.slice(start).map((id) => notAnswered(id, null, came))];
		}
		outcomes.push(...came);
	}
	return outcomes;
}

/**
 * The outcomes, with those that were not certain compared with what BVNK has now: an answer whose own answer
 * was lost counts, and so does one that was given before.
 */
async function confirmed(
	item: Item,
	owner: Owner,
	type: AgreementAnswerType,
	outcomes: Outcome[],
): Promise<Outcome[]> {
	if (outcomes.every(({ answered }) => answered)) return outcomes;
	let now: Map<string, string | null>;
	try {
		now = await statusesOf(item, owner);
	} catch {
		return outcomes;
	}
	return outcomes.map((outcome) => {
		const status = now.get(outcome.agreementId) ?? null;
		if (outcome.answered) return outcome;
		return status?.toUpperCase() === ANSWERS[type]
			? answeredAs(outcome.agreementId, status)
			: { ...outcome, status: status ?? outcome.status };
	});
}

/** BVNK's words for one that it refused: a text, or an object with code and message. */
function errorIn(error: unknown): string | null {
	if (error === null || error === undefined) return null;
	if (typeof error === 'string') return shortened(error);
	const words = [textIn(error, ['code']), textIn(error, ['message'])].filter(Boolean).join(': ');
	return words === '' ? 'BVNK gave no reason' : shortened(words);
}

function refusedError(item: Item, outcomes: Outcome[], refused: Outcome[]) {
	const [first] = refused;
	const done = outcomes.filter(({ answered }) => answered);
	const list = (some: Outcome[]) => some.map(({ agreementId }) => agreementId).join(', ');
	return givenError(
		item,
		`${refused.length} of ${outcomes.length} agreements do not have the answer: ${first!.error}`,
		[`Without it: ${list(refused)}.`, done.length > 0 ? `With it: ${list(done)}.` : '', IF_REPEATED]
			.filter(Boolean)
			.join(' '),
	);
}
