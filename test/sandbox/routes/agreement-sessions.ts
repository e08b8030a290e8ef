// /platform/v1/customers/agreement/sessions: start a session, look at it, sign or decline it.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { ApiError, invalidRequest } from '../errors';
import { repeatOf } from '../idempotency';
import { noticeAnswer } from '../notices';
import { type AgreementSession, isExpired, type SandboxState } from '../state';
import { isUuid, parseSession, parseSessionAnswer } from '../validation';

interface ByReference {
	Params: { reference: string };
}

const SESSIONS = '/platform/v1/customers/agreement/sessions';
const ACCOUNT_REFERENCE = 'acc00000-0000-4000-8000-000000000001';

/** The agreement session endpoints. */
export function agreementSessionRoutes(app: FastifyInstance, state: SandboxState): void {
	app.post(SESSIONS, async (request, reply) => {
		const repeat = repeatOf(request, state);
		if (repeat.reference !== undefined) {
			return reply.code(200).send(sessionView(findSession(state.sessions, repeat.reference)));
		}
		const { customerType, countryCode, useCase } = parseSession(request.body);
		const expires = new Date(state.now() + state.settings.sessionLifetimeMs);
		const session: AgreementSession = {
			reference: randomUUID(),
			status: 'PENDING',
			customerType,
			countryCode,
			useCase,
			expiresOn: expires.toISOString(),
		};
		state.sessions.set(session.reference, session);
		repeat.remember(session.reference);
		return reply.code(201).send(sessionView(session));
	});

	app.get<ByReference>(`${SESSIONS}/:reference`, async (request) =>
		sessionView(findSession(state.sessions, request.params.reference)),
	);

	app.put<ByReference>(`${SESSIONS}/:reference`, async (request, reply) => {
		const session = findSession(state.sessions, request.params.reference);
		const { status } = parseSessionAnswer(request.body);
		const problem = answerProblem(session, status, state.now());
		if (problem) throw invalidRequest({ status: [problem] });
		if (session.status !== status) {
			session.status = status;
			noticeAnswer(session, state.webhooks);
		}
		return reply.code(204).send();
	});
}

/** The session with a reference. Throws 400 for what is no reference, 404 for one that is not known. */
export function findSession(
	sessions: SandboxState['sessions'],
	reference: string,
): AgreementSession {
	if (!isUuid(reference)) throw invalidRequest({ reference: ['must be a valid UUID'] });
	const session = sessions.get(reference.toLowerCase());
	if (!session) throw new ApiError(404, `Agreement session with reference: ${reference} not found`);
	return session;
}

/** Why a session cannot be signed or declined now (ms since 1970); undefined where it can, or where it has been. */
export function answerProblem(
	session: AgreementSession,
	status: AgreementSession['status'],
	now: number,
): string | undefined {
	if (session.status === status) return undefined;
	if (session.status !== 'PENDING') return `Agreement session is already ${session.status}`;
	return isExpired(session, now) ? 'Agreement session has expired' : undefined;
}

function sessionView(session: AgreementSession) {
	const { reference, status, customerType, useCase, countryCode, expiresOn } = session;
	return {
		reference,
		accountReference: ACCOUNT_REFERENCE,
		status,
		customerType,
		useCase,
		countryCode,
		expiresOn,
		agreements: [
			{
				status,
				name: `EMBEDDED_PARTNER_PLATFORM_CUSTOMERS_${countryCode}`,
				displayName: 'Embedded partner platform customer agreement',
				description: 'Invented terms for tests',
				url: 'https://agreements.example.com/terms.pdf',
				privacyPolicyName: 'PRIVACY_POLICY',
				privacyPolicyDescription: 'Invented privacy policy for tests',
				privacyPolicyUrl: 'https://agreements.example.com/privacy.pdf',
			},
		],
	};
}
