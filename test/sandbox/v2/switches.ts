// What a test may do with v2's customers that no request can.
import type { SandboxState } from '../state';
import { newAgreements, type WorkingSet } from './agreements';
import type { CustomerV2 } from './customer';
import { finish } from './hosted';
import type { Download } from './memory';
import { noticeDemand, noticeRefusal, noticeStatusV2, noticeSupplyV2 } from './notices';
import { type Action, markAnswered, requiredActions } from './requirements';

/** v2's customers are named by BVNK's id or by the partner's own reference; an unknown one throws. */
export interface SwitchesV2 {
	/** By BVNK's id, in order of creation. */
	readonly customers: ReadonlyMap<string, CustomerV2>;
	/** By the partner's own reference. */
	readonly sets: ReadonlyMap<string, WorkingSet>;
	/** Every download of an agreement's text. */
	readonly downloads: readonly Download[];
	/** Customers that a POST really made. */
	readonly created: number;
	/** Puts a customer into a status for good. */
	setStatus(customer: string, status: string): void;
	/** Ends a customer's onboarding for good. */
	terminate(customer: string): void;
	/** Asks for something more: the customer comes into ACTIONS_REQUIRED, unless it is INFO_REQUIRED. */
	requireAction(customer: string, action: Action): void;
	/** Assigns one more agreement, which has to be accepted. Returns its id. */
	assignAgreement(customer: string): string;
	/** Takes the actions with this code for answered, as BVNK's people may. */
	answerAction(customer: string, code: string): void;
	/** Refuses a document, so that it is asked for again. */
	rejectDocument(customer: string, documentId: string): void;
	/** Does all that a person can do on the hosted page. */
	finish(customer: string): void;
}

/** The switches of one server. */
export function switchesV2(state: SandboxState): SwitchesV2 {
	const { v2 } = state;
	const find = (name: string): CustomerV2 => {
		const customer = v2.customers.get(v2.references.get(name) ?? name);
		if (!customer) throw new Error(`There is no v2 customer ${name}`);
		return customer;
	};
	return {
		customers: v2.customers,
		sets: v2.sets,
		downloads: v2.downloads,
		get created() {
			return v2.customers.size;
		},
		setStatus: (name, status) => noticeStatusV2(find(name), status, state),
		terminate: (name) => noticeStatusV2(find(name), 'TERMINATED', state),
		requireAction: (name, action) => noticeDemand(find(name), action, state),
		assignAgreement: (name) => {
			const customer = find(name);
			const [agreement] = newAgreements(1, state.now());
			customer.agreements.push(agreement!);
			v2.agreements.set(agreement!.id, agreement!);
			noticeSupplyV2(customer, state);
			return agreement!.id;
		},
		answerAction: (name, code) => {
			const customer = find(name);
			const actions = requiredActions(customer).filter((action) => action.code === code);
			markAnswered(customer, actions);
			noticeSupplyV2(customer, state);
		},
		rejectDocument: (name, documentId) => {
			const customer = find(name);
			const document = customer.documents.find(({ id }) => id === documentId);
			if (!document) throw new Error(`There is no document ${documentId} of ${name}`);
			noticeRefusal(customer, document, state);
		},
		finish: (name) => finish(find(name), state),
	};
}
