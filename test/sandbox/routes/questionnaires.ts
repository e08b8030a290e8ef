// GET /platform/v1/customers/questionnaire/definitions and PUT /platform/v1/customers/{reference}/questionnaires.
import type { FastifyInstance } from 'fastify';
import { invalidRequest } from '../errors';
import { noticeQuestionnaire } from '../notices';
import { definitionsOf, requiredItems } from '../questionnaires';
import type { SandboxState } from '../state';
import { parseAnswers } from '../validation';
import { findCustomer } from './customers';

/** The questionnaire endpoints. */
export function questionnaireRoutes(app: FastifyInstance, state: SandboxState): void {
	app.get<{ Querystring: { codes?: string | string[] } }>(
		'/platform/v1/customers/questionnaire/definitions',
		async ({ query }) =>
			definitionsOf(
				[query.codes ?? []]
					.flat()
					.flatMap((codes) => codes.split(','))
					.filter(Boolean),
			),
	);

	app.put<{ Params: { reference: string } }>(
		'/platform/v1/customers/:reference/questionnaires',
		async (request) => {
			const customer = findCustomer(state.customers, request.params.reference);
			if (!customer.company) {
				throw invalidRequest({ customerReference: ['Only companies answer questionnaires'] });
			}
			return parseAnswers(request.body).map(({ code, answers }) => {
				const known = customer.answers.get(code) ?? new Map<string, unknown>();
				for (const [item, value] of answers) known.set(item, value);
				customer.answers.set(code, known);
				const isComplete = requiredItems(code).every((item) => known.has(item));
				const status = isComplete ? 'SUBMITTED' : 'INCOMPLETE';
				noticeQuestionnaire(customer, code, status, state.webhooks);
				return { code, status };
			});
		},
	);
}
