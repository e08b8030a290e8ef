// How a customer looks in an answer: a list item, one individual, one company, what is missing.
import { createHash } from 'node:crypto';
import { countryName, stateName } from './countries';
import type { Customer } from './customer';
import missing from './fixtures/info-missing.json';
import { statusOf } from './lifecycle';
import { questionnaireCode } from './reference-data';
import type { Address, Associate } from './validation';

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

/** The answer to a create: codes of questionnaires only for companies that have to answer one. */
export function createAnswer(customer: Customer) {
	const status = statusOf(customer);
	const asked = customer.company && status === 'INFO_REQUIRED';
	return {
		reference: customer.reference,
		status,
		...(asked && { infoRequired: { questionnaireCodes: questionnaires(customer) } }),
	};
}

/** An item of the customer list. */
export function listItem(customer: Customer) {
	const { reference, type, name, description } = customer;
	return { reference, status: statusOf(customer), type, model: 'EMBEDDED', name, description };
}

/** One customer in full. */
export function customerView(customer: Customer) {
	return customer.company ? companyView(customer) : individualView(customer);
}

/** What is still asked for; only the status when nothing can be, `{}` when all was supplied. */
export function infoRequired(customer: Customer) {
	const status = statusOf(customer);
	if (status !== 'INFO_REQUIRED') return { status };
	if (customer.satisfied) return { status, infoRequired: {} };
	if (customer.company) {
		// Not documented: the stored page lacks the tab for companies.
		const documents = [{ docSetType: 'COMPANY', types: ['COMPANY_DOC'] }];
		return {
			status,
			infoRequired: { questionnaires: questionnaires(customer), documents, data: [] },
		};
	}
	// As printed in BVNK's page; the failure belongs to people whose documents do not match.
	const { verificationFailure } = missing;
	const failed = /mismatch/i.test(customer.name);
	return { status, infoRequired: missing.infoRequired, ...(failed && { verificationFailure }) };
}

/** One individual: person, details and due diligence apart, the link at the top. */
export function individualView(customer: Customer) {
	const person = customer.individual!;
	const status = statusOf(customer);
	const { emailAddress, phoneNumber } = person;
	return {
		reference: customer.reference,
		externalReference: customer.externalReference,
		status,
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
			status: verificationStatus(status),
			...(status === 'INFO_REQUIRED' && {
				url: verificationUrl(customer.reference),
				expiresAt: new Date(customer.stageSince + THIRTY_DAYS_MS).toISOString(),
			}),
		},
	};
}

/** One company: associates nested, a link for the company and for each of them. */
export function companyView(customer: Customer) {
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
				associateView(associate, customer, customer.personReferences[index]!),
			),
			verification: verification(customer, customer.reference),
		},
		riskScore: customer.riskScore,
	};
}

/** Sent flat with titles, read nested with controls. */
function associateView(associate: Associate, customer: Customer, reference: string) {
	const { nationality, birthCountryCode, contactInfo, taxIdentification, address } = associate;
	const { documentNumber, documentInfo, riskScore } = associate;
	const title =
		typeof associate.title === 'string' ? associate.title : associate.titles?.join(', ');
	return {
		person: {
			reference,
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
		verification: verification(customer, reference),
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

function questionnaires(customer: Customer): string[] {
	return [questionnaireCode(customer.company!.industryReference)];
}

function verification(customer: Customer, subject: string) {
	const status = statusOf(customer);
	return {
		...(status === 'INFO_REQUIRED' && { url: verificationUrl(subject) }),
		status: verificationStatus(status),
	};
}

function verificationUrl(subject: string): string {
	const token = createHash('sha256').update(subject).digest('hex').slice(0, 24);
	return `https://verify.example.com/websdk/p/sbx_${token}`;
}

/** The phase of the identity check, which has words of its own. */
function verificationStatus(status: string): string {
	const phases: Record<string, string> = {
		INFO_REQUIRED: 'infoRequired',
		VERIFIED: 'completed',
		REJECTED: 'failed',
	};
	return phases[status] ?? 'pending';
}
