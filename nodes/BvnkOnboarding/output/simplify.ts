// A customer in few flat fields: what a workflow routes on, without the personal data.

import type { CustomerAnswer, CustomerRow } from '../api/answers';
import { statusGroupOf, type StatusGroup } from '../api/statuses';

/**
 * At most ten fields, so that a table in n8n stays readable. It shows them in this order: who, in what
 * state, what to do, then the rest. Null where BVNK says nothing.
 */
export interface SimpleCustomer {
	name: string | null;
	status: string | null;
	statusGroup: StatusGroup;
	verificationUrl: string | null;
	verificationStatus: string | null;
	verificationExpiresAt: string | null;
	reference: string;
	externalReference: string | null;
	type: string | null;
	riskScore: string | null;
}

/**
 * One customer as `GET …/customers/{reference}` answers it. An individual's verification stands at the
 * top, a company's inside `company`; the link is absent once BVNK has taken over.
 */
export function simpleCustomer(customer: CustomerAnswer): SimpleCustomer {
	const person = customer.individual?.person;
	const personName = [person?.firstName, person?.lastName].filter(Boolean).join(' ');
	const verification = customer.company?.verification ?? customer.verification;
	return {
		name: customer.company?.name || personName || customer.name || null,
		status: customer.status ?? null,
		statusGroup: statusGroupOf(customer.status),
		verificationUrl: verification?.url ?? null,
		verificationStatus: verification?.status ?? null,
		verificationExpiresAt: verification?.expiresAt ?? null,
		reference: customer.reference,
		externalReference: customer.externalReference ?? null,
		type: customer.type ?? null,
		riskScore: customer.riskScore ?? null,
	};
}

/** A row of the list: BVNK's few fields and the status's group. */
export function simpleRow(row: CustomerRow) {
	const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
	return {
		name: textOrNull(row.name),
		status: textOrNull(row.status),
		statusGroup: statusGroupOf(row.status),
		type: textOrNull(row.type),
		reference: row.reference,
		description: textOrNull(row.description),
	};
}
