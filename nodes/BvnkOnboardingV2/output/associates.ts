// Associates, in whichever of BVNK's two vocabularies they come.

import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../../BvnkOnboarding/output/entries';
import { isObject } from '../../shared/check/groups';
import type { CustomerAnswer } from '../api/answers';

/** BVNK's ID of an associate; null where it names none. */
export const associateIdOf = (associate: unknown): string | null =>
	textIn(associate, ['id', 'associateId']);

/** The person or the company that an associate is, in `entity` or in `person`. */
function entityOf(associate: unknown): unknown {
	if (!isObject(associate)) return undefined;
	return associate.entity ?? associate.person;
}

/** What an associate is called; null where BVNK does not tell. */
export function associateNameOf(associate: unknown): string | null {
	const entity = entityOf(associate);
	const names = ['firstName', 'lastName'].map((part) => textIn(entity, [part]));
	return names.filter(Boolean).join(' ') || textIn(entity, ['name']) || textIn(associate, ['name']);
}

/** `PERSON` or `BUSINESS_REGISTRATION`; null where BVNK does not tell. */
export const entityKindOf = (associate: unknown): string | null =>
	textIn(entityOf(associate), ['type']) ??
	(isObject(associate) && isObject(associate.person) ? 'PERSON' : null);

/** The persons that stand in a company's answer. Owning companies do not stand there. */
export function associatesOf({ company }: CustomerAnswer): unknown[] {
	const { associates } = (company ?? {}) as { associates?: unknown };
	return Array.isArray(associates) ? (associates as unknown[]) : [];
}

/** Few flat fields of an associate, without the personal data; null where BVNK says nothing. */
export function simpleAssociate(associate: Record<string, unknown>): IDataObject & { id: string } {
	const roles = associate.types ?? associate.titles;
	return {
		id: associateIdOf(associate) ?? '',
		name: associateNameOf(associate),
		kind: entityKindOf(associate),
		roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
		validationStatus: textIn(associate, ['validationStatus', 'status']),
	};
}

/** By what a person, or a company, is told from others of its name. */
const TELLING = [
	['dateOfBirth'],
	['registrationNumber'],
	['taxIdentification', 'number'],
	['contactInfo', 'emailAddress'],
];

/** Whether two associates have one name and kind, and nothing that both tell of them differs. */
export function isSameAssociate(one: unknown, other: unknown): boolean {
	const same = (read: (associate: unknown) => string | null) => {
		const [a, b] = [read(one), read(other)].map((text) => text?.trim().toLowerCase());
		return a === undefined || b === undefined || a === b;
	};
	return (
		associateNameOf(one) !== null &&
		associateNameOf(other) !== null &&
		same(associateNameOf) &&
		same(entityKindOf) &&
		same(rolesOf) &&
		TELLING.every((path) => same((associate) => toldOf(associate, path)))
	);
}

/** The same, where both tell something by which they are told from others of their name. */
export const isSameBeyondName = (one: unknown, other: unknown): boolean =>
	isSameAssociate(one, other) &&
	TELLING.some((path) => [one, other].every((associate) => toldOf(associate, path) !== null));

function toldOf(associate: unknown, [first, second]: string[]): string | null {
	const entity = entityOf(associate);
	if (second === undefined) return textIn(entity, [first!]);
	return isObject(entity) ? textIn(entity[first!], [second]) : null;
}

/** An associate's roles, as one text; null where it tells none. */
function rolesOf(associate: unknown): string | null {
	const roles = isObject(associate) ? (associate.types ?? associate.titles) : undefined;
	return Array.isArray(roles) ? [...(roles as unknown[])].map(String).sort().join() : null;
}
