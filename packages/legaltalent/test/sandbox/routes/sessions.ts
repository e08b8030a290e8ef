// Sessions, and the page that a person opens.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { answer, ApiError } from '../answers';
import { listAnswer } from '../lists';
import type { SandboxState, Session } from '../state';

type Body = Record<string, unknown>;
interface One {
	Params: { id: string };
	Body: Body | undefined;
}

const MS_A_DAY = 24 * 3600 * 1000;

export function sessionRoutes(app: FastifyInstance, state: SandboxState, url: () => string): void {
	const { settings } = state;
	const read = { config: { permission: 'kyc:read' } };
	const write = { config: { permission: 'kyc:create' } };
	const find = (id: string): Session => {
		const session = state.sessions.get(id.toLowerCase());
		if (session) return session;
		throw new ApiError(404, 'Session not found', 'NOT_FOUND');
	};
	const shown = (session: Session): Body =>
		settings.linksInAnswers
			? { ...session, public_url: `${url()}/public/sessions/${session.access_token}` }
			: { ...session };

	app.post<{ Body: Body | undefined }>('/kyc/sessions', write, async ({ body = {} }, reply) => {
		const { workflow_id, customer_id, client_id, metadata } = body;
		if (!state.workflows.some((one) => one.workflow_id === workflow_id)) {
			throw new ApiError(400, 'Unknown workflow_id', 'VALIDATION_ERROR');
		}
		const session = state.addSession(body, linkedTo(customer_id, client_id));
		const invited = (metadata as Body | undefined)?.user_email;
		state.webhooks.emit({ event: 'kyc.session.created', data: dataOf(session) });
		return reply
			.code(201)
			.send(answer(settings, { ...shown(session), invitation_sent: invited !== undefined }));
	});

	/** An unknown client ID makes a customer. */
	function linkedTo(customerId: unknown, clientId: unknown): string | null {
		if (typeof customerId === 'string') {
			if (state.customers.has(customerId)) return customerId;
			throw new ApiError(404, 'Customer not found', 'NOT_FOUND');
		}
		if (typeof clientId !== 'string') return null;
		const known = state.customerOf(clientId);
		return (known ?? state.addCustomer({ client_id: clientId, name: clientId })).customer_id;
	}

	app.get('/kyc/sessions', read, async (request) =>
		listAnswer(settings, request, [...state.sessions.values()], 'sessions'),
	);

	app.get<One>('/kyc/sessions/:id', read, async ({ params }) =>
		answer(settings, shown(find(params.id))),
	);

	app.post<One>('/kyc/sessions/:id/generate-link', write, async ({ params }) =>
		answer(settings, shown(Object.assign(find(params.id), { access_token: randomUUID() }))),
	);

	app.post<One>('/kyc/sessions/:id/extend', write, async ({ params, body }) => {
		const session = find(params.id);
		const days = Number(body?.ttl_days ?? 7);
		session.expires_at = new Date(Date.parse(session.expires_at) + days * MS_A_DAY).toISOString();
		return answer(settings, shown(session));
	});

	app.get<{ Params: { token: string } }>(
		'/public/sessions/:token',
		{ config: { isPublic: true } },
		async ({ params }) => {
			const session = [...state.sessions.values()].find(
				({ access_token }) => access_token === params.token,
			);
			if (!session) throw new ApiError(404, 'This link is not valid', 'NOT_FOUND');
			return answer(settings, { session_id: session.session_id, status: session.status });
		},
	);
}

/** What the embedded server says of a session in its events; LegalTalent documents a reference alone. */
export const dataOf = ({
	session_id,
	customer_id,
	client_id,
	status,
	final_decision,
}: Session) => ({
	session_id,
	customer_id,
	...(client_id === undefined ? {} : { client_id }),
	status,
	...(final_decision === undefined ? {} : { final_decision }),
});
