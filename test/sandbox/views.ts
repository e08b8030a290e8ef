// How a customer looks in an answer: a list item, one individual, one company, what is missing.
import { countryName, stateName } from './countries';
import type { Customer } from './customer';
import missing from './fixtures/info-missing.json';
import { statusOf } from './lifecycle';
import {
	type DocumentSet,
	needsVerification,
	openDocuments,
	type OpenQuestionnaire,
	openQuestionnaires,
} from './requirements';
import type { SandboxSettings } from './settings';
import type { Address, Associate } from './validation';
import { verificationUrl } from './verification';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

/** The answer to a create: codes of questionnaires only for companies that have to answer one. */
export function createAnswer(customer: Customer) {
	const status = statusOf(customer);
	const asked = customer.company && status === 'INFO_REQUIRED';
	return {
		reference: customer.reference,
		status,
		...(asked && {
			infoRequired: { questionnaireCodes: openQuestionnaires(customer).map(codeOf) },
		}),
	};
}

/** An item of the customer list. */
export function listItem(customer: Customer) {
	const { reference, type, name, description } = customer;
	return { reference, status: statusOf(customer), type, model: 'EMBEDDED', name, description };
}

/** One customer in full; `linkHost` is where its verification links lead. */
export function customerView(customer: Customer, linkHost: string) {
	return customer.company ? companyView(customer, linkHost) : individualView(customer, linkHost);
}

/** What is still asked for; only the status when nothing can be, `{}` when all was supplied. */
export function infoRequired(
	customer: Customer,
	associateInfo: SandboxSettings['associateInfo'] = 'none',
) {
	const status = statusOf(customer);
	if (status !== 'INFO_REQUIRED') return { status };
	const failures = verificationFailure(customer);
	const sets = openDocuments(customer);
	const own = sets.filter(({ customerPersonReference: person }) => person === undefined);
	const documents = associateInfo === 'documents' ? sets : own;
	const associates = associateInfo === 'associates' ? associatesInfo(customer, sets) : [];
	const questionnaires = openQuestionnaires(customer);
	const isEmpty = documents.length + associates.length + questionnaires.length === 0;
	return {
		status,
		infoRequired: isEmpty
			? {}
			: { questionnaires, documents, data: [], ...(associates.length > 0 && { associates }) },
		...failures,
	};
}

/** Not documented: each associate of whom something is missing, as an entry of its own. */
function associatesInfo({ company, personReferences }: Customer, sets: DocumentSet[]) {
	return personReferences.flatMap((customerPersonReference, index) => {
		const documents = sets
			.filter((set) => set.customerPersonReference === customerPersonReference)
			.map(({ docSetType, types }) => ({ docSetType, types }));
		const { firstName, lastName } = company?.associates[index] ?? {};
		return documents.length === 0
			? []
			: [{ customerPersonReference, firstName, lastName, documents }];
	});
}

/** As printed in BVNK's page, for people whose name says "Mismatch"; and one for each refused document. */
function verificationFailure(customer: Customer) {
	if (customer.satisfied) return {};
	const printed = /mismatch/i.test(customer.name) && !customer.company;
	const reasons = [
		...(printed ? missing.verificationFailure.reasons : []),
		...customer.documents
			.filter(({ status }) => status === 'REJECTED')
			.map(({ type, name }) => ({
				failureCode: `UNSATISFACTORY_DOCUMENT:${type}`,
				description: `The document ${name} cannot be read`,
			})),
	];
	return reasons.length === 0 ? {} : { verificationFailure: { reasons } };
}

/** One individual: person, details and due diligence apart, the link at the top. */
export function individualView(customer: Customer, linkHost: string) {
	const person = customer.individual!;
	const { emailAddress, phoneNumber } = person;
	const check = verification(customer, linkHost);
	return {
		reference: customer.reference,
		externalReference: customer.externalReference,
		status: statusOf(customer),
		type: customer.type,
		flowType: 'API',
		riskScore: customer.riskScore,
		individual: {
			person: {
				reference: customer.personReferences[0],
				firstName: person.firstName,
				lastName: person.lastName,
				dateOfBirth: person.dateOfBirth,
				address: addressView(person.address),
			},
			details: {
				nationality: person.nationality,
				birthCountryCode: person.birthCountryCode,
				contactInfo: { emailAddress, phoneNumber: phoneNumber ?? undefined },
				taxIdentification: person.taxIdentification,
			},
			cdd: {
				...person.cdd,
				expectedMonthlyVolume: {
					...person.cdd.expectedMonthlyVolume,
					amount: Number(person.cdd.expectedMonthlyVolume.amount),
				},
			},
		},
		verification: {
			...check,
			...(check.url && {
				expiresAt: new Date(customer.stageSince + THIRTY_DAYS_MS).toISOString(),
			}),
		},
	};
}

/** One company: associates nested, a link for the company and for each of them. */
export function companyView(customer: Customer, linkHost: string) {
	const company = customer.company!;
	return {
		reference: customer.reference,
		externalReference: customer.externalReference,
		status: statusOf(customer),
		type: customer.type,
		company: {
			name: company.name,
			description: company.description ?? undefined,
			taxResidenceCountryCode: company.taxResidenceCountryCode,
			registrationNumber: company.registrationNumber ?? undefined,
			address: addressView(company.address),
			associates: company.associates.map((associate, index) =>
				associateView(associate, customer, linkHost, index),
			),
			verification: verification(customer, linkHost),
		},
		riskScore: customer.riskScore,
	};
}

/** Sent flat with titles, read nested with controls. */
function associateView(associate: Associate, customer: Customer, linkHost: string, index: number) {
	const { nationality, birthCountryCode, contactInfo, taxIdentification, address } = associate;
	const { documentNumber, documentInfo, riskScore } = associate;
	const title =
		typeof associate.title === 'string' ? associate.title : associate.titles?.join(', ');
	return {
		person: {
			reference: customer.personReferences[index]!,
			firstName: associate.firstName,
			lastName: associate.lastName,
			dateOfBirth: associate.dateOfBirth,
			address: address ? addressView(address) : undefined,
		},
		details: {
			nationality: nationality ?? undefined,
			birthCountryCode,
			contactInfo: contactInfo ?? undefined,
			documentNumber,
			documentInfo,
			taxIdentification: taxIdentification ?? undefined,
		},
		title,
		riskScore: riskScore ?? 'LOW',
		controls: associate.controls ?? controlsOf(title ?? ''),
		verification: verification(customer, linkHost, index),
	};
}

function controlsOf(title: string) {
	return {
		hasOwnership: /owner|shareholder|ubo/i.test(title),
		hasControl: /director|control|ceo/i.test(title),
		isSigner: /representative|sign/i.test(title),
	};
}

function addressView(address: Address) {
	const { addressLine1, addressLine2, city, postalCode, stateCode, countryCode } = address;
	return {
		addressLine1,
		addressLine2: addressLine2 ?? undefined,
		city,
		postalCode,
		stateCode: stateCode ?? undefined,
		state: countryCode === 'US' ? stateName(stateCode) : undefined,
		countryCode,
		country: countryName(countryCode),
	};
}

/** The link is there only while it is needed: BVNK leaves it out once it has taken over. */
function verification(
	customer: Customer,
	linkHost: string,
	index?: number,
): { url?: string; status: string } {
	const person = index === undefined ? undefined : customer.personReferences[index];
	const status = statusOf(customer);
	if (status !== 'INFO_REQUIRED') return { status: phaseOf(status) };
	if (!needsVerification(customer, person)) {
		const isVerified = customer.verified.has(person ?? customer.reference);
		return { status: isVerified ? 'completed' : 'pending' };
	}
	return { url: verificationUrl(linkHost, customer.reference, index), status: phaseOf(status) };
}

function codeOf(questionnaire: OpenQuestionnaire): string {
	return typeof questionnaire === 'string' ? questionnaire : questionnaire.code;
}

/** The phase of the identity check, which has words of its own. */
function phaseOf(status: string): string {
	const phases: Record<string, string> = {
		INFO_REQUIRED: 'infoRequired',
		VERIFIED: 'completed',
		REJECTED: 'failed',
	};
	return phases[status] ?? 'pending';
}
