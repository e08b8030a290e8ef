// Documents of v2: of a customer, and the identification documents of an associate.
import type { FastifyInstance } from 'fastify';
import { ApiError, type FieldErrors, invalidRequest, refusal } from '../../errors';
import type { SandboxState } from '../../state';
import { isOpen } from '../../v2/agreements';
import type { CustomerV2 } from '../../v2/customer';
import { addDocument, type DocumentInput } from '../../v2/documents';
import { answerOnce } from '../../v2/idempotency';
import { uploadIn } from '../../v2/multipart';
import { noticeDocumentsV2 } from '../../v2/notices';
import { pageOfItems, type Query } from '../../v2/pages';
import { parseMetadata } from '../../v2/validation';
import { documentView } from '../../v2/views';
import { findAssociate } from './associates';
import { checkUndecided, findCustomerV2, findToChange } from './customers';

interface ById {
	Params: { id: string };
	Querystring: Query;
}
interface OneOf {
	Params: { id: string; documentId: string };
}
interface OfAssociate {
	Params: { id: string; associateId: string };
}

const CUSTOMER = '/platform/v2/customers/:id';
const DOCUMENTS = `${CUSTOMER}/documents`;

/** The document endpoints. */
export function documentRoutesV2(app: FastifyInstance, state: SandboxState): void {
	const take = (body: unknown, customer: CustomerV2, associateId?: string) => {
		checkUndecided(customer);
		// what is handed in at once comes to be at one moment
		const now = state.now();
		const documents = documentsIn(body, customer, associateId).map((input) =>
			addDocument(input, customer, now),
		);
		noticeDocumentsV2(customer, documents, state);
		const answer = documents.map(documentView);
		return { status: 202, body: state.settings.uploadAnswer === 'empty' ? undefined : answer };
	};

	app.post<ById>(DOCUMENTS, (request, reply) =>
		answerOnce(request, reply, state, () =>
			take(request.body, findToChange(request.params.id, state)),
		),
	);

	app.post<OfAssociate>(
		`${CUSTOMER}/associates/:associateId/identification-documents`,
		(request, reply) =>
			answerOnce(request, reply, state, () => {
				const customer = findToChange(request.params.id, state);
				const { id } = findAssociate(customer, request.params.associateId);
				return take(request.body, customer, id);
			}),
	);

	app.get<ById>(DOCUMENTS, async (request) => {
		const { documents } = findCustomerV2(request.params.id, state);
		return pageOfItems(documents.map(documentView), request, state.settings);
	});

	app.get<OneOf>(`${DOCUMENTS}/:documentId`, async ({ params }) => {
		const { documents } = findCustomerV2(params.id, state);
		const document = documents.find(({ id }) => id === params.documentId.toLowerCase());
		if (!document) throw new ApiError(404, `Document with id: ${params.documentId} not found`);
		return documentView(document);
	});
}

/** The documents of an upload, checked. */
function documentsIn(
	body: unknown,
	customer: CustomerV2,
	associateId: string | undefined,
): DocumentInput[] {
	const { metadata, files } = uploadIn(body);
	const entries = parseMetadata(metadata);
	const errors: FieldErrors = {};
	if (entries.length !== files.length) {
		errors.files = [`There are ${files.length} files for ${entries.length} entries of metadata`];
	}
	for (const [index, { size }] of files.entries()) {
		if (size === 0) errors[`files[${index}]`] = ['must not be empty'];
	}
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
	const needsCountry = customer.type === 'INDIVIDUAL' && customer.model !== 'RELIANCE';
	if (needsCountry && entries.some(({ countryCode }) => !countryCode)) {
		throw refusal(4022, 'A document of an individual needs a countryCode');
	}
	if (customer.hasWorkingSet && customer.agreements.some(isOpen)) {
		throw refusal(4023, 'The agreements of the customer are not signed');
	}
	return entries.map((entry, index) => {
		const file = files[index]!;
		return {
			type: entry.type,
			subType: entry.subType ?? undefined,
			countryCode: entry.countryCode ?? undefined,
			name: entry.name ?? file.name,
			description: entry.description ?? undefined,
			externalReference: entry.externalReference ?? undefined,
			associateId,
			fileName: file.name,
			size: file.size,
			contentType: file.contentType,
			hash: file.hash,
		};
	});
}
