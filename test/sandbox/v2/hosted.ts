// What a person does on a hosted page.
import { createHash } from 'node:crypto';
import type { SandboxState } from '../state';
import type { CustomerV2 } from './customer';
import { addDocument } from './documents';
import { noticeAnswerV2, noticeDocumentsV2, noticeSupplyV2 } from './notices';
import { type Action, markAnswered, requiredActions, sidesOf, valueAt } from './requirements';

/** What is handed in for a person. */
const FILE = 'invented';

/**
 * Does what an action asks for: accepts an agreement, hands in an invented document. Data and roles are
 * taken for given, and what the customer sent stays as it is.
 */
export function perform(customer: CustomerV2, action: Action, state: SandboxState): void {
	const { target } = action;
	if (target?.kind === 'AGREEMENT') {
		const agreement = customer.agreements.find(({ id }) => id === target.assignedAgreementId);
		if (agreement?.status === 'PENDING') {
			return noticeAnswerV2(agreement, 'ACCEPT', customer.id, state);
		}
	}
	if (target?.kind === 'DOCUMENT') {
		const [type = 'OTHER'] = target.types;
		const country = valueAt(customer.fields, 'address.countryCode');
		const name = `${type.toLowerCase()}.txt`;
		const documents = sidesOf(type, target).map((subType) =>
			addDocument(
				{
					type,
					subType,
					countryCode: typeof country === 'string' ? country : undefined,
					name,
					fileName: name,
					associateId: target.associateId ?? undefined,
					size: FILE.length,
					contentType: 'text/plain',
					hash: createHash('sha256').update(FILE).digest('hex'),
				},
				customer,
				state.now(),
			),
		);
		return noticeDocumentsV2(customer, documents, state);
	}
	markAnswered(customer, [action]);
	noticeSupplyV2(customer, state);
}

/** Does all that is left to do. */
export function finish(customer: CustomerV2, state: SandboxState): void {
	for (const action of openTo(customer)) perform(customer, action, state);
}

/** What a person can do now. */
export function openTo(customer: CustomerV2): Action[] {
	return requiredActions(customer).filter(({ status }) => status !== 'PROCESSING');
}
