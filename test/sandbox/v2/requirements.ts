// What is asked of a v2 customer: computed from what was handed in, so that each answer takes its question away.
import { statusOf, WAITING } from '../lifecycle';
import { isBlank, isRecord } from '../validation';
import { isOpen } from './agreements';
import { type AssociateV2, type CustomerV2, type DocumentV2, nameOf } from './customer';
import type { Fields } from './validation';

/** What an action is about; which members there are depends on `kind`. */
export type Target =
	| {
			kind: 'AGREEMENT';
			assignedAgreementId: string;
			urn: string;
			version: string;
			title: string;
			locale: string;
	  }
	| {
			kind: 'DOCUMENT';
			docSetType: string;
			/** Any one of them will do. */
			types: string[];
			subTypes: string[];
			/** Null: the customer's own. */
			associateId: string | null;
	  }
	| { kind: 'FIELD'; path: string; associateId?: string };

/** One entry of `requiredActions`. */
export interface Action {
	type: 'DATA' | 'USER_ROLE' | 'BLOCKER';
	code: string;
	category?: string;
	description?: string;
	status?: 'REQUIRED' | 'PROCESSING';
	target?: Target;
}

type DocumentTarget = Extract<Target, { kind: 'DOCUMENT' }>;

/** Documents of which each side is an entry of its own. */
export const TWO_SIDED = ['ID_CARD', 'DRIVERS', 'RESIDENCE_PERMIT'];
const SIDES = ['FRONT_SIDE', 'BACK_SIDE'];

const IDENTITY = { docSetType: 'IDENTITY', types: ['PASSPORT', ...TWO_SIDED], subTypes: SIDES };
const SELFIE = { docSetType: 'SELFIE', types: ['SELFIE'], subTypes: [] };
const ADDRESS = {
	docSetType: 'PROOF_OF_ADDRESS',
	types: ['UTILITY_BILL', 'BANK_STATEMENT'],
	subTypes: [],
};
const COMPANY = { docSetType: 'COMPANY', types: ['COMPANY_DOC'], subTypes: [] };

const DUE_DILIGENCE = [
	'cdd.employmentStatus',
	'cdd.sourceOfFunds',
	'cdd.pepStatus',
	'cdd.intendedUseOfAccount',
	'cdd.expectedMonthlyVolume',
];
const DUE_DILIGENCE_US = ['cdd.estimatedYearlyIncome', 'cdd.employmentIndustrySector'];
const PROFILE = [
	'businessOperationsStartDate',
	'taxIdentification',
	'businessProfile.naicsCode',
	'businessProfile.website',
	'businessProfile.monthlyExpectedVolumes',
	'businessProfile.sourceOfFunds',
	'businessProfile.intendedUseOfAccount',
	'businessProfile.isRegulated',
];
const PERSON = [
	'nationality',
	'birthCountryCode',
	'address',
	'contactInfo.emailAddress',
	'taxIdentification',
];
/** The roles that a company needs, with their names in a sentence. */
const ROLES: Record<string, string> = {
	UBO: 'beneficial owner',
	DIRECTOR: 'director',
	SIGNATORY: 'authorised signatory',
};

/** What is asked of a customer now, with what is being looked at; nothing once it has been decided. */
export function requiredActions(customer: CustomerV2): Action[] {
	return [...WAITING, 'PENDING'].includes(statusOf(customer)) ? openActions(customer) : [];
}

/** As `requiredActions`, whatever the customer's status is. */
export function openActions(customer: CustomerV2): Action[] {
	return [
		...standing(customer),
		...customer.demands.map(({ action, since }) =>
			action.target?.kind === 'DOCUMENT'
				? documentAction(action, action.target, customer, since)
				: action,
		),
	].filter(
		(action): action is Action => action !== undefined && !customer.answered.has(keyOf(action)),
	);
}

/** True while somebody other than BVNK has something to do. */
export function isAsked(customer: CustomerV2): boolean {
	return requiredActions(customer).some(({ status }) => status !== 'PROCESSING');
}

/** Marks actions as answered: on the hosted page, or by an update. */
export function markAnswered(customer: CustomerV2, actions: Action[]): void {
	for (const action of actions) customer.answered.add(keyOf(action));
}

/** What makes an action the same as an earlier one: all that it says, but not how far it is. */
export function keyOf({ type, code, target }: Action): string {
	return JSON.stringify([type, code, target]);
}

/** The state of an associate's check. `INVALID` is known; the other words are invented. */
export function validationStatus(associate: AssociateV2, customer: CustomerV2): string {
	if (associate.verified) return 'VERIFIED';
	const isMissing = requiredActions(customer).some(
		({ target, status }) =>
			status === 'REQUIRED' &&
			(target?.kind === 'DOCUMENT' || target?.kind === 'FIELD') &&
			target.associateId === associate.id,
	);
	return isMissing ? 'INVALID' : 'PENDING';
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(fields: unknown, path: string): unknown {
	return path.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), fields);
}

/** What is asked of everybody of this kind; nothing of those whose name says "Verify". */
function standing(customer: CustomerV2): Array<Action | undefined> {
	if (/verify/i.test(nameOf(customer))) return [];
	return [
		...agreementActions(customer),
		...fieldActions(customer),
		...roleActions(customer),
		...documentActions(customer),
	];
}

function agreementActions({ agreements }: CustomerV2): Action[] {
	return agreements.filter(isOpen).map(({ id, name, version, locale, status }) => ({
		type: status === 'REJECTED' ? 'BLOCKER' : 'DATA',
		code: status === 'REJECTED' ? 'AGREEMENT_REJECTED' : 'AGREEMENT_ACCEPTANCE',
		status: 'REQUIRED',
		description: status === 'REJECTED' ? `${name} were rejected` : `Accept: ${name}`,
		target: {
			kind: 'AGREEMENT',
			assignedAgreementId: id,
			urn: `urn:example:agreement:${id}`,
			version,
			title: name,
			locale,
		},
	}));
}

function fieldActions({ type, fields, associates }: CustomerV2): Action[] {
	if (type === 'INDIVIDUAL') {
		const inUnitedStates = valueAt(fields, 'address.countryCode') === 'US';
		const paths = inUnitedStates ? [...DUE_DILIGENCE, ...DUE_DILIGENCE_US] : DUE_DILIGENCE;
		return missingFields(fields, paths).map((path) => fieldAction(`individual.${path}`));
	}
	const paths =
		fields.isOperationalAddressDifferent === true ? [...PROFILE, 'operationalAddress'] : PROFILE;
	return [
		...missingFields(fields, paths).map((path) => fieldAction(`company.${path}`)),
		...associates
			.filter(({ entity }) => entity.type === 'PERSON')
			.flatMap(({ entity, id }) =>
				missingFields(entity, PERSON).map((path) => fieldAction(`entity.${path}`, id)),
			),
	];
}

function missingFields(fields: Fields, paths: string[]): string[] {
	return paths.filter((path) => isBlank(valueAt(fields, path)));
}

function fieldAction(path: string, associateId?: string): Action {
	const name = path.split('.').slice(1).join('_');
	return {
		type: 'DATA',
		code: name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
		status: 'REQUIRED',
		target: { kind: 'FIELD', path, ...(associateId !== undefined && { associateId }) },
	};
}

function roleActions({ type, associates }: CustomerV2): Action[] {
	if (type === 'INDIVIDUAL') return [];
	return Object.entries(ROLES)
		.filter(([role]) => !associates.some(({ types }) => types.includes(role)))
		.map(([role, words]) => ({
			type: 'USER_ROLE',
			code: `MISSING_${role}`,
			status: 'REQUIRED',
			description: `Name at least one ${words}`,
		}));
}

/** A customer whom the partner has verified hands in what is demanded only. */
function documentActions(customer: CustomerV2): Array<Action | undefined> {
	const { type, model, associates } = customer;
	if (model === 'RELIANCE') return [];
	const own = type === 'COMPANY' ? [COMPANY] : [IDENTITY, SELFIE];
	const targets: DocumentTarget[] = [
		...own.map((set) => ({ kind: 'DOCUMENT' as const, ...set, associateId: null })),
		...associates
			.filter(({ entity }) => entity.type === 'PERSON')
			.flatMap(({ entity, id }) =>
				// Outside the United States a selfie and a proof of address are asked for as well.
				(valueAt(entity, 'address.countryCode') === 'US'
					? [IDENTITY]
					: [IDENTITY, SELFIE, ADDRESS]
				).map((set) => ({ kind: 'DOCUMENT' as const, ...set, associateId: id })),
			),
	];
	return targets.map((target) =>
		documentAction(
			{ type: 'DATA', code: `${target.docSetType}_DOCUMENT`, target },
			target,
			customer,
		),
	);
}

/** The action while its document is missing, refused or being looked at; undefined once it is approved. */
function documentAction(
	action: Action,
	target: DocumentTarget,
	{ documents }: CustomerV2,
	since = 0,
): Action | undefined {
	const own = documents.filter(
		({ type, associateId, place }) =>
			place > since && target.types.includes(type) && (associateId ?? null) === target.associateId,
	);
	const given = own.filter(({ status }) => status !== 'REJECTED');
	const refused = own.find(({ status }) => status === 'REJECTED');
	if (!target.types.some((type) => isWhole(type, given, target))) {
		const description = refused && `The document ${refused.name} cannot be read: hand in another`;
		return { ...action, status: 'REQUIRED', description: description ?? action.description };
	}
	if (given.every(({ status }) => status === 'APPROVED')) return undefined;
	return { ...action, status: 'PROCESSING' };
}

function isWhole(type: string, given: DocumentV2[], target: DocumentTarget): boolean {
	const parts = given.filter((document) => document.type === type);
	return sidesOf(type, target).every((side) =>
		parts.some(({ subType }) => side === undefined || subType === side),
	);
}

/** The sides that are asked for of a document, each an entry of its own; undefined: it has none. */
export function sidesOf(type: string, { subTypes }: DocumentTarget): Array<string | undefined> {
	const sides = TWO_SIDED.includes(type) ? SIDES.filter((side) => subTypes.includes(side)) : [];
	return sides.length > 0 ? sides : [undefined];
}
