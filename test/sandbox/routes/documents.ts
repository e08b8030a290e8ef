// POST /platform/v1/customers/{reference}/documents, the list of all documents, and a document's download
// address and removal.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Customer, UploadedDocument } from '../customer';
import { envelope } from '../envelopes';
import { ApiError, type FieldErrors, invalidRequest } from '../errors';
import { repeatOf } from '../idempotency';
import { statusOf } from '../lifecycle';
import { noticeDocuments, noticeRemoval } from '../notices';
import { documentAddress } from '../v2/files';
import type { SandboxState } from '../state';
import { isUuid, parseDocuments } from '../validation';
import { findCustomer, pageOf } from './customers';

interface ByReference {
	Params: { reference: string };
}

const DOCUMENT = '/platform/v1/customers/documents/:reference';
const SELECTORS = ['customerReference', 'externalReference', 'type', 'status'] as const;

/** The document endpoints. */
export function documentRoutes(app: FastifyInstance, state: SandboxState): void {
	app.post<ByReference>('/platform/v1/customers/:reference/documents', async (request, reply) => {
		const customer = findCustomer(state.customers, request.params.reference);
		const repeat = repeatOf(request, state);
		const answer = (documents: UploadedDocument[]) =>
			state.settings.uploadAnswer === 'empty' ? undefined : documents.map(uploadView);
		if (repeat.reference !== undefined) {
			const earlier = customer.documents.filter(({ batch }) => batch === repeat.reference);
			return reply.code(200).send(answer(earlier));
		}
		const documents = take(request.body, customer);
		customer.documents.push(...documents);
		repeat.remember(documents[0]!.batch);
		noticeDocuments(customer, documents, state.webhooks);
		return reply.code(202).send(answer(documents));
	});

	// BVNK's page shows the path, and not what the parameters are called that select: these are likely.
	app.get<{ Querystring: Record<string, string | undefined> }>(
		'/platform/v1/customers/documents',
		async ({ query }) => {
			const { number, size } = pageOf(query, state.settings);
			const all = [...state.customers.kept()].flatMap((customer) =>
				customer.documents.map((document) => listView(document, customer)),
			);
			const found = all.filter((document) =>
				SELECTORS.every((name) => query[name] === undefined || query[name] === document[name]),
			);
			const content = found.slice(number * size, (number + 1) * size);
			return envelope({ content, number, size, total: found.length }, state.settings);
		},
	);

	app.get<ByReference>(`${DOCUMENT}/url`, async (request) => {
		const { reference } = find(state.customers, request.params.reference).document;
		return documentAddress(reference, state);
	});

	app.delete<ByReference>(DOCUMENT, async (request, reply) => {
		const { customer, document } = find(state.customers, request.params.reference);
		customer.documents = customer.documents.filter((one) => one !== document);
		noticeRemoval(customer);
		return reply.code(204).send();
	});
}

/** The documents of a body, checked. A file whose name says "unreadable" is refused by the check of it. */
function take(body: unknown, customer: Customer): UploadedDocument[] {
	const documents = parseDocuments(body);
	const errors: FieldErrors = {};
	for (const [index, { customerPersonReference: person }] of documents.entries()) {
		if (!person || customer.personReferences.includes(person.toLowerCase())) continue;
		errors[`[${index}].customerPersonReference`] = [`Person with reference: ${person} not found`];
	}
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
	if (statusOf(customer) !== 'INFO_REQUIRED') {
		throw invalidRequest({
			customerReference: [
				`Customer is ${statusOf(customer)}: documents are accepted while it is INFO_REQUIRED`,
			],
		});
	}
	const batch = randomUUID();
	return documents.map((document) => ({
		reference: randomUUID(),
		batch,
		type: document.type,
		subType: document.subType ?? undefined,
		name: document.name,
		description: document.description ?? undefined,
		countryCode: document.countryCode ?? undefined,
		externalReference: document.externalReference ?? undefined,
		customerPersonReference: customer.company
			? document.customerPersonReference?.toLowerCase()
			: undefined,
		content: Buffer.from(document.content, 'base64'),
		status: /unreadable/i.test(document.name) ? 'REJECTED' : 'PENDING',
	}));
}

/** What BVNK answers to an upload is not documented. */
function uploadView({ reference, type, subType, name, status }: UploadedDocument) {
	return { reference, type, subType, name, status };
}

function listView(document: UploadedDocument, customer: Customer) {
	const { content: _, batch: __, ...view } = document;
	return { ...view, customerReference: customer.reference };
}

function find(customers: SandboxState['customers'], reference: string) {
	if (!isUuid(reference)) throw invalidRequest({ documentReference: ['must be a valid UUID'] });
	for (const customer of customers.kept()) {
		const document = customer.documents.find((one) => one.reference === reference.toLowerCase());
		if (document) return { customer, document };
	}
	throw new ApiError(404, `Document with reference: ${reference} not found`);
}
