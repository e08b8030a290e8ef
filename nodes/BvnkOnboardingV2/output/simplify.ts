// A customer of v2 in few flat fields: what a workflow routes on, without the personal data.

import { statusGroupOf, type StatusGroup } from '../../BvnkOnboarding/api/statuses';
import type { CustomerAnswer, Row } from '../api/answers';
import { openActions, tellsActions } from './openActions';

/**
 * At most ten fields, so that a table in n8n stays readable: who, in what state, and what to do come first.
 * Null where BVNK says nothing.
 */
export interface SimpleCustomer {
	id: string;
	reference: string | null;
	name: string | null;
	type: string | null;
	status: string | null;
	statusGroup: StatusGroup;
	/** How many things the customer or the partner has to do. */
	openActions: number | null;
	model: string | null;
	useCase: string | null;
	createdAt: string | null;
}

/** One customer as `GET …/customers/{id}` answers it. */
export function simpleCustomer(customer: CustomerAnswer): SimpleCustomer {
	return {
		name: nameOf(customer),
		status: customer.status ?? null,
		statusGroup: statusGroupOf(customer.status),
		openActions: tellsActions(customer) ? openActions(customer).length : null,
		id: customer.id,
		reference: customer.reference ?? null,
		type: customer.type ?? null,
		model: customer.model ?? null,
		useCase: customer.useCase ?? null,
		createdAt: customer.createdAt ?? null,
	};
}

/** What a customer is called; null where BVNK does not tell. */
export function nameOf({ company, individual, name }: CustomerAnswer): string | null {
	const person = [individual?.firstName, individual?.lastName].filter(Boolean).join(' ');
	return company?.name || person || name || null;
}

/** A row of the search, which tells less. */
export function simpleRow(row: Row) {
	const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
	return {
		name: textOrNull(row.name),
		status: textOrNull(row.status),
		statusGroup: statusGroupOf(row.status),
		id: row.id,
		reference: textOrNull(row.reference),
		type: textOrNull(row.type),
		model: textOrNull(row.model),
		createdAt: textOrNull(row.createdAt),
	};
}
