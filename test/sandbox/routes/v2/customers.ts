// /platform/v2/customers: create, search, read and update. The customers of the first version are found
// too: their `id` is its reference, and their `reference` its external one (seen in a public client).
import type { FastifyInstance } from 'fastify';
import type { Customer } from '../../customer';
import { ApiError, invalidRequest, refusal } from '../../errors';
import { statusOf } from '../../lifecycle';
import { noticeTime } from '../../notices';
import type { SandboxState } from '../../state';
import { isRecord, isUuid } from '../../validation';
import { newAgreements } from '../../v2/agreements';
import { type CustomerV2, newCustomerV2 } from '../../v2/customer';
import { answerOnce } from '../../v2/idempotency';
import {
	noticeCreation,
	noticeLink,
	noticeReadV2,
	noticeSupplyV2,
	noticeTimeV2,
} from '../../v2/notices';
import { envelopeV2, pageOfV2, type Query } from '../../v2/pages';
import { markAnswered, openActions, valueAt } from '../../v2/requirements';
import { checkFields, type CreateInput, type Fields, parseCreateV2 } from '../../v2/validation';
import { customerViewV2, searchItem, summaryView } from '../../v2/views';
import { customerWithExternalReference } from '../customers';

interface ById {
	Params: { id: string };
}

const CUSTOMERS = '/platform/v2/customers';
const FILTERS = ['reference', 'name', 'status', 'type', 'model'] as const;

/** The customer endpoints of v2. */
export function customerRoutesV2(app: FastifyInstance, state: SandboxState): void {
	app.post(CUSTOMERS, (request, reply) =>
		answerOnce(request, reply, state, () => {
			const input = parseCreateV2(request.body);
			checkRules(input, state);
			const customer = create(input, state);
			return { status: 201, body: summaryView(customer) };
		}),
	);

	app.get<{ Querystring: Query }>(CUSTOMERS, async (request) => {
		const { query } = request;
		const { number, size } = pageOfV2(query, state.settings);
		const offset = (request.repeatPage ? 0 : number) * size;
		const { items, total } = search(query, offset, size, state);
		return envelopeV2({ content: items, number, size, total }, state.settings);
	});

	app.get<ById>(`${CUSTOMERS}/:id`, async ({ params }) => {
		const { customer, first } = findAny(params.id, state);
		if (first) return itemOfFirst(first);
		noticeReadV2(customer, state);
		const view = customerViewV2(customer, state);
		noticeLink(customer, state);
		return view;
	});

	app.patch<ById>(`${CUSTOMERS}/:id`, async (request, reply) => {
		const customer = findToChange(request.params.id, state);
		update(customer, request.body, state);
		return reply.send(
			state.settings.updateAnswer === 'empty' ? undefined : customerViewV2(customer, state),
		);
	});
}

/** A customer that v2 made. Throws 400 for what is no id, 404 for any other. */
export function findCustomerV2(id: string, state: SandboxState): CustomerV2 {
	if (!isUuid(id)) throw invalidRequest({ id: ['must be a valid UUID'] });
	const customer = state.v2.customers.get(id.toLowerCase());
	if (!customer) throw new ApiError(404, `Customer with id: ${id} not found`);
	return customer;
}

/** As `findCustomerV2`, and 400 with 4017 for a customer of the first version. */
export function findToChange(id: string, state: SandboxState): CustomerV2 {
	const { customer, first } = findAny(id, state);
	if (first) throw refusal(4017, 'Customers created with v1 cannot be updated with v2');
	return customer;
}

/** Throws 400 once nothing can be changed or handed in any more. */
export function checkUndecided(customer: CustomerV2): void {
	const status = statusOf(customer);
	if (['VERIFIED', 'REJECTED', 'TERMINATED'].includes(status)) {
		throw invalidRequest({ id: [`Customer is ${status}: nothing is accepted any more`] });
	}
}

type Found =
	{ customer: CustomerV2; first?: undefined } | { customer?: undefined; first: Customer };

function findAny(id: string, state: SandboxState): Found {
	const first = isUuid(id) ? state.customers.get(id) : undefined;
	return first ? { first } : { customer: findCustomerV2(id, state) };
}

/** What needs the server's memory: references, numbers of documents, and whose agreements they are. */
function checkRules({ type, reference, fields }: CreateInput, state: SandboxState): void {
	const { v2, settings } = state;
	const isUsed =
		reference !== undefined &&
		(v2.references.has(reference) || customerWithExternalReference(reference, state) !== undefined);
	if (isUsed && settings.uniqueReferences) {
		const message = `Customer with reference: ${reference} already exists`;
		throw new ApiError(settings.duplicateStatus, message, { reference: [message] });
	}
	const set = v2.sets.get(reference ?? '');
	if (set && set.customerType !== type) {
		const message = `The agreements of ${reference} are for a customer of type ${set.customerType}`;
		throw invalidRequest({ reference: [message] });
	}
	checkDocumentNumber(fields, undefined, state);
}

function checkDocumentNumber(fields: Fields, own: CustomerV2 | undefined, state: SandboxState) {
	const { documentNumber } = fields;
	if (typeof documentNumber !== 'string') return;
	for (const customer of state.v2.customers.values()) {
		if (customer === own || customer.fields.documentNumber !== documentNumber) continue;
		throw invalidRequest({ 'individual.documentNumber': ['is used by another customer'] });
	}
}

/** With the agreements of the reference's working set, or new ones. */
function create(input: CreateInput, state: SandboxState): CustomerV2 {
	const { v2, settings } = state;
	const set = v2.sets.get(input.reference ?? '');
	const agreements = set?.agreements ?? newAgreements(settings.agreementCount, state.now());
	const customer = newCustomerV2(
		input,
		{ agreements, hasWorkingSet: set !== undefined },
		state.now(),
	);
	v2.add(customer);
	noticeCreation(customer, state);
	return customer;
}

/** Members of `individual` or `company` are replaced one by one, and the whole is checked as in a create. */
function update(customer: CustomerV2, body: unknown, state: SandboxState): void {
	const sent = isRecord(body) ? body : {};
	const own = customer.type === 'COMPANY' ? 'company' : 'individual';
	const other = own === 'company' ? 'individual' : 'company';
	if (sent[other] !== undefined) {
		throw refusal(4021, `A customer of type ${customer.type} has no ${other}`);
	}
	if (statusOf(customer) !== 'INFO_REQUIRED' || customer.satisfied) {
		throw refusal(4004, 'The customer cannot be updated: its data has been submitted');
	}
	const given = sent[own];
	if (!isRecord(given)) throw invalidRequest({ [own]: ['must be an object'] });
	if (own === 'company' && given.associates !== undefined) {
		throw invalidRequest({ 'company.associates': ['cannot be changed here'] });
	}
	const fields = { ...customer.fields, ...given };
	checkFields(customer.type, fields);
	checkDocumentNumber(given, customer, state);
	customer.fields = fields;
	markAnswered(
		customer,
		openActions(customer).filter(
			({ target }) =>
				target?.kind === 'FIELD' &&
				target.associateId === undefined &&
				valueAt(sent, target.path) !== undefined,
		),
	);
	noticeSupplyV2(customer, state);
}

interface SearchItem {
	id: string;
	reference?: string;
	status: string;
	type: string;
	model: string;
	name: string;
}

/** Those of the first version come first. Without a filter, a page costs no more than it is long. */
function search(
	query: Query,
	offset: number,
	size: number,
	state: SandboxState,
): { items: SearchItem[]; total: number } {
	const { customers, v2 } = state;
	const ofFirst = (reference: string) => {
		const customer = customers.peek(reference)!;
		noticeTime(customer, state);
		return itemOfFirst(customer);
	};
	const ofSecond = (customer: CustomerV2) => {
		noticeTimeV2(customer, state);
		return searchItem(customer, state);
	};
	const wanted = (name: string) => [query[name] ?? []].flat().filter((value) => value !== '');
	const filters = FILTERS.filter((name) => wanted(name).length > 0);
	if (filters.length === 0) {
		const first = customers.page(offset, size).map(ofFirst);
		const start = Math.max(offset - customers.size, 0);
		const second = [...v2.customers.values()].slice(start, start + size - first.length);
		return {
			items: [...first, ...second.map(ofSecond)],
			total: customers.size + v2.customers.size,
		};
	}
	const references = wanted('reference');
	const known = references.flatMap((one) => customerWithExternalReference(one, state) ?? []);
	const first = references.length > 0 ? known : customers.page(0, customers.size);
	const all = [...first.map(ofFirst), ...[...v2.customers.values()].map(ofSecond)];
	const found = all.filter((item) =>
		filters.every((name) => wanted(name).some((value) => fits(item, name, value))),
	);
	return { items: found.slice(offset, offset + size), total: found.length };
}

/** Whether BVNK compares in full or in part is not known: here a part of the name will do, the rest is exact. */
function fits(item: SearchItem, name: (typeof FILTERS)[number], value: string): boolean {
	return name === 'name'
		? item.name.toLowerCase().includes(value.toLowerCase())
		: item[name] === value;
}

function itemOfFirst(customer: Customer): SearchItem {
	const status = statusOf(customer);
	const { reference: id, externalReference: reference, type, name } = customer;
	return {
		id,
		reference,
		status: status === 'INFO_REQUIRED' ? 'ACTIONS_REQUIRED' : status,
		type,
		model: 'EMBEDDED',
		name,
	};
}
