// Agreements in flat fields: those of a prospect, and those that BVNK has assigned to a customer.

import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../../BvnkOnboarding/output/entries';
import type { AgreementSet, Row } from '../api/answers';
import { AGREEMENT_PENDING } from '../api/enums';

/** Whether nobody has answered an agreement. BVNK's statuses are compared in any case. */
export const isPending = (status: unknown): boolean =>
	typeof status === 'string' && status.toUpperCase() === AGREEMENT_PENDING;

/** The set of a prospect in one item. */
export function simpleSet(set: AgreementSet): IDataObject {
	const pending = set.agreements.filter(({ status }) => isPending(status)).length;
	return {
		reference: set.reference ?? null,
		pending,
		signingUrl: set.signingUrl ?? null,
		agreements: set.agreements,
		id: set.id ?? null,
	};
}

/** One agreement of a prospect. */
export const agreementOfSet = (set: AgreementSet, index: number): IDataObject => {
	const { id, name, status, ...others } = set.agreements[index]!;
	const first = { id, name: name ?? null, status: status ?? null };
	return {
		...first,
		...(others as IDataObject),
		...first,
		reference: set.reference ?? null,
		signingUrl: set.signingUrl ?? null,
	};
};

/** One agreement that BVNK has assigned to a customer: its title stands below `agreement`. */
export function assignedAgreement(row: Row, customerId: string): IDataObject & { id: string } {
	const { agreement } = row;
	const first = {
		id: row.id,
		name: textIn(agreement, ['title', 'name']) ?? textIn(row, ['title', 'name']),
		status: textIn(row, ['status']),
	};
	return { ...first, ...(row as IDataObject), ...first, customerId };
}
