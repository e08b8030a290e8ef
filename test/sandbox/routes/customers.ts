// POST and GET /platform/v1/customers, GET and PATCH or PUT /platform/v1/customers/{reference},
// GET /platform/v1/customers/{reference}/info-required.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Customer, newCustomer } from '../customer';
import { seededExternalIndex, seededReference } from '../data';
import { envelope } from '../envelopes';
import { ApiError, type FieldErrors, invalidRequest } from '../errors';
import { repeatOf } from '../idempotency';
import { noticeRead, noticeTime, noticeUpdate } from '../notices';
import { isIndustry, isMonthlyVolume } from '../reference-data';
import { isExpired, type SandboxState } from '../state';
import { type CreateRequest, isUuid, parseCreate, parseUpdate } from '../validation';
import { createAnswer, customerView, infoRequired, listItem } from '../views';

interface ByReference {
	Params: { reference: string };
}

const ONE = '/platform/v1/customers/:reference';

/** The customer endpoints. */
export function customerRoutes(app: FastifyInstance, state: SandboxState): void {
	app.post('/platform/v1/customers', async (request, reply) => {
		const repeat = repeatOf(request, state);
		if (repeat.reference !== undefined) {
			return reply.code(200).send(createAnswer(findCustomer(state.customers, repeat.reference)));
		}
		const body = parseCreate(request.body);
		checkRules(body, state);
		const customer = create(body, state);
		repeat.remember(customer.reference);
		return reply.code(202).send(createAnswer(customer));
	});

	app.get<{ Querystring: Record<string, string | undefined> }>(
		'/platform/v1/customers',
		async (request) => {
			const { customers, settings } = state;
			const { name } = request.query;
			const { number, size } = pageOf(request.query, settings);
			const offset = (request.repeatPage ? 0 : number) * size;
			const found = name ? customers.named(name) : undefined;
			const references = found?.slice(offset, offset + size) ?? customers.page(offset, size);
			const content = references.map((reference) => {
				const customer = customers.peek(reference)!;
				noticeTime(customer, state);
				return listItem(customer);
			});
			return envelope({ content, number, size, total: found?.length ?? customers.size }, settings);
		},
	);

	app.get<ByReference>(ONE, async (request) => {
		const customer = findCustomer(state.customers, request.params.reference);
		noticeRead(customer, state);
		return customerView(customer, state.linkHost);
	});

	app.get<ByReference>(`${ONE}/info-required`, async (request) => {
		const customer = findCustomer(state.customers, request.params.reference);
		noticeRead(customer, state);
		return infoRequired(customer, state.settings.associateInfo);
	});

	// BVNK's guide says PUT, its reference says PATCH; both are here.
	app.route<ByReference>({
		method: ['PATCH', 'PUT'],
		url: ONE,
		handler: async (request, reply) => {
			if (request.method === 'PATCH' && !state.settings.patchAllowed) {
				throw new ApiError(
					405,
					"Request method 'PATCH' is not supported",
					{},
					{ allow: 'GET, PUT' },
				);
			}
			const customer = findCustomer(state.customers, request.params.reference);
			update(customer, request.body);
			noticeUpdate(customer, state.webhooks);
			return reply.send(
				state.settings.updateAnswer === 'empty'
					? undefined
					: customerView(customer, state.linkHost),
			);
		},
	});
}

/** The customer of a path. Throws 400 for what is no reference, 404 for one that is not known. */
export function findCustomer(customers: SandboxState['customers'], reference: string): Customer {
	if (!isUuid(reference)) throw invalidRequest({ customerReference: ['must be a valid UUID'] });
	const customer = customers.get(reference);
	if (!customer) throw new ApiError(404, `Customer with reference: ${reference} not found`);
	return customer;
}

/** What needs the server's memory: unique references, sessions and the two reference lists. */
function checkRules(body: CreateRequest, state: SandboxState): void {
	const { company, externalReference, signedAgreementSessionReference } = body;
	const errors: FieldErrors = {};
	const { uniqueReferences } = state.settings;
	if (
		uniqueReferences &&
		externalReference &&
		customerWithExternalReference(externalReference, state)
	) {
		errors.externalReference = [
			`Customer with external reference: ${externalReference} already exists`,
		];
	}
	const problem = sessionProblem(body, state);
	if (problem) {
		errors.signedAgreementSessionReference = [
			`Agreement session with reference: ${signedAgreementSessionReference} ${problem}`,
		];
	}
	if (company && !isIndustry(company.industryReference)) {
		errors['company.industryReference'] = [`Industry ${company.industryReference} does not exist`];
	}
	if (company && !isMonthlyVolume(company.monthlyExpectedVolumesReference)) {
		errors['company.monthlyExpectedVolumesReference'] = [
			`Monthly expected volume ${company.monthlyExpectedVolumesReference} does not exist`,
		];
	}
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
}

/** The reference of the customer that has an external one. */
export function customerWithExternalReference(
	externalReference: string,
	state: Pick<SandboxState, 'customers' | 'options' | 'usedExternalReferences'>,
): string | undefined {
	const index = seededExternalIndex(externalReference);
	return index !== undefined && index < state.customers.seededCount
		? seededReference(state.options.seed, index)
		: state.usedExternalReferences.get(externalReference);
}

function sessionProblem(
	{ signedAgreementSessionReference: reference, type }: CreateRequest,
	state: SandboxState,
): string | undefined {
	if (state.settings.uniqueReferences && state.usedSessions.has(reference.toLowerCase()))
		return 'is already assigned to the customer';
	if (!state.settings.strictSessions) return undefined;
	const session = state.sessions.get(reference.toLowerCase());
	if (!session) return 'not found';
	if (isExpired(session, state.now())) return 'has expired';
	if (session.customerType !== type) return `is for a customer of type ${session.customerType}`;
	return session.status === 'SIGNED' ? undefined : 'is not signed';
}

function create(body: CreateRequest, state: SandboxState): Customer {
	const customer = newCustomer(randomUUID(), body);
	state.customers.add(customer);
	state.created += 1;
	state.usedSessions.add(body.signedAgreementSessionReference.toLowerCase());
	if (body.externalReference) {
		state.usedExternalReferences.set(body.externalReference, customer.reference);
	}
	return customer;
}

function update(customer: Customer, body: unknown): void {
	const { contactInfo, address, dateOfBirth } = parseUpdate(body);
	const { individual } = customer;
	if (!individual) {
		throw invalidRequest({ customerReference: ['Only individual customers can be updated'] });
	}
	if (contactInfo?.emailAddress) individual.emailAddress = contactInfo.emailAddress;
	if (contactInfo?.phoneNumber) individual.phoneNumber = contactInfo.phoneNumber;
	if (address) individual.address = { ...individual.address, ...address };
	if (dateOfBirth) individual.dateOfBirth = dateOfBirth;
}

/** The page that a query asks for: `number` from 0, and how many customers it may hold. */
export function pageOf(
	{ page, size }: Record<string, string | undefined>,
	{ maxSize }: SandboxState['settings'],
): { number: number; size: number } {
	return {
		number: wholeNumber(page, 0),
		size: Math.min(wholeNumber(size, 0) || 20, maxSize),
	};
}

/** Spring takes a page parameter it cannot read for one that was not given. */
function wholeNumber(value: string | undefined, otherwise: number): number {
	return value !== undefined && /^\d+$/.test(value) ? Number(value) : otherwise;
}
