// /platform/v2/agreements: working sets for prospects; and the agreements that are assigned to a customer.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiError, invalidRequest } from '../../errors';
import type { SandboxState } from '../../state';
import {
	type Agreement,
	type AgreementAction,
	answerProblem,
	assignedView,
	entryView,
	newAgreements,
	type WorkingSet,
	workingSetView,
} from '../../v2/agreements';
import { textAddress } from '../../v2/files';
import { answerOnce } from '../../v2/idempotency';
import { noticeAnswerV2 } from '../../v2/notices';
import { envelopeV2, pageOfItems, type Query } from '../../v2/pages';
import { parseAnswer, parseBulkAnswer, parseWorkingSet } from '../../v2/validation';
import { findCustomerV2 } from './customers';

interface ById {
	Params: { id: string };
	Querystring: Query;
}
interface Assigned {
	Params: { id: string; agreementId: string };
}

const AGREEMENTS = '/platform/v2/agreements';
const ASSIGNED = '/platform/v2/customers/:id/agreements';

/** The agreement endpoints. */
export function agreementRoutes(app: FastifyInstance, state: SandboxState): void {
	const { v2 } = state;

	app.post(AGREEMENTS, (request, reply) =>
		answerOnce(request, reply, state, () => {
			const body = parseWorkingSet(request.body);
			if (state.settings.uniqueReferences && v2.sets.has(body.reference)) {
				const message = `Agreements with reference: ${body.reference} already exist`;
				throw new ApiError(409, message, { reference: [message] });
			}
			const { reference, useCase, customerType, countryCode } = body;
			const agreements = newAgreements(state.settings.agreementCount, state.now());
			const set: WorkingSet = {
				id: randomUUID(),
				reference,
				useCase,
				customerType,
				countryCode,
				agreements,
			};
			v2.sets.set(reference, set);
			for (const agreement of agreements) v2.agreements.set(agreement.id, agreement);
			return { status: 200, body: workingSetView(set, state.url) };
		}),
	);

	app.get<{ Querystring: { reference?: string } }>(AGREEMENTS, async ({ query }) => {
		if (!query.reference) throw invalidRequest({ reference: ['must not be null'] });
		return workingSetView(findSet(query.reference, state), state.url);
	});

	app.get<ById>(`${AGREEMENTS}/:id`, async ({ params }) =>
		entryView(findAgreement(params.id, v2.agreements.get(params.id.toLowerCase()))),
	);

	app.get<ById>(`${AGREEMENTS}/:id/content`, async ({ params }) => {
		const agreement = findAgreement(params.id, v2.agreements.get(params.id.toLowerCase()));
		const filename = `${agreement.name.toLowerCase().replaceAll(' ', '-')}.html`;
		const { url: downloadUrl, expiresAt } = textAddress(agreement.id, state);
		return { downloadUrl, expiresAt, filename };
	});

	app.post(`${AGREEMENTS}/actions`, (request, reply) =>
		answerOnce(request, reply, state, () => {
			const { reference, actions } = parseBulkAnswer(request.body);
			const set = findSet(reference, state);
			const customerId = v2.references.get(reference) ?? set.id;
			const content = actions.map(({ agreementId, type }) =>
				outcome(set.agreements, agreementId, type, customerId, state),
			);
			const { length } = content;
			const page = { content, number: 0, size: length, total: length };
			return { status: 200, body: envelopeV2(page, state.settings) };
		}),
	);

	app.get<ById>(ASSIGNED, async (request) => {
		const { agreements } = findCustomerV2(request.params.id, state);
		return pageOfItems(agreements.map(assignedView), request, state.settings);
	});

	app.post<Assigned>(`${ASSIGNED}/:agreementId/actions`, (request, reply) =>
		answerOnce(request, reply, state, () => {
			const { id, agreementId } = request.params;
			const customer = findCustomerV2(id, state);
			const agreement = findAgreement(
				agreementId,
				customer.agreements.find((one) => one.id === agreementId.toLowerCase()),
			);
			const { type } = parseAnswer(request.body);
			const problem = answerProblem(agreement, type, state.now());
			if (problem) throw invalidRequest({ type: [problem] });
			noticeAnswerV2(agreement, type, customer.id, state);
			return { status: 200, body: assignedView(agreement) };
		}),
	);
}

/** What becomes of one of several agreements: its error does not touch the others. */
function outcome(
	agreements: Agreement[],
	agreementId: string,
	type: AgreementAction,
	customerId: string,
	state: SandboxState,
) {
	const agreement = agreements.find(({ id }) => id === agreementId.toLowerCase());
	const error = (message: string) => ({
		agreementId,
		error: { code: 'bvnk:onboarding-accounts:agreement', message },
	});
	if (!agreement) return error(`Agreement with id: ${agreementId} not found`);
	const problem = answerProblem(agreement, type, state.now());
	if (problem) return error(problem);
	noticeAnswerV2(agreement, type, customerId, state);
	return { agreementId, status: agreement.status };
}

function findSet(reference: string, { v2 }: SandboxState): WorkingSet {
	const set = v2.sets.get(reference);
	if (!set) throw new ApiError(404, `Agreements with reference: ${reference} not found`);
	return set;
}

function findAgreement(id: string, agreement: Agreement | undefined): Agreement {
	if (!agreement) throw new ApiError(404, `Agreement with id: ${id} not found`);
	return agreement;
}
