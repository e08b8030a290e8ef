// What is asked of a customer, and what of it is still missing: computed from what was handed in.
import type { Customer } from './customer';
import missing from './fixtures/info-missing.json';
import { requiredItems } from './questionnaires';
import { questionnaireCode } from './reference-data';

/** A set of documents of which any one will do. */
export interface DocumentSet {
	docSetType: string;
	types: string[];
	/** The associate whose document it is; undefined for the customer's own. */
	customerPersonReference?: string;
}

/** A questionnaire that nobody has answered is its code; one answered in part says what is missing. */
export type OpenQuestionnaire = string | { code: string; missingItems: string[] };

const [IDENTITY, SELFIE] = missing.infoRequired.documents as [DocumentSet, DocumentSet];

/** The document sets that are still missing. */
export function openDocuments(customer: Customer): DocumentSet[] {
	if (customer.satisfied) return [];
	const asked = customer.company
		? [
				{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] },
				...customer.personReferences.map((person) => ({
					...IDENTITY,
					customerPersonReference: person,
				})),
			]
		: [IDENTITY, SELFIE];
	return asked.filter((set) => !isSupplied(set, customer));
}

/** The questionnaires that are still to be answered; only companies have any. */
export function openQuestionnaires(customer: Customer): OpenQuestionnaire[] {
	if (!customer.company || customer.satisfied) return [];
	const code = questionnaireCode(customer.company.industryReference);
	const given = customer.answers.get(code);
	if (!given) return [code];
	const missingItems = requiredItems(code).filter((item) => !given.has(item));
	return missingItems.length > 0 ? [{ code, missingItems }] : [];
}

/** True when nothing is missing any more. */
export function isSatisfied(customer: Customer): boolean {
	return openDocuments(customer).length === 0 && openQuestionnaires(customer).length === 0;
}

/** True while a person, or the customer itself, has documents to hand in or a link to open. */
export function needsVerification(customer: Customer, person?: string): boolean {
	return openDocuments(customer).some((set) => set.customerPersonReference === person);
}

function isSupplied({ types, customerPersonReference }: DocumentSet, customer: Customer): boolean {
	return (
		customer.verified.has(customerPersonReference ?? customer.reference) ||
		customer.documents.some(
			(document) =>
				document.status !== 'REJECTED' &&
				document.customerPersonReference === customerPersonReference &&
				types.includes(document.type),
		)
	);
}
