// How v2's customers, associates and documents look in an answer.
import { statusOf } from '../lifecycle';
import type { SandboxState } from '../state';
import { type AssociateV2, type CustomerV2, type DocumentV2, nameOf } from './customer';
import { linkOf } from './links';
import { requiredActions, validationStatus } from './requirements';

type Linking = Pick<SandboxState, 'settings' | 'now' | 'url'>;

/** The answer to a create. */
export function summaryView(customer: CustomerV2) {
	const { id, reference, type, model, useCase, createdAt, updatedAt } = customer;
	return {
		id,
		reference,
		status: statusOf(customer),
		type,
		model,
		useCase,
		name: nameOf(customer),
		createdAt,
		updatedAt,
	};
}

/** An item of a search. */
export function searchItem(customer: CustomerV2, state: Linking) {
	const { useCase: _, updatedAt: __, ...item } = summaryView(customer);
	return { ...item, authenticatedLink: linkOf(customer, state) };
}

/** One customer in full: persons stand within the company, owning companies do not. */
export function customerViewV2(customer: CustomerV2, state: Linking) {
	const { fields, associates } = customer;
	return {
		...summaryView(customer),
		authenticatedLink: linkOf(customer, state),
		requiredActions: requiredActions(customer),
		...(customer.type === 'INDIVIDUAL'
			? { individual: fields }
			: {
					company: {
						...fields,
						associates: associates
							.filter(({ entity }) => entity.type === 'PERSON')
							.map((associate) => inlineView(associate, customer)),
					},
				}),
	};
}

/** An associate in the words of a create body. */
function inlineView(associate: AssociateV2, customer: CustomerV2) {
	const { id, types, entity, ownership } = associate;
	const { type: _, ...person } = entity;
	const status = validationStatus(associate, customer);
	return { id, person, titles: types, ownership, validationStatus: status };
}

/** An associate in the words of its own endpoints. */
export function associateView(associate: AssociateV2, customer: CustomerV2) {
	const { id, types, entity, ownership, createdAt, updatedAt } = associate;
	const status = validationStatus(associate, customer);
	return { id, types, entity, ownership, validationStatus: status, createdAt, updatedAt };
}

/** A document. What BVNK answers is not known beyond its status. */
export function documentView(document: DocumentV2) {
	const { id, type, subType, countryCode, name, description } = document;
	const { externalReference, associateId, status, createdAt } = document;
	return {
		id,
		type,
		subType,
		countryCode,
		name,
		description,
		externalReference,
		associateId,
		status,
		createdAt,
	};
}

/** What an associate is called. */
export function entityName({ entity }: Pick<AssociateV2, 'entity'>): string {
	return entity.type === 'PERSON'
		? `${String(entity.firstName)} ${String(entity.lastName)}`
		: String(entity.name);
}
