// /platform/v2/customers/{id}/associates: the people and companies behind a company.
import type { FastifyInstance } from 'fastify';
import stringify from 'safe-stable-stringify';
import { ApiError, type FieldErrors, invalidRequest } from '../../errors';
import type { SandboxState } from '../../state';
import { type AssociateV2, type CustomerV2, newAssociate } from '../../v2/customer';
import { answerOnce } from '../../v2/idempotency';
import { noticeDeletion, noticeSupplyV2 } from '../../v2/notices';
import { pageOfItems, type Query } from '../../v2/pages';
import { markAnswered, openActions, valueAt } from '../../v2/requirements';
import { type AssociateInput, parseAssociate, parseAssociateUpdate } from '../../v2/validation';
import { associateView } from '../../v2/views';
import { checkUndecided, findCustomerV2, findToChange } from './customers';

interface ById {
	Params: { id: string };
	Querystring: Query;
}
interface OneOf {
	Params: { id: string; associateId: string };
}

const ASSOCIATES = '/platform/v2/customers/:id/associates';
const ONE = `${ASSOCIATES}/:associateId`;
/** What is compared with a person's papers. */
const VERIFIED_FIELDS = [
	'firstName',
	'lastName',
	'dateOfBirth',
	'nationality',
	'birthCountryCode',
	'address',
];

/** The associate endpoints. */
export function associateRoutes(app: FastifyInstance, state: SandboxState): void {
	app.post<ById>(ASSOCIATES, (request, reply) =>
		answerOnce(request, reply, state, () => {
			const customer = findToChange(request.params.id, state);
			if (customer.type !== 'COMPANY') {
				throw invalidRequest({ id: ['Only companies have associates'] });
			}
			checkUndecided(customer);
			const input = parseAssociate(request.body);
			checkEmailAddress(input, customer);
			const associate = newAssociate(input, state.now());
			customer.associates.push(associate);
			noticeSupplyV2(customer, state);
			return { status: 201, body: associateView(associate, customer) };
		}),
	);

	app.get<ById>(ASSOCIATES, async (request) => {
		const customer = findCustomerV2(request.params.id, state);
		const views = customer.associates.map((associate) => associateView(associate, customer));
		return pageOfItems(views, request, state.settings);
	});

	app.get<OneOf>(ONE, async ({ params }) => {
		const customer = findCustomerV2(params.id, state);
		return associateView(findAssociate(customer, params.associateId), customer);
	});

	app.patch<OneOf>(ONE, async (request, reply) => {
		const customer = findToChange(request.params.id, state);
		const associate = findAssociate(customer, request.params.associateId);
		const input = parseAssociateUpdate(request.body, associate);
		checkVerified(associate, input);
		checkEmailAddress(input, customer, associate);
		Object.assign(associate, input, { updatedAt: new Date(state.now()).toISOString() });
		answerFields(customer, associate, request.body);
		noticeSupplyV2(customer, state);
		return reply.send(
			state.settings.updateAnswer === 'empty' ? undefined : associateView(associate, customer),
		);
	});

	app.delete<OneOf>(ONE, async (request, reply) => {
		const customer = findToChange(request.params.id, state);
		const associate = findAssociate(customer, request.params.associateId);
		checkUndecided(customer);
		customer.associates = customer.associates.filter((one) => one !== associate);
		noticeDeletion(customer, associate.id, state);
		return reply.code(204).send();
	});
}

/** One of a customer's associates. Throws 404 for any other. */
export function findAssociate({ associates }: CustomerV2, associateId: string): AssociateV2 {
	const associate = associates.find(({ id }) => id === associateId.toLowerCase());
	if (!associate) throw new ApiError(404, `Associate with id: ${associateId} not found`);
	return associate;
}

/** Takes away what was asked of the associate and is among what was sent now. */
function answerFields(customer: CustomerV2, { id }: AssociateV2, body: unknown): void {
	const actions = openActions(customer).filter(
		({ target }) =>
			target?.kind === 'FIELD' &&
			target.associateId === id &&
			valueAt(body, target.path) !== undefined,
	);
	markAnswered(customer, actions);
}

function checkVerified(before: AssociateV2, after: AssociateInput): void {
	if (!before.verified) return;
	const errors: FieldErrors = {};
	for (const name of VERIFIED_FIELDS) {
		if (stringify(before.entity[name]) === stringify(after.entity[name])) continue;
		errors[`entity.${name}`] = ['is verified and cannot be changed'];
	}
	if (Object.keys(errors).length > 0) throw invalidRequest(errors);
}

/** Two associates of a customer never have one address. */
function checkEmailAddress(
	{ entity }: AssociateInput,
	{ associates }: CustomerV2,
	own?: AssociateV2,
): void {
	const address = emailAddressOf(entity);
	if (address === undefined) return;
	if (associates.some((one) => one !== own && emailAddressOf(one.entity) === address)) {
		throw invalidRequest({
			'entity.contactInfo.emailAddress': ['is used by another associate of the customer'],
		});
	}
}

function emailAddressOf(entity: unknown): string | undefined {
	const address = valueAt(entity, 'contactInfo.emailAddress');
	return typeof address === 'string' ? address.toLowerCase() : undefined;
}
